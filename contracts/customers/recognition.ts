/** Finding and recognising a customer: the one search box, and one ID that opens everything (一证识别). */
import { z } from "zod";
import { empty, freeText, id, words } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { creditFaults, paperFaults, phoneFaults } from "./archive-parts.ts";
import {
  account,
  cardSeen,
  classTag,
  customerLine,
  matter,
  paperExpiring,
  pin,
  proposal,
  registerTag,
  timelineEntry,
} from "./shapes.ts";

/** What the search understood a text to be; several may hold at once. */
export const queryKind = z.enum([
  "name",
  "pinyin",
  "initials",
  "address",
  "phone",
  "phone-tail",
  "id-number",
  "id-tail",
  "account",
  "account-tail",
  "meter",
  "credit-code",
]);
export type QueryKind = z.output<typeof queryKind>;

/** The text goes in the body, not in the address: addresses end up in logs. */
export const searchCustomers = endpoint({
  method: "post",
  path: "/api/customers/search",
  capability: "customers.read",
  scope: "company",
  summary: { zh: "查找客户", en: "Find customers" },
  query: empty,
  body: z.strictObject({ text: freeText(100).min(1), limit: z.int().min(1).max(50).default(20) }),
  answer: z.object({
    understoodAs: z.array(queryKind),
    hits: z.array(z.object({ customer: customerLine, matched: z.array(queryKind) })),
    /** There are more than were asked for. */
    hasMore: z.boolean(),
  }),
  problems: ["customers.search_short"],
  repeatable: true,
});

export const recogniseBy = z.enum(["any", "id-card", "phone", "account", "meter", "card", "credit-code"]);

/** Everything a clerk wants to see the moment a customer sits down. */
export const recognition = z.object({
  customer: customerLine,
  classes: z.array(classTag),
  accounts: z.array(
    account
      .pick({
        id: true,
        number: true,
        state: true,
        useCode: true,
        useName: true,
        voltageName: true,
        isSupplied: true,
        importance: true,
      })
      .extend({ address: z.string(), meterNumbers: z.array(z.string()) }),
  ),
  matters: z.array(matter),
  registers: z.array(registerTag),
  pins: z.array(pin),
  papersExpiring: z.array(paperExpiring),
  /** What the last clerk noted, and the newest happenings. */
  recent: z.array(timelineEntry),
  proposals: z.array(proposal),
  /** What a care or VIP entry asks of us: queue priority reason, type size, home service, fewer papers. */
  care: z.object({
    priorityReason: z.string().nullable(),
    largeType: z.boolean(),
    homeService: z.boolean(),
    fewerPapers: z.boolean(),
    because: z.array(words),
  }),
});
export type Recognition = z.output<typeof recognition>;

/**
 * One ID in, the whole customer out. `any` takes what a wedge reader or a hand typed and works out what it is. Two
 * people with one phone are both returned as `candidates`, and the caller asks which one it is.
 */
export const recognise = endpoint({
  method: "post",
  path: "/api/customers/recognise",
  capability: "customers.recognise",
  scope: "company",
  summary: { zh: "一证识别", en: "Recognise a customer" },
  query: empty,
  body: z.strictObject({
    by: recogniseBy.default("any"),
    value: freeText(200).min(1),
    /** Chosen from `candidates`. */
    customerId: id.nullable().default(null),
    /** A reader read the card whose number this is; the customer's timeline remembers it. */
    card: cardSeen.nullish(),
  }),
  answer: z.object({
    understoodAs: z.array(queryKind),
    recognition: recognition.nullable(),
    candidates: z.array(customerLine),
  }),
  problems: [...paperFaults, ...creditFaults, ...phoneFaults, "customers.unknown", "customers.search_short"],
  repeatable: true,
});

/** The same, for a customer already known by id: what the desk opens when a ticket is called. */
export const recogniseKnown = endpoint({
  method: "get",
  path: "/api/customers/{customerId}/recognition",
  capability: "customers.recognise",
  scope: "company",
  summary: { zh: "客户全景", en: "The whole customer" },
  params: z.object({ customerId: id }),
  query: empty,
  answer: recognition,
});

/**
 * At a kiosk: nobody's name, number or address on a public screen. What comes out is what to do: which services, which
 * window kind, which papers, how large the letters. `ticketKey` is handed to `takeTicket` so that the ticket knows
 * the customer; it is opaque and lives for minutes.
 */
export const recogniseAtHall = endpoint({
  method: "post",
  path: "/api/hall/{hallId}/recognise",
  capability: "hall.ticket.take",
  scope: "unit",
  summary: { zh: "现场识别", en: "Recognise a customer at the hall" },
  params: z.object({ hallId: id }),
  query: empty,
  body: z.strictObject({
    by: recogniseBy.default("any"),
    value: freeText(200).min(1),
    card: cardSeen.nullish(),
  }),
  answer: z.object({
    isKnown: z.boolean(),
    customerKey: z.string().nullable(),
    /** 张*, or an organisation's name; null when unknown. */
    maskedName: z.string().nullable(),
    largeType: z.boolean(),
    priorityReason: z.string().nullable(),
    homeService: z.boolean(),
    proposals: z.array(proposal),
    /** Service codes that the proposals and the open matters suggest, best first. */
    serviceCodes: z.array(z.string()),
    /** Open matters as titles only. */
    matters: z.array(z.object({ title: words, state: words })),
    papers: z.array(words),
    /** Of the papers that this hall's services ask for, those on file and good: nobody brings them twice. */
    papersOnFile: z.array(words),
  }),
  problems: [...paperFaults, ...creditFaults, ...phoneFaults],
});
