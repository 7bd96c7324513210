/** The processes that orders run by, kept in this process's memory: a version never changes once it is published. */
import type { Clock } from "../../foundation/clock.ts";
import type { Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import type { Definition } from "./process/definition.ts";
import { publishedVersion, readCompiled } from "./store/definitions.ts";

export type RunningProcess = {
  readonly key: string;
  readonly version: number;
  readonly definition: Definition;
};

/** A company has a dozen processes with a few versions that orders still run by. The longest unused goes first. */
const keptMost = 500;
const kept = new WeakMap<Clock, Map<string, RunningProcess>>();

/** @throws Error when the version is not there: an order refers to it, so it cannot be */
export async function processOf(ctx: Context, key: string, version: number): Promise<RunningProcess> {
  const mine = kept.get(ctx.clock) ?? new Map<string, RunningProcess>();
  kept.set(ctx.clock, mine);
  const name = `${ctx.orgId}/${key}/${version}`;
  const known = mine.get(name);
  if (known) {
    mine.delete(name);
    mine.set(name, known);
    return known;
  }
  const definition = await readCompiled(ctx, key, version);
  if (!definition) throw new Error(`process ${key} has no version ${version} in company ${ctx.orgId}`);
  const fresh = { key, version, definition };
  mine.set(name, fresh);
  for (const oldest of mine.keys()) {
    if (mine.size <= keptMost) break;
    mine.delete(oldest);
  }
  return fresh;
}

/** The version that new orders begin with. @throws orders.process_missing */
export async function publishedProcess(ctx: Context, key: string): Promise<RunningProcess> {
  const version = await publishedVersion(ctx, key);
  if (version === undefined) throw new Problem("orders.process_missing", { process: key });
  return processOf(ctx, key, version);
}
