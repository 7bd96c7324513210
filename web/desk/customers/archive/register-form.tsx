/** A register entry is proposed with its reason and source; another person puts it in force. */
import { useQuery } from "@tanstack/react-query";
import { proposeRegister } from "../../../../contracts/customers/register-entries.ts";
import { listRegisterLevels } from "../../../../contracts/customers/registers.ts";
import { register } from "../../../../contracts/customers/shapes.ts";
import { call } from "../../../parts/api.ts";
import { defineWords, pick } from "../../../parts/words.ts";
import type { EditProps } from "./edits.tsx";
import { CommandForm } from "./form-kit.tsx";

const t = defineWords({
  register: ["登记名册", "Propose a register entry"],
  list: ["名册与等级", "Register and level"],
  reason: ["原因", "Reason"],
  source: ["依据", "Source"],
  reviewed: ["须由另一位人员审核后生效", "In force once another person has reviewed it"],
});

type Entry = { levelOf: string | null; reason: string; source: string };

export function RegisterForm({ archive, onSaved, onClose }: EditProps) {
  const { data } = useQuery({
    queryKey: [listRegisterLevels.path],
    queryFn: () => call(listRegisterLevels),
  });
  const levels = (data?.registers ?? []).flatMap((list) =>
    list.levels.map(({ code, name }) => ({
      value: `${list.register}.${code}`,
      label: `${pick(list.name)} · ${pick(name)}`,
    })),
  );
  return (
    <CommandForm<Entry>
      title={t("register")}
      fields={[
        { name: "levelOf", label: t("list"), kind: "select", required: true, wide: true, options: levels },
        { name: "reason", label: t("reason"), kind: "area", required: true, max: 300 },
        {
          ...{ name: "source", label: t("source"), kind: "text", required: true },
          ...{ wide: true, extra: t("reviewed") },
        },
      ]}
      base={{ version: 0, values: { levelOf: null, reason: "", source: "" } }}
      draft={`register.${archive.id}`}
      onSave={async ({ levelOf, reason, source }) => {
        const [name, ...level] = (levelOf ?? "").split(".");
        const body = { register: register.parse(name), level: level.join("."), reason, source };
        await call(proposeRegister, { params: { customerId: archive.id }, body });
        await onSaved();
      }}
      onClose={onClose}
    />
  );
}
