/** The kind of demand with how it is handled, and what the caller's post may promise: shown while a promise is typed (§5). */
import type { AnswerOf } from "../../../../contracts/endpoint.ts";
import type { readDemand as endpoint } from "../../../../contracts/orders/demand.ts";
import type { Context } from "../../../foundation/context.ts";
import { Problem } from "../../../foundation/problem.ts";
import { orderDemands } from "../catalogue/order-demands.ts";
import { findHead } from "../store/read-order.ts";
import { callerPosts } from "./caller-posts.ts";
import { earliestPromise, promiseRight } from "./promise-rules.ts";

/** @throws thing.not_found */
export async function readDemand(ctx: Context, orderId: string): Promise<AnswerOf<typeof endpoint>> {
  const head = await findHead(ctx, orderId);
  if (!head) throw new Problem("thing.not_found");
  const kind = orderDemands.kinds.find((one) => one.kind === head.demandKind);
  if (!kind) throw new TypeError(`catalogue/order-demands.json has no ${head.demandKind}`);
  const now = ctx.clock.now();
  const right = promiseRight(await callerPosts(ctx, { order: head }), head.demandKind);
  return {
    now: now.toString(),
    kind: {
      kind: kind.kind,
      name: { zh: kind.zh, en: kind.en },
      meaning: kind.meaning,
      handling: kind.handling,
      closing: kind.closing,
      needsGrounds: kind.needsProof,
    },
    right: right
      ? {
          ...right,
          earliest: earliestPromise(right, now, head.dueAt).toString(),
          dueAt: head.dueAt?.toString() ?? null,
        }
      : null,
    postsThatMay: orderDemands.mayPromise
      .filter(({ kinds }) => kinds.includes(head.demandKind))
      .toSorted((a, b) => a.shortestPercent - b.shortestPercent)
      .map(({ post }) => post),
  };
}
