/** How a reminder or a supervision looks to whoever may see the order. */
import type { Supervision } from "../../../../contracts/orders.ts";
import type { Context } from "../../../foundation/context.ts";
import type { NewSupervision, SupervisionRow } from "../store/care-supervision.ts";
import { levelRow } from "./levels.ts";

const unanswered = {
  answer: null,
  answeredAt: null,
  answeredBy: null,
  answeredByName: null,
  result: null,
  resultNote: null,
  verifiedByName: null,
};

export const freshSupervision = (row: NewSupervision): SupervisionRow => ({ ...row, ...unanswered });

export function supervisionAnswer(ctx: Context, row: SupervisionRow): Supervision {
  const { zh, en, colour } = levelRow(row.level);
  const until = row.answeredAt ?? ctx.clock.now();
  return {
    id: row.id,
    orderId: row.orderId,
    level: row.level,
    levelName: { zh, en },
    colour,
    trigger: row.trigger,
    reason: { zh: row.reasonZh, en: row.reasonEn },
    demanded: row.demanded,
    receiverNames: row.receiverNames,
    isMine: ctx.actor.kind === "staff" && row.receivers.includes(ctx.actor.id),
    at: row.at.toString(),
    byName: row.byName,
    answerBy: row.answerBy?.toString() ?? null,
    isLate: row.answerBy !== null && Temporal.Instant.compare(until, row.answerBy) > 0,
    answer: row.answer,
    answeredAt: row.answeredAt?.toString() ?? null,
    answeredByName: row.answeredByName,
    result: row.result,
    resultNote: row.resultNote,
    verifiedByName: row.verifiedByName,
    counts: row.counts,
  };
}
