/** 一户一卡一档案: one customer's file on paper, and the service card in their pocket. */
import { z } from "zod";
import { empty, freeText, id, instant, localDate, words } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { readCustomer } from "./archive.ts";
import { documentStanding } from "./documents.ts";
import { timelineEntry, timelineKind } from "./shapes.ts";

const ofCustomer = z.object({ customerId: id });

/** Everything that goes on the printed file. Masked as the reader's post sees it; each reading is written down. */
export const readHouseholdFile = endpoint({
  method: "get",
  path: "/api/customers/{customerId}/file",
  capability: "customers.read",
  scope: "company",
  summary: { zh: "一户一档案（打印）", en: "A customer's file, for printing" },
  params: ofCustomer,
  query: empty,
  answer: z.object({
    company: words,
    madeAt: instant,
    madeByName: z.string(),
    archive: readCustomer.answer,
    papers: z.array(
      z.object({
        id,
        typeName: words,
        standing: documentStanding,
        expiresOn: localDate.nullable(),
        isLongTerm: z.boolean(),
        verifiedByName: z.string().nullable(),
        pages: z.int(),
      }),
    ),
    /** Running records in short: how many of each kind, and the latest. */
    running: z.object({ counts: z.partialRecord(timelineKind, z.int()), latest: z.array(timelineEntry) }),
    hotline: z.string(),
    /** The card that is valid now. */
    card: z.object({ issuedAt: instant, issuedBy: z.string() }).nullable(),
  }),
});

/**
 * Issues a service card. The token leaves once, for the QR code; only its hash is kept, so a lost card is not printed
 * again but replaced, and the one before opens nothing any more.
 */
export const issueCard = endpoint({
  method: "post",
  path: "/api/customers/{customerId}/card",
  capability: "customers.contact",
  scope: "company",
  summary: { zh: "发放服务卡", en: "Issue a service card" },
  params: ofCustomer,
  query: empty,
  body: empty,
  answer: z.object({
    cardId: id,
    /** What the QR code says; recognition takes it as it is. */
    token: z.string(),
    company: words,
    /** 张* */
    name: z.string(),
    /** The last four digits of the first account. */
    account: z.string().nullable(),
    managerName: z.string().nullable(),
    unitName: words,
    hotline: z.string(),
    issuedOn: localDate,
    /** Whether an older card ended with this. */
    hasReplaced: z.boolean(),
  }),
  problems: ["customers.merged"],
});

export const revokeCard = endpoint({
  method: "post",
  path: "/api/customers/{customerId}/card/revoke",
  capability: "customers.contact",
  scope: "company",
  summary: { zh: "注销服务卡", en: "Revoke the service card" },
  params: ofCustomer,
  query: empty,
  body: z.strictObject({ reason: freeText(200).min(2) }),
  answer: empty,
  problems: ["cards.none"],
});
