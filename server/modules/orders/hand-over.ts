/**
 * The one responsible person hands the whole order over (移交主办人, 首问负责制): offered with a reason, taken or declined by the
 * receiver. Until then, and when nobody answers within the limit, whoever had it has it: an order is never nobody's.
 */
import { type Context, staffOf } from "../../foundation/context.ts";
import { newId } from "../../foundation/ids.ts";
import { Problem } from "../../foundation/problem.ts";
import { staffFaces } from "../identity/index.ts";
import { workersAt } from "./assign-step.ts";
import { noticeStaff, notifyFrom } from "./care/staff-notice.ts";
import { readClock } from "./clock/read-clock.ts";
import { mayAt } from "./involvement.ts";
import { limitsOf } from "./limits.ts";
import { type OpenOrder, openOrder } from "./open-order.ts";
import { saveOrder } from "./save-order.ts";
import * as store from "./store/hand-overs.ts";

/** @throws orders.not_open, orders.not_responsible */
async function requireGiver(ctx: Context, open: OpenOrder): Promise<void> {
  if (open.order.closedAt !== null) throw new Problem("orders.not_open");
  if (open.order.responsibleId !== staffOf(ctx).id && !(await mayAt(ctx, open, "orders.dispatch")))
    throw new Problem("orders.not_responsible");
}

/**
 * Colleagues who work on orders of its unit, by name and no more: to be offered to whoever gives it away.
 * @throws orders.not_open, orders.not_responsible
 */
export async function listReceivers(
  ctx: Context,
  orderId: string,
): Promise<{ receivers: { staffId: string; name: string }[] }> {
  const open = await openOrder(ctx, orderId);
  await requireGiver(ctx, open);
  const { responsibleId, accused } = open.order;
  const receivers = (await workersAt(ctx, open))
    .filter(({ staffId }) => staffId !== responsibleId && !accused?.includes(staffId))
    .map(({ staffId, name }) => ({ staffId, name }));
  return { receivers: receivers.sort((a, b) => a.name.localeCompare(b.name, "zh")) };
}

/**
 * Whoever takes it for himself, as a dispatcher may, has accepted it with that.
 * @throws orders.not_open, orders.staff_unknown, orders.not_responsible, orders.hand_over_open, orders.hand_over_has
 */
export async function handOver(
  ctx: Context,
  orderId: string,
  { staffId, reason }: { readonly staffId: string; readonly reason: string },
): Promise<OpenOrder> {
  const open = await openOrder(ctx, orderId);
  await requireGiver(ctx, open);
  const { responsibleId, accused } = open.order;
  const me = staffOf(ctx);
  const [receiver] = await workersAt(ctx, open, [staffId]);
  if (!receiver || accused?.includes(staffId))
    throw new Problem("orders.staff_unknown", { field: "staffId" });
  if (staffId === responsibleId)
    throw new Problem("orders.hand_over_has", { who: receiver.name, field: "staffId" });
  const waiting = await store.findOffer(ctx, orderId);
  if (waiting) throw new Problem("orders.hand_over_open", { who: waiting.toName });
  if (staffId === me.id) {
    await pass(ctx, open, { toId: me.id, toName: receiver.name, reason });
    return open;
  }
  const from =
    responsibleId === null ? undefined : (await staffFaces(ctx, [responsibleId])).get(responsibleId);
  const row: store.HandOverRow = {
    id: newId(),
    orderId,
    fromId: responsibleId,
    fromName: from?.name ?? "—",
    toId: staffId,
    toName: receiver.name,
    reason,
    at: open.now,
    byId: me.id,
    byName: me.name,
    answerBy: answerBy(open),
  };
  await store.insertHandOver(ctx, row);
  open.tell({
    kind: "hand-over-offered",
    text: {
      zh: `请 ${receiver.name} 接任主办人：${reason}`,
      en: `${receiver.name} is asked to be responsible: ${reason}`,
    },
    detail: { handOverId: row.id, from: responsibleId, to: staffId, answerBy: row.answerBy.toString() },
  });
  notice(ctx, open, row, [staffId]);
  await saveOrder(ctx, open, {
    action: "hand_over_offered",
    before: { responsibleId },
    after: { to: staffId },
    reason,
  });
  return open;
}

/** @throws orders.not_open, orders.hand_over_none, orders.hand_over_why */
export async function answerHandOver(
  ctx: Context,
  orderId: string,
  { isAccepted, reason }: { readonly isAccepted: boolean; readonly reason: string },
): Promise<OpenOrder> {
  const open = await openOrder(ctx, orderId);
  if (open.order.closedAt !== null) throw new Problem("orders.not_open");
  const offer = await store.findOffer(ctx, orderId);
  const me = staffOf(ctx);
  // What has lapsed by the clock has lapsed, whether or not the sweep was here yet.
  if (!offer || offer.toId !== me.id || hasLapsed(open, offer)) throw new Problem("orders.hand_over_none");
  if (!isAccepted && reason.trim().length < 2) throw new Problem("orders.hand_over_why", { field: "reason" });
  await store.endOffer(ctx, offer.id, {
    state: isAccepted ? "accepted" : "declined",
    byName: me.name,
    answer: reason || null,
  });
  if (isAccepted) {
    await pass(ctx, open, offer);
    return open;
  }
  open.tell({
    kind: "hand-over-declined",
    text: {
      zh: `${offer.toName} 未接受移交：${reason}。主办人不变`,
      en: `${offer.toName} declined: ${reason}. Responsibility stays where it was`,
    },
    detail: { handOverId: offer.id },
  });
  notice(ctx, open, offer, [offer.byId]);
  await saveOrder(ctx, open, { action: "hand_over_declined", after: { handOverId: offer.id }, reason });
  return open;
}

/** By whoever offered it, who is responsible, or who dispatches. @throws orders.hand_over_none, orders.not_responsible */
export async function withdrawHandOver(ctx: Context, orderId: string): Promise<OpenOrder> {
  const open = await openOrder(ctx, orderId);
  const offer = await store.findOffer(ctx, orderId);
  if (!offer) throw new Problem("orders.hand_over_none");
  const me = staffOf(ctx);
  const isTheirs = offer.byId === me.id || open.order.responsibleId === me.id;
  if (!isTheirs && !(await mayAt(ctx, open, "orders.dispatch"))) throw new Problem("orders.not_responsible");
  await store.endOffer(ctx, offer.id, { state: "withdrawn", byName: me.name, answer: null });
  open.tell({
    kind: "hand-over-withdrawn",
    text: { zh: `撤回移交（${offer.toName}）`, en: `The offer to ${offer.toName} is withdrawn` },
    detail: { handOverId: offer.id },
  });
  await saveOrder(ctx, open, { action: "hand_over_withdrawn", after: { handOverId: offer.id } });
  return open;
}

/** Nobody answered in time: it falls back, and both are told by the order's story. @returns whether anything lapsed */
export async function lapseHandOver(ctx: Context, open: OpenOrder): Promise<boolean> {
  const offer = await store.findOffer(ctx, open.id);
  if (!offer || open.order.closedAt !== null || !hasLapsed(open, offer)) return false;
  await store.endOffer(ctx, offer.id, { state: "lapsed", byName: open.doer.name, answer: null });
  open.tell({
    kind: "hand-over-lapsed",
    text: {
      zh: `${offer.toName} 未在时限内答复移交，主办人不变`,
      en: `${offer.toName} did not answer in time; responsibility stays where it was`,
    },
    detail: { handOverId: offer.id },
  });
  notice(ctx, open, offer, [offer.byId]);
  await saveOrder(ctx, open, { action: "hand_over_lapsed", after: { handOverId: offer.id } });
  return true;
}

const hasLapsed = ({ now }: OpenOrder, { answerBy: until }: store.HandOverRow): boolean =>
  Temporal.Instant.compare(until, now) <= 0;

type Passing = { readonly toId: string; readonly toName: string; readonly reason: string };

async function pass(ctx: Context, open: OpenOrder, { toId, toName, reason }: Passing): Promise<void> {
  const { responsibleId } = open.order;
  open.put({ responsibleId: toId });
  open.tell({
    kind: "responsible",
    text: {
      zh: `${toName} 已接任主办人：${reason}`,
      en: `${toName} is responsible now: ${reason}`,
    },
    detail: { from: responsibleId, to: toId },
    forCustomer: true,
  });
  await saveOrder(ctx, open, {
    action: "handed_over",
    before: { responsibleId },
    after: { responsibleId: toId },
    reason,
  });
}

function notice(ctx: Context, open: OpenOrder, { id }: store.HandOverRow, receivers: string[]): void {
  noticeStaff(ctx, open, { kind: "hand-over", id, receivers, notBefore: notifyFrom(open) });
}

/** Of a fault in minutes, of everything else in hall hours. */
function answerBy(open: OpenOrder): Temporal.Instant {
  const isFault = open.type?.family === "fault";
  const [rule] = limitsOf(open.rules, isFault ? "HANDOVER.ANSWER.FAULT" : "HANDOVER.ANSWER", open.order);
  if (!rule) throw new Error("no limit for answering a hand-over is in force");
  return readClock([{ kind: "start", at: open.now, limit: rule.limit }], open.timing.time).dueAt ?? open.now;
}
