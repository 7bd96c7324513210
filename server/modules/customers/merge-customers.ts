/**
 * Two customers who turn out to be one (合并): one person proposes, another decides. Everything of the loser then belongs to
 * the winner, in one transaction that notes every row it touched (`undo-merge.ts` puts them back).
 */
import { actorName, audit, type Context, publish, staffOf } from "../../foundation/context.ts";
import { violates } from "../../foundation/database.ts";
import { newId } from "../../foundation/ids.ts";
import { Problem } from "../../foundation/problem.ts";
import { customerChanged } from "./events.ts";
import { withoutPersonalNumbers } from "./personal-free.ts";
import { presentCustomer } from "./present-customer.ts";
import { refreshSearch } from "./refresh-search.ts";
import { moveRows, type Pair } from "./store/merge-rows.ts";
import * as store from "./store/merges.ts";

type Proposal = { readonly loserId: string; readonly winnerId: string; readonly reason: string };

/** @throws customers.merge_self, thing.not_found, customers.merged, customers.merge_kinds, customers.merge_twice */
export async function proposeMerge(ctx: Context, input: Proposal): Promise<string> {
  const { loserId, winnerId } = input;
  if (loserId === winnerId) throw new Problem("customers.merge_self", { field: "winnerId" });
  await presentCustomer(ctx, loserId);
  await presentCustomer(ctx, winnerId);
  const sides = await store.lockSides(ctx, [loserId, winnerId]);
  requireAlike(sides.get(loserId), sides.get(winnerId));
  const { id: by, name: byName } = staffOf(ctx);
  const reason = withoutPersonalNumbers(input.reason);
  const id = newId();
  try {
    await store.insertMerge(ctx, { id, loserId, winnerId, reason, proposedBy: by, proposedByName: byName });
  } catch (error) {
    if (violates(error, "merges_once")) throw new Problem("customers.merge_twice");
    throw error;
  }
  audit(ctx, {
    action: "customers.merge_proposed",
    subject: `merge:${id}`,
    after: { loserId, winnerId },
    reason,
  });
  return id;
}

/** A person is never an organisation; a property manager may turn out to be one. */
function requireAlike(one: store.Side | undefined, other: store.Side | undefined): void {
  if (!one || !other) throw new Problem("thing.not_found");
  if ((one.kind === "individual") !== (other.kind === "individual"))
    throw new Problem("customers.merge_kinds");
}

type Verdict = { readonly verdict: "approve" | "refuse"; readonly note: string | null };

/**
 * @throws thing.not_found, customers.reviewed_already, customers.own_review, customers.merged, customers.merge_waits,
 *   customers.merge_cycle
 */
export async function decideMerge(
  ctx: Context,
  mergeId: string,
  { verdict, note }: Verdict,
): Promise<"done" | "refused"> {
  const merge = await store.lockMerge(ctx, mergeId);
  if (!merge) throw new Problem("thing.not_found");
  if (merge.state !== "proposed")
    throw new Problem("customers.reviewed_already", { who: merge.decidedByName ?? "—" });
  const { id: by, name: byName } = staffOf(ctx);
  if (merge.proposedBy === by) throw new Problem("customers.own_review");
  const state = verdict === "approve" ? "done" : "refused";
  const pair = { mergeId, loserId: merge.loserId, winnerId: merge.winnerId };
  if (state === "done") await carryOut(ctx, pair);
  await store.decide(ctx, mergeId, { state, by, byName, note: note && withoutPersonalNumbers(note) });
  audit(ctx, {
    action: state === "done" ? "customers.merged" : "customers.merge_refused",
    subject: `merge:${mergeId}`,
    after: { loserId: pair.loserId, winnerId: pair.winnerId },
    ...(note ? { reason: withoutPersonalNumbers(note) } : {}),
  });
  return state;
}

async function carryOut(ctx: Context, pair: Pair): Promise<void> {
  const sides = await store.lockSides(ctx, [pair.loserId, pair.winnerId]);
  const [loser, winner] = [sides.get(pair.loserId), sides.get(pair.winnerId)];
  requireAlike(loser, winner);
  for (const side of [loser, winner])
    if (side?.mergedInto) throw new Problem("customers.merged", { name: side.name });
  if (await store.hasOpenChanges(ctx, pair.loserId))
    throw new Problem("customers.merge_waits", { name: loser?.name ?? "" });
  await moveRows(ctx, pair);
  await store.markMerged(ctx, pair, actorName(ctx.actor));
  if (await store.hasCycle(ctx, pair.winnerId)) throw new Problem("customers.merge_cycle");
  await tellMerge(ctx, pair, { zh: "与另一份档案合并", en: "Merged with another record" });
}

/** Both are found anew, and whoever listens to one of them hears of it. */
export async function tellMerge(
  ctx: Context,
  { loserId, winnerId }: Pair,
  title: { readonly zh: string; readonly en: string },
): Promise<void> {
  await refreshSearch(ctx, [loserId, winnerId]);
  for (const id of [winnerId, loserId])
    publish(ctx, customerChanged(id, "merge", { title, who: actorName(ctx.actor) }));
}
