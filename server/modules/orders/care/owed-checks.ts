/** Pauses that ask for a second look and have had none (§2.15), for those who check. */
import type { AnswerOf } from "../../../../contracts/endpoint.ts";
import type { listOwedChecks as endpoint } from "../../../../contracts/orders.ts";
import { type Context, staffOf } from "../../../foundation/context.ts";
import { catalogueNow } from "../catalogue-in-force.ts";
import { orderLines } from "../read/lines.ts";
import * as store from "../store/care-promises.ts";
import { unitsWith } from "../units-with.ts";

export async function owedChecks(ctx: Context, limit: number): Promise<AnswerOf<typeof endpoint>> {
  const unitIds = (await unitsWith(ctx, "orders.check")).map(({ unitId }) => unitId);
  const rows = await store.listOwedChecks(ctx, { staffId: staffOf(ctx).id, unitIds, limit });
  const lines = await orderLines(ctx, [...new Set(rows.map(({ orderId }) => orderId))]);
  const catalogue = await catalogueNow(ctx);
  const byId = new Map(lines.map((line) => [line.id, line]));
  return {
    pauses: rows.flatMap(({ orderId, ...row }) => {
      const order = byId.get(orderId);
      return order
        ? [
            {
              ...row,
              reasonName: catalogue.reasonName("pause", row.reasonCode),
              at: row.at.toString(),
              endedAt: row.endedAt?.toString() ?? null,
              order,
            },
          ]
        : [];
    }),
  };
}
