/** Strategies as their administrator sees them: where each stands, what it says, what came of it. */
import type {
  listStrategies,
  readStrategy as readEndpoint,
  StrategyLine,
} from "../../../contracts/customers/strategies.ts";
import type { AnswerOf } from "../../../contracts/endpoint.ts";
import { dateOf } from "../../foundation/clock.ts";
import type { Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { dryRunOf } from "./release-strategy.ts";
import { runAnswer } from "./runs.ts";
import * as store from "./store/strategies.ts";

const since = (ctx: Context, days: number): string =>
  dateOf(ctx.clock.now())
    .subtract({ days: days - 1 })
    .toString();

export async function readStrategies(ctx: Context, days: number): Promise<AnswerOf<typeof listStrategies>> {
  const figures = await store.readFigures(ctx, since(ctx, days));
  const strategies = await store.listNewest(ctx);
  return { strategies: strategies.map(({ newest, ...row }) => lineOf(row, newest, figures.get(row.id))) };
}

/** @throws thing.not_found */
export async function readStrategy(
  ctx: Context,
  strategyId: string,
  days: number,
): Promise<AnswerOf<typeof readEndpoint>> {
  const strategy = await store.findStrategy(ctx, strategyId);
  const versions = strategy ? await store.listVersions(ctx, strategyId) : [];
  const [newest] = versions;
  if (!strategy || !newest) throw new Problem("thing.not_found");
  const figures = await store.readFigures(ctx, since(ctx, days), strategyId);
  const dryRun = await dryRunOf(ctx, newest);
  return {
    ...lineOf(strategy, newest, figures.get(strategyId)),
    versions: versions.map((version) => ({
      version: version.version,
      content: version.content,
      ...writtenBy(version),
    })),
    dryRun: dryRun ? runAnswer(dryRun) : null,
    isOwn: ctx.actor.kind === "staff" && newest.editedBy === ctx.actor.id,
  };
}

const lineOf = (
  { id, code, state, version, releasedVersion }: store.StrategyRow,
  newest: store.VersionRow,
  figures: StrategyLine["figures"] = {},
): StrategyLine => ({
  id,
  code,
  state,
  version,
  releasedVersion,
  content: newest.content,
  figures,
  ...writtenBy(newest),
});

const writtenBy = (version: store.VersionRow) => ({
  editedAt: version.editedAt.toString(),
  editedBy: version.editedByName,
  releasedAt: version.releasedAt?.toString() ?? null,
  releasedBy: version.releasedByName,
});
