/** What is kept of the customer: basics, warnings, registers, people, relations. */

import { readCustomer, updateCustomer } from "../../../../contracts/customers/archive.ts";
import { placePin, removePin } from "../../../../contracts/customers/contacts.ts";
import { endPerson, endRelation, relate, savePerson } from "../../../../contracts/customers/people.ts";
import { customerStage, personRole, relationKind } from "../../../../contracts/customers/shapes.ts";
import { call } from "../../../parts/api.ts";
import { defineWords, pick } from "../../../parts/words.ts";
import { useMe } from "../../../staff/session.tsx";
import { nameFault, personalFault } from "../faults.ts";
import { personRoleName, relationName, stageName } from "../words.ts";
import type { Archive } from "./archive-customer.tsx";
import { CustomerPick } from "./customer-pick.tsx";
import type { EditProps } from "./edits.tsx";
import { CommandForm, type Field } from "./form-kit.tsx";

const t = defineWords({
  customer: ["修改基本信息", "Edit the basics"],
  stage: ["阶段", "Stage"],
  language: ["语言", "Language"],
  zh: ["中文", "Chinese"],
  en: ["英语", "English"],
  unit: ["所属单位", "Unit"],
  note: ["备注", "Note"],
  validFrom: ["生效日期", "In force from"],
  validExtra: ["空着即今天", "Today when empty"],
  sensitive: [
    "姓名、证件、电话、银行账号须走变更申请",
    "Name, papers, phones and bank accounts change by request",
  ],
  pin: ["置顶提醒", "Pin a warning"],
  text: ["内容", "Text"],
  level: ["级别", "Level"],
  info: ["提示", "Info"],
  warning: ["注意", "Warning"],
  danger: ["警示", "Danger"],
  until: ["有效到", "Until"],
  person: ["联系人", "Contact person"],
  role: ["角色", "Role"],
  name: ["姓名", "Name"],
  phone: ["电话", "Phone"],
  authorised: ["授权到", "Authorised until"],
  relation: ["建立客户关系", "Relate two customers"],
  kind: ["关系", "Relation"],
  other: ["另一位客户", "The other customer"],
  end: ["确认停止", "End it"],
  endSave: ["停止", "End"],
  on: ["自何日起", "From"],
});

const choices = <const T extends string>(values: readonly T[], nameOf: (value: T) => string) =>
  values.map((value) => ({ value, label: nameOf(value) }));

type Basics = Pick<Archive, "stage" | "language" | "note"> & { unitId: string; validFrom: string | null };
const basicsOf = (archive: Archive): Basics => ({
  stage: archive.stage,
  language: archive.language,
  unitId: archive.unit.id,
  note: archive.note,
  validFrom: null,
});

export function CustomerForm({ archive, onSaved, onClose }: EditProps) {
  const { halls } = useMe();
  const params = { customerId: archive.id };
  const units = [
    { value: archive.unit.id, label: pick(archive.unit.name) },
    ...halls
      .filter(({ hallId }) => hallId !== archive.unit.id)
      .map(({ hallId, name }) => ({ value: hallId, label: pick(name) })),
  ];
  const fields: Field<Basics>[] = [
    {
      name: "stage",
      label: t("stage"),
      kind: "select",
      required: true,
      options: choices(customerStage.options, stageName),
    },
    {
      name: "language",
      label: t("language"),
      kind: "select",
      required: true,
      options: choices(["zh", "en"], (value) => t(value)),
    },
    { name: "unitId", label: t("unit"), kind: "select", required: true, options: units },
    { name: "validFrom", label: t("validFrom"), kind: "day", extra: t("validExtra") },
    { name: "note", label: t("note"), kind: "area", max: 1000, extra: t("sensitive") },
  ];
  return (
    <CommandForm<Basics>
      title={t("customer")}
      fields={fields}
      base={{ version: archive.version, values: basicsOf(archive) }}
      draft={`customer.${archive.id}`}
      onSave={async ({ validFrom, note, ...rest }, version) => {
        const body = {
          ...rest,
          note: note || null,
          managerStaffId: archive.manager?.staffId ?? null,
          version,
        };
        await call(updateCustomer, { params, body: validFrom ? { ...body, validFrom } : body });
        await onSaved();
      }}
      latest={async () => {
        const now = await call(readCustomer, { params });
        return { version: now.version, values: basicsOf(now), who: now.updatedBy };
      }}
      onClose={onClose}
    />
  );
}

type Pin = { text: string; level: "info" | "warning" | "danger"; until: string | null };

export function PinForm({ archive, onSaved, onClose }: EditProps) {
  const fields: Field<Pin>[] = [
    { name: "text", label: t("text"), kind: "text", required: true, wide: true },
    {
      name: "level",
      label: t("level"),
      kind: "select",
      required: true,
      options: choices(["info", "warning", "danger"], (value) => t(value)),
    },
    { name: "until", label: t("until"), kind: "day" },
  ];
  return (
    <CommandForm<Pin>
      title={t("pin")}
      fields={fields}
      base={{ version: 0, values: { text: "", level: "warning", until: null } }}
      draft={`pin.${archive.id}`}
      onSave={async (body) => {
        await call(placePin, { params: { customerId: archive.id }, body });
        await onSaved();
      }}
      onClose={onClose}
    />
  );
}

type Person = {
  role: (typeof personRole)["options"][number];
  name: string;
  phone: string | null;
  authorisedUntil: string | null;
};

export function PersonForm({ archive, ids: [replaces], onSaved, onClose }: EditProps) {
  const before = archive.people.find(({ id }) => id === replaces);
  const fields: Field<Person>[] = [
    { name: "name", label: t("name"), kind: "text", required: true, check: nameFault },
    {
      name: "role",
      label: t("role"),
      kind: "select",
      required: true,
      options: choices(personRole.options, personRoleName),
    },
    {
      name: "phone",
      label: t("phone"),
      kind: "text",
      max: 30,
      check: (typed) => personalFault("mobile", typed),
    },
    { name: "authorisedUntil", label: t("authorised"), kind: "day" },
  ];
  return (
    <CommandForm<Person>
      title={t("person")}
      fields={fields}
      base={{
        version: 0,
        values: { name: "", role: before?.role ?? "agent", phone: null, authorisedUntil: null },
      }}
      draft={`person.${archive.id}`}
      onSave={async (values) => {
        const body = { ...values, phone: values.phone || null, accountId: null, replaces: replaces ?? null };
        await call(savePerson, { params: { customerId: archive.id }, body });
        await onSaved();
      }}
      onClose={onClose}
    />
  );
}

type Relation = { kind: (typeof relationKind)["options"][number]; toCustomerId: string; note: string | null };

export function RelationForm({ archive, onSaved, onClose }: EditProps) {
  const fields: Field<Relation>[] = [
    {
      name: "kind",
      label: t("kind"),
      kind: "select",
      required: true,
      options: choices(relationKind.options, relationName),
    },
    { name: "note", label: t("note"), kind: "text" },
    {
      ...{ name: "toCustomerId", label: t("other"), kind: "custom", required: true, wide: true },
      custom: (given) => <CustomerPick {...given} without={archive.id} />,
    },
  ];
  return (
    <CommandForm<Relation>
      title={t("relation")}
      fields={fields}
      base={{ version: 0, values: { kind: "household", toCustomerId: "", note: null } }}
      draft={`relation.${archive.id}`}
      onSave={async (body) => {
        await call(relate, {
          params: { customerId: archive.id },
          body: { ...body, note: body.note || null },
        });
        await onSaved();
      }}
      onClose={onClose}
    />
  );
}

/** Ends a person's role, a relation or a warning. */
export function EndForm({ archive, ids: [id = ""], name, onSaved, onClose }: EditProps & { name: string }) {
  const params = { customerId: archive.id };
  const end = (on: string | null) => {
    const body = on ? { on } : {};
    if (name === "unpin") return call(removePin, { params: { ...params, pinId: id }, body: {} });
    if (name === "unperson") return call(endPerson, { params: { ...params, personId: id }, body });
    return call(endRelation, { params: { ...params, relationId: id }, body });
  };
  return (
    <CommandForm<{ on: string | null }>
      title={t("end")}
      saveLabel={t("endSave")}
      danger
      fields={name === "unpin" ? [] : [{ name: "on", label: t("on"), kind: "day", extra: t("validExtra") }]}
      base={{ version: 0, values: { on: null } }}
      draft={`end.${id}`}
      onSave={async ({ on }) => {
        await end(on);
        await onSaved();
      }}
      onClose={onClose}
    />
  );
}
