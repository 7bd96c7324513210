/**
 * Order numbers (工单编号): thirteen digits, the day as YYMMDD, six running digits of that day, and a check digit by which a
 * misheard or mistyped number is noticed before anybody looks for it.
 */
import { dateOf } from "../../foundation/clock.ts";
import type { Context } from "../../foundation/context.ts";
import { nextOfDay } from "./store/series.ts";

const runningDigits = 6;

export async function nextOrderNumber(ctx: Context): Promise<string> {
  const day = dateOf(ctx.clock.now());
  return orderNumberOf(day, await nextOfDay(ctx, day.toString()));
}

/** @throws RangeError after a million orders of one company and day */
export function orderNumberOf(day: Temporal.PlainDate, running: number): string {
  const digits = String(running).padStart(runningDigits, "0");
  if (digits.length > runningDigits) throw new RangeError(`order number ${running} of ${day.toString()}`);
  const head = day.toString().replaceAll("-", "").slice(2) + digits;
  return head + checkDigit(head);
}

export const isOrderNumber = (typed: string): boolean =>
  /^\d{13}$/.test(typed) && typed.at(-1) === checkDigit(typed.slice(0, -1));

/**
 * Luhn's (ISO/IEC 7812-1 annex B): finds every single wrong digit and every swap of neighbours but 09 and 90. From the right
 * every second digit is doubled, 18 counting as 9; the check digit fills the sum up to a multiple of ten.
 */
export function checkDigit(head: string): string {
  let sum = 0;
  for (const [fromRight, digit] of [...head].reverse().entries()) {
    const value = Number(digit) * (fromRight % 2 === 0 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return String((10 - (sum % 10)) % 10);
}
