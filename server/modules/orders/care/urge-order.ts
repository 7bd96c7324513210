/**
 * A customer asks again (催办, §3.4). It is a child record of the order, never a new order. Every call is kept; the rules say
 * whether it counts. It is passed on at once to whoever has the order in hand, who answers by a clock of its own.
 */
import type { Words } from "../../../../contracts/endpoint.ts";
import type { Supervision, Urge } from "../../../../contracts/orders.ts";
import type { Context } from "../../../foundation/context.ts";
import { newId } from "../../../foundation/ids.ts";
import { Problem } from "../../../foundation/problem.ts";
import { findOrderStage } from "../catalogue/order-stages.ts";
import { orderUrging } from "../catalogue/order-urging.ts";
import { words } from "../clock/clock-words.ts";
import { limitsOf } from "../limits.ts";
import { type OpenOrder, openOrder } from "../open-order.ts";
import { saveOrder } from "../save-order.ts";
import * as store from "../store/care-urges.ts";
import type { OrderRow } from "../store/rows.ts";
import { isFault, raise } from "./raise.ts";
import { handlersOf, type Receiver, receiversOf } from "./receivers.ts";
import { noticeStaff, notifyFrom } from "./staff-notice.ts";
import { freshSupervision, supervisionAnswer } from "./supervision-answer.ts";
import { urgeAnswer } from "./urge-answer.ts";
import { judgeUrge, type Situation } from "./urge-rules.ts";

export type Call = {
  readonly channel: OrderRow["channel"];
  readonly said: string;
  readonly isInsisted: boolean;
};
export type Urged = { urge: Urge; progress: Words; supervision: Supervision | null };

/** @throws thing.not_found, orders.not_open */
export async function urgeOrder(ctx: Context, orderId: string, call: Call): Promise<Urged> {
  const open = await openOrder(ctx, orderId);
  if (open.order.closedAt) throw new Problem("orders.not_open");
  const earlier = await store.listUrges(ctx, orderId);
  const situation = situationOf(open);
  const rule = ruleOf(open, situation);
  const verdict = judgeUrge({
    situation,
    isInsisted: call.isInsisted,
    counted: earlier.filter(({ isCounted }) => isCounted).map(({ at }) => at),
    now: open.now,
    ...rule,
  });
  const isRepeat = await isRepeated(ctx, open, earlier.at(-1)?.at);
  const receivers = verdict.isCounted ? await passTo(ctx, open, isRepeat) : [];
  const id = newId();
  const clock = verdict.isCounted ? startAnswerClock(open, id) : undefined;
  const row: store.UrgeRow = {
    id,
    orderId,
    at: open.now,
    situation,
    ...call,
    isCounted: verdict.isCounted,
    isRepeat,
    becauseZh: verdict.because.zh,
    becauseEn: verdict.because.en,
    receivers: receivers.map((one) => one.id),
    receiverNames: receivers.map(({ name }) => name).join("、"),
    notifyAt: notifyFrom(open),
    byId: open.doer.id,
    byName: open.doer.name,
    answerClockId: clock ?? null,
    answer: null,
    answeredAt: null,
    answeredByName: null,
  };
  await store.insertUrge(ctx, row);
  open.tell({
    kind: "urged",
    text: words(`催办：${call.said}（${verdict.because.zh}）`, `Urged: ${call.said} (${verdict.because.en})`),
    detail: { urgeId: id, isCounted: verdict.isCounted, isRepeat },
  });
  noticeStaff(ctx, open, { kind: "urge", id, receivers: row.receivers, notBefore: row.notifyAt });
  const level = orderUrging.urges.find(({ when }) => when === situation)?.becomes;
  const sheet =
    verdict.isSupervised && level
      ? await raise(ctx, open, {
          level,
          trigger: "urges",
          cause: `urge:${id}`,
          reason: verdict.because,
          demanded: call.said,
        })
      : undefined;
  await saveOrder(ctx, open, { action: "urged", after: { urgeId: id, isCounted: verdict.isCounted } });
  return {
    urge: urgeAnswer(ctx, row),
    progress: progressOf(open),
    supervision: sheet ? supervisionAnswer(ctx, freshSupervision(sheet)) : null,
  };
}

function situationOf(open: OpenOrder): Situation {
  if (isFault(open)) return "fault";
  const isOverdue = open.clocks.some(
    ({ subject, layer, state, dueAt }) =>
      subject === "order" &&
      layer !== "statutory" &&
      state === "running" &&
      dueAt !== null &&
      Temporal.Instant.compare(dueAt, open.now) < 0,
  );
  return isOverdue ? "overdue" : "inside";
}

function ruleOf({ rules, order }: OpenOrder, situation: Situation) {
  const row = orderUrging.urges.find(({ when }) => when === situation);
  const [gap] = row?.gapRule ? limitsOf(rules, row.gapRule, order) : [];
  const minutes = gap ? (gap.limit.unit === "HOUR" ? gap.limit.value * 60 : gap.limit.value) : null;
  return {
    gap: minutes === null ? null : Temporal.Duration.from({ minutes }),
    most: row?.mostRule ? rules.value(row.mostRule) : null,
  };
}

/** 72 hours as a rule: the same phone or account with the same kind of matter, or this order urged again. */
async function isRepeated(ctx: Context, open: OpenOrder, last?: Temporal.Instant): Promise<boolean> {
  const after = open.now.subtract({ hours: open.rules.value("URGE.REPEAT") });
  if (last && Temporal.Instant.compare(last, after) > 0) return true;
  return store.hasCalledSince(ctx, open.order, after);
}

/** To whoever has it in hand; of a repeated call the team leader follows, and where nobody has it, he is the one. */
async function passTo(ctx: Context, open: OpenOrder, isRepeat: boolean): Promise<Receiver[]> {
  const handlers = await handlersOf(ctx, open);
  if (handlers.length > 0 && !isRepeat) return handlers;
  const team = await receiversOf(ctx, open, "L1");
  return [...new Map([...handlers, ...team].map((one) => [one.id, one])).values()];
}

function startAnswerClock(open: OpenOrder, urgeId: string): string | undefined {
  const code = isFault(open) ? "URGE.ANSWER.FAULT" : "URGE.ANSWER";
  const [rule] = limitsOf(open.rules, code, open.order);
  if (!rule) return undefined;
  const { ruleCode, layer, limit } = rule;
  return open.startClock({ ruleCode, layer, limit, subject: "urge", subjectId: urgeId }).id;
}

/** What the clerk tells the customer. */
function progressOf({ tasks, steps, order }: OpenOrder): Words {
  const stage = steps.map((step) => step.stage && findOrderStage(step.stage)).find((found) => found);
  const step = tasks[0];
  const due = order.dueAt
    ?.toZonedDateTimeISO("Asia/Shanghai")
    .toPlainDateTime()
    .toString({ smallestUnit: "minute" })
    .replace("T", " ");
  const where = stage ? words(stage.zh, stage.en) : words("办理中", "in progress");
  return {
    zh: `当前环节：${where.zh}${step ? `（${step.nameZh}）` : ""}${due ? `；承诺办结时间 ${due}` : ""}`,
    en: `Now: ${where.en}${step ? ` (${step.nameEn})` : ""}${due ? `; promised by ${due}` : ""}`,
  };
}
