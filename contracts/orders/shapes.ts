/** What an order, a step and a clock look like to whoever may see them. */
import { z } from "zod";
import { id, instant, localDate, words } from "../common.ts";

export const typeCode = z.string().regex(/^[A-Z][A-Z0-9-]{1,23}$/);
export const postCode = z.string().regex(/^R-[A-Z]{2,8}$/);
/** What people say and print: date, running number and check digit. Not a secret. */
export const orderNumber = z.string().regex(/^\d{13}$/);

/** SG186 customer classes of the handbook §0.3. */
export const customerClass = z.enum(["RES", "LVN", "HV1", "HV2"]);
export const areaType = z.enum(["URBAN", "RURAL", "REMOTE"]);
export const orderState = z.enum(["open", "suspended", "done", "terminated", "merged"]);
export const channel = z.enum(["counter", "phone", "web", "hotline", "system", "field"]);
export const priority = z.enum(["normal", "important", "urgent"]);
export const grade = z.enum(["normal", "important", "major", "special"]);
export const secrecy = z.enum(["none", "anonymous", "secret"]);
/** 必做 must be done, 可做 can be done, 可努力 can only be explained. */
export const demandKind = z.enum(["must", "can", "explain"]);
export const family = z.enum([
  "new",
  "increase",
  "temporary",
  "solar",
  "charging",
  "change",
  "metering",
  "service",
  "complaint",
  "consultation",
  "fault",
  "system",
]);
export type Family = z.output<typeof family>;
export type CustomerClass = z.output<typeof customerClass>;
export type AreaType = z.output<typeof areaType>;
export type Channel = z.output<typeof channel>;

export const clockUnit = z.enum(["MIN", "HOUR", "ND", "WD", "BH"]);
export const clockLayer = z.enum(["statutory", "promised", "internal"]);
export const clockState = z.enum(["running", "paused", "met", "missed", "void"]);

/** How urgent a clock looks: within its limit, past the warning shares of the rules, over. */
export const heat = z.enum(["calm", "half", "warm", "over", "paused", "ended"]);
export type Heat = z.output<typeof heat>;

export const clock = z.object({
  id,
  stepId: id.nullable(),
  name: words,
  ruleCode: z.string(),
  layer: clockLayer,
  state: clockState,
  limit: z.object({ value: z.int(), unit: clockUnit }),
  startedAt: instant,
  dueAt: instant.nullable(),
  endedAt: instant.nullable(),
  usedPercent: z.int().min(0),
  heat,
});
export type Clock = z.output<typeof clock>;

/** An order as a line of a list. Contact data is masked already. */
export const orderLine = z.object({
  id,
  number: orderNumber,
  typeCode,
  typeName: words,
  family,
  title: z.string(),
  state: orderState,
  isProvisional: z.boolean(),
  priority,
  grade: grade.nullable(),
  customerId: id.nullable(),
  customerName: z.string(),
  address: z.string(),
  unitId: id,
  unitName: words,
  responsibleName: z.string().nullable(),
  stage: words.nullable(),
  openedAt: instant,
  closedAt: instant.nullable(),
  dueAt: instant.nullable(),
  heat,
  risk: z.int().min(0).max(100),
});
export type OrderLine = z.output<typeof orderLine>;

/** A live step as a line of a work list. */
export const workLine = z.object({
  stepId: id,
  nodeId: z.string(),
  name: words,
  post: postCode,
  assigneeId: id.nullable(),
  assigneeName: z.string().nullable(),
  openedAt: instant,
  dueAt: instant.nullable(),
  heat,
  version: z.int(),
  order: orderLine,
  /** The caller may take it: post, unit and the segregation of duties allow it. */
  canClaim: z.boolean(),
  /** Why not, when not. */
  refusal: words.nullable(),
});
export type WorkLine = z.output<typeof workLine>;

export const paperNeed = z.enum(["must", "later", "extra"]);
export const paperState = z.enum(["owed", "received", "waived"]);
export const paper = z.object({
  code: z.string(),
  name: words,
  need: paperNeed,
  state: paperState,
  /** Never waived (§2.6 rule 1): identity, and the consent of whoever is charged. */
  neverWaived: z.boolean(),
  dueNode: z.string().nullable(),
  dueStep: words.nullable(),
  documentId: id.nullable(),
  reminders: z.int(),
});
export type OrderPaper = z.output<typeof paper>;

/** A warning of the intake checks: what was found, and why it matters. `stop` cannot be passed over. */
export const intakeFinding = z.object({
  code: z.string(),
  level: z.enum(["stop", "warn", "note"]),
  text: words,
  reason: words,
  orderId: id.nullable(),
  customerId: id.nullable(),
});
export type IntakeFinding = z.output<typeof intakeFinding>;

export const promise = z.object({
  ruleCode: z.string(),
  name: words,
  layer: clockLayer,
  limit: z.object({ value: z.int(), unit: clockUnit }),
  dueAt: instant.nullable(),
  /** Why this instant, in a sentence. */
  because: words,
  source: z.string(),
});

export const formField = z.object({
  key: z.string(),
  label: words,
  kind: z.enum([
    "text",
    "long-text",
    "number",
    "choice",
    "choices",
    "date",
    "time",
    "phone",
    "id",
    "photo",
    "signature",
    "yes-no",
    "position",
    "staff",
  ]),
  unit: z.string().nullable(),
  isRequired: z.boolean(),
  options: z.array(z.object({ value: z.string(), label: words })),
  max: z.number().nullable(),
  /** Needed once another field is filled in, or has one of these answers. */
  neededWhen: z.object({ field: z.string(), is: z.array(z.string()).optional() }).optional(),
  /** How a text is written, where that is settled (`form-rules.ts`). */
  format: z.enum(["outage-number"]).optional(),
  hint: words.nullable(),
});
export const form = z.object({ key: z.string(), title: words, fields: z.array(formField) });
export type FormField = z.output<typeof formField>;
export type Form = z.output<typeof form>;

/** Plain values of a form: texts, numbers, yes or no, lists of texts. Photos and signatures are document ids. */
export const formValues = z.record(
  z.string().max(60),
  z.union([z.string().max(4_000), z.number(), z.boolean(), z.array(z.string().max(300)).max(50), z.null()]),
);
export type FormValues = z.output<typeof formValues>;

export const orderType = z.object({
  code: typeCode,
  name: words,
  family,
  classes: z.array(customerClass),
  channels: z.array(channel),
  /** Taken at any hour: fault, reconnection, safety. */
  isAroundTheClock: z.boolean(),
  processKey: z.string(),
  needsAccount: z.boolean(),
  demandKind,
  form: z.string().nullable(),
  /** The hall's service that people take a number for. */
  services: z.array(z.string()),
  /** How the Chinese name is read, in full and by initials: what people type to find it. */
  spelling: z.string(),
});
export type OrderType = z.output<typeof orderType>;

/** The acts that ask for a reason, each with a list of its own. */
export const orderReasonList = z.enum([
  "pause",
  "refuse",
  "return",
  "overdue",
  "terminate",
  "skip",
  "extend",
  "assign",
  "merge",
  "split",
]);
export type OrderReasonList = z.output<typeof orderReasonList>;

/** Why something was done to an order: a list to choose from. */
export const orderReason = z.object({
  list: orderReasonList,
  code: z.string(),
  name: words,
  needsProof: z.boolean(),
  /** The stages at which it may be given; none: any. */
  stages: z.array(z.string()),
});
export type OrderReason = z.output<typeof orderReason>;

/** What somebody wrote or the platform explains: longer than a label. */
export const longWords = z.object({ zh: z.string().max(4_000), en: z.string().max(4_000) });

export const entry = z.object({
  id,
  at: instant,
  kind: z.string(),
  who: z.string(),
  text: longWords,
  stepId: id.nullable(),
  detail: z.record(z.string(), z.unknown()),
});
export type OrderEntry = z.output<typeof entry>;

export const wantedOn = localDate.nullable();
