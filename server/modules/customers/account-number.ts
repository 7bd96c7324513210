/**
 * Account numbers (户号): text of the company's own format, never calculated with. How many digits they have is a rule of
 * the catalogue (handbook §7.3); a former length is accepted beside it, because archives keep their old numbers.
 */
import {
  checkAccountNumber,
  type NumberFormat,
  parseFormat,
} from "../../../contracts/customers/identifiers.ts";
import { dateOf } from "../../foundation/clock.ts";
import type { Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { rulesInForce } from "../catalogue/index.ts";
import { endOfRun, isNumberTaken } from "./store/accounts.ts";
import { lockSeries, saveSeries } from "./store/series.ts";

export type AccountFormats = {
  readonly digits: number;
  /** Numbers that are made anew have this one. */
  readonly present: NumberFormat;
  /** Accepted, not made. */
  readonly former: NumberFormat | undefined;
};

/** @throws Error that names the rule when the company's catalogue lacks it */
export async function accountFormats(ctx: Context): Promise<AccountFormats> {
  const rules = await rulesInForce(ctx, dateOf(ctx.clock.now()).toString());
  const digits = rules.value("CUSTOMER.ACCOUNT.DIGITS");
  const former = rules.value("CUSTOMER.ACCOUNT.DIGITS_FORMER");
  return { digits, present: digitsFormat(digits), former: former > 0 ? digitsFormat(former) : undefined };
}

function digitsFormat(digits: number): NumberFormat {
  const format = parseFormat(`^\\d{${digits}}$`);
  if (!format) throw new RangeError(`an account number cannot have ${digits} digits`);
  return format;
}

/**
 * A number as it was typed, as it is kept.
 * @throws customers.account_character, customers.account_length
 */
export function requireAccountNumber(typed: string, formats: AccountFormats, field = "number"): string {
  const checked = checkAccountNumber(typed, formats.present);
  if (checked.ok) return checked.value;
  const former = formats.former && checkAccountNumber(typed, formats.former);
  if (former?.ok) return former.value;
  throw new Problem(checked.fault.code, { ...checked.fault.facts, field });
}

/** A company that counts less than this many accounts beyond its own prefix is none. */
const countDigits = 5;

/**
 * The company's next free number: its own number in front, so that companies do not meet, then counted on. Two who ask
 * at once come one after the other; a number that was imported or typed by hand is passed over.
 * @throws customers.account_numbers_out
 */
export async function nextAccountNumber(ctx: Context): Promise<string> {
  const { digits } = await accountFormats(ctx);
  const prefix = String(ctx.orgId).slice(0, Math.max(0, digits - countDigits));
  const places = digits - prefix.length;
  const last = await lockSeries(ctx, "account");
  const numberOf = (count: number) => prefix + String(count).padStart(places, "0");
  const most = 10 ** places - 1;
  let count = last + 1;
  if (count <= most && (await isNumberTaken(ctx, numberOf(count)))) {
    const end = await endOfRun(ctx, numberOf(count), numberOf(most));
    count = end === undefined ? most + 1 : Number(end.slice(prefix.length)) + 1;
  }
  if (count > most) throw new Problem("customers.account_numbers_out");
  await saveSeries(ctx, "account", count);
  return numberOf(count);
}
