/**
 * Somebody else saved first: both versions side by side, field by field. Nothing is overwritten that nobody looked at;
 * where both changed the same field the clerk must choose.
 */
import { Alert, Modal, Radio } from "antd";
import { useState } from "react";
import { problemWords } from "../../../parts/problem.tsx";
import { defineWords, pick } from "../../../parts/words.ts";
import { type Side, sideOf } from "./conflict.ts";
import type { Field } from "./form-kit.tsx";

const t = defineWords({
  title: ["{title}：{who} 先保存了", "{title}: {who} saved first"],
  explain: [
    "两个版本都在下面。请逐项选择要保留的内容；双方都改过的必须选一个。",
    "Both versions stand below. Choose for each field; where both changed it, you must choose.",
  ],
  field: ["项目", "Field"],
  before: ["打开时", "When opened"],
  theirs: ["{who} 保存的", "Saved by {who}"],
  mine: ["我填写的", "Mine"],
  same: ["双方没有不同", "The versions are alike"],
  save: ["按所选保存", "Save what is chosen"],
  cancel: ["放弃我的修改", "Drop my changes"],
  none: ["（空）", "(empty)"],
  yes: ["是", "Yes"],
  no: ["否", "No"],
});

type Props<Values> = {
  title: string;
  fields: readonly Field<Values>[];
  base: Values;
  mine: Values;
  theirs: Values;
  who: string;
  onSave: (values: Values) => Promise<unknown>;
  onClose: () => void;
};
export function ConflictDialog<Values extends object>(props: Props<Values>) {
  const { title, fields, base, mine, theirs, who, onSave, onClose } = props;
  const [chosen, setChosen] = useState<ReadonlyMap<string, Side>>(new Map());
  const [error, setError] = useState<unknown>();
  const [isSaving, setSaving] = useState(false);
  const sides = fields.map((field) => ({
    field,
    side: chosen.get(field.name) ?? sideOf(base[field.name], mine[field.name], theirs[field.name]),
  }));
  const differing = sides.filter(
    ({ field: { name } }) => !Object.is(mine[name] ?? null, theirs[name] ?? null),
  );
  const isReady = sides.every(({ side }) => side !== undefined);
  const send = async () => {
    setSaving(true);
    setError(undefined);
    const taken = Object.fromEntries(
      sides.map(({ field: { name }, side }) => [name, side === "mine" ? mine[name] : theirs[name]]),
    );
    await onSave({ ...theirs, ...taken }).catch(setError);
    setSaving(false);
  };
  return (
    <Modal
      open
      width={860}
      title={t("title", { title, who })}
      okText={t("save")}
      cancelText={t("cancel")}
      okButtonProps={{ disabled: !isReady, loading: isSaving }}
      onOk={() => void send()}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <p>{t("explain")}</p>
      {error !== undefined && <Alert type="error" showIcon title={pick(problemWords(error))} />}
      {differing.length === 0 ? (
        <p className="cust-nothing">{t("same")}</p>
      ) : (
        <table className="conflict">
          <thead>
            <tr>
              <th scope="col">{t("field")}</th>
              <th scope="col">{t("before")}</th>
              <th scope="col">{t("theirs", { who })}</th>
              <th scope="col">{t("mine")}</th>
            </tr>
          </thead>
          <tbody>
            {differing.map(({ field, side }) => (
              <tr key={field.name} className={side ? "" : "is-open"}>
                <th scope="row">{field.label}</th>
                <td>{shown(field, base[field.name])}</td>
                {(["theirs", "mine"] as const).map((which) => (
                  <td key={which} className={side === which ? "is-chosen" : ""}>
                    <Radio
                      checked={side === which}
                      onChange={() => setChosen((last) => new Map(last).set(field.name, which))}
                    >
                      {shown(field, (which === "mine" ? mine : theirs)[field.name])}
                    </Radio>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Modal>
  );
}

function shown<Values>({ kind, options }: Field<Values>, value: unknown): string {
  if (value === null || value === undefined || value === "") return t("none");
  if (kind === "switch") return t(value === true ? "yes" : "no");
  return options?.find((option) => option.value === value)?.label ?? String(value);
}
