/** Name, papers, phones and bank accounts change by request: with evidence, and in force once a second person agrees. */
import { requestChange } from "../../../../contracts/customers/keeping.ts";
import { type PersonalKind, personalKind } from "../../../../contracts/customers/shapes.ts";
import { call } from "../../../parts/api.ts";
import { defineWords } from "../../../parts/words.ts";
import { creditFault, nameFault, personalFault } from "../faults.ts";
import { personalName } from "../words.ts";
import type { EditProps } from "./edits.tsx";
import { CommandForm, type Field } from "./form-kit.tsx";

const t = defineWords({
  name: ["申请更改姓名或名称", "Ask to change the name"],
  credit: ["申请更改统一社会信用代码", "Ask to change the credit code"],
  add: ["申请新增号码", "Ask to add a number"],
  replace: ["申请更换{kind}", "Ask to replace the number ({kind})"],
  kind: ["种类", "Kind"],
  value: ["新的内容", "New value"],
  empty: ["空着即停用该号码", "Empty ends this number"],
  reason: ["原因", "Reason"],
  evidence: ["核验依据", "Evidence"],
  evidenceMore: [
    "例如：已核对身份证原件。提交后由另一位人员审核。",
    "Such as: the original ID was seen. Another person decides.",
  ],
  send: ["提交申请", "Send the request"],
});

type Values = { kind: PersonalKind | null; value: string; reason: string; evidence: string };

/** `change.name`, `change.credit-code`, `change.number` or `change.number.<field>`. */
export function ChangeForm({ archive, ids: [what, fieldId], onSaved, onClose }: EditProps) {
  const before = archive.personalFields.find(({ id }) => id === fieldId);
  const field = what === "name" || what === "credit-code" ? what : "number";
  const title =
    field === "name"
      ? t("name")
      : field === "credit-code"
        ? t("credit")
        : before
          ? t("replace", { kind: personalName(before.kind) })
          : t("add");
  const check = (typed: string) =>
    field === "name"
      ? nameFault(typed)
      : field === "credit-code"
        ? creditFault(typed)
        : before && personalFault(before.kind, typed);
  const kinds = personalKind.options
    .filter((kind) => kind !== "old-id")
    .map((value) => ({ value, label: personalName(value) }));
  const fields: Field<Values>[] = [
    ...(field === "number" && !before
      ? [{ name: "kind", label: t("kind"), kind: "select", required: true, options: kinds } as const]
      : []),
    {
      ...{ name: "value", label: t("value"), kind: "text", check },
      ...(before ? { extra: t("empty") } : { required: true }),
    },
    { name: "reason", label: t("reason"), kind: "text", required: true, wide: true },
    {
      ...{ name: "evidence", label: t("evidence"), kind: "text", required: true },
      ...{ wide: true, extra: t("evidenceMore"), max: 300 },
    },
  ];
  return (
    <CommandForm<Values>
      title={title}
      saveLabel={t("send")}
      fields={fields}
      base={{ version: 0, values: { kind: before?.kind ?? null, value: "", reason: "", evidence: "" } }}
      draft={null}
      onSave={async ({ kind, value, reason, evidence }) => {
        await call(requestChange, {
          params: { customerId: archive.id },
          body: {
            ...{ field, reason, evidence, value: value || null, replacesId: before?.id ?? null },
            kind: field === "number" ? (before?.kind ?? kind) : null,
          },
        });
        await onSaved();
      }}
      onClose={onClose}
    />
  );
}
