/** The rules of identity in force on the business day: catalogue data of the company, parsed where they are read. */
import { z } from "zod";
import { dateOf } from "../../foundation/clock.ts";
import type { Context } from "../../foundation/context.ts";
import type { HashParameters } from "./password.ts";
import type { PasswordPolicy } from "./password-policy.ts";
import { findRules } from "./store/catalogue.ts";

const limit = z.object({
  failures: z.int().min(1),
  withinMinutes: z.int().min(1),
  pauseMinutes: z.int().min(1),
});
export type AttemptLimit = z.output<typeof limit>;

const policy = z.object({
  minLength: z.int().min(1),
  maxLength: z.int().min(64),
  minClasses: z.int().min(0).max(4),
  history: z.int().min(0).max(24),
  maxAgeDays: z.int().min(1).nullable(),
});

const schemas = {
  "PASSWORD.PROFILE": z.enum(["dengbao-3", "international"]),
  "PASSWORD.PROFILE.dengbao-3": policy,
  "PASSWORD.PROFILE.international": policy,
  "PASSWORD.HASH": z.object({
    algorithm: z.literal("argon2id"),
    memoryKib: z.int().min(8).max(1_048_576),
    passes: z.int().min(1).max(10),
    lanes: z.int().min(1).max(4),
  }),
  "SIGNIN.ACCOUNT": limit,
  "SIGNIN.ADDRESS": limit,
  "SIGNIN.USUAL_ADDRESS": z.object({ days: z.int().min(1) }),
  "SESSION.STAFF": z.object({
    idleMinutes: z.int().min(1),
    absoluteHours: z.int().min(1),
    keepDays: z.int().min(1),
  }),
  "DEVICE.PAIRING": z.object({ validMinutes: z.int().min(1) }),
} as const;

export type Rules = { readonly [Code in keyof typeof schemas]: z.output<(typeof schemas)[Code]> };
const all = z.object(schemas);

/** All rules of the company in force today. A missing rule is a fault of set-up, told by name. */
export async function rulesInForce(ctx: Context): Promise<Rules> {
  const rows = await findRules(ctx, dateOf(ctx.clock.now()));
  return all.parse(Object.fromEntries(rows.map(({ code, value }) => [code, value])));
}

/** The password policy that the company has chosen, with the profile's name. */
export function passwordPolicy(rules: Rules): PasswordPolicy & { profile: string } {
  const profile = rules["PASSWORD.PROFILE"];
  return { profile, ...rules[`PASSWORD.PROFILE.${profile}`] };
}

export const hashParameters = (rules: Rules): HashParameters => rules["PASSWORD.HASH"];
