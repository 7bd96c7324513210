/** Working on an order: the work list, and what can be done with a step. */
import { z } from "zod";
import { empty, freeText, id, instant } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { family, formValues, orderLine, postCode, typeCode, workLine } from "./shapes.ts";

export const onOrder = z.strictObject({ orderId: id });
export const onStep = z.strictObject({ orderId: id, stepId: id });
/** What the caller saw: another's change in between is told, not overwritten. */
const seen = { version: z.int().min(1) };
const why = freeText(500).min(2);

export const listWork = endpoint({
  method: "get",
  path: "/api/orders/work",
  capability: "orders.work",
  scope: "company",
  summary: { zh: "待办工单", en: "Work list" },
  query: z.strictObject({
    /** mine: taken or assigned; open: free and mine to take; team: everything live in my units. */
    view: z.enum(["mine", "open", "team"]).default("mine"),
    post: postCode.optional(),
    family: family.optional(),
    type: typeCode.optional(),
    heat: z.enum(["warm", "over"]).optional(),
    /** Opaque: where the former page ended. */
    after: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  live: true,
  answer: z.object({
    /** Screens count down by the platform's clock, not by their own. */
    now: instant,
    lines: z.array(workLine),
    after: z.string().nullable(),
    /** Of what is in the caller's hands or free for them. */
    counts: z.object({
      mine: z.int(),
      open: z.int(),
      warm: z.int(),
      over: z.int(),
      /** Offers, supervisions and consultations that wait for the caller's answer. */
      waiting: z.int(),
      /** There is more than was counted: each is at least so many. */
      isCapped: z.boolean(),
    }),
  }),
});

export const claimStep = endpoint({
  method: "post",
  path: "/api/orders/{orderId}/steps/{stepId}/claim",
  capability: "orders.work",
  scope: "company",
  summary: { zh: "领取", en: "Claim a step" },
  params: onStep,
  query: empty,
  body: empty,
  answer: z.object({ line: workLine }),
  problems: [
    "orders.step_closed",
    "orders.step_taken",
    "orders.post_wrong",
    "orders.segregation",
    "orders.not_open",
  ],
});

/** Back to the pool. Idle claims come back by themselves. */
export const releaseStep = endpoint({
  method: "post",
  path: "/api/orders/{orderId}/steps/{stepId}/release",
  capability: "orders.work",
  scope: "company",
  summary: { zh: "退回待领", en: "Give a step back" },
  params: onStep,
  query: empty,
  body: z.strictObject({ reason: why }),
  answer: z.object({ line: workLine }),
  problems: ["orders.step_closed", "orders.step_not_yours"],
});

/** A dispatcher assigns; a holder delegates what is his. */
export const assignStep = endpoint({
  method: "post",
  path: "/api/orders/{orderId}/steps/{stepId}/assign",
  capability: "orders.work",
  scope: "company",
  summary: { zh: "指派或转派", en: "Assign or delegate a step" },
  params: onStep,
  query: empty,
  body: z.strictObject({ staffId: id, reason: freeText(500).default("") }),
  answer: z.object({ line: workLine }),
  problems: [
    "orders.step_closed",
    "orders.step_not_yours",
    "orders.post_wrong",
    "orders.segregation",
    "orders.staff_unknown",
  ],
});

/** Who could do a step, with why not for those who could not. */
export const listCandidates = endpoint({
  method: "get",
  path: "/api/orders/{orderId}/steps/{stepId}/candidates",
  capability: "orders.work",
  scope: "company",
  summary: { zh: "可办人员", en: "Who can do a step" },
  params: onStep,
  query: empty,
  answer: z.object({
    candidates: z.array(
      z.object({
        staffId: id,
        name: z.string(),
        post: postCode,
        openSteps: z.int(),
        refusal: z.string().nullable(),
      }),
    ),
  }),
});

export const completeStep = endpoint({
  method: "post",
  path: "/api/orders/{orderId}/steps/{stepId}/complete",
  capability: "orders.work",
  scope: "company",
  summary: { zh: "办结环节", en: "Complete a step" },
  params: onStep,
  query: empty,
  body: z.strictObject({
    ...seen,
    form: formValues.default({}),
    note: freeText(2_000).default(""),
    /** When it was really done, for work that was recorded offline. */
    doneAt: z.iso.datetime().nullable().default(null),
  }),
  answer: z.object({ order: orderLine, next: z.array(workLine) }),
  problems: [
    "orders.step_closed",
    "orders.step_not_yours",
    "orders.step_changed",
    "orders.not_open",
    "orders.form_incomplete",
    "orders.form_format",
    "orders.form_version",
    "orders.paper_missing",
    "orders.evidence_missing",
    "orders.segregation",
    "orders.post_wrong",
    "orders.refuse_used_up",
    "orders.refuse_reason",
    "orders.refuse_late",
    "orders.refuse_calls",
    "orders.refuse_words",
    "orders.visit_quiet",
    "orders.visit_why",
  ],
});

/** To an earlier step of the same order (退回). */
export const returnStep = endpoint({
  method: "post",
  path: "/api/orders/{orderId}/steps/{stepId}/return",
  capability: "orders.work",
  scope: "company",
  summary: { zh: "退回上一环节", en: "Return to an earlier step" },
  params: onStep,
  query: empty,
  body: z.strictObject({
    ...seen,
    toNodeId: z.string().max(200),
    reasonCode: z.string().max(40),
    reason: why,
  }),
  answer: z.object({ order: orderLine, next: z.array(workLine) }),
  problems: [
    "orders.step_closed",
    "orders.step_not_yours",
    "orders.step_changed",
    "orders.return_target",
    "orders.not_open",
    "orders.reason_unknown",
  ],
});

/** Only where the process allows it and the order is on the green channel (绿色通道); stays visible for ever. */
export const skipStep = endpoint({
  method: "post",
  path: "/api/orders/{orderId}/steps/{stepId}/skip",
  capability: "orders.skip",
  scope: "company",
  summary: { zh: "绿色通道跳过环节", en: "Skip a step" },
  params: onStep,
  query: empty,
  body: z.strictObject({
    ...seen,
    reasonCode: z.string().max(40),
    reason: why,
    /** Where the reason asks for one. */
    proofId: id.nullable().default(null),
  }),
  answer: z.object({ order: orderLine, next: z.array(workLine) }),
  problems: [
    "orders.step_closed",
    "orders.step_changed",
    "orders.not_skippable",
    "orders.not_open",
    "orders.reason_unknown",
    "orders.proof_missing",
  ],
});
