/** A strategy is tried over all customers, released by a second person, paused, resumed, ended. */
import type { setStrategyState as stateEndpoint } from "../../../contracts/customers/strategies.ts";
import type { InputOf } from "../../../contracts/endpoint.ts";
import { audit, type Context, publish, staffOf } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { strategyChanged } from "./events.ts";
import { startRun } from "./runs.ts";
import { findLastRun, type RunRow } from "./store/runs.ts";
import * as store from "./store/strategies.ts";
import { lockedStrategy, newestVersion } from "./write-strategy.ts";

/** @returns the run @throws thing.not_found, strategies.state, customers.run_already */
export async function tryStrategy(ctx: Context, strategyId: string): Promise<string> {
  const strategy = await lockedStrategy(ctx, strategyId);
  if (strategy.state === "ended") throw new Problem("strategies.state");
  return startRun(ctx, "dry-run", { strategyId, version: strategy.version });
}

/** The last dry run of a version, if it tried the version as it stands now. */
export async function dryRunOf(
  ctx: Context,
  { strategyId, version, editedAt }: Pick<store.VersionRow, "strategyId" | "version" | "editedAt">,
): Promise<RunRow | undefined> {
  const last = await findLastRun(ctx, "dry-run", { strategyId, version });
  return last && Temporal.Instant.compare(last.startedAt, editedAt) >= 0 ? last : undefined;
}

/**
 * @throws thing.not_found, strategies.state, strategies.edited_meanwhile, strategies.released_already, strategies.own_release,
 * strategies.not_tried
 */
export async function releaseStrategy(ctx: Context, strategyId: string, version: number): Promise<void> {
  const strategy = await lockedStrategy(ctx, strategyId);
  if (strategy.state === "ended") throw new Problem("strategies.state");
  const newest = await newestVersion(ctx, strategy);
  if (newest.version !== version)
    throw new Problem("strategies.edited_meanwhile", { who: newest.editedByName });
  if (newest.releasedAt !== null) throw new Problem("strategies.released_already");
  const staff = staffOf(ctx);
  // The database says so too, whatever happens here.
  if (newest.editedBy === staff.id) throw new Problem("strategies.own_release");
  const tried = await dryRunOf(ctx, newest);
  if (tried?.state !== "done") throw new Problem("strategies.not_tried");

  await store.markReleased(ctx, strategyId, version, staff);
  await store.saveStrategy(ctx, { ...strategy, state: "released", releasedVersion: version });
  await store.bumpHead(ctx);
  audit(ctx, {
    action: "strategies.released",
    subject: `strategy:${strategyId}`,
    before: { releasedVersion: strategy.releasedVersion, state: strategy.state },
    after: { releasedVersion: version, state: "released", matched: tried.result.hits, of: tried.done },
  });
  publish(ctx, strategyChanged(strategyId));
}

const moves = {
  pause: { from: ["released"], to: "paused" },
  resume: { from: ["paused"], to: "released" },
  end: { from: ["draft", "released", "paused"], to: "ended" },
} as const;

/** @throws thing.not_found, strategies.state */
export async function setStrategyState(
  ctx: Context,
  strategyId: string,
  { action, reason }: InputOf<typeof stateEndpoint>["body"],
): Promise<void> {
  const strategy = await lockedStrategy(ctx, strategyId);
  const { from, to } = moves[action];
  if (!(from as readonly string[]).includes(strategy.state)) throw new Problem("strategies.state");
  await store.saveStrategy(ctx, { ...strategy, state: to });
  await store.bumpHead(ctx);
  audit(ctx, {
    action: `strategies.${to}`,
    subject: `strategy:${strategyId}`,
    before: { state: strategy.state },
    after: { state: to },
    reason,
  });
  publish(ctx, strategyChanged(strategyId));
}
