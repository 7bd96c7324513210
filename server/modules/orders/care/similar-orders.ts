/** Orders that may be the same matter as this one, the likeliest first, with what says so. */
import type { AnswerOf } from "../../../../contracts/endpoint.ts";
import type { listSimilarOrders as endpoint } from "../../../../contracts/orders.ts";
import type { Context } from "../../../foundation/context.ts";
import { Problem } from "../../../foundation/problem.ts";
import { orderLikeness } from "../catalogue/order-likeness.ts";
import { orderLines } from "../read/lines.ts";
import { listMatters, type MatterRow } from "../store/care-links.ts";
import { likenessOf, type Matter } from "./likeness.ts";

/** What is looked at, and what is shown. */
const lookedAt = 500;
const shown = 10;

/** @throws thing.not_found */
export async function similarOrders(ctx: Context, orderId: string): Promise<AnswerOf<typeof endpoint>> {
  const [self, ...others] = await listMatters(ctx, orderId, lookedAt);
  if (self?.id !== orderId) throw new Problem("thing.not_found");
  const { weights, least, nearMinutes } = orderLikeness;
  const found = others
    .map((other) => ({ id: other.id, ...likenessOf(matterOf(self), matterOf(other), weights, nearMinutes) }))
    .filter(({ score }) => score >= least)
    .sort((a, b) => b.score - a.score)
    .slice(0, shown);
  const lines = new Map(
    (
      await orderLines(
        ctx,
        found.map(({ id }) => id),
      )
    ).map((line) => [line.id, line]),
  );
  return {
    similar: found.flatMap(({ id, score, because }) => {
      const order = lines.get(id);
      return order ? [{ order, score, because: [...because] }] : [];
    }),
  };
}

const matterOf = (row: MatterRow): Matter => ({
  accountId: row.accountId,
  customerId: row.customerId,
  phone: row.phone,
  address: row.address,
  // The title repeats the address, which counts by itself.
  text: `${row.title.replace(row.address, "")} ${row.demand}`,
  outageId: typeof row.vars.outageId === "string" ? row.vars.outageId : null,
  at: row.openedAt,
});
