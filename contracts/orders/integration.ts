/**
 * Orders that other systems hand in (12345, 12398, 95598, a city's portal), and how they follow them. `source` is the name
 * of the system, `ref` its own number of the order: together they are one order here, however often it is handed in.
 */
import { z } from "zod";
import { empty, freeText, id, instant, words } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { systemName } from "../identity/api-keys.ts";
import { orderNumber, orderState, priority, secrecy, typeCode } from "./shapes.ts";

/** The other system's own number. */
export const sourceRef = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}_.\-/#]{0,79}$/u);

/** What a hotline's order says; the same fields as the columns of a file of orders. */
export const handedOrder = z.strictObject({
  ref: sourceRef,
  /** What is asked for: a kind of `GET /api/integration/kinds`, or one of its words (诉求类型). */
  kind: freeText(40).min(1),
  /** What was said, as it was said (诉求内容). */
  demand: freeText(4_000).min(1),
  title: freeText(200).default(""),
  /** Needed unless the caller asked to stay unnamed. */
  contactName: freeText(100).default(""),
  contactPhone: freeText(30).default(""),
  address: freeText(300).default(""),
  /** The account's number (户号), where the caller knew it. */
  accountNumber: freeText(40).default(""),
  /** When the other system took it; now, unless said. Later than now counts as now. */
  receivedAt: instant.nullable().default(null),
  /** By when it wants the answer (办理时限): a shorter time than the rule's becomes the clock. */
  dueAt: instant.nullable().default(null),
  priority: priority.default("normal"),
  secrecy: secrecy.default("none"),
});
export type HandedOrder = z.output<typeof handedOrder>;

/** Where an order handed in stands. Nothing personal: the other system has that itself. */
export const handedStatus = z.object({
  source: systemName,
  ref: z.string(),
  orderId: id,
  number: orderNumber,
  typeCode,
  typeName: words,
  state: orderState,
  /** The open steps, by name. */
  steps: z.array(words),
  openedAt: instant,
  /** By when it will be done; null while its clock is paused, and when it is over. */
  dueAt: instant.nullable(),
  closedAt: instant.nullable(),
  result: z.string().nullable(),
});
export type HandedStatus = z.output<typeof handedStatus>;

const exampleParams = { source: "12345", ref: "QH2026-0301-0007" };
const exampleOrder = {
  ref: exampleParams.ref,
  kind: "故障报修",
  demand: "人民路三号院从早上七点停电，家里有老人。",
  contactName: "陈禾",
  contactPhone: "13800000000",
  address: "青禾县人民路3号院",
  receivedAt: "2026-03-01T01:05:00Z",
  dueAt: "2026-03-03T10:00:00Z",
};
const exampleStatus = {
  ...exampleParams,
  orderId: "019cb6a0-7c00-7000-8000-000000000001",
  number: "2603010000076",
  typeCode: "FAULT",
  typeName: { zh: "故障报修", en: "Fault" },
  state: "open",
  steps: [{ zh: "派工", en: "Dispatch" }],
  openedAt: "2026-03-01T01:06:12Z",
  dueAt: "2026-03-03T10:00:00Z",
  closedAt: null,
  result: null,
};

export const listHotlineKinds = endpoint({
  method: "get",
  path: "/api/integration/kinds",
  capability: "orders.import",
  scope: "company",
  summary: { zh: "可转办的诉求类型", en: "Kinds of order that may be handed in" },
  query: empty,
  answer: z.object({
    kinds: z.array(
      z.object({ kind: z.string(), name: words, words: z.array(z.string()), typeCode, typeName: words }),
    ),
  }),
  forKeys: true,
});

export const handInOrder = endpoint({
  method: "post",
  path: "/api/integration/orders",
  capability: "orders.import",
  scope: "company",
  summary: { zh: "转办工单", en: "Hand in an order" },
  query: empty,
  body: handedOrder.extend({
    /** A key hands in for its own system only and may leave it out. */
    source: systemName.nullable().default(null),
    /** The unit that shall answer for it, within the key's; the key's own unit unless said. */
    unitId: id.nullable().default(null),
  }),
  /** `isNew` false: it was handed in before, just so. */
  answer: handedStatus.extend({ isNew: z.boolean() }),
  problems: [
    "orders.source_missing",
    "orders.source_foreign",
    "orders.source_differs",
    "orders.kind_unknown",
    "orders.account_number",
    "orders.contact_missing",
    "orders.finding_stops",
  ],
  example: { body: exampleOrder, answer: { ...exampleStatus, isNew: true } },
  forKeys: true,
});

const bySource = z.strictObject({ source: systemName, ref: sourceRef });

export const handedInStatus = endpoint({
  method: "get",
  path: "/api/integration/orders/{source}/{ref}",
  capability: "orders.read",
  scope: "company",
  summary: { zh: "按来单号查进度", en: "Where an order handed in stands" },
  params: bySource,
  query: empty,
  answer: handedStatus,
  example: { params: exampleParams, answer: exampleStatus },
  forKeys: true,
});

/** What was said later about an order that was handed in before: it joins the order's story, nothing is overwritten. */
export const addToHandedIn = endpoint({
  method: "post",
  path: "/api/integration/orders/{source}/{ref}/additions",
  capability: "orders.import",
  scope: "company",
  summary: { zh: "补充来单内容", en: "Add to an order handed in" },
  params: bySource,
  query: empty,
  body: z.strictObject({ text: freeText(1_900).min(1) }),
  answer: handedStatus,
  problems: ["orders.over"],
  example: {
    params: exampleParams,
    body: { text: "来电人补充：隔壁楼也停电了。" },
    answer: exampleStatus,
  },
  forKeys: true,
});
