/** Whom a complaint names: looked up by name, so that the order is hidden from them from its first moment. */
import { Button, Input } from "antd";
import { useId, useState } from "react";
import { resolveAccused } from "../../../../contracts/orders/care.ts";
import { call } from "../../../parts/api.ts";
import { Icon } from "../../../parts/icons.tsx";
import { problemWords } from "../../../parts/problem.tsx";
import { defineWords, pick } from "../../../parts/words.ts";
import { usePostName } from "../queries.ts";
import type { Said } from "./application.ts";

const t = defineWords({
  accused: ["涉及人员", "Staff it is about"],
  hint: [
    "姓名，几人用顿号隔开，回车查找；本单将对其隐藏",
    "Names, then Enter; the order is hidden from them",
  ],
  unknown: ["没有找到：{names}", "Not found: {names}"],
  remove: ["移除 {name}", "Remove {name}"],
});

type Accused = Said["accused"];
type Props = { accused: Accused; onChange: (accused: Accused) => void };

export function AccusedField({ accused, onChange }: Props) {
  const id = useId();
  const postName = usePostName();
  const [text, setText] = useState("");
  const [message, setMessage] = useState<string>();
  const find = async () => {
    const names = text.split(/[、，,；;\s]+/).filter(Boolean);
    if (names.length === 0) return;
    try {
      const { people, unknown } = await call(resolveAccused, { body: { names } });
      const known = new Set(accused.map(({ staffId }) => staffId));
      onChange([...accused, ...people.filter(({ staffId }) => !known.has(staffId))]);
      setText(unknown.join("、"));
      setMessage(unknown.length > 0 ? t("unknown", { names: unknown.join("、") }) : undefined);
    } catch (error) {
      setMessage(pick(problemWords(error)));
    }
  };
  return (
    <div className="order-field is-wide" data-field="accused">
      <label htmlFor={id}>{t("accused")}</label>
      <div className="order-files">
        {accused.map((person) => (
          <span key={person.staffId} className="order-file">
            {person.name} · {postName(person.post)}
            <Button
              type="text"
              size="small"
              aria-label={t("remove", { name: person.name })}
              icon={<Icon name="cross" />}
              onClick={() => onChange(accused.filter(({ staffId }) => staffId !== person.staffId))}
            />
          </span>
        ))}
        <Input
          id={id}
          value={text}
          maxLength={200}
          autoComplete="off"
          placeholder={t("hint")}
          onChange={({ target }) => setText(target.value)}
          onPressEnter={(event) => {
            if (text.trim() === "") return;
            event.preventDefault();
            void find();
          }}
          onBlur={() => void find()}
        />
      </div>
      {message && (
        <small className="order-error" role="alert">
          {message}
        </small>
      )}
    </div>
  );
}
