/** A clerk has a customer open: says so every few seconds, and learns who else has, so that nobody overwrites unseen. */
import type { attendCustomer as endpoint } from "../../../contracts/customers/archive.ts";
import type { AnswerOf, InputOf } from "../../../contracts/endpoint.ts";
import { type Context, staffOf } from "../../foundation/context.ts";
import { careRules } from "./customer-rules.ts";
import { knownCustomer } from "./present-customer.ts";
import { attend, leave, listOthers } from "./store/presence.ts";

/** @throws thing.not_found */
export async function attendCustomer(
  ctx: Context,
  customerId: string,
  { isEditing, isLeaving }: InputOf<typeof endpoint>["body"],
): Promise<AnswerOf<typeof endpoint>> {
  const { version } = await knownCustomer(ctx, customerId);
  const staff = staffOf(ctx);
  if (isLeaving) await leave(ctx, customerId, staff.id);
  else await attend(ctx, customerId, staff, isEditing);
  const since = ctx.clock.now().subtract({ milliseconds: (await careRules(ctx)).presenceMs });
  const others = await listOthers(ctx, customerId, staff.id, since);
  return { version, others: others.map((one) => ({ ...one, seenAt: one.seenAt.toString() })) };
}
