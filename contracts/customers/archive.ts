/**
 * The archive (客户档案): one customer's page as of any day, and the commands that keep it. What belongs to it is in files
 * of its own, all to be had from here.
 */
import { z } from "zod";
import { empty, freeText, id, instant, localDate, words } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import {
  bankFaults,
  creditFaults,
  editFaults,
  nameFaults,
  ofCustomer,
  paperFaults,
  phoneFaults,
  version,
} from "./archive-parts.ts";
import {
  account,
  analysisNote,
  cardSeen,
  classTag,
  codeList,
  codeListName,
  contactPerson,
  customerKind,
  customerStage,
  matter,
  personalField,
  personalKind,
  pin,
  registerTag,
  relation,
} from "./shapes.ts";

export * from "./accounts.ts";
export * from "./contacts.ts";
export * from "./people.ts";
export * from "./register-entries.ts";
export * from "./supply.ts";

/** The customer's page as of a day; today unless said. `isPast` says that it cannot be edited. */
export const readCustomer = endpoint({
  method: "get",
  path: "/api/customers/{customerId}",
  capability: "customers.read",
  scope: "company",
  summary: { zh: "客户档案", en: "A customer's archive" },
  params: ofCustomer,
  query: z.strictObject({ asOf: localDate.optional() }),
  answer: z.object({
    asOf: localDate,
    isPast: z.boolean(),
    id,
    version: z.int(),
    kind: customerKind,
    stage: customerStage,
    name: z.string(),
    creditCode: z.string().nullable(),
    /** `1949-**-**` for those who do not see the day. */
    bornOn: z.string().nullable(),
    gender: z.enum(["female", "male"]).nullable(),
    language: z.enum(["zh", "en"]),
    manager: z.object({ staffId: id, name: z.string() }).nullable(),
    unit: z.object({ id, name: words }),
    note: z.string().nullable(),
    mergedInto: id.nullable(),
    validFrom: localDate,
    updatedAt: instant,
    updatedBy: z.string(),
    personalFields: z.array(personalField),
    accounts: z.array(account),
    people: z.array(contactPerson),
    relations: z.array(relation),
    classes: z.array(classTag),
    registers: z.array(registerTag),
    analysis: z.array(analysisNote),
    pins: z.array(pin),
    matters: z.array(matter),
    /** Days on which something of this page changed, newest first: what "as of" can usefully be set to. */
    changeDays: z.array(localDate),
  }),
  problems: ["customers.future_day", "customers.not_yet"],
});

/** What codes stand for (用户分类, 供电电压, 用电类别, 行业 …), each list with its source. */
export const listCodes = endpoint({
  method: "get",
  path: "/api/customer-codes",
  capability: "customers.read",
  scope: "company",
  summary: { zh: "档案代码表", en: "Code lists of the archive" },
  query: empty,
  answer: z.object({ lists: z.record(codeListName, codeList) }),
});

/** Personal numbers as given for a new customer; checked digit by digit. */
const givenField = z.strictObject({
  kind: personalKind,
  value: freeText(40).min(1),
  label: freeText(40).nullable().default(null),
  isPrimary: z.boolean().default(false),
});
export type GivenField = z.output<typeof givenField>;

const customerFields = {
  kind: customerKind,
  stage: customerStage.default("current"),
  name: freeText(200).min(1),
  creditCode: freeText(30).nullable().default(null),
  language: z.enum(["zh", "en"]).default("zh"),
  managerStaffId: id.nullable().default(null),
  unitId: id,
  note: freeText(1000).nullable().default(null),
};

/**
 * A new customer. Certain duplicates (the same paper) are refused, likely ones only told by `checkCustomer` before.
 * Born and gender come from the identity card.
 */
export const createCustomer = endpoint({
  method: "post",
  path: "/api/customers",
  capability: "customers.edit",
  scope: "company",
  summary: { zh: "新建客户", en: "Create a customer" },
  query: empty,
  body: z.strictObject({
    ...customerFields,
    personalFields: z.array(givenField).max(20).default([]),
    /** The paper among them was read from the card by a reader. */
    card: cardSeen.nullish(),
  }),
  answer: z.object({ customerId: id }),
  problems: [
    ...nameFaults,
    ...paperFaults,
    ...creditFaults,
    ...phoneFaults,
    ...bankFaults,
    "customers.id_bound",
    "customers.credit_code_bound",
    "customers.unit_unknown",
    "customers.manager_unknown",
  ],
});

/** Everything that is not sensitive; name, papers, phones and bank accounts change by request (`requestChange`). */
export const updateCustomer = endpoint({
  method: "put",
  path: "/api/customers/{customerId}",
  capability: "customers.edit",
  scope: "company",
  summary: { zh: "修改客户", en: "Change a customer" },
  params: ofCustomer,
  query: empty,
  body: z.strictObject({
    version,
    stage: customerStage,
    language: z.enum(["zh", "en"]),
    managerStaffId: id.nullable(),
    unitId: id,
    note: freeText(1000).nullable(),
    validFrom: localDate.optional(),
  }),
  answer: z.object({ version }),
  problems: [...editFaults, "customers.merged", "customers.unit_unknown", "customers.manager_unknown"],
});
