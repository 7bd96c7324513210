/** Papers of a customer (客户资料): given once, kept with their validity, used again by every later order. */
import { z } from "zod";
import { empty, freeText, id, instant, localDate, words } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { fileName, fileType } from "../files.ts";

export const documentSide = z.enum(["front", "back", "whole"]);
export type DocumentSide = z.output<typeof documentSide>;
export const verifiedHow = z.enum(["original-seen", "reader", "online"]);
export type VerifiedHow = z.output<typeof verifiedHow>;

/**
 * How long a paper is good: `none` for ever, `dated` until the day that stands on it, `months` so long after it was
 * issued unless a day stands on it.
 */
const validity = z.object({
  kind: z.enum(["none", "dated", "months"]),
  months: z.int().nullable(),
  mayBeLongTerm: z.boolean(),
});

/** A kind of paper, as the catalogue has it. */
export const documentType = z.object({
  code: z.string(),
  name: words,
  group: z.enum(["identity", "organisation", "premises", "rights", "technical", "other"]),
  /** Empty: pages without sides. */
  sides: z.array(z.enum(["front", "back"])),
  validity,
  /** A newer one takes the older one's place. */
  isSingle: z.boolean(),
  /** Shown and printed with the watermark 仅供办电使用. */
  isIdentity: z.boolean(),
  customerKinds: z.array(z.enum(["individual", "organisation", "intermediary"])),
  /** The sets of papers (申请资料清单) that ask for it: D-ID, D-RES, … */
  sets: z.array(z.string()),
});
export type DocumentType = z.output<typeof documentType>;

export const documentState = z.enum(["incomplete", "current", "superseded", "withdrawn"]);
/** Of a current paper today: `expiring` within the days of the company's rule. */
export const documentStanding = z.enum(["valid", "expiring", "expired"]);

export const customerDocument = z.object({
  id,
  type: z.string(),
  typeName: words,
  isIdentity: z.boolean(),
  accountId: id.nullable(),
  state: documentState,
  standing: documentStanding,
  issuedOn: localDate.nullable(),
  expiresOn: localDate.nullable(),
  isLongTerm: z.boolean(),
  missingSides: z.array(documentSide),
  files: z.array(
    z.object({
      page: z.int(),
      side: documentSide,
      name: z.string(),
      type: fileType,
      bytes: z.int(),
      width: z.int().nullable(),
      height: z.int().nullable(),
    }),
  ),
  verified: z.object({ at: instant, byName: z.string(), how: verifiedHow }).nullable(),
  withdrawnReason: z.string().nullable(),
  addedAt: instant,
  addedByName: z.string(),
  version: z.int(),
});
export type CustomerDocument = z.output<typeof customerDocument>;

const ofCustomer = z.object({ customerId: id });
const ofDocument = z.object({ customerId: id, documentId: id });

/** The papers of a customer, the current ones first; what was replaced or withdrawn only when it is asked for. */
export const listDocuments = endpoint({
  method: "get",
  path: "/api/customers/{customerId}/documents",
  capability: "customers.documents.read",
  scope: "company",
  summary: { zh: "客户资料", en: "A customer's papers" },
  params: ofCustomer,
  query: z.strictObject({ ended: z.enum(["yes", "no"]).default("no") }),
  answer: z.object({
    documents: z.array(customerDocument),
    types: z.array(documentType),
    /** Days before the end at which a paper counts as expiring. */
    remindDays: z.int(),
  }),
});

/** 30 MB, and `unpackedBytes` as the foundation has it: a contract of a hundred scanned pages is a PDF of 20 MB. */
const documentBytes = 30 * 1_048_576;

/**
 * Adds a page or a side. A side joins the paper of its type that waits for it; a complete paper of a single type takes
 * the place of the one before. The same content again is the same paper.
 */
export const uploadDocument = endpoint({
  method: "post",
  path: "/api/customers/{customerId}/documents",
  capability: "customers.documents.add",
  scope: "company",
  summary: { zh: "上传客户资料", en: "Add a page of a paper" },
  params: ofCustomer,
  query: z.strictObject({
    name: fileName,
    type: z.string().regex(/^[a-z][a-z-]{1,39}$/),
    side: documentSide.default("whole"),
    /** A further page of this paper. */
    documentId: id.optional(),
    /** A paper that is about one account: a tenancy, a title. */
    accountId: id.optional(),
    issuedOn: localDate.optional(),
    expiresOn: localDate.optional(),
    longTerm: z.enum(["yes", "no"]).default("no"),
  }),
  upload: {
    maxBytes: documentBytes,
    types: ["pdf", "jpeg", "png", "webp", "heic", "tiff", "ofd", "docx"],
  },
  answer: z.object({
    documentId: id,
    state: documentState,
    /** False: this content was there already. */
    isNew: z.boolean(),
    missingSides: z.array(documentSide),
    /** The paper whose place it took. */
    replaced: id.nullable(),
  }),
  problems: [
    "documents.type",
    "documents.expiry_missing",
    "documents.expired",
    "documents.days_order",
    "documents.side",
    "documents.picture",
    "documents.pages",
    "documents.ended",
    "customers.merged",
  ],
});

/** One page as it was uploaded. Each look at an identity paper, each print and each download is written down. */
export const readDocumentFile = endpoint({
  method: "get",
  path: "/api/customers/{customerId}/documents/{documentId}/files/{page}",
  capability: "customers.documents.read",
  scope: "company",
  summary: { zh: "查看资料页", en: "A page of a paper" },
  params: ofDocument.extend({ page: z.coerce.number().int().min(1).max(50) }),
  query: z.strictObject({ purpose: z.enum(["view", "print", "download"]).default("view") }),
  answer: z.unknown(),
  file: "application/octet-stream",
  problems: ["files.gone", "documents.watermark"],
});

export const changeDocument = endpoint({
  method: "put",
  path: "/api/customers/{customerId}/documents/{documentId}",
  capability: "customers.documents.add",
  scope: "company",
  summary: { zh: "修改资料有效期", en: "Correct a paper's dates" },
  params: ofDocument,
  query: empty,
  body: z.strictObject({
    version: z.int().min(1),
    issuedOn: localDate.nullable(),
    expiresOn: localDate.nullable(),
    isLongTerm: z.boolean(),
  }),
  answer: z.object({ version: z.int() }),
  problems: [
    "documents.expiry_missing",
    "documents.days_order",
    "documents.ended",
    "documents.edited_meanwhile",
  ],
});

/** Somebody held it against the original, read it with a reader, or looked it up. */
export const verifyDocument = endpoint({
  method: "post",
  path: "/api/customers/{customerId}/documents/{documentId}/verify",
  capability: "customers.documents.add",
  scope: "company",
  summary: { zh: "核验资料", en: "Verify a paper" },
  params: ofDocument,
  query: empty,
  body: z.strictObject({ how: verifiedHow }),
  answer: empty,
  problems: ["documents.incomplete", "documents.expired", "documents.ended"],
});

export const withdrawDocument = endpoint({
  method: "post",
  path: "/api/customers/{customerId}/documents/{documentId}/withdraw",
  capability: "customers.documents.add",
  scope: "company",
  summary: { zh: "撤下资料", en: "Withdraw a paper" },
  params: ofDocument,
  query: empty,
  body: z.strictObject({ reason: freeText(200).min(2) }),
  answer: empty,
  problems: ["documents.ended"],
});
