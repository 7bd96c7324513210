/** A new year's table of days off and make-up workdays, from the State Council's notice. */
import type { CalendarDay } from "../../../contracts/catalogue.ts";
import { calendarDay } from "../../../contracts/catalogue.ts";
import { dateOf } from "../../foundation/clock.ts";
import { audit, type Context, publish } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { missingYear } from "./calendar.ts";
import { calendarMissing, catalogueChanged } from "./events.ts";
import { calendarOf, forgetCatalogue, rulesInForce } from "./in-force.ts";
import * as store from "./store.ts";

type Given = {
  readonly source: string;
  readonly days?: readonly CalendarDay[] | undefined;
  readonly csv?: string | undefined;
};

/** Replaces the table of each year that the import names. */
export async function importCalendar(ctx: Context, given: Given): Promise<{ years: number[]; days: number }> {
  const days = [...(given.days ?? []), ...(given.csv === undefined ? [] : parseCalendarCsv(given.csv))];
  if (days.length === 0) throw new Problem("catalogue.calendar_empty");
  const seen = new Set<string>();
  for (const { date } of days) {
    if (seen.has(date)) throw new Problem("catalogue.calendar_twice", { date });
    seen.add(date);
  }
  const years = [...new Set(days.map(({ date }) => Number(date.slice(0, 4))))].sort();
  const before = (await store.listDays(ctx)).filter(({ date }) => years.includes(Number(date.slice(0, 4))));

  await store.replaceYears(ctx, years, days, given.source, "company");
  await store.bumpVersion(ctx);
  forgetCatalogue(ctx);
  audit(ctx, {
    action: "catalogue.calendar.import",
    subject: `calendar:${years.join(",")}`,
    before,
    after: days,
    reason: given.source,
  });
  publish(ctx, catalogueChanged({ part: "calendar" }));
  return { years, days: days.length };
}

/** `date,type,name` per line; a header line and blank lines are allowed, and 休/班 for off/work. */
export function parseCalendarCsv(text: string): CalendarDay[] {
  const types: Readonly<Record<string, string>> = { 休: "off", 班: "work" };
  const days: CalendarDay[] = [];
  for (const [index, line] of text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .entries()) {
    if (line.trim() === "" || (index === 0 && /^date\s*,/i.test(line))) continue;
    const [date, type = "", ...name] = line.split(",").map((cell) => cell.trim());
    const parsed = calendarDay.safeParse({ date, type: types[type] ?? type, name: name.join(",") });
    if (!parsed.success) throw new Problem("catalogue.calendar_line", { line: index + 1, field: "csv" });
    days.push(parsed.data);
  }
  return days;
}

/** The year whose table should be here and is not. */
export async function missingCalendarYear(ctx: Context): Promise<number | undefined> {
  const today = dateOf(ctx.clock.now());
  const rules = await rulesInForce(ctx, today.toString());
  return missingYear(await calendarOf(ctx), today, rules.value("CALENDAR.ALARM_AFTER"));
}

/** Tells the company, once, that next year's table is due. */
export async function alarmMissingCalendar(ctx: Context): Promise<void> {
  const year = await missingCalendarYear(ctx);
  if (year !== undefined && (await store.markAlarmed(ctx, year))) publish(ctx, calendarMissing(year));
}
