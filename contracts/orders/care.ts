/** What is done about an order beside its process: urging (催办), supervision (督办) and all that belongs to an order's care. */
import { z } from "zod";
import { empty, freeText, id, instant, localDate, words } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { channel, clock, clockUnit, longWords, orderLine, postCode } from "./shapes.ts";
import { onOrder } from "./steps.ts";

export const why = freeText(500).min(2);

export const careLevel = z.enum(["L0", "L1", "L2", "L3", "L4"]);
export type CareLevel = z.output<typeof careLevel>;

/** L0 and L1 are told and need no answer; from L2 it is a sheet that is answered, and verified by somebody else. */
export const supervision = z.object({
  id,
  orderId: id,
  level: careLevel,
  levelName: words,
  colour: z.enum(["blue", "yellow", "orange", "red", "black"]),
  trigger: z.string(),
  reason: longWords,
  demanded: z.string(),
  receiverNames: z.string(),
  isMine: z.boolean(),
  at: instant,
  byName: z.string(),
  answerBy: instant.nullable(),
  isLate: z.boolean(),
  answer: z.string().nullable(),
  answeredAt: instant.nullable(),
  answeredByName: z.string().nullable(),
  result: z.enum(["accepted", "rejected"]).nullable(),
  resultNote: z.string().nullable(),
  verifiedByName: z.string().nullable(),
  counts: z.boolean(),
});
export type Supervision = z.output<typeof supervision>;

export const urge = z.object({
  id,
  at: instant,
  situation: z.enum(["fault", "inside", "overdue"]),
  channel,
  said: z.string(),
  isCounted: z.boolean(),
  isRepeat: z.boolean(),
  because: longWords,
  receiverNames: z.string(),
  isMine: z.boolean(),
  byName: z.string(),
  answer: z.string().nullable(),
  answeredAt: instant.nullable(),
  answeredByName: z.string().nullable(),
});
export type Urge = z.output<typeof urge>;

/** What was told to the caller or waits for the caller's answer; `open`: whatever waits in the caller's units. */
export const listSupervisions = endpoint({
  method: "get",
  path: "/api/orders/supervisions",
  capability: "orders.work",
  scope: "company",
  summary: { zh: "督办单", en: "Supervision" },
  query: z.strictObject({
    view: z.enum(["mine", "open"]).default("mine"),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  answer: z.object({ supervisions: z.array(z.object({ supervision, order: orderLine })) }),
});

const onSupervision = z.strictObject({ orderId: id, supervisionId: id });

/** By hand; most sheets are raised by the rules. */
export const superviseOrder = endpoint({
  method: "post",
  path: "/api/orders/{orderId}/supervisions",
  capability: "orders.supervise",
  scope: "company",
  summary: { zh: "督办", en: "Supervise an order" },
  params: onOrder,
  query: empty,
  body: z.strictObject({
    level: z.enum(["L2", "L3", "L4"]),
    reason: why,
    demanded: freeText(2_000).min(2),
  }),
  answer: z.object({ supervision }),
  problems: ["orders.not_open", "orders.supervision_nobody"],
});

export const answerSupervision = endpoint({
  method: "post",
  path: "/api/orders/{orderId}/supervisions/{supervisionId}/answer",
  capability: "orders.work",
  scope: "company",
  summary: { zh: "答复督办", en: "Answer a supervision" },
  params: onSupervision,
  query: empty,
  body: z.strictObject({ answer: freeText(4_000).min(2) }),
  answer: z.object({ supervision }),
  problems: ["orders.supervision_not_yours", "orders.supervision_no_answer", "orders.supervision_answered"],
});

/** Rejected, it goes one level up. */
export const verifySupervision = endpoint({
  method: "post",
  path: "/api/orders/{orderId}/supervisions/{supervisionId}/verify",
  capability: "orders.supervise",
  scope: "company",
  summary: { zh: "核实督办", en: "Verify the answer to a supervision" },
  params: onSupervision,
  query: empty,
  body: z.strictObject({ result: z.enum(["accepted", "rejected"]), note: why }),
  answer: z.object({ supervision }),
  problems: ["orders.supervision_unanswered", "orders.supervision_verified", "orders.supervision_own"],
});

/** The customer asks again. Every call is kept; the rules say whether it counts, and the answer says why. */
export const urgeOrder = endpoint({
  method: "post",
  path: "/api/orders/{orderId}/urges",
  capability: "orders.accept",
  scope: "company",
  summary: { zh: "登记催办", en: "Urge an order" },
  params: onOrder,
  query: empty,
  body: z.strictObject({
    channel: channel.default("phone"),
    said: freeText(1_000).min(2),
    /** Inside the limit: the progress was explained, and the customer insists. */
    isInsisted: z.boolean().default(false),
  }),
  answer: z.object({ urge, progress: longWords, supervision: supervision.nullable() }),
  problems: ["orders.not_open"],
});

export const answerUrge = endpoint({
  method: "post",
  path: "/api/orders/{orderId}/urges/{urgeId}/answer",
  capability: "orders.work",
  scope: "company",
  summary: { zh: "答复催办", en: "Answer an urge" },
  params: z.strictObject({ orderId: id, urgeId: id }),
  query: empty,
  body: z.strictObject({ answer: freeText(1_000).min(2) }),
  answer: z.object({ urge }),
  problems: ["orders.urge_answered", "orders.urge_not_yours"],
});

export const refusalView = z.object({
  id,
  code: z.string(),
  reason: z.string(),
  at: instant,
  byName: z.string(),
});

export const visitView = z.object({
  id,
  attempt: z.int(),
  at: instant,
  isReached: z.boolean(),
  satisfaction: z.string().nullable(),
  why: z.string().nullable(),
  isReasonable: z.boolean().nullable(),
  byName: z.string(),
});

export const linkView = z.object({
  id,
  orderId: id,
  mainId: id,
  kind: z.enum(["merged", "recurrence"]),
  reasonCode: z.string(),
  reason: z.string(),
  proof: z.string(),
  at: instant,
  byName: z.string(),
  countsAs: z.enum(["own", "merged"]).nullable(),
  arrivedAt: instant.nullable(),
  restoredAt: instant.nullable(),
  endedAt: instant.nullable(),
  endedReason: z.string().nullable(),
});

export const commitmentView = z.object({
  id,
  text: z.string(),
  clockId: id,
  dueAt: instant,
  at: instant,
  byName: z.string(),
  post: postCode,
  state: z.enum(["open", "kept", "broken", "withdrawn"]),
  settledAt: instant.nullable(),
  settledByName: z.string().nullable(),
  note: z.string().nullable(),
});

export const outcomeView = z.object({
  expected: z.string().nullable(),
  expectedOn: localDate.nullable(),
  expectedByName: z.string().nullable(),
  delivered: z.string().nullable(),
  deliveredOn: localDate.nullable(),
  deliveredByName: z.string().nullable(),
  grounds: z.string().nullable(),
  daysLate: z.int().nullable(),
});

export const extensionView = z.object({
  id,
  clockId: id,
  days: z.int(),
  reasonCode: z.string(),
  reason: z.string(),
  at: instant,
  byName: z.string(),
  post: postCode,
});

export const overdueReasonView = z.object({
  clockId: id,
  reasonCode: z.string(),
  reason: z.string(),
  at: instant,
  byName: z.string(),
});

/** Who is late stays visible: without an answer by then, or with one after it. */
export const consultation = z.object({
  id,
  orderId: id,
  question: z.string(),
  at: instant,
  byName: z.string(),
  answerBy: instant,
  answers: z.array(
    z.object({
      staffId: id,
      staffName: z.string(),
      post: postCode,
      answer: z.string().nullable(),
      answeredAt: instant.nullable(),
      isLate: z.boolean(),
    }),
  ),
  summary: z.string().nullable(),
  closedAt: instant.nullable(),
  closedByName: z.string().nullable(),
});
export type Consultation = z.output<typeof consultation>;

export const appealView = z.object({
  id,
  kind: z.enum(["class", "responsibility"]),
  ground: z.string(),
  purpose: z.string(),
  proofs: z.array(id),
  at: instant,
  byName: z.string(),
  decideBy: instant,
  decidedAt: instant.nullable(),
  decidedByName: z.string().nullable(),
  isUpheld: z.boolean().nullable(),
  note: z.string().nullable(),
  isLate: z.boolean(),
});

/** All of it, for the page of the order. */
export const readCare = endpoint({
  method: "get",
  path: "/api/orders/{orderId}/care",
  capability: "orders.read",
  scope: "company",
  summary: { zh: "工单关注事项", en: "Care of an order" },
  params: onOrder,
  query: empty,
  answer: z.object({
    supervisions: z.array(supervision),
    urges: z.array(urge),
    refusals: z.array(refusalView),
    visits: z.array(visitView),
    links: z.array(linkView),
    commitments: z.array(commitmentView),
    outcome: outcomeView.nullable(),
    extensions: z.array(extensionView),
    overdueReasons: z.array(overdueReasonView),
    consultations: z.array(consultation),
    appeals: z.array(appealView),
  }),
});

const named = {
  staffIds: z.array(id).max(100).default([]),
  /** A whole unit: everybody in it and below. */
  unitIds: z.array(id).max(20).default([]),
  names: z.array(freeText(60).min(1)).max(20).default([]),
};

/** Whom a complaint names, before it is taken: their ids go with the acceptance. */
export const resolveAccused = endpoint({
  method: "post",
  path: "/api/orders/accused",
  capability: "orders.accept",
  scope: "company",
  summary: { zh: "查找当事人", en: "Find whom a complaint is about" },
  query: empty,
  body: z.strictObject(named),
  answer: z.object({
    people: z.array(z.object({ staffId: id, name: z.string(), post: z.string() })),
    unknown: z.array(z.string()),
  }),
  problems: ["orders.staff_unknown", "orders.accused_many"],
  repeatable: true,
});

/** It turns out later whom an order is about. From then on it is hidden from them; the caller may be one of them. */
export const nameAccused = endpoint({
  method: "post",
  path: "/api/orders/{orderId}/accused",
  capability: "orders.dispatch",
  scope: "company",
  summary: { zh: "登记当事人", en: "Name whom an order is about" },
  params: onOrder,
  query: empty,
  body: z.strictObject({ ...named, reason: why }),
  answer: z.object({ accused: z.int(), unknown: z.array(z.string()) }),
  problems: ["orders.staff_unknown", "orders.accused_many"],
});

/** Open orders that may be the same matter, with what says so. */
export const listSimilarOrders = endpoint({
  method: "get",
  path: "/api/orders/{orderId}/similar",
  capability: "orders.read",
  scope: "company",
  summary: { zh: "疑似重复工单", en: "Orders that may be the same matter" },
  params: onOrder,
  query: empty,
  answer: z.object({
    similar: z.array(z.object({ order: orderLine, score: z.int(), because: z.array(z.string()) })),
  }),
});

/** This one into another, which goes on as the main order. */
export const mergeOrder = endpoint({
  method: "post",
  path: "/api/orders/{orderId}/merge",
  capability: "orders.dispatch",
  scope: "company",
  summary: { zh: "合并工单", en: "Merge an order into another" },
  params: onOrder,
  query: empty,
  body: z.strictObject({
    mainId: id,
    reasonCode: z.string().max(40),
    reason: why,
    proof: freeText(300).default(""),
  }),
  answer: z.object({ order: orderLine }),
  problems: [
    "orders.not_open",
    "orders.merge_self",
    "orders.merge_kind",
    "orders.merge_main",
    "orders.merge_has_children",
    "orders.merge_proof",
    "orders.merge_accused",
    "orders.reason_unknown",
  ],
});

export const splitOrder = endpoint({
  method: "post",
  path: "/api/orders/{orderId}/split",
  capability: "orders.dispatch",
  scope: "company",
  summary: { zh: "拆分工单", en: "Split a merged order" },
  params: onOrder,
  query: empty,
  body: z.strictObject({ reasonCode: z.string().max(40), reason: why }),
  answer: z.object({ order: orderLine }),
  problems: ["orders.not_merged", "orders.reason_unknown"],
});

/** Pauses that ask for a second look and have had none; the caller's own are not among them. */
export const listOwedChecks = endpoint({
  method: "get",
  path: "/api/orders/pauses",
  capability: "orders.check",
  scope: "company",
  summary: { zh: "待复核暂停", en: "Pauses to check" },
  query: z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
  answer: z.object({
    pauses: z.array(
      z.object({
        id,
        reasonCode: z.string(),
        reasonName: words,
        reason: z.string(),
        proofId: id.nullable(),
        at: instant,
        byName: z.string(),
        endedAt: instant.nullable(),
        order: orderLine,
      }),
    ),
  }),
});

const onClock = z.strictObject({ orderId: id, clockId: id });

/** Only limits of our own, in working days, before they are over. */
export const extendLimit = endpoint({
  method: "post",
  path: "/api/orders/{orderId}/clocks/{clockId}/extend",
  capability: "orders.work",
  scope: "company",
  summary: { zh: "时限延期", en: "Make a limit longer" },
  params: onClock,
  query: empty,
  body: z.strictObject({
    days: z.int().min(1).max(60),
    reasonCode: z.string().max(40),
    reason: why,
    proofId: id.nullable().default(null),
  }),
  answer: z.object({ clock }),
  problems: [
    "orders.not_open",
    "orders.extend_statutory",
    "orders.extend_unit",
    "orders.extend_late",
    "orders.extend_right",
    "orders.extend_most",
    "orders.reason_unknown",
    "orders.proof_missing",
  ],
});

export const explainOverdue = endpoint({
  method: "post",
  path: "/api/orders/{orderId}/clocks/{clockId}/overdue",
  capability: "orders.work",
  scope: "company",
  summary: { zh: "登记超期原因", en: "Say why a limit was missed" },
  params: onClock,
  query: empty,
  body: z.strictObject({ reasonCode: z.string().max(40), reason: why }),
  answer: empty,
  problems: ["orders.not_overdue", "orders.reason_unknown"],
});

/** Within what the post may promise; it becomes a clock. */
export const promiseCustomer = endpoint({
  method: "post",
  path: "/api/orders/{orderId}/commitments",
  capability: "orders.work",
  scope: "company",
  summary: { zh: "向客户承诺", en: "Promise the customer something" },
  params: onOrder,
  query: empty,
  body: z.strictObject({ text: freeText(500).min(2), dueAt: instant }),
  answer: z.object({ commitmentId: id, clockId: id }),
  problems: ["orders.not_open", "orders.promise_right", "orders.promise_soon", "orders.promise_past"],
});

/** Whether it was kept is read off its clock. */
export const settlePromise = endpoint({
  method: "post",
  path: "/api/orders/{orderId}/commitments/{commitmentId}/settle",
  capability: "orders.work",
  scope: "company",
  summary: { zh: "承诺办结", en: "Settle a promise" },
  params: z.strictObject({ orderId: id, commitmentId: id }),
  query: empty,
  body: z.strictObject({ isWithdrawn: z.boolean().default(false), note: why }),
  answer: z.object({ state: z.enum(["kept", "broken", "withdrawn"]) }),
  problems: ["orders.promise_settled"],
});

export const noteExpected = endpoint({
  method: "post",
  path: "/api/orders/{orderId}/expected",
  capability: "orders.work",
  scope: "company",
  summary: { zh: "登记客户期望", en: "Note what the customer expects" },
  params: onOrder,
  query: empty,
  body: z.strictObject({ expected: freeText(1_000).min(2), on: localDate.nullable().default(null) }),
  answer: empty,
});

export const noteDelivered = endpoint({
  method: "post",
  path: "/api/orders/{orderId}/delivered",
  capability: "orders.work",
  scope: "company",
  summary: { zh: "登记实际办理", en: "Note what was delivered" },
  params: onOrder,
  query: empty,
  body: z.strictObject({
    delivered: freeText(1_000).min(2),
    on: localDate,
    /** Asked for where it can only be explained (可努力). */
    grounds: freeText(1_000).default(""),
  }),
  answer: empty,
  problems: ["orders.grounds_missing"],
});

/** Several are asked at once, by name or by post, and answer by one deadline. */
export const consultColleagues = endpoint({
  method: "post",
  path: "/api/orders/{orderId}/consultations",
  capability: "orders.work",
  scope: "company",
  summary: { zh: "协同会商", en: "Consult colleagues" },
  params: onOrder,
  query: empty,
  body: z.strictObject({
    question: freeText(2_000).min(2),
    staffIds: z.array(id).max(30).default([]),
    posts: z.array(postCode).max(10).default([]),
  }),
  answer: z.object({ consultationId: id, answerBy: instant }),
  problems: ["orders.not_open", "orders.staff_unknown", "orders.consult_nobody"],
});

const onConsultation = z.strictObject({ orderId: id, consultationId: id });

export const answerConsultation = endpoint({
  method: "post",
  path: "/api/orders/{orderId}/consultations/{consultationId}/answer",
  capability: "orders.work",
  scope: "company",
  summary: { zh: "答复会商", en: "Answer a consultation" },
  params: onConsultation,
  query: empty,
  body: z.strictObject({ answer: freeText(4_000).min(2) }),
  answer: z.object({ isLate: z.boolean() }),
  problems: ["orders.consult_closed", "orders.consult_not_asked", "orders.consult_answered"],
});

export const closeConsultation = endpoint({
  method: "post",
  path: "/api/orders/{orderId}/consultations/{consultationId}/close",
  capability: "orders.work",
  scope: "company",
  summary: { zh: "会商结论", en: "Close a consultation" },
  params: onConsultation,
  query: empty,
  body: z.strictObject({ summary: freeText(4_000).min(2) }),
  answer: z.object({ unanswered: z.array(z.string()) }),
  problems: ["orders.consult_closed"],
});

/** What the caller is asked and has not answered, the soonest due first. */
export const listConsultations = endpoint({
  method: "get",
  path: "/api/orders/consultations",
  capability: "orders.work",
  scope: "company",
  summary: { zh: "待我会商", en: "Consultations that wait for me" },
  query: z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
  answer: z.object({ consultations: z.array(z.object({ consultation, order: orderLine })) }),
});

/** The latest start of each step that is left, from the day on which the customer wants it back. */
export const readPlan = endpoint({
  method: "get",
  path: "/api/orders/{orderId}/plan",
  capability: "orders.read",
  scope: "company",
  summary: { zh: "倒排工期", en: "Plan of a dated order" },
  params: onOrder,
  query: empty,
  answer: z.object({
    wantedOn: localDate,
    target: instant,
    today: localDate,
    /** What is open was, or can still be, begun in time. */
    isFeasible: z.boolean(),
    steps: z.array(
      z.object({
        nodeId: z.string(),
        name: words,
        post: postCode.nullable(),
        limit: z.object({ value: z.number(), unit: clockUnit }).nullable(),
        startBy: instant,
        doneBy: instant,
        isLive: z.boolean(),
        startedLateMinutes: z.int(),
        lateMinutes: z.int(),
      }),
    ),
  }),
  problems: ["orders.plan_undated"],
});

export const appealOrder = endpoint({
  method: "post",
  path: "/api/orders/{orderId}/appeals",
  capability: "orders.work",
  scope: "company",
  summary: { zh: "申诉", en: "Appeal" },
  params: onOrder,
  query: empty,
  body: z.strictObject({
    kind: z.enum(["class", "responsibility"]),
    ground: freeText(2_000).min(2),
    purpose: freeText(500).min(2),
    proofs: z.array(id).max(20),
  }),
  answer: z.object({ appealId: id, decideBy: instant }),
  problems: [
    "orders.appeal_kind",
    "orders.appeal_open",
    "orders.appeal_late",
    "orders.appeal_not_handler",
    "orders.appeal_proofs",
    "orders.appeal_twice",
  ],
});

export const decideAppeal = endpoint({
  method: "post",
  path: "/api/orders/{orderId}/appeals/{appealId}/decide",
  capability: "orders.supervise",
  scope: "company",
  summary: { zh: "裁定申诉", en: "Decide an appeal" },
  params: z.strictObject({ orderId: id, appealId: id }),
  query: empty,
  body: z.strictObject({ isUpheld: z.boolean(), note: why }),
  answer: z.object({ isLate: z.boolean() }),
  problems: ["orders.appeal_decided", "orders.appeal_own"],
});
