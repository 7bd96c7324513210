/** The page of one order, and what can be done with the whole of it. */
import { z } from "zod";
import { empty, freeText, id, instant, words } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { handOverView } from "./care-shapes.ts";
import {
  areaType,
  channel,
  clock,
  customerClass,
  demandKind,
  entry,
  form,
  formValues,
  longWords,
  orderLine,
  paper,
  postCode,
  secrecy,
  typeCode,
} from "./shapes.ts";
import { onOrder } from "./steps.ts";

const why = freeText(500).min(2);

/** A step of the order, live or over: one row of the plain list beside the diagram. */
export const stepView = z.object({
  id,
  nodeId: z.string(),
  seq: z.int(),
  kind: z.string(),
  name: words,
  state: z.enum(["live", "done", "cancelled", "error"]),
  post: postCode.nullable(),
  stage: z.string().nullable(),
  unitName: words.nullable(),
  assigneeId: id.nullable(),
  assigneeName: z.string().nullable(),
  openedAt: instant,
  closedAt: instant.nullable(),
  closedByName: z.string().nullable(),
  how: z.string().nullable(),
  reason: z.string().nullable(),
  dueAt: instant.nullable(),
  form: formValues,
  version: z.int(),
});

/** What the caller can do with a live step, so that the screen offers nothing that would be refused. */
export const stepOffer = z.object({
  stepId: id,
  form: form.nullable(),
  papers: z.array(paper),
  evidence: z.array(z.string()),
  canClaim: z.boolean(),
  canComplete: z.boolean(),
  canAssign: z.boolean(),
  canSkip: z.boolean(),
  returnTo: z.array(z.object({ nodeId: z.string(), name: words })),
  refusal: words.nullable(),
});

export const orderPage = z.object({
  now: instant,
  order: orderLine,
  version: z.int(),
  customerClass,
  areaType,
  channel,
  source: z.object({ name: z.string(), ref: z.string() }).nullable(),
  secrecy,
  demandKind,
  demand: z.string(),
  form: formValues,
  intakeForm: form.nullable(),
  contact: z.object({ name: z.string(), phoneMasked: z.string().nullable() }),
  openedByName: z.string(),
  greenChannel: z.string().nullable(),
  wantedOn: z.string().nullable(),
  result: z.string().nullable(),
  /** How likely the promise is broken, on which step that hangs, and who can still save it; null when it is over. */
  risk: z
    .object({ score: z.int().min(0).max(100), stepId: id.nullable(), reason: longWords.nullable() })
    .nullable(),
  clocks: z.array(clock),
  steps: z.array(stepView),
  offers: z.array(stepOffer),
  papers: z.array(paper),
  entries: z.array(entry),
  links: z.array(z.object({ kind: z.string(), order: orderLine })),
  /** Responsibility that is offered and not answered yet. */
  handOver: handOverView.nullable(),
  /** What the caller can do with the whole of it, so that the page neither offers nor asks for what would be refused. */
  can: z.object({
    /** Go along with another order (合并); null: yes, else why not. */
    merge: z.object({ refusal: words.nullable() }),
    /** Papers that were issued for it name the customer. */
    readPapers: z.boolean(),
    seePictures: z.boolean(),
  }),
  /** The outage that a fault belongs to, by the number that people say. */
  outageRef: z.string().nullable(),
  process: z.object({ key: z.string(), version: z.int(), name: words }),
});
export type OrderPage = z.output<typeof orderPage>;

export const readOrder = endpoint({
  method: "get",
  path: "/api/orders/{orderId}",
  capability: "orders.read",
  scope: "company",
  summary: { zh: "工单详情", en: "An order" },
  params: onOrder,
  query: empty,
  live: true,
  answer: orderPage,
});

/** The BPMN diagram of the version that the order follows, as XML for the viewer. */
export const readOrderDiagram = endpoint({
  method: "get",
  path: "/api/orders/{orderId}/diagram",
  capability: "orders.read",
  scope: "company",
  summary: { zh: "流程图", en: "The order's diagram" },
  params: onOrder,
  query: empty,
  answer: z.object({
    xml: z.string(),
    live: z.array(z.string()),
    done: z.array(z.string()),
    late: z.array(z.string()),
  }),
});

/** Why a clock ends when it ends, sentence by sentence, from its marks. */
export const explainClock = endpoint({
  method: "get",
  path: "/api/orders/{orderId}/clocks/{clockId}",
  capability: "orders.read",
  scope: "company",
  summary: { zh: "时限说明", en: "A clock explained" },
  params: z.strictObject({ orderId: id, clockId: id }),
  query: empty,
  answer: z.object({
    clock,
    sentences: z.array(longWords),
    marks: z.array(
      z.object({
        seq: z.int(),
        kind: z.string(),
        at: instant,
        reason: longWords.nullable(),
        who: z.string().nullable(),
      }),
    ),
    /** Worked out anew from the marks at this moment; equal to `clock.dueAt`. */
    recomputedDueAt: instant.nullable(),
    source: z.string(),
  }),
});

export const findOrders = endpoint({
  method: "post",
  path: "/api/orders/find",
  capability: "orders.read",
  scope: "company",
  summary: { zh: "查找工单", en: "Find orders" },
  query: empty,
  body: z.strictObject({
    /** A number or its end, a phone, an account, a name, words of the title or address. */
    text: freeText(100).default(""),
    customerId: id.nullable().default(null),
    accountId: id.nullable().default(null),
    typeCode: typeCode.nullable().default(null),
    openOnly: z.boolean().default(false),
    limit: z.int().min(1).max(100).default(30),
  }),
  answer: z.object({ orders: z.array(orderLine), hasMore: z.boolean() }),
  repeatable: true,
});

const command = (
  verb: string,
  capability: "orders.work" | "orders.cancel" | "orders.dispatch",
  summary: { zh: string; en: string },
) =>
  ({
    method: "post",
    path: `/api/orders/{orderId}/${verb}` as const,
    capability,
    scope: "company",
    summary,
    params: onOrder,
    query: empty,
  }) as const;
const answer = z.object({ order: orderLine });

export const noteOrder = endpoint({
  ...command("notes", "orders.work", { zh: "备注", en: "Add a note" }),
  body: z.strictObject({ text: freeText(2_000).min(1), forCustomer: z.boolean().default(false) }),
  answer,
});

/** The clocks stop only with a reason code and, where the reason asks for it, a proof that somebody else checks (§2.15). */
export const suspendOrder = endpoint({
  ...command("suspend", "orders.work", { zh: "挂起（暂停计时）", en: "Suspend an order" }),
  body: z.strictObject({
    reasonCode: z.string().max(40),
    reason: why,
    proofId: id.nullable().default(null),
  }),
  answer,
  problems: ["orders.not_open", "orders.reason_unknown", "orders.proof_missing"],
});
export const resumeOrder = endpoint({
  ...command("resume", "orders.work", { zh: "恢复计时", en: "Resume an order" }),
  body: z.strictObject({ reason: why }),
  answer,
  problems: ["orders.not_suspended"],
});
export const terminateOrder = endpoint({
  ...command("terminate", "orders.cancel", { zh: "终止工单", en: "Terminate an order" }),
  body: z.strictObject({
    reasonCode: z.string().max(40),
    reason: why,
    /** Where the reason asks for one: a paper of the customer's archive, or a picture that was added to this order. */
    proofId: id.nullable().default(null),
    version: z.int(),
  }),
  answer,
  problems: ["orders.not_open", "orders.reason_unknown", "orders.changed", "orders.proof_missing"],
});
/** Class, area or priority changed mid-life: limits change, what has elapsed stays. */
export const reclassifyOrder = endpoint({
  ...command("reclassify", "orders.dispatch", { zh: "调整分类与优先级", en: "Reclassify an order" }),
  body: z.strictObject({
    version: z.int(),
    customerClass: customerClass.nullable().default(null),
    areaType: areaType.nullable().default(null),
    priority: z.enum(["normal", "important", "urgent"]).nullable().default(null),
    greenChannel: freeText(200).nullable().default(null),
    reason: why,
  }),
  answer,
  problems: ["orders.not_open", "orders.changed", "orders.class_wrong"],
});
/** A named paper has come in, or is waived where that is allowed. */
export const settlePaper = endpoint({
  ...command("papers", "orders.work", { zh: "登记资料", en: "Settle a paper" }),
  body: z.strictObject({
    code: z.string().max(60),
    state: z.enum(["received", "waived"]),
    documentId: id.nullable().default(null),
    reason: freeText(500).default(""),
  }),
  answer: z.object({ order: orderLine, papers: z.array(paper) }),
  problems: ["orders.not_open", "orders.paper_unknown", "orders.paper_never_waived"],
});
/** What an order waits for has happened: the works are done, the plan is accepted, the fee is paid. */
export const tellOrder = endpoint({
  ...command("messages", "orders.work", { zh: "登记客户事项", en: "Tell what an order waits for" }),
  body: z.strictObject({
    /** As the process names it. */
    message: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/),
    note: freeText(500).default(""),
    form: formValues.default({}),
  }),
  answer,
  problems: ["orders.not_open", "orders.not_awaited"],
});

/** Why the clocks of an order stood still, and what the checks said. */
export const listPauses = endpoint({
  method: "get",
  path: "/api/orders/{orderId}/pauses",
  capability: "orders.read",
  scope: "company",
  summary: { zh: "暂停记录", en: "Pauses of an order" },
  params: onOrder,
  query: empty,
  answer: z.object({
    pauses: z.array(
      z.object({
        id,
        reasonCode: z.string(),
        reasonName: words,
        reason: z.string(),
        proofId: id.nullable(),
        at: instant,
        byName: z.string(),
        endedAt: instant.nullable(),
        needsCheck: z.boolean(),
        checkedByName: z.string().nullable(),
        isJustified: z.boolean().nullable(),
      }),
    ),
  }),
});
/** Somebody else looks at a pause whose reason asks for it (§2.15). */
export const checkPause = endpoint({
  method: "post",
  path: "/api/orders/{orderId}/pauses/{pauseId}/check",
  capability: "orders.check",
  scope: "company",
  summary: { zh: "复核暂停", en: "Check a pause" },
  params: z.strictObject({ orderId: id, pauseId: id }),
  query: empty,
  body: z.strictObject({ isJustified: z.boolean(), note: why }),
  answer,
  problems: ["orders.pause_checked", "orders.pause_own"],
});
