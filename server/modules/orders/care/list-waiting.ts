/** Whatever somebody waits for the caller to answer: offers of responsibility, supervisions, consultations. */
import type { AnswerOf } from "../../../../contracts/endpoint.ts";
import type { listWaiting as endpoint, OrderLine } from "../../../../contracts/orders.ts";
import { type Context, staffOf } from "../../../foundation/context.ts";
import { orderLines } from "../read/lines.ts";
import { listAsked } from "../store/care-consults.ts";
import { listOwedBy } from "../store/care-supervision.ts";
import { listOffers } from "../store/hand-overs.ts";
import { consultationAnswer } from "./consultation-answer.ts";
import { handOverAnswer } from "./hand-over-answer.ts";
import { supervisionAnswer } from "./supervision-answer.ts";

/** Orders that are about the caller are in none of it: neither rows nor lines of them are there for him. */
export async function listWaiting(ctx: Context, limit: number): Promise<AnswerOf<typeof endpoint>> {
  const { id } = staffOf(ctx);
  const handOvers = await listOffers(ctx, id, "to", limit);
  const offered = await listOffers(ctx, id, "by", limit);
  const supervisions = await listOwedBy(ctx, id, limit);
  const consultations = await listAsked(ctx, id, limit);
  const ids = [handOvers, offered, supervisions, consultations].flat().map(({ orderId }) => orderId);
  const lines = new Map((await orderLines(ctx, [...new Set(ids)])).map((line) => [line.id, line]));
  const offers = (rows: typeof handOvers) =>
    withOrder(rows, lines, (row) => ({ handOver: handOverAnswer(ctx, row) }));
  return {
    now: ctx.clock.now().toString(),
    handOvers: offers(handOvers),
    offered: offers(offered),
    supervisions: withOrder(supervisions, lines, (row) => ({ supervision: supervisionAnswer(ctx, row) })),
    consultations: withOrder(consultations, lines, (row) => ({ consultation: consultationAnswer(ctx, row) })),
  };
}

function withOrder<Row extends { readonly orderId: string }, Answer>(
  rows: readonly Row[],
  lines: ReadonlyMap<string, OrderLine>,
  answer: (row: Row) => Answer,
) {
  return rows.flatMap((row) => {
    const order = lines.get(row.orderId);
    return order ? [{ ...answer(row), order }] : [];
  });
}
