/** The rules of identity in force on the business day: catalogue data of the company, under names that read well here. */
import { dateOf } from "../../foundation/clock.ts";
import type { Context } from "../../foundation/context.ts";
import { type RulesInForce, rulesInForce } from "../catalogue/index.ts";
import type { HashParameters } from "./password.ts";
import type { PasswordPolicy } from "./password-policy.ts";

export type AttemptLimit = {
  readonly failures: number;
  readonly withinMinutes: number;
  readonly pauseMinutes: number;
};

export type Rules = {
  /** The policy that the company has chosen, with the profile's name. */
  readonly password: PasswordPolicy & { readonly profile: string };
  readonly hash: HashParameters;
  readonly account: AttemptLimit;
  readonly address: AttemptLimit;
  readonly usualAddressDays: number;
  readonly session: {
    readonly idleMinutes: number;
    readonly absoluteHours: number;
    readonly keepDays: number;
  };
  readonly pairingMinutes: number;
  /** Whether the three administrators sign in with one-time codes. */
  readonly administratorsNeedCodes: boolean;
  readonly signOnMinutes: number;
  readonly delegation: { readonly daysMax: number; readonly daysAhead: number };
  readonly previewMinutes: number;
};

/** All rules of the company in force today. A missing rule is a fault of set-up, told by name. */
export async function identityRules(ctx: Context): Promise<Rules> {
  const rules = await rulesInForce(ctx, dateOf(ctx.clock.now()).toString());
  return {
    password: passwordPolicy(rules),
    hash: {
      algorithm: "argon2id",
      memoryKib: rules.value("PASSWORD.HASH.MEMORY"),
      passes: rules.value("PASSWORD.HASH.PASSES"),
      lanes: rules.value("PASSWORD.HASH.LANES"),
    },
    account: attemptLimit(rules, "ACCOUNT"),
    address: attemptLimit(rules, "ADDRESS"),
    usualAddressDays: rules.value("SIGNIN.USUAL_ADDRESS"),
    session: {
      idleMinutes: rules.value("SESSION.STAFF.IDLE"),
      absoluteHours: rules.value("SESSION.STAFF.LIFE"),
      keepDays: rules.value("SESSION.STAFF.KEPT"),
    },
    pairingMinutes: rules.value("DEVICE.PAIRING"),
    administratorsNeedCodes: rules.value("SIGNIN.ADMINISTRATORS.CODE") === 1,
    signOnMinutes: rules.value("SIGNON.TIME"),
    delegation: { daysMax: rules.value("DELEGATION.DAYS_MAX"), daysAhead: rules.value("DELEGATION.AHEAD") },
    previewMinutes: rules.value("PREVIEW.TIME"),
  };
}

function passwordPolicy(rules: RulesInForce): Rules["password"] {
  const isDengbao = rules.value("PASSWORD.DENGBAO") === 1;
  const own = (what: string) => rules.value(`PASSWORD.${isDengbao ? "DENGBAO" : "INTERNATIONAL"}.${what}`);
  return {
    profile: isDengbao ? "dengbao-3" : "international",
    minLength: own("LENGTH_MIN"),
    maxLength: rules.value("PASSWORD.LENGTH_MAX"),
    minClasses: own("CLASSES_MIN"),
    history: own("HISTORY"),
    maxAgeDays: own("AGE_MAX") || null,
  };
}

const attemptLimit = (rules: RulesInForce, of: "ACCOUNT" | "ADDRESS"): AttemptLimit => ({
  failures: rules.value(`SIGNIN.${of}.FAILURES`),
  withinMinutes: rules.value(`SIGNIN.${of}.WITHIN`),
  pauseMinutes: rules.value(`SIGNIN.${of}.PAUSE`),
});
