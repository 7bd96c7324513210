/** Warnings pinned to the top of a customer's page: placed, until a day or until somebody removes them. */
import type { placePin as endpoint } from "../../../contracts/customers/archive.ts";
import type { InputOf } from "../../../contracts/endpoint.ts";
import { dateOf } from "../../foundation/clock.ts";
import { actorName, audit, type Context, publish, staffOf } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { customerChanged } from "./events.ts";
import { withoutPersonalNumbers } from "./personal-free.ts";
import { presentCustomer } from "./present-customer.ts";
import { insertPin, markPinRemoved } from "./store/timeline.ts";

/** @throws thing.not_found, customers.merged, customers.days_order */
export async function placePin(
  ctx: Context,
  customerId: string,
  { text, level, until }: InputOf<typeof endpoint>["body"],
): Promise<string> {
  await presentCustomer(ctx, customerId);
  if (until !== null && until < dateOf(ctx.clock.now()).toString())
    throw new Problem("customers.days_order", { field: "until" });
  const pinId = await insertPin(
    ctx,
    customerId,
    { text: withoutPersonalNumbers(text), level, until },
    staffOf(ctx),
  );
  audit(ctx, {
    action: "customers.pin_placed",
    subject: `customer:${customerId}`,
    after: { pinId, level, until },
  });
  publish(ctx, customerChanged(customerId, "pin"));
  return pinId;
}

/** @throws thing.not_found when it is not there, or was removed already */
export async function removePin(ctx: Context, customerId: string, pinId: string): Promise<void> {
  if (!(await markPinRemoved(ctx, customerId, pinId, actorName(ctx.actor))))
    throw new Problem("thing.not_found");
  audit(ctx, { action: "customers.pin_removed", subject: `customer:${customerId}`, before: { pinId } });
  publish(ctx, customerChanged(customerId, "pin"));
}
