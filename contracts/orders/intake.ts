/** Taking an order (受理): one ID in, the rest from the archive; the checks explain themselves; the promises are named. */
import { z } from "zod";
import { empty, freeText, id } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import {
  areaType,
  channel,
  clock,
  customerClass,
  demandKind,
  form,
  formValues,
  grade,
  intakeFinding,
  orderLine,
  orderReason,
  orderType,
  paper,
  priority,
  promise,
  secrecy,
  typeCode,
  wantedOn,
} from "./shapes.ts";

/** What can be taken today, through the channels of the caller, and the reasons that acts on an order ask for. */
export const listTypes = endpoint({
  method: "get",
  path: "/api/orders/types",
  capability: "orders.read",
  scope: "company",
  summary: { zh: "业务类型", en: "Kinds of order" },
  query: empty,
  answer: z.object({ types: z.array(orderType), forms: z.array(form), reasons: z.array(orderReason) }),
});

const about = {
  typeCode,
  customerId: id.nullable().default(null),
  accountId: id.nullable().default(null),
  /** Left out, it follows from the account or the type. */
  customerClass: customerClass.nullable().default(null),
  areaType: areaType.nullable().default(null),
  address: freeText(300).default(""),
  contactName: freeText(100).default(""),
  /** Sealed at once; never shown whole. Left out, the customer's own is used. */
  contactPhone: freeText(30).default(""),
  demand: freeText(4_000).default(""),
  form: formValues.default({}),
};

/** Everything a clerk needs to know before pressing "accept": findings, papers, promises, others like it. */
export const previewOrder = endpoint({
  method: "post",
  path: "/api/orders/preview",
  capability: "orders.accept",
  scope: "company",
  summary: { zh: "受理前检查", en: "Check before accepting" },
  query: empty,
  body: z.strictObject(about),
  answer: z.object({
    findings: z.array(intakeFinding),
    papers: z.array(paper),
    promises: z.array(promise),
    /** Open orders that may be the same matter, with the reasons. */
    similar: z.array(z.object({ order: orderLine, score: z.int(), because: z.array(z.string()) })),
    title: z.string(),
    customerClass,
    areaType,
  }),
  problems: ["orders.type_unknown", "customers.unknown"],
  repeatable: true,
});

export const acceptOrder = endpoint({
  method: "post",
  path: "/api/orders",
  capability: "orders.accept",
  scope: "company",
  summary: { zh: "受理工单", en: "Accept an order" },
  query: empty,
  body: z.strictObject({
    ...about,
    channel: channel.default("counter"),
    /** The unit that takes it; the caller's own unless said. */
    unitId: id.nullable().default(null),
    ticketId: id.nullable().default(null),
    title: freeText(200).default(""),
    priority: priority.default("normal"),
    demandKind: demandKind.nullable().default(null),
    grade: grade.nullable().default(null),
    secrecy: secrecy.default("none"),
    /** Staff whom a complaint or report is about; they never see it. */
    accused: z.array(id).max(20).default([]),
    wantedOn: wantedOn.default(null),
    /** Codes of warnings that the clerk has read and passes over, each with a reason on the trail. */
    passedOver: z
      .array(z.strictObject({ code: z.string().max(60), reason: freeText(200).min(2) }))
      .max(20)
      .default([]),
    /** Papers in hand, by their code: a document of the archive, or seen without a copy. */
    papers: z
      .array(z.strictObject({ code: z.string().max(60), documentId: id.nullable().default(null) }))
      .max(40)
      .default([]),
  }),
  answer: z.object({ order: orderLine, clocks: z.array(clock), promises: z.array(promise) }),
  problems: [
    "orders.type_unknown",
    "orders.channel_closed",
    "orders.account_needed",
    "orders.class_wrong",
    "orders.form_incomplete",
    "orders.form_format",
    "orders.finding_stops",
    "orders.finding_open",
    "orders.paper_missing",
    "orders.contact_missing",
    "orders.process_missing",
    "customers.unknown",
  ],
});
