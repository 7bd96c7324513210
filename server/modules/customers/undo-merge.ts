/**
 * A merge is undone: every row that it moved goes back, as far as it is still the winner's. What came to a returned
 * account since goes with the account; the rest stays with the winner and is listed, for a person to decide.
 */
import { actorName, audit, type Context, staffOf } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { tellMerge } from "./merge-customers.ts";
import { withoutPersonalNumbers } from "./personal-free.ts";
import { returnRows } from "./store/merge-rows.ts";
import * as store from "./store/merges.ts";

/** @throws thing.not_found, customers.merge_not_done, customers.merge_order */
export async function undoMerge(
  ctx: Context,
  mergeId: string,
  reason: string,
): Promise<{ readonly stayed: readonly store.Stayed[]; readonly leftAlone: number }> {
  const merge = await store.lockMerge(ctx, mergeId);
  if (!merge) throw new Problem("thing.not_found");
  if (merge.state !== "done" || merge.decidedAt === null) throw new Problem("customers.merge_not_done");
  const pair = { mergeId, loserId: merge.loserId, winnerId: merge.winnerId };
  const sides = await store.lockSides(ctx, [pair.loserId, pair.winnerId]);
  const winner = sides.get(pair.winnerId);
  // What the loser brought has gone on with the winner: it can only come back the way it went.
  if (winner?.mergedInto) throw new Problem("customers.merge_order", { name: winner.name });

  await store.unmarkMerged(ctx, pair, actorName(ctx.actor));
  const leftAlone = await returnRows(ctx, pair);
  await store.followAccounts(ctx, pair);
  const { id: by, name: byName } = staffOf(ctx);
  const why = withoutPersonalNumbers(reason);
  await store.markUndone(ctx, mergeId, { by, byName, reason: why });
  const stayed = await store.listStayed(ctx, pair.winnerId, merge.decidedAt);
  audit(ctx, {
    action: "customers.merge_undone",
    subject: `merge:${mergeId}`,
    after: { loserId: pair.loserId, winnerId: pair.winnerId, stayed: stayed.length, leftAlone },
    reason: why,
  });
  await tellMerge(ctx, pair, { zh: "合并已撤销", en: "A merge was undone" });
  return { stayed, leftAlone };
}
