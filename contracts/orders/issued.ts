/** Papers of an order as they were issued (已出具单据): what stands on them, who signed them, how they reached the customer. */
import { z } from "zod";
import { empty, freeText, id, instant, words } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { paperDocument, paperSignature, paperTemplate, strokes } from "./papers.ts";
import { orderLine } from "./shapes.ts";
import { onOrder } from "./steps.ts";

export const onPaper = z.strictObject({ orderId: id, paperId: id });

export const deliveryKind = z.enum(["handed", "sent", "read", "refused"]);
/** 当面签收, 电子送达, 挂号邮寄, 留置送达, 公告送达: catalogue/order-deliveries.json says what each must prove. */
export const deliveryWay = z.enum(["in-person", "electronic", "registered-mail", "left", "public"]);
export type DeliveryWay = z.output<typeof deliveryWay>;

/** The paper lies before the customer on a window's evaluator, or lay there. */
const padAsk = z.object({
  askId: id,
  slot: z.string(),
  signerName: z.string(),
  windowNumber: z.string(),
  state: z.enum(["asked", "signed", "declined", "ended", "expired"]),
  until: instant,
  byName: z.string(),
});

/** What a paper still waits for, and until when it should have come. */
const paperWait = z.object({ kind: z.enum(["signature", "delivery"]), dueAt: instant, isOver: z.boolean() });

/** A paper as a line: enough to choose it by. */
export const issuedLine = z.object({
  id,
  template: paperTemplate,
  title: words,
  subject: z.string(),
  number: z.string(),
  version: z.int(),
  issuedAt: instant,
  issuedByName: z.string(),
  hash: z.string(),
  /** A newer version took its place: nobody signs this one any more. */
  isOutdated: z.boolean(),
  slots: z.array(
    z.object({
      slot: z.string(),
      label: words,
      /** Null: not signed. */
      signerName: z.string().nullable(),
      signedAt: instant.nullable(),
      /** False: signed, but the paper has changed since. */
      isValid: z.boolean(),
    }),
  ),
  deliveries: z.array(
    z.object({
      kind: deliveryKind,
      way: deliveryWay.nullable(),
      toName: z.string(),
      /** The number of a registered letter, the names of witnesses, … */
      reference: z.string(),
      /** A picture of the order, or a paper of the customer's archive; for staff only. */
      proofId: id.nullable(),
      note: z.string(),
      at: instant,
      byName: z.string(),
    }),
  ),
  waits: z.array(paperWait),
  /** For staff: the latest time that it was laid before the customer on a pad. */
  ask: padAsk.nullable(),
});
export type IssuedLine = z.output<typeof issuedLine>;

/** A signature with what is wrong with it, if anything. */
const checkedSignature = z.object({
  signature: paperSignature,
  way: z.enum(["own-phone", "before-staff"]),
  byName: z.string(),
  isValid: z.boolean(),
});

export const issuedPaper = z.object({
  line: issuedLine,
  document: paperDocument,
  /** Worked out anew from what is kept; differs from the line's only where a row was tampered with. */
  hash: z.string(),
  signatures: z.array(checkedSignature),
});
export type IssuedPaper = z.output<typeof issuedPaper>;

export const listIssued = endpoint({
  method: "get",
  path: "/api/orders/{orderId}/documents",
  capability: "orders.read",
  scope: "company",
  summary: { zh: "工单单据", en: "Papers of an order" },
  params: onOrder,
  query: empty,
  answer: z.object({
    papers: z.array(issuedLine),
    /** What can be issued now, and what not yet, with why. */
    templates: z.array(
      z.object({ template: paperTemplate, name: words, isSuggested: z.boolean(), missing: words.nullable() }),
    ),
  }),
});

/**
 * From the facts of the order as they are now. The same facts give the same paper, not a second one; other facts give a
 * new version, and signatures of the old one are shown as such.
 */
export const issuePaper = endpoint({
  method: "post",
  path: "/api/orders/{orderId}/documents",
  capability: "orders.work",
  scope: "company",
  summary: { zh: "出具单据", en: "Issue a paper" },
  params: onOrder,
  query: empty,
  body: z.strictObject({
    template: paperTemplate,
    /** Of a legal act: which. */
    act: z
      .strictObject({
        name: freeText(60).min(1),
        basis: freeText(200).min(1),
        content: freeText(2_000).min(1),
        result: freeText(500).min(1),
        filedAt: freeText(100).min(1),
      })
      .optional(),
  }),
  answer: issuedPaper,
  problems: ["orders.paper_facts"],
});

export const readIssued = endpoint({
  method: "get",
  path: "/api/orders/{orderId}/documents/{paperId}",
  capability: "orders.read",
  scope: "company",
  summary: { zh: "查看单据", en: "A paper" },
  params: onPaper,
  query: empty,
  answer: issuedPaper,
});

export const readIssuedPdf = endpoint({
  method: "get",
  path: "/api/orders/{orderId}/documents/{paperId}/pdf",
  capability: "orders.read",
  scope: "company",
  summary: { zh: "单据 PDF", en: "A paper as PDF" },
  params: onPaper,
  query: empty,
  answer: z.unknown(),
  file: "application/pdf",
  problems: ["orders.signature_foreign"],
});

/** 一袋六表 as one file: the cover names each form with its hash, and says which is missing. */
export const readBag = endpoint({
  method: "get",
  path: "/api/orders/{orderId}/bag",
  capability: "orders.read",
  scope: "company",
  summary: { zh: "一袋六表", en: "One bag, six forms" },
  params: onOrder,
  query: empty,
  answer: z.unknown(),
  file: "application/pdf",
  problems: ["orders.signature_foreign"],
});

/** Ink for one place of one paper. The hash says what was before the signer's eyes. */
export const inked = z.strictObject({
  slot: z.string().max(40),
  signerName: freeText(80).min(1),
  documentHash: z
    .string()
    .length(64)
    .regex(/^[0-9a-f]+$/),
  strokes: strokes.optional(),
  png: z.string().max(200_000).optional(),
});
/** Handwriting is larger than what forms send. */
export const inkBytes = 500_000;

/** Signed before a member of staff: on the pad at the window, or on the crew's phone. */
export const signIssued = endpoint({
  method: "post",
  path: "/api/orders/{orderId}/documents/{paperId}/signature",
  capability: "orders.work",
  scope: "company",
  summary: { zh: "签名", en: "Sign a paper" },
  params: onPaper,
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

/** Proof of delivery: handed over, sent, or refused. That it was read the customer's own page tells. */
export const deliverIssued = endpoint({
  method: "post",
  path: "/api/orders/{orderId}/documents/{paperId}/deliveries",
  capability: "orders.work",
  scope: "company",
  summary: { zh: "登记送达", en: "Record a delivery" },
  params: onPaper,
  query: empty,
  body: z.strictObject({
    kind: z.enum(["handed", "sent", "refused"]),
    way: deliveryWay.optional(),
    toName: freeText(100).min(1),
    reference: freeText(200).default(""),
    proofId: id.nullable().default(null),
    note: freeText(500).default(""),
  }),
  answer: issuedPaper,
  problems: ["orders.delivery_proof", "orders.delivery_way", "orders.proof_missing"],
});

const paperOnPage = z.object({
  line: issuedLine,
  /** Of a legal act (法律手册): the four points as they stand on the paper. */
  points: z
    .object({ content: z.string(), limit: z.string(), filing: z.string(), result: z.string() })
    .nullable(),
  order: orderLine,
});
export type WaitingPaper = z.output<typeof paperOnPage>;

/** Papers of all orders of the caller's units that wait for a signature or for proof of delivery, what is late first. */
export const listWaitingPapers = endpoint({
  method: "get",
  path: "/api/orders/documents",
  capability: "orders.work",
  scope: "company",
  summary: { zh: "待签待送达单据", en: "Papers that wait" },
  query: z.strictObject({
    kind: z.enum(["signature", "delivery"]).optional(),
    /** Only what should have come already. */
    late: z.enum(["yes", "no"]).default("no"),
    /** Of the caller's own orders, or of all in the units. */
    of: z.enum(["mine", "units"]).default("units"),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  answer: z.object({
    now: instant,
    papers: z.array(paperOnPage),
    /** Each at most so many as were counted. */
    counts: z.object({ signature: z.int(), delivery: z.int(), late: z.int(), isCapped: z.boolean() }),
    ways: z.array(
      z.object({
        way: deliveryWay,
        name: words,
        proof: words,
        needsReference: z.boolean(),
        /** Pictures must show it, or a paper. */
        needsProof: z.boolean(),
        kind: z.enum(["handed", "sent", "refused"]),
      }),
    ),
  }),
});

export const notice = z.object({
  id,
  orderId: id.nullable(),
  orderNumber: z.string().nullable(),
  template: z.string(),
  templateName: words,
  phoneMasked: z.string(),
  madeAt: instant,
  dueAt: instant,
  state: z.enum(["waiting", "sending", "sent", "unsent", "failed"]),
  why: z.string().nullable(),
});

/** What was to be sent to phones, so that somebody calls where nothing went out. Numbers masked, codes never. */
export const listNotices = endpoint({
  method: "get",
  path: "/api/orders/notices",
  capability: "orders.dispatch",
  scope: "company",
  summary: { zh: "短信通知", en: "Messages to phones" },
  query: z.strictObject({
    state: z.enum(["waiting", "sending", "sent", "unsent", "failed"]).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(100),
  }),
  answer: z.object({ notices: z.array(notice), isSending: z.boolean() }),
});
