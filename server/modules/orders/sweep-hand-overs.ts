/** Offers of responsibility that nobody answered in time fall back. Beside the other sweeps of orders, order by order. */
import { newId } from "../../foundation/ids.ts";
import { command, type Platform } from "../../foundation/transaction.ts";
import { lapseHandOver } from "./hand-over.ts";
import { tryOpenOrder } from "./open-order.ts";
import { dueOffers } from "./store/hand-overs.ts";

/** More than any evening leaves unanswered; the rest comes with the next sweep, a second later. */
const listMost = 200;

export async function sweepHandOvers(platform: Platform): Promise<void> {
  const failures: unknown[] = [];
  for (const { orgId, orderId } of await dueOffers(platform.db, platform.clock.now(), listMost)) {
    const call = { actor: { kind: "system", orgIds: [orgId] }, orgId, requestId: newId() } as const;
    try {
      await command(platform, call, async (ctx) => {
        // Skip locked: whoever has the order at this moment may be answering.
        const open = await tryOpenOrder(ctx, orderId, true);
        if (open) await lapseHandOver(ctx, open);
      });
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, "some offers could not lapse");
}
