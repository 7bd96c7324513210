/** One responsible person for the whole order (业务主办), handed over with the receiver's acceptance (首问负责制); what waits for one's answer. */
import { z } from "zod";
import { empty, freeText, id, instant } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { consultation, handOverView, supervision } from "./care-shapes.ts";
import { orderLine } from "./shapes.ts";
import { onOrder } from "./steps.ts";

const answer = z.object({ order: orderLine });

/** Offers it; whoever takes it for himself, as a dispatcher may, has accepted with that. */
export const handOver = endpoint({
  method: "post",
  path: "/api/orders/{orderId}/hand-over",
  capability: "orders.work",
  scope: "company",
  summary: { zh: "移交主办人", en: "Hand over responsibility" },
  params: onOrder,
  query: empty,
  body: z.strictObject({ staffId: id, reason: freeText(500).min(2) }),
  answer,
  problems: [
    "orders.not_open",
    "orders.staff_unknown",
    "orders.not_responsible",
    "orders.hand_over_open",
    "orders.hand_over_has",
  ],
});

/** Whom it can be offered to: names only, for whoever may offer it and holds no right to read the staff. */
export const listReceivers = endpoint({
  method: "get",
  path: "/api/orders/{orderId}/hand-over/receivers",
  capability: "orders.work",
  scope: "company",
  summary: { zh: "可接任主办人的同事", en: "Who can be asked to be responsible" },
  params: onOrder,
  query: empty,
  answer: z.object({ receivers: z.array(z.object({ staffId: id, name: z.string() })) }),
  problems: ["orders.not_open", "orders.not_responsible"],
});

export const answerHandOver = endpoint({
  method: "post",
  path: "/api/orders/{orderId}/hand-over/answer",
  capability: "orders.work",
  scope: "company",
  summary: { zh: "答复移交", en: "Answer a hand-over" },
  params: onOrder,
  query: empty,
  body: z.strictObject({
    isAccepted: z.boolean(),
    /** Asked for when it is declined. */
    reason: freeText(500).default(""),
  }),
  answer,
  problems: ["orders.not_open", "orders.hand_over_none", "orders.hand_over_why"],
});

export const withdrawHandOver = endpoint({
  method: "post",
  path: "/api/orders/{orderId}/hand-over/withdraw",
  capability: "orders.work",
  scope: "company",
  summary: { zh: "撤回移交", en: "Withdraw a hand-over" },
  params: onOrder,
  query: empty,
  body: empty,
  answer,
  problems: ["orders.hand_over_none", "orders.not_responsible"],
});

/** Whatever somebody waits for the caller to answer; of each kind the soonest due first. */
export const listWaiting = endpoint({
  method: "get",
  path: "/api/orders/waiting",
  capability: "orders.work",
  scope: "company",
  summary: { zh: "待我答复", en: "What waits for my answer" },
  query: z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(100) }),
  live: true,
  answer: z.object({
    now: instant,
    /** Offered to the caller. */
    handOvers: z.array(z.object({ handOver: handOverView, order: orderLine })),
    /** Offered by the caller, and not answered yet. */
    offered: z.array(z.object({ handOver: handOverView, order: orderLine })),
    supervisions: z.array(z.object({ supervision, order: orderLine })),
    consultations: z.array(z.object({ consultation, order: orderLine })),
  }),
});
