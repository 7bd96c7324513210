/** What happened and happens with a customer: timeline, contacts, pinned warnings, who has the page open. */
import { z } from "zod";
import { empty, freeText, id, instant, localDate } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { ofCustomer } from "./archive-parts.ts";
import { pin, timelineEntry, timelineKind } from "./shapes.ts";

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
