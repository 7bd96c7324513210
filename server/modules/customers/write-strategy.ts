/** An administrator writes a strategy or changes one. What customers see stays as it is until the change is released. */
import type {
  changeStrategy as changeEndpoint,
  StrategyContent,
} from "../../../contracts/customers/strategies.ts";
import type { InputOf } from "../../../contracts/endpoint.ts";
import { audit, type Context, publish, staffOf } from "../../foundation/context.ts";
import { newId } from "../../foundation/ids.ts";
import { Problem } from "../../foundation/problem.ts";
import { strategyChanged } from "./events.ts";
import * as store from "./store/strategies.ts";
import { checkContent } from "./strategy.ts";

/** @throws strategies.expression, strategies.confidential, customers.days_order */
export async function createStrategy(ctx: Context, content: StrategyContent): Promise<string> {
  checkContent(content);
  const strategyId = newId();
  await store.insertStrategy(ctx, strategyId, null);
  await store.putVersion(ctx, strategyId, 1, content, staffOf(ctx));
  audit(ctx, { action: "strategies.created", subject: `strategy:${strategyId}`, after: content });
  publish(ctx, strategyChanged(strategyId));
  return strategyId;
}

/**
 * Edits the draft, or begins the next version of what is released.
 * @returns the version that it is now
 * @throws thing.not_found, strategies.state, strategies.edited_meanwhile and the refusals of `createStrategy`
 */
export async function changeStrategy(
  ctx: Context,
  strategyId: string,
  { content, version, editedAt }: InputOf<typeof changeEndpoint>["body"],
): Promise<number> {
  const strategy = await lockedStrategy(ctx, strategyId);
  if (strategy.state === "ended") throw new Problem("strategies.state");
  const newest = await newestVersion(ctx, strategy);
  const isSame = newest.version === version && newest.editedAt.equals(Temporal.Instant.from(editedAt));
  if (!isSame) throw new Problem("strategies.edited_meanwhile", { who: newest.editedByName });
  checkContent(content);

  const next = newest.releasedAt === null ? newest.version : newest.version + 1;
  await store.putVersion(ctx, strategyId, next, content, staffOf(ctx));
  await store.saveStrategy(ctx, { ...strategy, version: next });
  audit(ctx, {
    action: "strategies.changed",
    subject: `strategy:${strategyId}`,
    before: { version: newest.version, ...newest.content },
    after: { version: next, ...content },
  });
  publish(ctx, strategyChanged(strategyId));
  return next;
}

/** @throws thing.not_found */
export async function lockedStrategy(ctx: Context, strategyId: string): Promise<store.StrategyRow> {
  const strategy = await store.lockStrategy(ctx, strategyId);
  if (!strategy) throw new Problem("thing.not_found");
  return strategy;
}

export async function newestVersion(
  ctx: Context,
  { id, version }: Pick<store.StrategyRow, "id" | "version">,
): Promise<store.VersionRow> {
  const newest = await store.findVersion(ctx, id, version);
  if (!newest) throw new Error(`strategy ${id} has no version ${version}`);
  return newest;
}
