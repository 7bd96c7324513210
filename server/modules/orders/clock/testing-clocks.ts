/** What the clock's tests and its bench share: a county's working time, and marks written shortly. */
import { shippedCalendar } from "../../catalogue/shipped.ts";
import type { ClockMark, ClockUnit, Opening, WorkTime } from "./marks.ts";

export const opening = (opens: string, closes: string): Opening => ({
  opens: Temporal.PlainTime.from(opens),
  closes: Temporal.PlainTime.from(closes),
});

const calendar: WorkTime["calendar"] = {
  days: new Map([...shippedCalendar.values()].flat().map(({ date, type, name }) => [date, { type, name }])),
  years: new Set(shippedCalendar.keys()),
};

const weekday = [opening("08:30", "12:00"), opening("14:00", "17:30")];
const saturday = [opening("09:00", "12:00")];

/** Two shifts with lunch between them from Monday to Friday, Saturday mornings, closed on Sundays and at new year. */
export const countyTime: WorkTime = {
  calendar,
  closeOfBusiness: Temporal.PlainTime.from("17:30"),
  hall(date) {
    if (date.month === 1 && date.day === 1) return [];
    if (date.dayOfWeek === 7) return [];
    return date.dayOfWeek === 6 ? saturday : weekday;
  },
};

/** A local time of Shanghai: `at("2026-02-13 10:00")`. */
export const at = (text: string): Temporal.Instant =>
  Temporal.Instant.from(`${text.replace(" ", "T")}+08:00`);

export const local = (instant: Temporal.Instant | null): string | null =>
  instant ? instant.toZonedDateTimeISO("Asia/Shanghai").toPlainDateTime().toString().replace("T", " ") : null;

export const start = (text: string, value: number, unit: ClockUnit): ClockMark => ({
  kind: "start",
  at: at(text),
  limit: { value, unit },
});
export const pause = (text: string, reason = "customer-not-ready"): ClockMark => ({
  kind: "pause",
  at: at(text),
  reason,
});
export const resume = (text: string): ClockMark => ({ kind: "resume", at: at(text) });
export const change = (
  text: string,
  value: number,
  unit: ClockUnit,
  reason = "class-changed",
): ClockMark => ({
  kind: "limit",
  at: at(text),
  limit: { value, unit },
  reason,
});
export const stop = (text: string): ClockMark => ({ kind: "stop", at: at(text) });
