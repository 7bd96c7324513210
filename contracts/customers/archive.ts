/** The archive (客户档案): one customer's page as of any day, and the commands that keep it. */
import { z } from "zod";
import { empty, freeText, id, instant, localDate, words } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import {
  account,
  analysisNote,
  classTag,
  codeList,
  codeListName,
  contactPerson,
  contractKind,
  customerKind,
  customerLine,
  customerStage,
  matter,
  partyRole,
  personalField,
  personalKind,
  personRole,
  pin,
  premise,
  registerTag,
  relation,
  relationKind,
  timelineEntry,
  timelineKind,
} from "./shapes.ts";

export const ofCustomer = z.object({ customerId: id });
export const ofAccount = z.object({ accountId: id });
/** What the editor had before it: a command on an older version is refused with both versions shown. */
const version = z.int().min(1);

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

export const customerTimeline = endpoint({
  method: "get",
  path: "/api/customers/{customerId}/timeline",
  capability: "customers.read",
  scope: "company",
  summary: { zh: "客户时间线", en: "A customer's timeline" },
  params: ofCustomer,
  query: z.strictObject({
    /** Comma-separated kinds; all unless said. */
    kinds: z
      .string()
      .max(200)
      .transform((text) => text.split(","))
      .pipe(z.array(timelineKind))
      .optional(),
    accountId: id.optional(),
    from: localDate.optional(),
    to: localDate.optional(),
    /** The `next` of the page before. */
    after: z.string().max(100).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  answer: z.object({
    entries: z.array(timelineEntry),
    next: z.string().nullable(),
    /** How many of each kind there are, for the filter. */
    counts: z.partialRecord(timelineKind, z.int()),
    /** Warnings that hold today, the gravest first; they stand above every page. */
    pins: z.array(pin),
  }),
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
  body: z.strictObject({ ...customerFields, personalFields: z.array(givenField).max(20).default([]) }),
  answer: z.object({ customerId: id }),
  problems: [
    "customers.name",
    "customers.id_number",
    "customers.credit_code",
    "customers.phone",
    "customers.id_bound",
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
  problems: ["customers.edited_meanwhile", "customers.past_stays", "customers.merged"],
});

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
const kva = z.number().min(0).max(10_000_000).nullable();
const code = z.string().regex(/^[\w-]{1,20}$/);

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
    "customers.account_number",
    "customers.account_taken",
    "customers.code_unknown",
    "customers.supplier_cycle",
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
    "customers.edited_meanwhile",
    "customers.past_stays",
    "customers.code_unknown",
    "customers.supplier_cycle",
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
  problems: ["customers.edited_meanwhile", "customers.past_stays", "customers.merged"],
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
  problems: ["customers.edited_meanwhile", "customers.meter_hangs"],
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
  problems: ["customers.edited_meanwhile", "customers.past_stays"],
});

export const saveSupplyPoint = endpoint({
  method: "post",
  path: "/api/accounts/{accountId}/supply-points",
  capability: "customers.edit",
  scope: "company",
  summary: { zh: "维护受电点", en: "Add or change a supply point" },
  params: ofAccount,
  query: empty,
  body: z.strictObject({
    /** With the version, to change one. */
    supplyPointId: id.nullable().default(null),
    version: version.nullable().default(null),
    role: z.enum(["main", "backup", "security"]),
    voltageCode: code,
    capacityKva: kva,
    substation: freeText(60).nullable(),
    feeder: freeText(60).nullable(),
    transformer: freeText(60).nullable(),
    phase: z.enum(["A", "B", "C", "ABC"]).nullable(),
    hasOwnSource: z.boolean(),
    isClosed: z.boolean().default(false),
    validFrom: localDate.optional(),
  }),
  answer: z.object({ supplyPointId: id, version }),
  problems: ["customers.edited_meanwhile", "customers.past_stays", "customers.code_unknown"],
});

export const saveMeteringPoint = endpoint({
  method: "post",
  path: "/api/accounts/{accountId}/metering-points",
  capability: "customers.edit",
  scope: "company",
  summary: { zh: "维护计量点", en: "Add or change a metering point" },
  params: ofAccount,
  query: empty,
  body: z.strictObject({
    meteringPointId: id.nullable().default(null),
    version: version.nullable().default(null),
    number: freeText(30).nullable().default(null),
    purpose: z.enum(["settlement", "sub", "generation", "check"]),
    method: z.enum(["HH", "HL", "LL"]),
    ratio: z.int().min(1).max(1_000_000),
    box: freeText(30).nullable(),
    supplyPointId: id.nullable(),
    isClosed: z.boolean().default(false),
    validFrom: localDate.optional(),
  }),
  answer: z.object({ meteringPointId: id, number: z.string(), version }),
  problems: ["customers.edited_meanwhile", "customers.past_stays", "customers.meter_hangs"],
});

/** Hangs a meter at a point (装表); one that is there is taken off by the same command when `removedReading` is given (换表). */
export const installMeter = endpoint({
  method: "post",
  path: "/api/metering-points/{pointId}/meter",
  capability: "customers.edit",
  scope: "company",
  summary: { zh: "装表或换表", en: "Install or change a meter" },
  params: z.object({ pointId: id }),
  query: empty,
  body: z.strictObject({
    assetNumber: freeText(30).min(1),
    /** For a meter that the archive has not seen yet. */
    model: freeText(40).nullable().default(null),
    on: localDate,
    /** 0.01 kWh. */
    reading: z.int().min(0),
    removedReading: z.int().min(0).nullable().default(null),
    reason: freeText(100).nullable().default(null),
  }),
  answer: z.object({ installationId: id }),
  problems: [
    "customers.meter_elsewhere",
    "customers.meter_hangs",
    "customers.meter_days",
    "customers.meter_scrapped",
  ],
});

export const removeMeter = endpoint({
  method: "post",
  path: "/api/metering-points/{pointId}/meter/remove",
  capability: "customers.edit",
  scope: "company",
  summary: { zh: "拆表", en: "Remove a meter" },
  params: z.object({ pointId: id }),
  query: empty,
  body: z.strictObject({ on: localDate, reading: z.int().min(0), reason: freeText(100).min(1) }),
  answer: empty,
  problems: ["customers.no_meter", "customers.meter_days"],
});

export const saveContract = endpoint({
  method: "post",
  path: "/api/accounts/{accountId}/contracts",
  capability: "customers.edit",
  scope: "company",
  summary: { zh: "维护供用电合同", en: "Add or change a supply contract" },
  params: ofAccount,
  query: empty,
  body: z.strictObject({
    contractId: id.nullable().default(null),
    version: version.nullable().default(null),
    number: freeText(40).min(1),
    kind: contractKind,
    signedOn: localDate.nullable(),
    startsOn: localDate,
    endsOn: localDate.nullable(),
    state: z.enum(["draft", "in-force", "expired", "terminated"]),
    note: freeText(500).nullable(),
    parties: z
      .array(z.strictObject({ customerId: id, role: partyRole }))
      .min(1)
      .max(20),
  }),
  answer: z.object({ contractId: id, version }),
  problems: [
    "customers.edited_meanwhile",
    "customers.contract_number",
    "customers.contract_overlap",
    "customers.days_order",
  ],
});

export const savePerson = endpoint({
  method: "post",
  path: "/api/customers/{customerId}/people",
  capability: "customers.edit",
  scope: "company",
  summary: { zh: "维护联系人", en: "Add or replace a contact person" },
  params: ofCustomer,
  query: empty,
  body: z.strictObject({
    /** Replaces this one: it ends the day before the new one begins. */
    replaces: id.nullable().default(null),
    role: personRole,
    name: freeText(200).min(1),
    phone: freeText(30).nullable(),
    accountId: id.nullable(),
    authorisedUntil: localDate.nullable(),
  }),
  answer: z.object({ personId: id }),
  problems: ["customers.name", "customers.phone"],
});

export const endPerson = endpoint({
  method: "post",
  path: "/api/customers/{customerId}/people/{personId}/end",
  capability: "customers.edit",
  scope: "company",
  summary: { zh: "停用联系人", en: "End a contact person" },
  params: z.object({ customerId: id, personId: id }),
  query: empty,
  body: z.strictObject({ on: localDate.optional() }),
  answer: empty,
});

export const relate = endpoint({
  method: "post",
  path: "/api/customers/{customerId}/relations",
  capability: "customers.edit",
  scope: "company",
  summary: { zh: "建立客户关系", en: "Relate two customers" },
  params: ofCustomer,
  query: empty,
  body: z.strictObject({
    kind: relationKind,
    toCustomerId: id,
    note: freeText(200).nullable().default(null),
    validFrom: localDate.optional(),
  }),
  answer: z.object({ relationId: id }),
  problems: [
    "customers.relation_self",
    "customers.relation_cycle",
    "customers.relation_twice",
    "customers.relation_overlap",
  ],
});

export const endRelation = endpoint({
  method: "post",
  path: "/api/customers/{customerId}/relations/{relationId}/end",
  capability: "customers.edit",
  scope: "company",
  summary: { zh: "解除客户关系", en: "End a relation" },
  params: z.object({ customerId: id, relationId: id }),
  query: empty,
  body: z.strictObject({ on: localDate.optional() }),
  answer: empty,
});

/** A contact with the customer (运行记录): when, where, how, who, result, cost. */
export const recordContact = endpoint({
  method: "post",
  path: "/api/customers/{customerId}/contacts",
  capability: "customers.contact",
  scope: "company",
  summary: { zh: "登记服务记录", en: "Record a contact" },
  params: ofCustomer,
  query: empty,
  body: z.strictObject({
    at: instant.optional(),
    channel: z.enum(["hall", "phone", "web", "field", "visit", "letter"]),
    place: freeText(60).nullable().default(null),
    subject: freeText(100).min(1),
    result: freeText(1000).min(1),
    costFen: z.int().min(0).max(100_000_000).nullable().default(null),
    accountId: id.nullable().default(null),
  }),
  answer: z.object({ entryId: id }),
  problems: ["customers.merged", "customers.future_day"],
});

export const placePin = endpoint({
  method: "post",
  path: "/api/customers/{customerId}/pins",
  capability: "customers.contact",
  scope: "company",
  summary: { zh: "置顶提醒", en: "Pin a warning" },
  params: ofCustomer,
  query: empty,
  body: z.strictObject({
    text: freeText(200).min(1),
    level: z.enum(["info", "warning", "danger"]),
    until: localDate.nullable(),
  }),
  answer: z.object({ pinId: id }),
  problems: ["customers.merged", "customers.days_order"],
});

export const removePin = endpoint({
  method: "post",
  path: "/api/customers/{customerId}/pins/{pinId}/remove",
  capability: "customers.contact",
  scope: "company",
  summary: { zh: "取消置顶", en: "Remove a pin" },
  params: z.object({ customerId: id, pinId: id }),
  query: empty,
  body: empty,
  answer: empty,
});

/**
 * Says that this clerk has the customer open (every 10 seconds while it is), and who else has. `isEditing` is what the
 * others are warned of.
 */
export const attendCustomer = endpoint({
  method: "post",
  path: "/api/customers/{customerId}/presence",
  capability: "customers.read",
  scope: "company",
  summary: { zh: "在看此客户", en: "Attend to a customer" },
  params: ofCustomer,
  query: empty,
  body: z.strictObject({ isEditing: z.boolean(), isLeaving: z.boolean().default(false) }),
  answer: z.object({
    version: z.int(),
    others: z.array(z.object({ staffId: id, name: z.string(), isEditing: z.boolean(), seenAt: instant })),
  }),
  repeatable: true,
});

// Classes and registers.
export const setClass = endpoint({
  method: "put",
  path: "/api/customers/{customerId}/classes/{scheme}",
  capability: "customers.edit",
  scope: "company",
  summary: { zh: "设定客户分类", en: "Set a class by hand" },
  params: z.object({ customerId: id, scheme: z.string().regex(/^[a-z-]{1,30}$/) }),
  query: empty,
  body: z.strictObject({ code, reason: freeText(200).min(2) }),
  answer: empty,
  problems: [
    "customers.merged",
    "customers.code_unknown",
    "customers.scheme_unknown",
    "customers.scheme_computed",
  ],
});

export const proposeRegister = endpoint({
  method: "post",
  path: "/api/customers/{customerId}/registers",
  capability: "customers.register.propose",
  scope: "company",
  summary: { zh: "登记名册", en: "Propose a register entry" },
  params: ofCustomer,
  query: empty,
  body: z.strictObject({
    register: registerTag.shape.register,
    level: code,
    accountId: id.nullable().default(null),
    reason: freeText(300).min(2),
    source: freeText(200).min(2),
    documentId: id.nullable().default(null),
    validFrom: localDate.optional(),
    /** Unless given: by the catalogue's term for the level. */
    expiresOn: localDate.nullable().optional(),
  }),
  answer: z.object({ entryId: id }),
  problems: [
    "customers.merged",
    "customers.register_level",
    "customers.register_twice",
    "customers.days_order",
  ],
});

export const reviewRegister = endpoint({
  method: "post",
  path: "/api/register-entries/{entryId}/review",
  capability: "customers.register.review",
  scope: "company",
  summary: { zh: "审核名册", en: "Review a register entry" },
  params: z.object({ entryId: id }),
  query: empty,
  body: z.strictObject({
    verdict: z.enum(["approve", "refuse"]),
    note: freeText(200).nullable().default(null),
  }),
  answer: empty,
  problems: ["customers.own_review", "customers.reviewed_already"],
});

export const endRegister = endpoint({
  method: "post",
  path: "/api/register-entries/{entryId}/end",
  capability: "customers.register.review",
  scope: "company",
  summary: { zh: "移出名册", en: "End a register entry" },
  params: z.object({ entryId: id }),
  query: empty,
  body: z.strictObject({ reason: freeText(200).min(2) }),
  answer: empty,
  problems: ["customers.reviewed_already"],
});

/** The registers of the company: what the reviewer works through and the manager answers for. */
export const listRegisters = endpoint({
  method: "get",
  path: "/api/register-entries",
  capability: "customers.register.propose",
  scope: "company",
  summary: { zh: "名册", en: "Registers" },
  query: z.strictObject({
    register: registerTag.shape.register.optional(),
    state: registerTag.shape.state.optional(),
    /** Only what expires within these days. */
    expiringDays: z.coerce.number().int().min(0).max(3650).optional(),
    after: z.string().max(100).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  answer: z.object({
    entries: z.array(
      registerTag.extend({
        customer: customerLine,
        source: z.string(),
        proposedByName: z.string(),
        reviewedByName: z.string().nullable(),
      }),
    ),
    next: z.string().nullable(),
    total: z.int(),
  }),
});
