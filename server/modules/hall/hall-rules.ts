/** The hall's numbers in force, from the catalogue, as the pure rules want them. */
import { dateOf } from "../../foundation/clock.ts";
import type { Context } from "../../foundation/context.ts";
import { type RulesInForce, rulesInForce } from "../catalogue/index.ts";
import { type QueueRules, queueRulesFrom } from "./rules/queue-rules.ts";

/** What the catalogue has in force on a date, today unless said. */
export const hallRules = (ctx: Context, date = dateOf(ctx.clock.now())): Promise<RulesInForce> =>
  rulesInForce(ctx, date.toString());

const built = new WeakMap<RulesInForce, QueueRules>();

/** The same as `QueueRules`; built once per company and date. */
export async function queueRules(ctx: Context, date?: Temporal.PlainDate): Promise<QueueRules> {
  const inForce = await hallRules(ctx, date);
  let rules = built.get(inForce);
  if (!rules) {
    rules = queueRulesFrom(
      inForce.rows as Parameters<typeof queueRulesFrom>[0],
      inForce.scheme,
      inForce.date,
    );
    built.set(inForce, rules);
  }
  return rules;
}
