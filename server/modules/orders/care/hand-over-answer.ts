/** How an offer of responsibility looks to whoever may see the order. */
import type { HandOverView } from "../../../../contracts/orders.ts";
import type { Context } from "../../../foundation/context.ts";
import type { HandOverRow } from "../store/hand-overs.ts";

export const handOverAnswer = (ctx: Context, row: HandOverRow): HandOverView => ({
  id: row.id,
  fromName: row.fromName,
  toId: row.toId,
  toName: row.toName,
  reason: row.reason,
  at: row.at.toString(),
  byName: row.byName,
  answerBy: row.answerBy.toString(),
  isMine: ctx.actor.kind === "staff" && ctx.actor.id === row.toId,
});
