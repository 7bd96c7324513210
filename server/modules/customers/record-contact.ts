/** A clerk records a contact with the customer (运行记录): when, where, how, who, with what result, at what cost. */
import type { recordContact as endpoint } from "../../../contracts/customers/archive.ts";
import type { InputOf } from "../../../contracts/endpoint.ts";
import { audit, type Context, publish, staffOf } from "../../foundation/context.ts";
import { newId } from "../../foundation/ids.ts";
import { Problem } from "../../foundation/problem.ts";
import { customerChanged } from "./events.ts";
import { presentCustomer } from "./present-customer.ts";
import { addEntry } from "./store/happenings.ts";
import { isAccountOf } from "./store/heads.ts";
import { entryPayload } from "./tell-customer.ts";

type Contact = InputOf<typeof endpoint>["body"];

/** Written at once, not by event: whoever records it sees it. @returns the entry's id */
export async function recordContact(ctx: Context, customerId: string, contact: Contact): Promise<string> {
  await presentCustomer(ctx, customerId);
  const now = ctx.clock.now();
  const at = contact.at === undefined ? now : Temporal.Instant.from(contact.at);
  if (Temporal.Instant.compare(at, now) > 0) throw new Problem("customers.future_day", { field: "at" });
  if (contact.accountId && !(await isAccountOf(ctx, customerId, contact.accountId)))
    throw new Problem("thing.not_found", { field: "accountId" });

  const entryId = newId();
  const { channel, place, subject, result, costFen, accountId } = contact;
  const entry = entryPayload(
    {
      key: `customers:contact:${entryId}`,
      kind: "contact",
      at,
      title: { zh: subject, en: subject },
      accountId,
      channel,
      place,
      who: staffOf(ctx).name,
      result,
      costFen,
    },
    now,
  );
  await addEntry(ctx, customerId, entry, entryId);

  audit(ctx, {
    action: "customers.contact_recorded",
    subject: `customer:${customerId}`,
    after: { entryId, channel, at: at.toString(), costFen },
  });
  publish(ctx, customerChanged(customerId, "contact"));
  return entryId;
}
