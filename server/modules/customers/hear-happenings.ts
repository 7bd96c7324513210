/** The listener that writes what customers' pages are told. At least once in delivery, once in effect. */
import type { Context } from "../../foundation/context.ts";
import type { StoredEvent } from "../../foundation/event-tail.ts";
import type { Listener } from "../../foundation/listeners.ts";
import { addEntry, findPresentCustomer, putMatter } from "./store/happenings.ts";
import { happeningPayload, happeningType } from "./tell-customer.ts";

/** A customer who was merged meanwhile is told at the one they are now; one who was erased is told nothing. */
async function hear(ctx: Context, event: StoredEvent): Promise<void> {
  const { customerId, entry, matter } = happeningPayload.parse(event.payload);
  const present = await findPresentCustomer(ctx, customerId);
  if (present === undefined) return;
  if (entry) await addEntry(ctx, present, entry);
  if (matter) await putMatter(ctx, present, matter, { seq: event.seq, at: event.happenedAt });
}

export const timelineListener: Listener = { name: "customers.timeline", types: [happeningType], hear };
