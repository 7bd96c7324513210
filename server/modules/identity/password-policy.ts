/**
 * What a password must be. Level 3 of 等保 demands composition and periodic change, the international advice forbids
 * both; so there is one policy object with two profiles, chosen by the rule PASSWORD.DENGBAO.
 */
import { Problem } from "../../foundation/problem.ts";
import { isCommon } from "./common-passwords.ts";
import { type PasswordHash, verifyPassword } from "./password.ts";

export type PasswordPolicy = {
  readonly minLength: number;
  readonly maxLength: number;
  /** Of capitals, small letters, digits, others; 0 asks for none. */
  readonly minClasses: number;
  /** Earlier passwords, the present one included, that may not come back. */
  readonly history: number;
  readonly maxAgeDays: number | null;
};

/** Letters of scripts without case count as "others". */
const classes = [/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9]/];

/** Words that guessers learn about one person: name, login, staff number, company, this system. */
export type PersonalWords = readonly string[];
const always = ["mingchuang", "明窗"];
/** Shorter ones turn up in innocent passwords. */
const isTelling = (word: string) => word.length >= (/^[\x20-\x7e]*$/.test(word) ? 4 : 2);

/** Refuses with the first reason that the person can do something about. */
export function checkPassword(policy: PasswordPolicy, password: string, personal: PersonalWords): void {
  const characters = [...password.normalize("NFC")];
  if (characters.length < policy.minLength)
    throw new Problem("identity.password_short", { min: policy.minLength });
  if (characters.length > policy.maxLength)
    throw new Problem("identity.password_long", { max: policy.maxLength });
  const kinds = classes.filter((kind) => kind.test(password)).length;
  if (kinds < policy.minClasses)
    throw new Problem("identity.password_simple", { classes: policy.minClasses });
  if (isCommon(password)) throw new Problem("identity.password_common");
  const text = password.toLowerCase();
  const told = [...always, ...personal].map((word) => word.trim().toLowerCase()).filter(isTelling);
  if (told.some((word) => text.includes(word))) throw new Problem("identity.password_personal");
}

/** Refuses a password that was used before. `earlier` is the newest first, the present one included. */
export async function checkHistory(
  policy: PasswordPolicy,
  password: string,
  earlier: readonly PasswordHash[],
): Promise<void> {
  for (const kept of earlier.slice(0, Math.max(1, policy.history)))
    if (await verifyPassword(password, kept))
      throw new Problem("identity.password_reused", { history: policy.history });
}
