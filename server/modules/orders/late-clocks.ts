/** Limits of an order that were missed, or have run out and go on: for those who play lives of orders, such as the sample. */
import type { Context } from "../../foundation/context.ts";
import { readParts } from "./store/read-order.ts";

/** Those of the law and of promises, by their ids: what is split over steps inside the company is nobody's but ours. */
export async function lateClocks(ctx: Context, orderId: string): Promise<readonly string[]> {
  const now = ctx.clock.now();
  const { clocks } = await readParts(ctx, orderId);
  return clocks
    .filter(
      ({ layer, state, dueAt }) =>
        layer !== "internal" &&
        (state === "missed" ||
          (state === "running" && dueAt !== null && Temporal.Instant.compare(dueAt, now) < 0)),
    )
    .map(({ id }) => id);
}
