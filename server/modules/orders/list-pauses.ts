/** Why the clocks of an order stood still, with what the checks said. */
import type { AnswerOf } from "../../../contracts/endpoint.ts";
import type { listPauses as endpoint } from "../../../contracts/orders.ts";
import type { Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { catalogueNow } from "./catalogue-in-force.ts";
import { listPauses } from "./store/pauses.ts";
import { listLines } from "./store/read-lines.ts";

/** @throws thing.not_found, also for those whom the order is about */
export async function listOrderPauses(ctx: Context, orderId: string): Promise<AnswerOf<typeof endpoint>> {
  if ((await listLines(ctx, [orderId])).length === 0) throw new Problem("thing.not_found");
  const catalogue = await catalogueNow(ctx);
  const pauses = await listPauses(ctx, orderId);
  return {
    pauses: pauses.map((pause) => {
      return {
        ...pause,
        reasonName: catalogue.reasonName("pause", pause.reasonCode),
        at: pause.at.toString(),
        endedAt: pause.endedAt?.toString() ?? null,
      };
    }),
  };
}
