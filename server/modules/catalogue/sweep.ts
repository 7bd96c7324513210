/** Once per process: what an upgrade shipped. Once per day: is next year's calendar here? */
import { type Clock, dateOf } from "../../foundation/clock.ts";
import { command, type Platform } from "../../foundation/transaction.ts";
import { alarmMissingCalendar } from "./import-calendar.ts";
import { loadCatalogue } from "./load-catalogue.ts";
import { companiesWithCatalogue } from "./store.ts";

const sweptOn = new WeakMap<Clock, string>();

export async function sweepCatalogue(platform: Platform): Promise<void> {
  const today = dateOf(platform.clock.now()).toString();
  if (sweptOn.get(platform.clock) === today) return;
  for (const orgId of await companiesWithCatalogue(platform.db)) {
    const call = {
      actor: { kind: "system", orgIds: [orgId] },
      orgId,
      requestId: `catalogue-${today}`,
    } as const;
    await command(platform, call, async (ctx) => {
      await loadCatalogue(ctx);
      await alarmMissingCalendar(ctx);
    });
  }
  sweptOn.set(platform.clock, today);
}
