/** What is done about an order beside its process: urging (催办), supervision (督办), whom it is about, what belongs together. */
import { z } from "zod";
import { empty, freeText, id } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import {
  appealView,
  careWhy,
  commitmentView,
  consultation,
  extensionView,
  linkView,
  outcomeView,
  overdueReasonView,
  refusalView,
  supervision,
  urge,
  visitView,
} from "./care-shapes.ts";
import { channel, longWords, orderLine } from "./shapes.ts";
import { onOrder } from "./steps.ts";

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
    reason: careWhy,
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
  body: z.strictObject({ result: z.enum(["accepted", "rejected"]), note: careWhy }),
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
  body: z.strictObject({ ...named, reason: careWhy }),
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
    reason: careWhy,
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
  body: z.strictObject({ reasonCode: z.string().max(40), reason: careWhy }),
  answer: z.object({ order: orderLine }),
  problems: ["orders.not_merged", "orders.reason_unknown"],
});
