/** The module's numbers in force today, from the catalogue, under names that read well here. */
import { dateOf } from "../../foundation/clock.ts";
import type { Context } from "../../foundation/context.ts";
import { rulesInForce } from "../catalogue/index.ts";

export type CareRules = {
  /** From this age in years a customer goes first in the hall. */
  readonly elderlyAge: number;
  readonly largeTypeAge: number;
  /** How long somebody counts as looking at a customer. */
  readonly presenceMs: number;
  readonly registerRemindDays: number;
  readonly proposalsMost: number;
};

/** @throws Error that names the rule when the company's catalogue lacks it */
export async function careRules(ctx: Context): Promise<CareRules> {
  const rules = await rulesInForce(ctx, dateOf(ctx.clock.now()).toString());
  return {
    elderlyAge: rules.value("CUSTOMER.CARE.ELDERLY_AGE"),
    largeTypeAge: rules.value("CUSTOMER.CARE.LARGE_TYPE_AGE"),
    presenceMs: rules.ms("CUSTOMER.PRESENCE.SEEN"),
    registerRemindDays: rules.value("CUSTOMER.REGISTER.REMIND"),
    proposalsMost: rules.value("CUSTOMER.PROPOSALS.MOST"),
  };
}
