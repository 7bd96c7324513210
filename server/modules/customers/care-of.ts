/** What care a customer asks for in the hall: priority, large type, service at home, fewer papers; and why. */
import type { Register } from "../../../contracts/customers/shapes.ts";
import { dateOf } from "../../foundation/clock.ts";
import type { Context } from "../../foundation/context.ts";
import { reasonsOf } from "../catalogue/index.ts";
import { ageOn } from "./customer-facts.ts";
import { careRules } from "./customer-rules.ts";
import { type Care, careFor } from "./rules/registers.ts";
import { findCareFacts } from "./store/registers.ts";

export type CarePerson = {
  readonly bornOn: Temporal.PlainDate | null;
  /** In force today. */
  readonly registers: readonly { readonly register: Register; readonly level: string }[];
};

/** For a customer whose birth and registers were read already. */
export async function careOfPerson(ctx: Context, { bornOn, registers }: CarePerson): Promise<Care> {
  const age = bornOn ? ageOn(bornOn, dateOf(ctx.clock.now())) : 0;
  const inUse = new Set((await reasonsOf(ctx, "priority")).map(({ code }) => code));
  return careFor({ age, registers }, await careRules(ctx), inUse);
}

/** Undefined when there is no such customer. */
export async function careOf(ctx: Context, customerId: string): Promise<Care | undefined> {
  const person = await findCareFacts(ctx, customerId, dateOf(ctx.clock.now()).toString());
  return person && careOfPerson(ctx, person);
}
