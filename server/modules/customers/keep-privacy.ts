/**
 * What time alone does to personal data: former and potential customers are forgotten, numbers that ended long ago go,
 * the access record is cut at its keeping time. Small batches, each a transaction; it may be cut off anywhere.
 */
import { dateOf } from "../../foundation/clock.ts";
import type { Context } from "../../foundation/context.ts";
import { newId } from "../../foundation/ids.ts";
import { command, type Platform } from "../../foundation/transaction.ts";
import { listCompanies } from "../identity/index.ts";
import { privacyRules } from "./access-record.ts";
import { eraseByRetention } from "./erase-person.ts";
import { dropEndedNumbers, listForgettable } from "./store/person.ts";
import { dropOldAccesses } from "./store/privacy.ts";

const batch = 200;
/** Keeping times are counted in months; an hour more or less is nobody's concern. */
const everyMs = 3_600_000;
const last = new WeakMap<object, number>();

/** Once an hour of business time and process, for every company. */
export async function sweepPrivacy(platform: Platform): Promise<void> {
  const now = platform.clock.now().epochMilliseconds;
  if (now - (last.get(platform.clock) ?? -everyMs) < everyMs) return;
  last.set(platform.clock, now);
  for (const { orgId } of await listCompanies(platform.db)) await keepPrivacy(platform, orgId);
}

/** Everything that is due in one company. */
export async function keepPrivacy(platform: Platform, orgId: number): Promise<{ forgotten: number }> {
  const run = <T>(work: (ctx: Context) => Promise<T>) =>
    command(platform, { actor: { kind: "system", orgIds: [orgId] }, orgId, requestId: newId() }, work);
  const limits = await run(limitsOf);
  if (!limits) return { forgotten: 0 };
  let forgotten = 0;
  for (;;) {
    const due = await run((ctx) => listForgettable(ctx, { ...limits, most: batch }));
    let gone = 0;
    // One customer, one transaction: a removal is never half done, and never holds up the others.
    for (const id of due) if (await run((ctx) => eraseByRetention(ctx, id))) gone++;
    forgotten += gone;
    if (due.length < batch || gone === 0) break;
  }
  const { endedBefore, accessesBefore } = limits;
  if (endedBefore) while ((await run((ctx) => dropEndedNumbers(ctx, endedBefore, batch))) === batch);
  while ((await run((ctx) => dropOldAccesses(ctx, accessesBefore, batch))) === batch);
  return { forgotten };
}

/** The days before which things go; null where they are kept for ever. A company without a catalogue has no rules yet. */
async function limitsOf(ctx: Context) {
  const rules = await privacyRules(ctx).catch(() => undefined);
  if (!rules) return undefined;
  const today = dateOf(ctx.clock.now());
  const before = (months: number) => (months === 0 ? null : today.subtract({ months }));
  const instant = (day: Temporal.PlainDate) => day.toZonedDateTime("Asia/Shanghai").toInstant();
  const potential = before(rules.potentialMonths);
  return {
    formerBefore: before(rules.formerMonths)?.toString() ?? null,
    potentialBefore: potential ? instant(potential) : null,
    endedBefore: before(rules.endedNumberMonths)?.toString() ?? null,
    accessesBefore: instant(today.subtract({ months: rules.accessMonths })),
  };
}
