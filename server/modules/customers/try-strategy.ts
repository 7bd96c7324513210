/** A dry run's work on one batch of customers: who matches, of which classes, some examples. */
import type { Context } from "../../foundation/context.ts";
import { countClasses } from "./count-classes.ts";
import { factsOf } from "./customer-facts.ts";
import { mask } from "./masks.ts";
import { celFacts } from "./rules/facts.ts";
import type { RunResult, RunRow } from "./store/runs.ts";
import { findVersion } from "./store/strategies.ts";
import { compile } from "./strategy.ts";

const examplesMost = 10;

/** Days, surfaces and limits do not count here: the question is whom the condition finds. */
export async function tryStrategyOn(
  ctx: Context,
  { strategyId, version, result }: RunRow,
  customerIds: readonly string[],
): Promise<RunResult> {
  const row = strategyId && version ? await findVersion(ctx, strategyId, version) : undefined;
  if (!row) return result;
  const strategy = compile(row.strategyId, row.version, row.content);
  let { hits, byClass, failures, accounts } = result;
  const examples = [...result.examples];
  for (const { id, name, facts } of await factsOf(ctx, customerIds)) {
    const seen = celFacts(facts);
    const verdict = strategy.holds(seen);
    if (verdict === "failed") failures++;
    if (verdict !== true) continue;
    hits++;
    accounts += facts.accountCount;
    byClass = countClasses(byClass, facts.classes);
    if (examples.length < examplesMost)
      examples.push({
        customerId: id,
        // Names of organisations are public.
        maskedName: facts.kind === "individual" ? mask.name(name) : name,
        reason: strategy.reason(seen),
      });
  }
  return { hits, byClass, failures, accounts, examples };
}
