/** Kept right: likely duplicates, merging and undoing it, and changes that a second person approves. */
import { z } from "zod";
import { empty, freeText, id, instant, localDate, words } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { customerKind, customerLine, personalKind } from "./shapes.ts";

/** Why two customers may be one; how much each reason counts is catalogue data. */
export const likeness = z.enum([
  "same-paper",
  "same-credit-code",
  "same-phone",
  "same-name",
  "same-sound",
  "near-name",
  "same-address",
  "same-birth",
]);
export type Likeness = z.output<typeof likeness>;

const likeReason = z.object({ code: likeness, points: z.int(), text: words });
export const likelyDuplicate = z.object({
  customer: customerLine,
  /** 0 to 100. */
  score: z.int(),
  /** The same paper or credit code: creating another is refused. */
  isCertain: z.boolean(),
  reasons: z.array(likeReason),
});
export type LikelyDuplicate = z.output<typeof likelyDuplicate>;

/** While somebody types a new customer: who of those we have may it be? What is not typed yet is left out. */
export const checkCustomer = endpoint({
  method: "post",
  path: "/api/customers/check",
  capability: "customers.edit",
  scope: "company",
  summary: { zh: "新建前查重", en: "Look for duplicates before creating" },
  query: empty,
  body: z.strictObject({
    kind: customerKind.default("individual"),
    name: freeText(200).default(""),
    creditCode: freeText(30).nullable().default(null),
    bornOn: localDate.nullable().default(null),
    address: freeText(300).nullable().default(null),
    personalFields: z
      .array(z.strictObject({ kind: personalKind, value: freeText(40).min(1) }))
      .max(20)
      .default([]),
    /** For a customer that exists: not to be compared with itself. */
    exceptId: id.nullable().default(null),
  }),
  answer: z.object({ matches: z.array(likelyDuplicate) }),
  repeatable: true,
});

export const mergeState = z.enum(["proposed", "done", "refused", "undone"]);
const mergeSummary = z.object({
  id,
  state: mergeState,
  /** Becomes part of `winner`. */
  loser: customerLine,
  winner: customerLine,
  reason: z.string(),
  proposedAt: instant,
  proposedByName: z.string(),
  decidedAt: instant.nullable(),
  decidedByName: z.string().nullable(),
  note: z.string().nullable(),
  undoneAt: instant.nullable(),
  undoneByName: z.string().nullable(),
  undoReason: z.string().nullable(),
});
export type MergeSummary = z.output<typeof mergeSummary>;

export const proposeMerge = endpoint({
  method: "post",
  path: "/api/merges",
  capability: "customers.merge.propose",
  scope: "company",
  summary: { zh: "申请合并客户", en: "Propose to merge two customers" },
  query: empty,
  body: z.strictObject({ loserId: id, winnerId: id, reason: freeText(200).min(2) }),
  answer: z.object({ mergeId: id }),
  problems: ["customers.merged", "customers.merge_self", "customers.merge_twice", "customers.merge_kinds"],
});

export const listMerges = endpoint({
  method: "get",
  path: "/api/merges",
  capability: "customers.read",
  scope: "company",
  summary: { zh: "客户合并", en: "Merges of customers" },
  query: z.strictObject({ state: mergeState.default("proposed"), after: id.optional() }),
  answer: z.object({ merges: z.array(mergeSummary), next: z.string().nullable() }),
});

/** How much of each kind a customer has, beside the other's. */
const sideCount = z.object({ what: words, loser: z.int(), winner: z.int() });

/** Both sides by side, with why they may be one and what would move. */
export const readMerge = endpoint({
  method: "get",
  path: "/api/merges/{mergeId}",
  capability: "customers.read",
  scope: "company",
  summary: { zh: "合并对照", en: "Two customers compared" },
  params: z.object({ mergeId: id }),
  query: empty,
  answer: z.object({
    merge: mergeSummary,
    score: z.int(),
    reasons: z.array(likeReason),
    counts: z.array(sideCount),
    /** Whether the caller may decide: never on an own proposal. */
    mayDecide: z.boolean(),
    mayUndo: z.boolean(),
  }),
});

export const decideMerge = endpoint({
  method: "post",
  path: "/api/merges/{mergeId}/decide",
  capability: "customers.merge.approve",
  scope: "company",
  summary: { zh: "审核合并", en: "Decide on a merge" },
  params: z.object({ mergeId: id }),
  query: empty,
  body: z.strictObject({
    verdict: z.enum(["approve", "refuse"]),
    note: freeText(200).nullable().default(null),
  }),
  answer: z.object({ state: mergeState }),
  problems: [
    "customers.own_review",
    "customers.reviewed_already",
    "customers.merged",
    "customers.merge_waits",
    "customers.merge_cycle",
  ],
});

/**
 * Puts back what the merge moved; what came to a returned account since goes with the account. `stayed` lists what came
 * to the merged customer since and belongs to either: a person decides.
 */
export const undoMerge = endpoint({
  method: "post",
  path: "/api/merges/{mergeId}/undo",
  capability: "customers.merge.approve",
  scope: "company",
  summary: { zh: "撤销合并", en: "Undo a merge" },
  params: z.object({ mergeId: id }),
  query: empty,
  body: z.strictObject({ reason: freeText(200).min(2) }),
  answer: z.object({
    stayed: z.array(z.object({ what: words, title: z.string(), at: instant.nullable() })),
    /** Rows that have gone to somebody else since (an account that was transferred) and are left there. */
    leftAlone: z.int(),
  }),
  problems: ["customers.merge_not_done", "customers.merge_order"],
});

export const changeField = z.enum(["name", "credit-code", "number"]);
export const changeState = z.enum(["open", "approved", "refused", "withdrawn"]);
export const changeRequest = z.object({
  id,
  state: changeState,
  customer: customerLine,
  field: changeField,
  kind: personalKind.nullable(),
  isEnding: z.boolean(),
  /** As this caller may see them: numbers masked. Null: there was none, or it only ends. */
  before: z.string().nullable(),
  after: z.string().nullable(),
  /** Meanwhile the field has changed: approving is refused. */
  isStale: z.boolean(),
  holdsFrom: localDate,
  reason: z.string(),
  evidence: z.string().nullable(),
  documentId: id.nullable(),
  askedAt: instant,
  askedByName: z.string(),
  decidedAt: instant.nullable(),
  decidedByName: z.string().nullable(),
  note: z.string().nullable(),
  mayDecide: z.boolean(),
  mayWithdraw: z.boolean(),
});
export type ChangeRequest = z.output<typeof changeRequest>;

/**
 * Asks to change what identifies or pays for a customer. Needs evidence: a paper on file, or what was seen in words.
 * A number is added, replaced (`replacesId`) or ended (`replacesId` without `value`).
 */
export const requestChange = endpoint({
  method: "post",
  path: "/api/customers/{customerId}/change-requests",
  capability: "customers.change.request",
  scope: "company",
  summary: { zh: "申请变更敏感信息", en: "Ask to change a sensitive field" },
  params: z.object({ customerId: id }),
  query: empty,
  body: z.strictObject({
    field: changeField,
    kind: personalKind.nullable().default(null),
    replacesId: id.nullable().default(null),
    value: freeText(200).min(1).nullable().default(null),
    label: freeText(40).nullable().default(null),
    holdsFrom: localDate.optional(),
    reason: freeText(200).min(2),
    evidence: freeText(300).min(2).nullable().default(null),
    documentId: id.nullable().default(null),
  }),
  answer: z.object({ requestId: id }),
  problems: [
    "customers.merged",
    "customers.change_evidence",
    "customers.change_twice",
    "customers.change_same",
    "customers.change_what",
    "customers.future_day",
    "customers.id_bound",
    "customers.credit_code_bound",
  ],
});

export const listChanges = endpoint({
  method: "get",
  path: "/api/change-requests",
  capability: "customers.read",
  scope: "company",
  summary: { zh: "敏感信息变更申请", en: "Requests to change sensitive fields" },
  query: z.strictObject({
    state: changeState.optional(),
    customerId: id.optional(),
    after: id.optional(),
  }),
  answer: z.object({ requests: z.array(changeRequest), next: z.string().nullable() }),
});

export const decideChange = endpoint({
  method: "post",
  path: "/api/change-requests/{requestId}/decide",
  capability: "customers.change.approve",
  scope: "company",
  summary: { zh: "审核敏感信息变更", en: "Decide on a change" },
  params: z.object({ requestId: id }),
  query: empty,
  body: z.strictObject({
    verdict: z.enum(["approve", "refuse"]),
    note: freeText(200).nullable().default(null),
  }),
  answer: z.object({ state: changeState }),
  problems: [
    "customers.own_review",
    "customers.reviewed_already",
    "customers.change_stale",
    "customers.past_stays",
    "customers.id_bound",
    "customers.credit_code_bound",
  ],
});

export const withdrawChange = endpoint({
  method: "post",
  path: "/api/change-requests/{requestId}/withdraw",
  capability: "customers.change.request",
  scope: "company",
  summary: { zh: "撤回变更申请", en: "Withdraw a request" },
  params: z.object({ requestId: id }),
  query: empty,
  body: empty,
  answer: empty,
  problems: ["customers.reviewed_already", "customers.change_not_yours"],
});
