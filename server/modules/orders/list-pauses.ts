/** Why the clocks of an order stood still, with what the checks said. */
import type { AnswerOf } from "../../../contracts/endpoint.ts";
import type { listPauses as endpoint } from "../../../contracts/orders.ts";
import type { Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { findReason } from "./catalogue/order-reasons.ts";
import { listPauses } from "./store/pauses.ts";
import { listLines } from "./store/read-lines.ts";

/** @throws thing.not_found, also for those whom the order is about */
export async function listOrderPauses(ctx: Context, orderId: string): Promise<AnswerOf<typeof endpoint>> {
  if ((await listLines(ctx, [orderId])).length === 0) throw new Problem("thing.not_found");
  const pauses = await listPauses(ctx, orderId);
  return {
    pauses: pauses.map((pause) => {
      const { zh, en } = findReason("pause", pause.reasonCode) ?? {
        zh: pause.reasonCode,
        en: pause.reasonCode,
      };
      return {
        ...pause,
        reasonName: { zh, en },
        at: pause.at.toString(),
        endedAt: pause.endedAt?.toString() ?? null,
      };
    }),
  };
}
