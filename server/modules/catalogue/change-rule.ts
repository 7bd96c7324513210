/** An administrator gives a rule another value from a day on, or stands by an assumed one. */

import type * as contract from "../../../contracts/catalogue.ts";
import type { InputOf } from "../../../contracts/endpoint.ts";
import { dateOf } from "../../foundation/clock.ts";
import { actorName, audit, type Context, publish } from "../../foundation/context.ts";
import { newId } from "../../foundation/ids.ts";
import { Problem } from "../../foundation/problem.ts";
import { catalogueChanged } from "./events.ts";
import { forgetCatalogue } from "./in-force.ts";
import { dayBefore } from "./load-catalogue.ts";
import { ruleLimits } from "./shipped.ts";
import * as store from "./store.ts";

type Change = InputOf<typeof contract.changeRule>["body"];

/** Ends the version in force the day before and begins a new one. */
export async function changeRule(ctx: Context, ruleId: string, change: Change): Promise<store.RuleVersion> {
  const rule = await lockOpen(ctx, ruleId);
  const today = dateOf(ctx.clock.now()).toString();
  const [, earliest = today] = [rule.valid_from, today].sort();
  if (change.validFrom < earliest) throw new Problem("catalogue.rule_past", { earliest });

  const limits = ruleLimits(rule.rule_code);
  const isWithin = ({ least, most }: { least: number; most: number }) =>
    Number.isInteger(change.value) && change.value >= least && change.value <= most;
  if (limits && !isWithin(limits)) throw new Problem("catalogue.rule_value", { ...limits, field: "value" });

  const changed: store.RuleVersion = {
    ...rule,
    id: rule.valid_from === change.validFrom ? rule.id : newId(),
    value: change.value,
    source: change.source ?? "公司规定",
    source_year: Number(change.validFrom.slice(0, 4)),
    reason: change.reason,
    valid_from: change.validFrom,
    origin: "company",
    edited_by: actorName(ctx.actor),
    edited_at: ctx.clock.now(),
    confirmed_by: null,
    confirmed_at: null,
  };

  if (changed.id === rule.id) await store.correctRule(ctx, changed);
  else {
    await store.endRule(ctx, rule.id, dayBefore(change.validFrom));
    await store.insertRule(ctx, changed);
  }
  await tell(ctx, "catalogue.rule.change", rule, changed, change.reason);
  return changed;
}

/** Keeps an assumed value, and says who answers for it. */
export async function confirmRule(ctx: Context, ruleId: string, reason: string): Promise<store.RuleVersion> {
  const rule = await lockOpen(ctx, ruleId);
  const by = actorName(ctx.actor);
  await store.confirmVersion(ctx, ruleId, by);
  const confirmed = { ...rule, confirmed_by: by, confirmed_at: ctx.clock.now() };
  await tell(ctx, "catalogue.rule.confirm", rule, confirmed, reason);
  return confirmed;
}

/** A company that is being set up begins with another value than the shipped one; nothing has been in force yet. */
export async function beginWithRule(
  ctx: Context,
  ruleCode: string,
  { value, reason }: { value: number; reason: string },
): Promise<void> {
  const rule = (await store.allRules(ctx)).find((one) => one.rule_code === ruleCode && one.valid_to === null);
  if (!rule) throw new Error(`there is no rule ${ruleCode}`);
  const edited_at = ctx.clock.now();
  const changed = {
    ...rule,
    value,
    reason,
    origin: "company" as const,
    edited_by: actorName(ctx.actor),
    edited_at,
  };
  await store.correctRule(ctx, changed);
  await tell(ctx, "catalogue.rule.change", rule, changed, reason);
}

/** Only the version without an end can be changed; the others have been in force. */
async function lockOpen(ctx: Context, ruleId: string): Promise<store.RuleVersion> {
  const rule = await store.lockRule(ctx, ruleId);
  if (!rule) throw new Problem("thing.not_found");
  if (rule.valid_to !== null) {
    const [newest] = await store.versionsOf(ctx, ruleId);
    throw new Problem("catalogue.rule_superseded", { rule: rule.rule_code, from: newest?.valid_from ?? "" });
  }
  return rule;
}

async function tell(
  ctx: Context,
  action: string,
  before: store.RuleVersion,
  after: store.RuleVersion,
  reason: string,
): Promise<void> {
  await store.bumpVersion(ctx);
  forgetCatalogue(ctx);
  const facts = ({ value, unit, valid_from, source, confirmed_by }: store.RuleVersion) => ({
    value,
    unit,
    valid_from,
    source,
    confirmed_by,
  });
  audit(ctx, {
    action,
    subject: `rule:${after.rule_code}`,
    before: facts(before),
    after: facts(after),
    reason,
  });
  publish(ctx, catalogueChanged({ part: "rule", code: after.rule_code }));
}
