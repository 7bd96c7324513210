/** Promises (承诺), longer limits, consultation (会商), the plan of a dated order, appeals (申诉). */
import { z } from "zod";
import { empty, freeText, id, instant, localDate, words } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { careWhy, consultation } from "./care-shapes.ts";
import { clock, clockUnit, orderLine, postCode } from "./shapes.ts";
import { onOrder } from "./steps.ts";

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
    reason: careWhy,
    proofId: id.nullable().default(null),
  }),
  answer: z.object({ clock }),
  problems: [
    "orders.not_open",
    "orders.extend_statutory",
    "orders.extend_unit",
    "orders.extend_late",
    "orders.extend_right",
    "orders.extend_times",
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
  body: z.strictObject({
    reasonCode: z.string().max(40),
    reason: careWhy,
    proofId: id.nullable().default(null),
  }),
  answer: empty,
  problems: ["orders.not_overdue", "orders.reason_unknown", "orders.proof_missing"],
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
  body: z.strictObject({ isWithdrawn: z.boolean().default(false), note: careWhy }),
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
  body: z.strictObject({ isUpheld: z.boolean(), note: careWhy }),
  answer: z.object({ isLate: z.boolean() }),
  problems: ["orders.appeal_decided", "orders.appeal_own"],
});
