/** An account: opened, changed, its address corrected. */
import type { z } from "zod";
import {
  openAccount,
  readAccount,
  updateAccount,
  updatePremise,
} from "../../../../contracts/customers/accounts.ts";
import type { AccountAnswer } from "../../../../contracts/customers/shapes.ts";
import { call } from "../../../parts/api.ts";
import { defineWords } from "../../../parts/words.ts";
import { type Codes, useCodes } from "./codes.ts";
import type { EditProps } from "./edits.tsx";
import { CommandForm, type Field } from "./form-kit.tsx";

const t = defineWords({
  edit: ["修改户 {number}", "Edit account {number}"],
  open: ["建户", "Open an account"],
  premise: ["修改用电地址", "Edit the premise"],
  address: ["用电地址", "Address"],
  region: ["行政区划代码", "Region code"],
  sort: ["用户分类", "Sort"],
  use: ["用电类别", "Use"],
  trade: ["行业分类", "Trade"],
  tariff: ["电价分组", "Tariff group"],
  voltage: ["供电电压", "Voltage"],
  contract: ["合同容量 kVA", "Contracted kVA"],
  running: ["运行容量 kVA", "Running kVA"],
  area: ["城乡类别", "Area"],
  notify: ["通知方式", "Notice by"],
  settle: ["结算方式", "Settled by"],
  invoice: ["票据类型", "Invoice"],
  people: ["户内人口", "People"],
  state: ["状态", "State"],
  isSupplied: ["在供电", "Supplied"],
  note: ["备注", "Note"],
  validFrom: ["生效日期", "In force from"],
  validExtra: ["空着即今天", "Today when empty"],
  number: ["户号", "Account number"],
  numberExtra: ["空着由系统编号", "Numbered by the system when empty"],
});

type AccountBody = z.input<NonNullable<typeof updateAccount.body>>;
type Values = Omit<AccountBody, "version" | "validFrom"> & { validFrom: string | null };

const valuesOf = (account: AccountAnswer): Values => ({
  sortCode: account.sortCode,
  useCode: account.useCode,
  tradeCode: account.tradeCode,
  tariffGroup: account.tariffGroup as Values["tariffGroup"],
  voltageCode: account.voltageCode,
  contractKva: account.contractKva,
  runningKva: account.runningKva,
  sectionCode: account.sectionCode,
  notifyBy: account.notifyBy,
  settleBy: account.settleBy,
  invoiceKind: account.invoiceKind,
  area: account.area,
  temporary: account.temporary,
  temporaryUntil: account.temporaryUntil,
  peopleCount: account.peopleCount,
  securityKva: account.securityKva,
  transfer: account.transfer,
  supplierAccountId: account.supplierAccountId,
  note: account.note,
  isSupplied: account.isSupplied,
  state: account.state === "closed" ? "active" : account.state,
  validFrom: null,
});

const fresh: Values = {
  ...{ sortCode: "03", useCode: "200", tradeCode: null, tariffGroup: "residential", voltageCode: "AC02202" },
  ...{ contractKva: null, runningKva: null, sectionCode: null, notifyBy: "sms", settleBy: null },
  ...{ invoiceKind: null, area: "urban", temporary: "no", temporaryUntil: null, peopleCount: null },
  ...{ securityKva: null, transfer: "none", supplierAccountId: null, note: null },
  ...{ isSupplied: true, state: "active", validFrom: null },
};

/** What a company's clerk enters for any account; the rest comes with the orders that change it. */
const shared = ({ options }: Codes): Field<Values>[] => [
  { name: "useCode", label: t("use"), kind: "select", required: true, options: options("use") },
  { name: "voltageCode", label: t("voltage"), kind: "select", required: true, options: options("voltage") },
  { name: "sortCode", label: t("sort"), kind: "select", required: true, options: options("sort") },
  {
    name: "tariffGroup",
    label: t("tariff"),
    kind: "select",
    required: true,
    options: options("tariff-group"),
  },
  { name: "tradeCode", label: t("trade"), kind: "select", options: options("trade") },
  { name: "area", label: t("area"), kind: "select", required: true, options: options("area") },
  { name: "contractKva", label: t("contract"), kind: "number" },
  { name: "runningKva", label: t("running"), kind: "number" },
  { name: "notifyBy", label: t("notify"), kind: "select", options: options("notify") },
  { name: "invoiceKind", label: t("invoice"), kind: "select", options: options("invoice") },
  { name: "peopleCount", label: t("people"), kind: "number" },
];

export function AccountForm({ archive, ids: [accountId], onSaved, onClose }: EditProps) {
  const codes = useCodes();
  const account = archive.accounts.find(({ id }) => id === accountId);
  if (!account) return null;
  const params = { accountId: account.id };
  const states = codes.options("account-state").filter(({ value }) => value !== "closed");
  const fields: Field<Values>[] = [
    ...shared(codes),
    { name: "state", label: t("state"), kind: "select", required: true, options: states },
    { name: "isSupplied", label: t("isSupplied"), kind: "switch" },
    { name: "validFrom", label: t("validFrom"), kind: "day", extra: t("validExtra") },
    { name: "note", label: t("note"), kind: "area", max: 1000 },
  ];
  return (
    <CommandForm<Values>
      title={t("edit", { number: account.number })}
      fields={fields}
      base={{ version: account.version, values: valuesOf(account) }}
      draft={`account.${account.id}`}
      onSave={async ({ validFrom, ...values }, version) => {
        const body = { ...cleared(values), version };
        await call(updateAccount, { params, body: validFrom ? { ...body, validFrom } : body });
        await onSaved();
      }}
      latest={async () => {
        const { account: now } = await call(readAccount, { params });
        return { version: now.version, values: valuesOf(now), who: "" };
      }}
      onClose={onClose}
    />
  );
}

/** A select that was cleared holds nothing; the contract says null. */
function cleared<T extends object>(values: T): T {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value === undefined || value === "" ? null : value]),
  ) as T;
}

type Opening = Values & { number: string | null; address: string };

export function OpenAccountForm({ archive, onSaved, onClose }: EditProps) {
  const codes = useCodes();
  const fields: Field<Opening>[] = [
    { name: "address", label: t("address"), kind: "text", required: true, wide: true, max: 300 },
    ...(shared(codes) as unknown as Field<Opening>[]),
    { name: "number", label: t("number"), kind: "text", max: 30, extra: t("numberExtra") },
  ];
  return (
    <CommandForm<Opening>
      title={t("open")}
      fields={fields}
      base={{ version: 0, values: { ...fresh, number: null, address: "" } }}
      draft={`open-account.${archive.id}`}
      onSave={async ({ address, number, isSupplied: _s, state: _t, validFrom: _v, ...values }) => {
        const body = {
          ...cleared(values),
          number: number || null,
          unitId: archive.unit.id,
          premise: { address },
        };
        await call(openAccount, { params: { customerId: archive.id }, body });
        await onSaved();
      }}
      onClose={onClose}
    />
  );
}

type Premise = { address: string; regionCode: string | null; validFrom: string | null };

export function PremiseForm({ archive, ids: [accountId], onSaved, onClose }: EditProps) {
  const account = archive.accounts.find(({ id }) => id === accountId);
  if (!account) return null;
  const { premise } = account;
  const of = ({ address, regionCode }: AccountAnswer["premise"]): Premise => ({
    address,
    regionCode,
    validFrom: null,
  });
  return (
    <CommandForm<Premise>
      title={t("premise")}
      fields={[
        { name: "address", label: t("address"), kind: "text", required: true, wide: true, max: 300 },
        { name: "regionCode", label: t("region"), kind: "text", max: 6 },
        { name: "validFrom", label: t("validFrom"), kind: "day", extra: t("validExtra") },
      ]}
      base={{ version: premise.version, values: of(premise) }}
      draft={`premise.${premise.id}`}
      onSave={async ({ address, regionCode, validFrom }, version) => {
        const { levels, longitude, latitude } = premise;
        const body = { address, regionCode: regionCode || null, levels, longitude, latitude, version };
        await call(updatePremise, {
          params: { premiseId: premise.id },
          body: validFrom ? { ...body, validFrom } : body,
        });
        await onSaved();
      }}
      latest={async () => {
        const { account: now } = await call(readAccount, { params: { accountId: account.id } });
        return { version: now.premise.version, values: of(now.premise), who: "" };
      }}
      onClose={onClose}
    />
  );
}
