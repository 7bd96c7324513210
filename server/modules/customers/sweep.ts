/** What time alone brings about in the archive: clerks who closed a page without saying so, register entries that expire. */
import { type Clock, dateOf } from "../../foundation/clock.ts";
import { command, type Platform } from "../../foundation/transaction.ts";
import { listCompanies } from "../identity/index.ts";
import { careRules } from "./customer-rules.ts";
import { sweepImports } from "./import/manage-import.ts";
import { sweepPrivacy } from "./keep-privacy.ts";
import { sweepRegisters } from "./keep-register.ts";
import { loadStrategies } from "./load-strategies.ts";
import { sweepKeys } from "./reseal.ts";
import { companiesWithDueThings } from "./store/due.ts";
import { clearStale } from "./store/presence.ts";

const sweptOn = new WeakMap<Clock, string>();

/** Everything of this module that time brings about. May be cut off anywhere and run again. */
export async function sweepCustomers(platform: Platform): Promise<void> {
  await sweepDay(platform);
  await sweepPrivacy(platform);
  await sweepKeys(platform);
  await sweepImports(platform);
}

/** Once per process and date, because what expires here expires by the day. */
async function sweepDay(platform: Platform): Promise<void> {
  const today = dateOf(platform.clock.now()).toString();
  if (sweptOn.get(platform.clock) === today) return;
  const callOf = (orgId: number) =>
    ({ actor: { kind: "system", orgIds: [orgId] }, orgId, requestId: `customers-${today}` }) as const;
  // What an upgrade shipped.
  for (const { orgId, level } of await listCompanies(platform.db)) {
    if (level === "county") await command(platform, callOf(orgId), (ctx) => loadStrategies(ctx));
  }
  for (const orgId of await companiesWithDueThings(platform.db)) {
    const call = callOf(orgId);
    while (
      await command(platform, call, async (ctx) =>
        sweepRegisters(ctx, (await careRules(ctx)).registerRemindDays),
      )
    ) {
      // More entries are due.
    }
    // Whoever reads presence counts by time; this only clears what nobody reads any more.
    await command(platform, call, (ctx) => clearStale(ctx, ctx.clock.now().subtract({ hours: 24 })));
  }
  sweptOn.set(platform.clock, today);
}
