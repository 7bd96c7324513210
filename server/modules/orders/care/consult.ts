/**
 * Joint consultation (协同会商): several are asked, by name or by post, and answer by one deadline; who asked sums up. Who is late
 * stays visible. Nobody is asked whom the order is about.
 */
import { type Context, staffOf } from "../../../foundation/context.ts";
import { newId } from "../../../foundation/ids.ts";
import { Problem } from "../../../foundation/problem.ts";
import { listHolders, staffFaces } from "../../identity/index.ts";
import { requireInvolved } from "../involvement.ts";
import { limitsOf } from "../limits.ts";
import { type OpenOrder, openOrder } from "../open-order.ts";
import { saveOrder } from "../save-order.ts";
import * as store from "../store/care-consults.ts";
import { noticeStaff, notifyFrom } from "./staff-notice.ts";

type Question = {
  readonly question: string;
  readonly staffIds: readonly string[];
  readonly posts: readonly string[];
};
type Asked = { readonly id: string; readonly name: string; readonly post: string };

/** @throws thing.not_found, orders.not_open, orders.staff_unknown, orders.consult_nobody, access.denied */
export async function consult(
  ctx: Context,
  orderId: string,
  { question, staffIds, posts }: Question,
): Promise<{ consultationId: string; answerBy: string }> {
  const open = await openOrder(ctx, orderId);
  if (open.order.closedAt) throw new Problem("orders.not_open");
  await requireInvolved(ctx, open);
  const asked = await whoIsAsked(ctx, open, staffIds, posts);
  if (asked.length === 0) throw new Problem("orders.consult_nobody");
  const [rule] = limitsOf(open.rules, "CONSULT.ANSWER", open.order);
  if (!rule) throw new Error("the catalogue has no limit CONSULT.ANSWER");
  const id = newId();
  const { ruleCode, layer, limit } = rule;
  const clock = open.startClock({ ruleCode, layer, limit, subject: "consultation", subjectId: id });
  const answerBy = clock.dueAt ?? open.now;
  const { id: byId, name: byName } = staffOf(ctx);
  const notifyAt = notifyFrom(open);
  await store.insertConsultation(
    ctx,
    { id, orderId, question, at: open.now, byId, byName, clockId: clock.id, answerBy, notifyAt },
    asked,
  );
  const names = asked.map(({ name }) => name).join("、");
  open.tell({
    kind: "consultation",
    text: { zh: `协同会商（${names}）：${question}`, en: `Consultation (${names}): ${question}` },
    detail: { consultationId: id },
  });
  noticeStaff(ctx, open, {
    kind: "consultation",
    id,
    receivers: asked.map((one) => one.id),
    notBefore: notifyAt,
  });
  await saveOrder(ctx, open, {
    action: "consulted",
    after: { consultationId: id, asked: asked.map((one) => one.id) },
  });
  return { consultationId: id, answerBy: answerBy.toString() };
}

async function whoIsAsked(
  ctx: Context,
  { order }: OpenOrder,
  staffIds: readonly string[],
  posts: readonly string[],
): Promise<Asked[]> {
  const accused = order.accused ?? [];
  const faces = await staffFaces(ctx, staffIds);
  for (const id of staffIds)
    if (faces.get(id)?.state !== "active" || accused.includes(id))
      throw new Problem("orders.staff_unknown", { field: "staffIds" });
  const holders = posts.length === 0 ? [] : await listHolders(ctx, order.unitId, "orders.read");
  const found = [
    ...[...faces.values()].map(({ staffId, name, post }) => ({ id: staffId, name, post })),
    ...holders
      .filter(
        ({ orgId, isPart, state, post, staffId }) =>
          orgId === ctx.orgId &&
          !isPart &&
          state === "active" &&
          posts.includes(post) &&
          !accused.includes(staffId),
      )
      .map(({ staffId, name, post }) => ({ id: staffId, name, post })),
  ];
  return [...new Map(found.map((one) => [one.id, one])).values()];
}

async function lockConsultation(ctx: Context, orderId: string, id: string) {
  const open = await openOrder(ctx, orderId);
  const row = (await store.listConsultations(ctx, orderId)).find((one) => one.id === id);
  if (!row) throw new Problem("thing.not_found");
  if (row.closedAt) throw new Problem("orders.consult_closed", { who: row.closedByName ?? "—" });
  return { open, row };
}

function stopClock(open: OpenOrder, clockId: string): void {
  if (open.clocks.some(({ id }) => id === clockId)) open.stopClock(clockId);
}

/** With the last answer the clock ends. @throws thing.not_found, orders.consult_closed, orders.consult_not_asked, orders.consult_answered */
export async function answerConsultation(
  ctx: Context,
  orderId: string,
  consultationId: string,
  answer: string,
): Promise<{ isLate: boolean }> {
  const { open, row } = await lockConsultation(ctx, orderId, consultationId);
  const { id } = staffOf(ctx);
  const mine = row.answers.find(({ staffId }) => staffId === id);
  if (!mine) throw new Problem("orders.consult_not_asked");
  if (mine.answeredAt) throw new Problem("orders.consult_answered");
  await store.saveAnswer(ctx, consultationId, id, answer);
  if (row.answers.every(({ staffId, answeredAt }) => staffId === id || answeredAt))
    stopClock(open, row.clockId);
  open.tell({
    kind: "consultation-answered",
    text: { zh: `会商意见：${answer}`, en: `Consultation answered: ${answer}` },
    detail: { consultationId },
  });
  await saveOrder(ctx, open, { action: "consultation_answered", after: { consultationId } });
  return { isLate: Temporal.Instant.compare(open.now, row.answerBy) > 0 };
}

/** By whoever asked, or whoever has to do with the order. @throws thing.not_found, orders.consult_closed, access.denied */
export async function closeConsultation(
  ctx: Context,
  orderId: string,
  consultationId: string,
  summary: string,
): Promise<{ unanswered: string[] }> {
  const { open, row } = await lockConsultation(ctx, orderId, consultationId);
  if (row.byId !== staffOf(ctx).id) await requireInvolved(ctx, open);
  await store.closeConsultation(ctx, consultationId, { summary, byName: open.doer.name });
  stopClock(open, row.clockId);
  const unanswered = row.answers.filter(({ answeredAt }) => !answeredAt).map(({ staffName }) => staffName);
  const silent =
    unanswered.length > 0
      ? { zh: `（未答复：${unanswered.join("、")}）`, en: ` (no answer: ${unanswered.join(", ")})` }
      : { zh: "", en: "" };
  open.tell({
    kind: "consultation-closed",
    text: { zh: `会商结论：${summary}${silent.zh}`, en: `Consultation closed: ${summary}${silent.en}` },
    detail: { consultationId, unanswered },
  });
  await saveOrder(ctx, open, { action: "consultation_closed", after: { consultationId } });
  return { unanswered };
}
