import { Modal } from "antd";
import { type KeyboardEvent, useId, useState } from "react";
import { defineWords } from "../parts/words.ts";
import type { Action } from "./action.ts";
import { Keys } from "./keys.tsx";

const t = defineWords({
  title: ["命令面板", "Command palette"],
  hint: ["输入命令、号码或客户，回车执行", "Type a command, a number or a customer, then Enter"],
  nothing: ["没有匹配的命令、号码或客户", "No command, number or customer matches"],
});

/** Enough to choose from; the rest is found by typing on. */
const shownAtMost = 12;

type Props = {
  open: boolean;
  actions: readonly Action[];
  onClose: () => void;
  /** More that the server finds for a text, such as customers; a hook, asked while somebody types. */
  useFound?: (text: string) => readonly Action[];
};
const useNothing = (): readonly Action[] => [];

/** Every action of the page, found by typing a piece of its name, its pinyin or a ticket's number. */
export function Palette({ open, actions, onClose, useFound }: Props) {
  return (
    <Modal
      open={open}
      onCancel={onClose}
      footer={null}
      closable={false}
      width={620}
      className="palette"
      style={{ top: 96 }}
      destroyOnHidden
      aria-label={t("title")}
    >
      <PaletteBody actions={actions} onClose={onClose} {...(useFound && { useFound })} />
    </Modal>
  );
}

/** Better matches first: at the beginning of the label, in the label, elsewhere. */
function rank(action: Action, wanted: string): number {
  if (wanted === "") return 0;
  const label = action.label.toLowerCase();
  if (label.startsWith(wanted)) return 0;
  if (label.includes(wanted)) return 1;
  return `${action.search ?? ""} ${action.group}`.toLowerCase().includes(wanted) ? 2 : -1;
}

function PaletteBody({ actions, onClose, useFound = useNothing }: Omit<Props, "open">) {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const list = useId();
  const wanted = text.trim().toLowerCase();
  const more = useFound(text.trim());
  const known = actions
    .filter(({ keyOnly }) => !keyOnly)
    .map((action) => ({ action, rank: rank(action, wanted) }))
    .filter((entry) => entry.rank >= 0)
    .sort((a, b) => a.rank - b.rank || Number(!!a.action.blocked) - Number(!!b.action.blocked))
    .slice(0, shownAtMost)
    .map(({ action }) => action);
  const found = [...known, ...more];
  const chosen = Math.min(at, found.length - 1);

  const choose = (action: Action | undefined) => {
    if (!action || action.blocked) return;
    onClose();
    action.run();
  };
  const press = (event: KeyboardEvent) => {
    // Enter that ends a composition belongs to the input method.
    if (event.nativeEvent.isComposing) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && found.length > 0) setAt((chosen + step + found.length) % found.length);
    else if (event.key === "Enter") choose(found[chosen]);
    else return;
    event.preventDefault();
  };

  return (
    <>
      <input
        className="palette-input"
        // biome-ignore lint/a11y/noAutofocus: the palette opens to be typed into, and gives the focus back
        autoFocus
        role="combobox"
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={found[chosen] ? `${list}-${chosen}` : undefined}
        aria-label={t("hint")}
        placeholder={t("hint")}
        value={text}
        maxLength={40}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={press}
      />
      {found.length === 0 && <p className="palette-nothing">{t("nothing")}</p>}
      <div id={list} role="listbox" aria-label={t("title")} className="palette-list">
        {found.map((action, index) => (
          <div
            key={action.id}
            id={`${list}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            aria-disabled={action.blocked !== undefined}
            onMouseMove={() => setAt(index)}
            onClick={() => choose(action)}
            onKeyDown={press}
          >
            <span className="palette-group">{action.group}</span>
            <span className="palette-label">{action.label}</span>
            {action.blocked ? (
              <span className="palette-blocked">{action.blocked}</span>
            ) : (
              <Keys keys={action.keys} />
            )}
          </div>
        ))}
      </div>
    </>
  );
}
