/**
 * A number that a later module has found out about a customer: a year's energy, bills paid in time, breaches, promises not
 * kept, hazards. Classes and strategies are worked out from it.
 */
import { type Context, publish } from "../../foundation/context.ts";
import { customerChanged } from "./events.ts";
import { putFact, type ToldFact } from "./store/facts.ts";
import { findPresentCustomer } from "./store/happenings.ts";

export type { ToldFact } from "./store/facts.ts";

/**
 * The newest telling of a name holds. Energy in 0.01 kWh, percents and counts as they are. Of a customer who was merged it
 * is noted at the one they are now; of nobody, nowhere.
 */
export async function noteFact(
  ctx: Context,
  told: {
    readonly customerId: string;
    readonly name: ToldFact;
    readonly value: number;
    readonly source: string;
    readonly at?: Temporal.Instant;
  },
): Promise<void> {
  const { name, value, source } = told;
  const customerId = await findPresentCustomer(ctx, told.customerId);
  if (customerId === undefined) return;
  await putFact(ctx, customerId, name, { value, source, at: told.at ?? ctx.clock.now() });
  publish(ctx, customerChanged(customerId, "fact"));
}
