/** Accounts (户) and the premises that they are at: opened, changed, transferred, closed. */
import { z } from "zod";
import { empty, freeText, id, localDate } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { code, editFaults, kva, ofAccount, ofCustomer, version } from "./archive-parts.ts";
import { account, customerLine, premise } from "./shapes.ts";

const givenPremise = z.strictObject({
  address: freeText(300).min(2),
  levels: z.record(z.string().max(20), freeText(60)).default({}),
  regionCode: z
    .string()
    .regex(/^\d{6}$/)
    .nullable()
    .default(null),
  longitude: z.number().min(70).max(140).nullable().default(null),
  latitude: z.number().min(0).max(60).nullable().default(null),
});

const accountFields = {
  sortCode: code,
  useCode: code,
  tradeCode: code.nullable(),
  tariffGroup: z.enum(["residential", "agricultural", "commercial-one-part", "commercial-two-part", "other"]),
  voltageCode: code,
  contractKva: kva,
  runningKva: kva,
  /** These three stay as they are when they are not given. */
  loadClass: code.nullable().optional(),
  shiftCode: code.nullable().optional(),
  restDays: z
    .string()
    .regex(/^[1-7]{1,7}$/)
    .nullable()
    .optional(),
  sectionCode: freeText(20).nullable(),
  notifyBy: freeText(20).nullable(),
  settleBy: freeText(20).nullable(),
  invoiceKind: freeText(20).nullable(),
  area: z.enum(["urban", "rural", "remote"]),
  temporary: z.enum(["no", "metered", "unmetered"]),
  temporaryUntil: localDate.nullable(),
  peopleCount: z.int().min(1).max(100).nullable(),
  securityKva: kva,
  transfer: z.enum(["none", "supplier", "supplied"]),
  supplierAccountId: id.nullable(),
  note: freeText(1000).nullable(),
};

/** Opens an account at a premise that exists or is given. The number is the company's next one unless given. */
export const openAccount = endpoint({
  method: "post",
  path: "/api/customers/{customerId}/accounts",
  capability: "customers.edit",
  scope: "company",
  summary: { zh: "建户", en: "Open an account" },
  params: ofCustomer,
  query: empty,
  body: z.strictObject({
    ...accountFields,
    number: freeText(30).nullable().default(null),
    oldNumber: freeText(30).nullable().default(null),
    unitId: id,
    premise: z.union([z.strictObject({ premiseId: id }), givenPremise]),
    openedOn: localDate.optional(),
  }),
  answer: z.object({ accountId: id, number: z.string() }),
  problems: [
    "customers.merged",
    "customers.account_character",
    "customers.account_length",
    "customers.account_taken",
    "customers.account_numbers_out",
    "customers.unit_unknown",
    "customers.future_day",
    "customers.code_unknown",
    "customers.kva_order",
    "customers.supplier_unknown",
  ],
});

export const updateAccount = endpoint({
  method: "put",
  path: "/api/accounts/{accountId}",
  capability: "customers.edit",
  scope: "company",
  summary: { zh: "修改户", en: "Change an account" },
  params: ofAccount,
  query: empty,
  body: z.strictObject({
    ...accountFields,
    version,
    isSupplied: z.boolean(),
    state: z.enum(["applying", "active", "changing"]),
    validFrom: localDate.optional(),
  }),
  answer: z.object({ version }),
  problems: [
    ...editFaults,
    "customers.account_closed",
    "customers.supplier_cycle",
    "customers.code_unknown",
    "customers.kva_order",
    "customers.supplier_unknown",
  ],
});

/** The account passes to another customer (过户): from that day the archive shows the new one, and before it the old. */
export const transferAccount = endpoint({
  method: "post",
  path: "/api/accounts/{accountId}/transfer",
  capability: "customers.edit",
  scope: "company",
  summary: { zh: "过户", en: "Transfer an account" },
  params: ofAccount,
  query: empty,
  body: z.strictObject({ version, toCustomerId: id, on: localDate, reason: freeText(200).min(2) }),
  answer: z.object({ version }),
  problems: [...editFaults, "customers.account_closed", "customers.merged", "customers.same_owner"],
});

export const closeAccount = endpoint({
  method: "post",
  path: "/api/accounts/{accountId}/close",
  capability: "customers.edit",
  scope: "company",
  summary: { zh: "销户", en: "Close an account" },
  params: ofAccount,
  query: empty,
  body: z.strictObject({ version, on: localDate, reason: freeText(200).min(2) }),
  answer: z.object({ version }),
  problems: [...editFaults, "customers.account_closed", "customers.meter_hangs", "customers.supplies_others"],
});

export const readAccount = endpoint({
  method: "get",
  path: "/api/accounts/{accountId}",
  capability: "customers.read",
  scope: "company",
  summary: { zh: "户的档案", en: "An account" },
  params: ofAccount,
  query: z.strictObject({ asOf: localDate.optional() }),
  answer: z.object({ asOf: localDate, account, customer: customerLine }),
  problems: ["customers.future_day"],
});

export const updatePremise = endpoint({
  method: "put",
  path: "/api/premises/{premiseId}",
  capability: "customers.edit",
  scope: "company",
  summary: { zh: "修改用电地址", en: "Change a premise" },
  params: z.object({ premiseId: id }),
  query: empty,
  body: givenPremise.extend({ version, validFrom: localDate.optional() }),
  answer: premise,
  problems: [...editFaults],
});
