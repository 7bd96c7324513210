/** How what is done about an order beside its process looks to whoever may see the order. */
import { z } from "zod";
import { freeText, id, instant, localDate, words } from "../common.ts";
import { channel, longWords, postCode } from "./shapes.ts";

export const careWhy = freeText(500).min(2);

export const careLevel = z.enum(["L0", "L1", "L2", "L3", "L4"]);
export type CareLevel = z.output<typeof careLevel>;

/** L0 and L1 are told and need no answer; from L2 it is a sheet that is answered, and verified by somebody else. */
export const supervision = z.object({
  id,
  orderId: id,
  level: careLevel,
  levelName: words,
  colour: z.enum(["blue", "yellow", "orange", "red", "black"]),
  trigger: z.string(),
  reason: longWords,
  demanded: z.string(),
  receiverNames: z.string(),
  isMine: z.boolean(),
  at: instant,
  byName: z.string(),
  answerBy: instant.nullable(),
  isLate: z.boolean(),
  answer: z.string().nullable(),
  answeredAt: instant.nullable(),
  answeredByName: z.string().nullable(),
  result: z.enum(["accepted", "rejected"]).nullable(),
  resultNote: z.string().nullable(),
  verifiedByName: z.string().nullable(),
  counts: z.boolean(),
});
export type Supervision = z.output<typeof supervision>;

export const urge = z.object({
  id,
  at: instant,
  situation: z.enum(["fault", "inside", "overdue"]),
  channel,
  said: z.string(),
  isCounted: z.boolean(),
  isRepeat: z.boolean(),
  because: longWords,
  receiverNames: z.string(),
  isMine: z.boolean(),
  byName: z.string(),
  answer: z.string().nullable(),
  answeredAt: instant.nullable(),
  answeredByName: z.string().nullable(),
});
export type Urge = z.output<typeof urge>;

export const refusalView = z.object({
  id,
  code: z.string(),
  reason: z.string(),
  at: instant,
  byName: z.string(),
});

export const visitView = z.object({
  id,
  attempt: z.int(),
  at: instant,
  isReached: z.boolean(),
  satisfaction: z.string().nullable(),
  why: z.string().nullable(),
  isReasonable: z.boolean().nullable(),
  byName: z.string(),
});

export const linkView = z.object({
  id,
  orderId: id,
  mainId: id,
  kind: z.enum(["merged", "recurrence"]),
  reasonCode: z.string(),
  reason: z.string(),
  proof: z.string(),
  at: instant,
  byName: z.string(),
  countsAs: z.enum(["own", "merged"]).nullable(),
  arrivedAt: instant.nullable(),
  restoredAt: instant.nullable(),
  endedAt: instant.nullable(),
  endedReason: z.string().nullable(),
});

export const commitmentView = z.object({
  id,
  text: z.string(),
  clockId: id,
  dueAt: instant,
  at: instant,
  byName: z.string(),
  post: postCode,
  state: z.enum(["open", "kept", "broken", "withdrawn"]),
  settledAt: instant.nullable(),
  settledByName: z.string().nullable(),
  note: z.string().nullable(),
});

export const outcomeView = z.object({
  expected: z.string().nullable(),
  expectedOn: localDate.nullable(),
  expectedByName: z.string().nullable(),
  delivered: z.string().nullable(),
  deliveredOn: localDate.nullable(),
  deliveredByName: z.string().nullable(),
  grounds: z.string().nullable(),
  daysLate: z.int().nullable(),
});

export const extensionView = z.object({
  id,
  clockId: id,
  days: z.int(),
  reasonCode: z.string(),
  reason: z.string(),
  at: instant,
  byName: z.string(),
  post: postCode,
});

export const overdueReasonView = z.object({
  clockId: id,
  reasonCode: z.string(),
  reason: z.string(),
  proofId: id.nullable(),
  at: instant,
  byName: z.string(),
});

/** Who is late stays visible: without an answer by then, or with one after it. */
export const consultation = z.object({
  id,
  orderId: id,
  question: z.string(),
  at: instant,
  byName: z.string(),
  answerBy: instant,
  answers: z.array(
    z.object({
      staffId: id,
      staffName: z.string(),
      post: postCode,
      answer: z.string().nullable(),
      answeredAt: instant.nullable(),
      isLate: z.boolean(),
    }),
  ),
  summary: z.string().nullable(),
  closedAt: instant.nullable(),
  closedByName: z.string().nullable(),
});
export type Consultation = z.output<typeof consultation>;

/** Responsibility offered to somebody: until it is answered, whoever has the order has it. */
export const handOverView = z.object({
  id,
  fromName: z.string(),
  toId: id,
  toName: z.string(),
  reason: z.string(),
  at: instant,
  byName: z.string(),
  answerBy: instant,
  isMine: z.boolean(),
});
export type HandOverView = z.output<typeof handOverView>;

export const appealView = z.object({
  id,
  kind: z.enum(["class", "responsibility"]),
  ground: z.string(),
  purpose: z.string(),
  proofs: z.array(id),
  at: instant,
  byName: z.string(),
  decideBy: instant,
  decidedAt: instant.nullable(),
  decidedByName: z.string().nullable(),
  isUpheld: z.boolean().nullable(),
  note: z.string().nullable(),
  isLate: z.boolean(),
});
