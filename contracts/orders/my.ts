/**
 * The customer's own view of an order (我的工单), without an account. Whoever holds the code of the receipt, or the phone
 * whose number was given with the order, is its customer: `Authorization: Ticket <company>.<token>`.
 */
import { z } from "zod";
import { empty, freeText, id, instant, words } from "../common.ts";
import { myProposals, ofShowing, saidToProposal } from "../customers/my-proposals.ts";
import { endpoint } from "../endpoint.ts";
import { fileName } from "../files.ts";
import { inkBytes, inked, issuedLine, issuedPaper } from "./issued.ts";
import { longWords, orderNumber, orderState } from "./shapes.ts";

const mine = { capability: "my.order", scope: "none" } as const;

export const myOrderView = z.object({
  number: orderNumber,
  typeName: words,
  state: orderState,
  openedAt: instant,
  closedAt: instant.nullable(),
  /** What was given with the order, masked. */
  contactName: z.string(),
  address: z.string(),
  /** The road: what is over, where it stands, what is still to come. */
  stages: z.array(
    z.object({
      name: words,
      state: z.enum(["done", "now", "next"]),
      doneAt: instant.nullable(),
      /** What is being worked on in it. */
      steps: z.array(words),
      /** It waits for the customer. */
      isYours: z.boolean(),
    }),
  ),
  promises: z.array(
    z.object({
      name: words,
      limit: words,
      dueAt: instant.nullable(),
      state: z.enum(["running", "paused", "met", "missed", "void"]),
      /** Why it stands still. */
      pausedFor: words.nullable(),
    }),
  ),
  news: z.array(z.object({ at: instant, text: longWords })),
  ask: z.object({
    responsibleName: z.string().nullable(),
    unitName: words,
    hotline: z.string(),
  }),
  owed: z.array(
    z.object({
      code: z.string(),
      name: words,
      before: words.nullable(),
      sides: z.array(z.enum(["front", "back", "whole"])),
      needsExpiry: z.boolean(),
      canSend: z.boolean(),
    }),
  ),
  papers: z.array(issuedLine),
  /** What the order waits to hear from the customer. */
  questions: z.array(z.object({ message: z.string(), text: words, asksWhy: z.boolean() })),
  canUrge: z.boolean(),
  urgedAt: instant.nullable(),
  canRate: z.boolean(),
  rating: z.int().nullable(),
  now: instant,
});
export type MyOrderView = z.output<typeof myOrderView>;

export const viewMyOrder = endpoint({
  method: "get",
  path: "/api/my/order",
  ...mine,
  live: true,
  summary: { zh: "我的工单", en: "My order" },
  params: empty,
  query: empty,
  answer: myOrderView,
});

/**
 * A code by SMS to the phone that was given with the order. The answer is the same whether there is such an order, whether
 * the phone is the right one, and as far as can be, in the time it takes.
 */
export const askOrderCode = endpoint({
  method: "post",
  path: "/api/my/order-codes",
  capability: "anyone",
  scope: "none",
  summary: { zh: "获取查询验证码", en: "Ask for a code" },
  query: empty,
  body: z.strictObject({
    orgId: z.int().min(1).max(2_147_483_647),
    number: freeText(30).min(1),
    phone: freeText(30).min(1),
  }),
  answer: z.object({ minutes: z.int() }),
  problems: ["orders.code_too_many"],
  repeatable: true,
});

export const openMyOrder = endpoint({
  method: "post",
  path: "/api/my/order-sessions",
  capability: "anyone",
  scope: "none",
  summary: { zh: "凭验证码查看工单", en: "Open an order by a code" },
  query: empty,
  body: z.strictObject({
    orgId: z.int().min(1).max(2_147_483_647),
    number: freeText(30).min(1),
    phone: freeText(30).min(1),
    code: freeText(12).min(1),
  }),
  answer: z.object({ token: z.string(), expiresAt: instant }),
  problems: ["orders.code_wrong"],
  repeatable: true,
});

/** The token is given up: on a borrowed phone. That of the receipt goes on. */
export const leaveMyOrder = endpoint({
  method: "post",
  path: "/api/my/order/leave",
  ...mine,
  summary: { zh: "退出查看", en: "Leave the order" },
  params: empty,
  query: empty,
  body: empty,
  answer: empty,
});

export const sendMyPaper = endpoint({
  method: "post",
  path: "/api/my/order/papers",
  ...mine,
  summary: { zh: "补交资料", en: "Send a paper that is owed" },
  params: empty,
  query: z.strictObject({
    name: fileName,
    code: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
    side: z.enum(["front", "back", "whole"]).default("whole"),
    expiresOn: z.iso.date().optional(),
    longTerm: z.enum(["yes", "no"]).default("no"),
  }),
  upload: { maxBytes: 30 * 1_048_576, types: ["pdf", "jpeg", "png", "webp", "heic"] },
  answer: myOrderView,
  problems: [
    "orders.not_open",
    "orders.paper_unknown",
    "orders.paper_at_counter",
    "documents.expiry_missing",
    "documents.expired",
    "documents.side",
    "documents.picture",
  ],
});

export const urgeMyOrder = endpoint({
  method: "post",
  path: "/api/my/order/urge",
  ...mine,
  summary: { zh: "催办", en: "Urge my order" },
  params: empty,
  query: empty,
  body: z.strictObject({ said: freeText(500).default("") }),
  answer: myOrderView,
  problems: ["orders.not_open"],
});

export const rateMyOrder = endpoint({
  method: "post",
  path: "/api/my/order/rating",
  ...mine,
  summary: { zh: "评价工单", en: "Rate my order" },
  params: empty,
  query: empty,
  body: z.strictObject({ level: z.int().min(1).max(5), comment: freeText(500).default("") }),
  answer: myOrderView,
  problems: ["orders.not_rated_yet", "orders.rated_already"],
});

/** The plan is accepted or objected to, the works are done, inspection is asked for: what the process waits for. */
export const answerMyOrder = endpoint({
  method: "post",
  path: "/api/my/order/answers",
  ...mine,
  summary: { zh: "答复工单", en: "Answer what the order waits for" },
  params: empty,
  query: empty,
  body: z.strictObject({
    message: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/),
    note: freeText(500).default(""),
  }),
  answer: myOrderView,
  problems: ["orders.not_open", "orders.not_awaited"],
});

/**
 * What is proposed to the order's customer: counted as shown, once a day. Only to a phone that has proven itself by a code
 * and is the customer's own in the archive: the contact of an order may be somebody else, and a receipt lies about.
 */
export const showOrderProposals = endpoint({
  method: "post",
  path: "/api/my/order/proposals",
  ...mine,
  summary: { zh: "为您推荐", en: "Proposed to me" },
  params: empty,
  query: empty,
  body: empty,
  answer: myProposals,
});
export const answerOrderProposal = endpoint({
  method: "post",
  path: "/api/my/order/proposals/{showingId}",
  ...mine,
  summary: { zh: "回应推荐", en: "Answer a proposal" },
  params: ofShowing,
  query: empty,
  body: saidToProposal,
  answer: empty,
  problems: ["strategies.answered_already"],
});

const onMyPaper = z.strictObject({ paperId: id });

export const readMyPaper = endpoint({
  method: "get",
  path: "/api/my/order/documents/{paperId}",
  ...mine,
  summary: { zh: "我的单据", en: "A paper of mine" },
  params: onMyPaper,
  query: empty,
  answer: issuedPaper,
});
export const readMyPaperPdf = endpoint({
  method: "get",
  path: "/api/my/order/documents/{paperId}/pdf",
  ...mine,
  summary: { zh: "我的单据 PDF", en: "A paper of mine as PDF" },
  params: onMyPaper,
  query: empty,
  answer: z.unknown(),
  file: "application/pdf",
  problems: ["orders.signature_foreign"],
});
/** The page shows the paper: proof that it was read. */
export const tellPaperRead = endpoint({
  method: "post",
  path: "/api/my/order/documents/{paperId}/read",
  ...mine,
  summary: { zh: "已阅", en: "I have read it" },
  params: onMyPaper,
  query: empty,
  body: empty,
  answer: empty,
});
export const signMyPaper = endpoint({
  method: "post",
  path: "/api/my/order/documents/{paperId}/signature",
  ...mine,
  summary: { zh: "签署单据", en: "Sign a paper of mine" },
  params: onMyPaper,
  query: empty,
  body: inked,
  bodyLimit: inkBytes,
  answer: issuedPaper,
  problems: [
    "orders.paper_outdated",
    "orders.signature_other_document",
    "orders.signature_slot",
    "orders.signature_twice",
    "orders.signature_empty",
  ],
});
export const refuseMyPaper = endpoint({
  method: "post",
  path: "/api/my/order/documents/{paperId}/refusal",
  ...mine,
  summary: { zh: "拒签", en: "Refuse a paper" },
  params: onMyPaper,
  query: empty,
  body: z.strictObject({ reason: freeText(500).min(2) }),
  answer: issuedPaper,
  problems: ["orders.paper_outdated"],
});

/** Only of a sample county: the messages that a real company would have sent, so that one can try it. */
export const readSampleInbox = endpoint({
  method: "get",
  path: "/api/my/sample-inbox",
  capability: "anyone",
  scope: "none",
  summary: { zh: "样例短信收件箱", en: "Messages of the sample county" },
  query: empty,
  answer: z.object({
    messages: z.array(z.object({ at: instant, phoneMasked: z.string(), text: z.string() })),
  }),
});
