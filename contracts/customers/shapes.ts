/** Shapes of the customer archive that several endpoints share. Personal numbers are masked wherever they appear here. */
import { z } from "zod";
import { id, instant, localDate, words } from "../common.ts";

export const customerKind = z.enum(["individual", "organisation", "intermediary"]);
export const customerStage = z.enum(["potential", "current", "former"]);
export const personalKind = z.enum([
  "id-card",
  "passport",
  "hk-macao",
  "taiwan",
  "foreign-residence",
  "old-id",
  "mobile",
  "landline",
  "bank-account",
]);
export type PersonalKind = z.output<typeof personalKind>;
export const register = z.enum(["important", "sensitive", "care", "vip"]);
export type Register = z.output<typeof register>;

/** A number of a person, masked: `320***********001X`. */
export const personalField = z.object({
  id,
  kind: personalKind,
  masked: z.string(),
  label: z.string().nullable(),
  isPrimary: z.boolean(),
  validFrom: localDate,
  validTo: localDate.nullable(),
  verifiedBy: z.string().nullable(),
});
export type PersonalFieldAnswer = z.output<typeof personalField>;

/** An entry of a register (名册), with its reviewer's verdict. */
export const registerTag = z.object({
  id,
  register,
  level: z.string(),
  levelName: words,
  state: z.enum(["proposed", "in-force", "refused", "ended"]),
  reason: z.string(),
  validFrom: localDate,
  expiresOn: localDate.nullable(),
});
export type RegisterTag = z.output<typeof registerTag>;

/** A customer in one line: hits, lists, the other end of a relation. */
export const customerLine = z.object({
  id,
  kind: customerKind,
  stage: customerStage,
  name: z.string(),
  /** At most three; `accountCount` counts them all. */
  accountNumbers: z.array(z.string()),
  accountCount: z.int(),
  address: z.string().nullable(),
  phone: z.string().nullable(),
  paper: z.string().nullable(),
  registers: z.array(registerTag),
});
export type CustomerLine = z.output<typeof customerLine>;

export const premise = z.object({
  id,
  address: z.string(),
  levels: z.record(z.string(), z.string()),
  regionCode: z.string().nullable(),
  longitude: z.number().nullable(),
  latitude: z.number().nullable(),
  validFrom: localDate,
  version: z.int(),
});

export const supplyPoint = z.object({
  id,
  role: z.enum(["main", "backup", "security"]),
  voltageCode: z.string(),
  voltageName: words,
  capacityKva: z.number().nullable(),
  substation: z.string().nullable(),
  feeder: z.string().nullable(),
  transformer: z.string().nullable(),
  phase: z.string().nullable(),
  hasOwnSource: z.boolean(),
  isClosed: z.boolean(),
  validFrom: localDate,
  version: z.int(),
});

export const installation = z.object({
  id,
  meterId: id,
  assetNumber: z.string(),
  model: z.string().nullable(),
  installedOn: localDate,
  /** 0.01 kWh. */
  installedReading: z.int(),
  removedOn: localDate.nullable(),
  removedReading: z.int().nullable(),
  reason: z.string().nullable(),
});

export const meteringPoint = z.object({
  id,
  number: z.string(),
  purpose: z.enum(["settlement", "sub", "generation", "check"]),
  method: z.enum(["HH", "HL", "LL"]),
  ratio: z.int(),
  box: z.string().nullable(),
  supplyPointId: id.nullable(),
  isClosed: z.boolean(),
  validFrom: localDate,
  version: z.int(),
  /** The newest first; one without `removedOn` hangs there now. */
  installations: z.array(installation),
});

export const partyRole = z.enum(["consumer", "owner", "payer", "agent", "guarantor"]);
export const contractKind = z.enum([
  "high-voltage",
  "low-voltage",
  "residential",
  "temporary",
  "wholesale",
  "delegated",
]);
export const supplyContract = z.object({
  id,
  number: z.string(),
  kind: contractKind,
  accountId: id,
  signedOn: localDate.nullable(),
  startsOn: localDate,
  endsOn: localDate.nullable(),
  state: z.enum(["draft", "in-force", "expired", "terminated"]),
  note: z.string().nullable(),
  version: z.int(),
  parties: z.array(z.object({ customerId: id, name: z.string(), role: partyRole })),
});

/** An account (户号) with everything that hangs on it. */
/** How the capacity of an account is charged (基本电费计费方式), from the first of a month on. */
export const demandTerm = z.object({
  startsOn: localDate,
  basis: z.enum(["capacity", "demand-contract", "demand-actual"]),
  /** 合同最大需量; null unless charged by it. */
  demandKw: z.number().nullable(),
  /** The order that it comes from, by number. */
  source: z.string(),
  enteredOn: localDate,
  /** On the day that was asked for; false for what is still to come then. */
  isInForce: z.boolean(),
});
export type DemandTerm = z.output<typeof demandTerm>;

/** Another transformer for a while (暂换): the contracted capacity stays, this one is charged. */
export const capacitySwap = z.object({
  startsOn: localDate,
  /** The first day on which it is over. */
  endsOn: localDate.nullable(),
  kva: z.number(),
  formerKva: z.number().nullable(),
  transformers: z.string().nullable(),
  source: z.string(),
  enteredOn: localDate,
  isInForce: z.boolean(),
});
export type CapacitySwap = z.output<typeof capacitySwap>;

export const account = z.object({
  id,
  number: z.string(),
  oldNumber: z.string().nullable(),
  customerId: id,
  premise,
  unitId: id,
  sortCode: z.string(),
  sortName: words,
  useCode: z.string(),
  useName: words,
  tradeCode: z.string().nullable(),
  tradeName: words.nullable(),
  tariffGroup: z.string(),
  voltageCode: z.string(),
  voltageName: words,
  contractKva: z.number().nullable(),
  runningKva: z.number().nullable(),
  loadClass: z.string().nullable(),
  shiftCode: z.string().nullable(),
  /** 厂休日: days of the week, 1 is Monday. */
  restDays: z.string().nullable(),
  state: z.enum(["applying", "active", "changing", "closed"]),
  isSupplied: z.boolean(),
  openedOn: localDate.nullable(),
  suppliedOn: localDate.nullable(),
  closedOn: localDate.nullable(),
  temporary: z.enum(["no", "metered", "unmetered"]),
  temporaryUntil: localDate.nullable(),
  importance: z.enum(["none", "special", "first", "second", "temporary"]),
  checkMonths: z.int().nullable(),
  lastCheckedOn: localDate.nullable(),
  transfer: z.enum(["none", "supplier", "supplied"]),
  supplierAccountId: id.nullable(),
  supplierAccountNumber: z.string().nullable(),
  sectionCode: z.string().nullable(),
  notifyBy: z.string().nullable(),
  settleBy: z.string().nullable(),
  invoiceKind: z.string().nullable(),
  area: z.enum(["urban", "rural", "remote"]),
  securityKva: z.number().nullable(),
  peopleCount: z.int().nullable(),
  note: z.string().nullable(),
  validFrom: localDate,
  version: z.int(),
  supplyPoints: z.array(supplyPoint),
  meteringPoints: z.array(meteringPoint),
  contracts: z.array(supplyContract),
  /** The one in force on the day, and what is known to follow. */
  demandTerms: z.array(demandTerm),
  /** Those that are not over on the day. */
  swaps: z.array(capacitySwap),
});
export type AccountAnswer = z.output<typeof account>;

export const personRole = z.enum([
  "legal-representative",
  "agent",
  "electrician",
  "finance",
  "duty",
  "family",
  "property",
  "other",
]);
export const contactPerson = z.object({
  id,
  role: personRole,
  name: z.string(),
  phone: z.string().nullable(),
  accountId: id.nullable(),
  authorisedUntil: localDate.nullable(),
  validFrom: localDate,
  validTo: localDate.nullable(),
});

export const relationKind = z.enum([
  "household",
  "landlord",
  "group",
  "sub-metering",
  "property-manager",
  "family",
]);
export const relation = z.object({
  id,
  kind: relationKind,
  /** `from`: this customer is the landlord, the group's head, the supplier …; `to`: the other one is. */
  end: z.enum(["from", "to"]),
  other: z.object({ id, name: z.string(), kind: customerKind }),
  note: z.string().nullable(),
  validFrom: localDate,
  validTo: localDate.nullable(),
});

export const classTag = z.object({
  scheme: z.string(),
  schemeName: words,
  code: z.string(),
  name: words,
  isComputed: z.boolean(),
  /** Why: one sentence per fact. */
  because: z.array(words),
});

export const analysisNote = z.object({
  aspect: z.enum(["attitude", "performance", "credit", "needs", "potential"]),
  value: z.string(),
  because: z.array(words),
  source: z.string(),
  at: instant,
});

export const pin = z.object({
  id,
  text: z.string(),
  level: z.enum(["info", "warning", "danger"]),
  placedAt: instant,
  placedByName: z.string(),
  until: localDate.nullable(),
});

/** Something open with a customer now (在办): a ticket, an order, arrears, an outage. */
export const matter = z.object({
  key: z.string(),
  kind: z.enum(["ticket", "appointment", "order", "arrears", "outage", "change-request", "other"]),
  accountId: id.nullable(),
  title: words,
  state: words,
  openedAt: instant,
  dueAt: instant.nullable(),
});

export const timelineKind = z.enum([
  "visit",
  "ticket",
  "rating",
  "contact",
  "document",
  "change",
  "order",
  "payment",
  "outage",
  "meter",
  "notice",
  "other",
]);
export type TimelineKind = z.output<typeof timelineKind>;
export const timelineEntry = z.object({
  id,
  at: instant,
  kind: timelineKind,
  accountId: id.nullable(),
  title: words,
  channel: z.string().nullable(),
  place: z.string().nullable(),
  who: z.string().nullable(),
  result: z.string().nullable(),
  costFen: z.int().nullable(),
  detail: z.record(z.string(), z.unknown()),
});
export type TimelineEntry = z.output<typeof timelineEntry>;

/** A proposal (策略推送) with its reason; its answer goes to `showingId`. */
export const proposal = z.object({
  showingId: id,
  strategyId: id,
  title: words,
  text: words,
  reason: words,
  priority: z.int(),
  /** What accepting does on the screen: a service code, a self-service function, a home visit, a form, a link. */
  action: z.object({
    kind: z.enum(["none", "service", "self-service", "home-service", "form", "link"]),
    value: z.string(),
  }),
});
export type Proposal = z.output<typeof proposal>;

export const paperExpiring = z.object({
  documentId: id,
  type: z.string(),
  typeName: words,
  expiresOn: localDate,
  isExpired: z.boolean(),
});

/**
 * A card reader has read this card: that it was there, and until when it is good (null: without end). Nothing else of what
 * it says is kept but what the person's file has anyway.
 */
export const cardSeen = z.strictObject({
  kind: z.enum(["id-card", "foreign-residence"]),
  expiresOn: localDate.nullable(),
});
export type CardSeen = z.output<typeof cardSeen>;

/** The code lists of the archive, as the catalogue names them. */
export const codeListName = z.enum([
  "sort",
  "use",
  "trade",
  "voltage",
  "tariff-group",
  "account-state",
  "importance",
  "load",
  "shift",
  "transfer",
  "temporary",
  "area",
  "supply-role",
  "metering-method",
  "metering-purpose",
  "contract-kind",
  "party-role",
  "person-role",
  "relation",
  "notify",
  "settle",
  "invoice",
]);
export type CodeListName = z.output<typeof codeListName>;
const codeConfidence = z.enum(["V2", "V1", "VQ", "AR", "AD"]);
export const codeList = z.object({
  zh: z.string(),
  en: z.string(),
  source: z.string(),
  confidence: codeConfidence,
  /** Codes may have more digits than the list names: C2614 is a kind of C26. */
  longer: z.boolean().optional(),
  codes: z.array(
    z.object({ code: z.string(), zh: z.string(), en: z.string(), confidence: codeConfidence.optional() }),
  ),
});
export type CodeList = z.output<typeof codeList>;
