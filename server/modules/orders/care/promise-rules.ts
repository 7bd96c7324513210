/** What somebody may promise a customer (§5): by the post's row of catalogue/order-demands.json. Pure. */
import { orderDemands } from "../catalogue/order-demands.ts";
import type { OrderRow } from "../store/rows.ts";

export type PromiseRight = { readonly post: string; readonly shortestPercent: number };

/** The most generous of the caller's posts for this kind of demand; undefined when none may promise it. */
export function promiseRight(
  posts: ReadonlySet<string>,
  kind: OrderRow["demandKind"],
): PromiseRight | undefined {
  return orderDemands.mayPromise
    .filter(({ post, kinds }) => posts.has(post) && kinds.includes(kind))
    .map(({ post, shortestPercent }) => ({ post, shortestPercent }))
    .sort((a, b) => a.shortestPercent - b.shortestPercent)[0];
}

/** A promise may not be shorter than this share of what is left of the limit: who is to keep it must be able to. */
export function earliestPromise(
  { shortestPercent }: PromiseRight,
  now: Temporal.Instant,
  dueAt: Temporal.Instant | null,
): Temporal.Instant {
  if (dueAt === null) return now;
  const left = dueAt.epochMilliseconds - now.epochMilliseconds;
  if (left <= 0) return now;
  return Temporal.Instant.fromEpochMilliseconds(
    now.epochMilliseconds + Math.ceil((left * shortestPercent) / 100),
  );
}
