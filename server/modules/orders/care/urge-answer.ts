/** How an urge looks to whoever may see the order. */
import type { Urge } from "../../../../contracts/orders.ts";
import type { Context } from "../../../foundation/context.ts";
import type { UrgeRow } from "../store/care-urges.ts";

export const urgeAnswer = (ctx: Context, row: UrgeRow): Urge => ({
  id: row.id,
  at: row.at.toString(),
  situation: row.situation,
  channel: row.channel,
  said: row.said,
  isCounted: row.isCounted,
  isRepeat: row.isRepeat,
  because: { zh: row.becauseZh, en: row.becauseEn },
  receiverNames: row.receiverNames,
  isMine: ctx.actor.kind === "staff" && row.receivers.includes(ctx.actor.id),
  byName: row.byName,
  answer: row.answer,
  answeredAt: row.answeredAt?.toString() ?? null,
  answeredByName: row.answeredByName,
});
