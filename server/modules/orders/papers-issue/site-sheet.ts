/**
 * A sheet that the customer signed on site: written here from the step as it is done, and signed only if it has the words
 * that stood before the customer's eyes, by their hash.
 */
import type { AnswerOf } from "../../../../contracts/endpoint.ts";
import type { signSheet as endpoint, Visit } from "../../../../contracts/orders/field.ts";
import { dayOfMoment } from "../../../../contracts/orders/paper-text.ts";
import { type Context, staffOf } from "../../../foundation/context.ts";
import { Problem } from "../../../foundation/problem.ts";
import { requireInvolved } from "../involvement.ts";
import { openOrder } from "../open-order.ts";
import { documentHash } from "../papers/index.ts";
import { isTask } from "../process/definition.ts";
import { isHidden } from "../read/lines.ts";
import type { StepRow } from "../store/rows.ts";
import { type Ground, groundOf } from "./ground.ts";
import { keepPaper } from "./issue-paper.ts";
import { type Ink, signPaper } from "./sign-paper.ts";
import { blankSheet, sheetTemplateOf } from "./site-templates.ts";
import { customersSlot } from "./slots.ts";
import * as store from "./store.ts";
import { makePaper } from "./templates.ts";

/** Known before there is a network: of the step, not of how many papers there are. */
const numberOf = ({ head }: Ground, { seq }: StepRow) => `${head.number}-X${seq}`;

function formKeyOf({ definition }: Ground, { nodeId }: StepRow): string | null {
  const node = definition.nodes[nodeId];
  return node && isTask(node) ? node.form : null;
}

/** What the phone takes along; nothing for those outside an order whose customer asked for secrecy. */
export async function sheetOfVisit(ctx: Context, orderId: string, stepId: string): Promise<Visit["sheet"]> {
  const { id, name } = staffOf(ctx);
  const ground = await groundOf(ctx, orderId);
  const step = ground.parts.steps.find((one) => one.id === stepId);
  if (!step || isHidden(ground.head, id)) return null;
  const formKey = formKeyOf(ground, step);
  const template = sheetTemplateOf(step.nodeId, formKey);
  if (!template) return null;
  const numbering = { number: numberOf(ground, step), issuedOn: ground.today };
  const document = blankSheet(ground, numbering, { template, step, handler: name });
  const slot = document && customersSlot(document);
  if (!document || !slot) return null;
  const { zh, en = zh } = slot.label;
  return { document, formKey, slot: slot.key, label: { zh, en } };
}

/**
 * @throws thing.not_found, access.denied, orders.sheet_none, orders.sheet_differs and what signing a paper refuses
 */
export async function signSheet(
  ctx: Context,
  orderId: string,
  stepId: string,
  ink: Ink,
): Promise<AnswerOf<typeof endpoint>> {
  const open = await openOrder(ctx, orderId);
  const ground = await groundOf(ctx, orderId);
  const step = ground.parts.steps.find((one) => one.id === stepId);
  if (!step) throw new Problem("thing.not_found");
  // Whoever did it brings what was signed there, though the order has gone on to others.
  if (step.closedBy !== staffOf(ctx).id) await requireInvolved(ctx, open);
  const template = sheetTemplateOf(step.nodeId, formKeyOf(ground, step));
  if (!template || step.state !== "done" || !step.closedAt) throw new Problem("orders.sheet_none");
  const numbering = { number: numberOf(ground, step), issuedOn: dayOfMoment(step.closedAt.toString()) };
  const document = makePaper(template, ground, numbering, { followUrl: "", issuerName: "" });
  // Done again since: the paper of this kind is about the later time.
  if ("missing" in document || documentHash(document) !== ink.documentHash)
    throw new Problem("orders.sheet_differs");
  const latest = (await store.listIssued(ctx, orderId)).find(
    (one) => one.template === template && one.subject === "" && !one.isOutdated,
  );
  const { number } = numbering;
  const paper =
    latest?.hash === ink.documentHash
      ? latest
      : await keepPaper(ctx, open, { template, subject: "", number, document, latest });
  await signPaper(ctx, open, paper.id, ink);
  return { paperId: paper.id, number };
}
