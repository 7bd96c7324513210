/** All that is done about an order beside its process, for its page. */
import type { AnswerOf } from "../../../../contracts/endpoint.ts";
import type { readCare as endpoint } from "../../../../contracts/orders.ts";
import type { Context } from "../../../foundation/context.ts";
import { Problem } from "../../../foundation/problem.ts";
import * as supervision from "../store/care-supervision.ts";
import * as urges from "../store/care-urges.ts";
import { listLines } from "../store/read-lines.ts";
import { supervisionAnswer } from "./supervision-answer.ts";
import { urgeAnswer } from "./urge-answer.ts";

/** @throws thing.not_found, also for those whom the order is about */
export async function readCare(ctx: Context, orderId: string): Promise<AnswerOf<typeof endpoint>> {
  if ((await listLines(ctx, [orderId])).length === 0) throw new Problem("thing.not_found");
  return {
    supervisions: (await supervision.listOfOrder(ctx, orderId)).map((row) => supervisionAnswer(ctx, row)),
    urges: (await urges.listUrges(ctx, orderId)).map((row) => urgeAnswer(ctx, row)),
  };
}
