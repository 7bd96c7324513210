/** Which kind of order: typed as code, name or pinyin; Enter takes the first. */
import { type KeyboardEvent, type RefObject, useId, useState } from "react";
import type { OrderType } from "../../../../contracts/orders/shapes.ts";
import { defineWords, pick } from "../../../parts/words.ts";
import { familyName } from "../words.ts";
import { rankTypes } from "./rank-types.ts";

const t = defineWords({
  type: ["业务类型", "Kind of order"],
  hint: ["名称、拼音首字母或代码，如 过户 / gh / CH-TRANS", "Name, pinyin or code, such as gh or CH-TRANS"],
  none: ["没有这种业务", "No such kind"],
});

/** Enough to choose from; the rest is found by typing on. */
const shownMost = 9;

type Props = {
  field: RefObject<HTMLInputElement | null>;
  types: readonly OrderType[];
  chosen: OrderType | undefined;
  service: string | undefined;
  onChoose: (type: OrderType) => void;
};

export function TypePick({ field, types, chosen, service, onChoose }: Props) {
  const list = useId();
  const [text, setText] = useState<string>();
  const [at, setAt] = useState(0);
  const isOpen = text !== undefined;
  const found = isOpen ? rankTypes(types, text, service).slice(0, shownMost) : [];
  const take = (type: OrderType | undefined) => {
    if (!type) return;
    setText(undefined);
    setAt(0);
    onChoose(type);
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      if (!isOpen) setText("");
      else if (found.length > 0) setAt((at + step + found.length) % found.length);
    } else if (event.key === "Enter" && isOpen) take(found[at]);
    else if (event.key === "Enter" && chosen) onChoose(chosen);
    else if (event.key === "Escape" && isOpen) setText(undefined);
    else return;
    event.preventDefault();
  };
  return (
    <div className="intake-type">
      <label htmlFor={`${list}-field`}>{t("type")}</label>
      <div className="intake-type-box">
        <input
          id={`${list}-field`}
          ref={field}
          role="combobox"
          aria-expanded={isOpen}
          aria-controls={list}
          aria-activedescendant={found[at] ? `${list}-${at}` : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder={t("hint")}
          value={text ?? (chosen ? pick(chosen.name) : "")}
          maxLength={40}
          onChange={({ target }) => {
            setText(target.value);
            setAt(0);
          }}
          onFocus={({ target }) => target.select()}
          onClick={() => !isOpen && setText("")}
          onBlur={() => setText(undefined)}
          onKeyDown={press}
        />
        {chosen && !isOpen && <span className="intake-type-code">{chosen.code}</span>}
        <div id={list} role="listbox" aria-label={t("type")} className="intake-type-list" hidden={!isOpen}>
          {found.map((type, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus and moves through the list
            <div
              key={type.code}
              id={`${list}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              onMouseDown={(event) => event.preventDefault()}
              onMouseMove={() => setAt(index)}
              onClick={() => take(type)}
            >
              <span>{familyName(type.family)}</span>
              <b>{pick(type.name)}</b>
              <small>{type.code}</small>
            </div>
          ))}
          {found.length === 0 && <p className="order-quiet">{t("none")}</p>}
        </div>
      </div>
    </div>
  );
}
