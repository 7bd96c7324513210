/** What somebody was told of or has to answer; for those who supervise, whatever waits in their units. */
import type { AnswerOf, InputOf } from "../../../../contracts/endpoint.ts";
import type { listSupervisions as endpoint } from "../../../../contracts/orders.ts";
import { type Context, staffOf } from "../../../foundation/context.ts";
import { orderLines } from "../read/lines.ts";
import * as store from "../store/care-supervision.ts";
import { unitsWith } from "../units-with.ts";
import { supervisionAnswer } from "./supervision-answer.ts";

export async function listSupervisions(
  ctx: Context,
  { view, limit }: InputOf<typeof endpoint>["query"],
): Promise<AnswerOf<typeof endpoint>> {
  const unitIds =
    view === "mine" ? null : (await unitsWith(ctx, "orders.supervise")).map(({ unitId }) => unitId);
  const rows = await store.listForPerson(ctx, { staffId: staffOf(ctx).id, unitIds, limit });
  const lines = await orderLines(ctx, [...new Set(rows.map(({ orderId }) => orderId))]);
  const byId = new Map(lines.map((line) => [line.id, line]));
  return {
    supervisions: rows.flatMap((row) => {
      const order = byId.get(row.orderId);
      return order ? [{ supervision: supervisionAnswer(ctx, row), order }] : [];
    }),
  };
}
