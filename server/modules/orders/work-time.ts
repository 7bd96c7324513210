/**
 * Which time an order's clocks count by: the company's calendar and close of business, and the hours of the hall that
 * answers for the order. An order of no hall counts by the hours of the company's first one.
 */

import type { Clock } from "../../foundation/clock.ts";
import { dateOf } from "../../foundation/clock.ts";
import type { Context } from "../../foundation/context.ts";
import { type Calendar, calendarOf, isWorkday, rulesInForce } from "../catalogue/index.ts";
import { allOpeningHours, type OpeningHours, openingSpans } from "../hall/index.ts";
import type { Opening, WorkTime } from "./clock/marks.ts";

type Kept = {
  readonly calendar: Calendar;
  readonly close: number;
  readonly hoursText: string;
  readonly halls: ReadonlyMap<string, OpeningHours>;
  /** The same object as long as nothing changed: what the clocks work out of it is remembered by it. */
  readonly times: Map<string, WorkTime>;
  checkedAt: number;
};

/** Hours change by date, days before; nobody notices so many seconds. */
const recheckMs = 5_000;
const kept = new WeakMap<Clock, Map<number, Kept>>();

/** @param unitId whose hours count, when it is a hall */
export async function workTimeOf(ctx: Context, unitId: string | null = null): Promise<WorkTime> {
  const company = await keptFor(ctx);
  const hallId = unitId !== null && company.halls.has(unitId) ? unitId : "";
  let time = company.times.get(hallId);
  if (!time) {
    const plan = company.halls.get(hallId) ?? company.halls.values().next().value;
    const { calendar, close } = company;
    const closeOfBusiness = timeOfRule(close);
    const hall = plan
      ? (date: Temporal.PlainDate) => openingSpans(plan, calendar, date).map(openingOf)
      : (date: Temporal.PlainDate) => (isWorkday(calendar, date) ? [wholeDay(closeOfBusiness)] : []);
    time = { calendar, closeOfBusiness, hall };
    company.times.set(hallId, time);
  }
  return time;
}

/** The clocks of this process read their hours again; for tests that change them. */
export function forgetWorkTime(ctx: Context): void {
  kept.get(ctx.clock)?.delete(ctx.orgId);
}

async function keptFor(ctx: Context): Promise<Kept> {
  const companies = kept.get(ctx.clock) ?? new Map<number, Kept>();
  kept.set(ctx.clock, companies);
  const present = companies.get(ctx.orgId);
  const calendar = await calendarOf(ctx);
  const rules = await rulesInForce(ctx, dateOf(ctx.clock.now()).toString());
  const close = rules.value("CALENDAR.CLOSE_OF_BUSINESS");
  const isSame = present && present.calendar === calendar && present.close === close;
  if (isSame && performance.now() - present.checkedAt < recheckMs) return present;
  const halls = await allOpeningHours(ctx);
  const hoursText = JSON.stringify([...halls]);
  if (isSame && present.hoursText === hoursText) {
    present.checkedAt = performance.now();
    return present;
  }
  const fresh = { calendar, close, hoursText, halls, times: new Map(), checkedAt: performance.now() };
  companies.set(ctx.orgId, fresh);
  return fresh;
}

/** A rule in HHMM. */
export const timeOfRule = (value: number): Temporal.PlainTime =>
  Temporal.PlainTime.from({ hour: Math.floor(value / 100), minute: value % 100 });

const openingOf = ({ opens, closes }: { opens: string; closes: string }): Opening => ({
  opens: Temporal.PlainTime.from(opens),
  closes: Temporal.PlainTime.from(closes),
});
/** A company that has set up no hall yet: until the close of business of each working day. */
const wholeDay = (closes: Temporal.PlainTime): Opening => ({
  opens: Temporal.PlainTime.from("00:00"),
  closes,
});
