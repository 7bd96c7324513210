/** Somebody above is told of an order (提醒、预警、督办): the row, its answer clock, the story, the notice. Saved by the caller. */
import type { Words } from "../../../../contracts/endpoint.ts";
import type { Context } from "../../../foundation/context.ts";
import { newId } from "../../../foundation/ids.ts";
import { limitsOf } from "../limits.ts";
import type { OpenOrder } from "../open-order.ts";
import * as store from "../store/care-supervision.ts";
import { type Level, levelRow, rankOf } from "./levels.ts";
import { receiversOf } from "./receivers.ts";
import { noticeStaff, notifyFrom } from "./staff-notice.ts";

export type Raise = {
  readonly level: Level;
  readonly trigger: string;
  /** What raised it, exactly. */
  readonly cause: string;
  readonly reason: Words;
  readonly clockId?: string;
  readonly demanded?: string;
  /** By hand: stands beside an open sheet, and is refused when nobody can receive it. */
  readonly isByHand?: boolean;
};

export const isFault = (open: OpenOrder): boolean => open.type?.family === "fault";

/**
 * @returns undefined when there is nothing to raise: the same cause did before, or a sheet of this level (or a higher one)
 *   waits for its answer; then the story says that it was added
 */
export async function raise(
  ctx: Context,
  open: OpenOrder,
  { level, trigger, cause, reason, clockId, demanded = "", isByHand = false }: Raise,
): Promise<store.NewSupervision | undefined> {
  const row = levelRow(level);
  const asks = (isFault(open) ? row.answerRuleFault : row.answerRule) ?? null;
  const before = await store.listOfOrder(ctx, open.id);
  if (before.some((one) => one.cause === cause)) return undefined;
  const waiting = before.find(
    (one) => one.answerClockId !== null && one.answeredAt === null && rankOf(one.level) >= rankOf(level),
  );
  if (asks !== null && waiting && !isByHand) {
    open.tell({
      kind: "supervision-joined",
      text: { zh: `并入未答复的督办：${reason.zh}`, en: `Added to the unanswered supervision: ${reason.en}` },
      detail: { supervisionId: waiting.id, trigger },
    });
    return undefined;
  }
  const receivers = await receiversOf(ctx, open, level);
  const id = newId();
  const [limit] = asks === null ? [] : limitsOf(open.rules, asks, open.order);
  const clock =
    limit &&
    open.startClock({
      ruleCode: limit.ruleCode,
      layer: limit.layer,
      limit: limit.limit,
      subject: "supervision",
      subjectId: id,
    });
  const names = receivers.map(({ name }) => name).join("、");
  const made: store.NewSupervision = {
    id,
    orderId: open.id,
    level,
    trigger,
    cause,
    clockId: clockId ?? null,
    reasonZh: reason.zh,
    reasonEn: reason.en,
    demanded,
    receivers: receivers.map((one) => one.id),
    receiverNames: names,
    at: open.now,
    notifyAt: notifyFrom(open, level === "L4"),
    byId: open.doer.id,
    byName: open.doer.name,
    answerClockId: clock?.id ?? null,
    answerBy: clock?.dueAt ?? null,
    counts: asks !== null,
  };
  await store.insertSupervision(ctx, made);
  open.tell({
    kind: "supervision",
    text: {
      zh: `${row.zh}（${level}）：${reason.zh}${names ? `。告知：${names}` : ""}`,
      en: `${row.en} (${level}): ${reason.en}${names ? `. Told: ${names}` : ""}`,
    },
    detail: { supervisionId: id, level, trigger },
  });
  noticeStaff(ctx, open, { kind: "supervision", id, receivers: made.receivers, notBefore: made.notifyAt });
  return made;
}
