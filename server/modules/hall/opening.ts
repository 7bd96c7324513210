/**
 * When a hall is open (营业时间): pure. A special day goes before everything, a row for its weekday before the rows for
 * working days and days off; a make-up workday (调休上班) counts as a working day, a statutory day off as an off day.
 */
import type { DayKind, OpeningSpan } from "../../../contracts/hall/setup.ts";
import { dateOf, instantAt, timeOf } from "../../foundation/clock.ts";
import { type Calendar, isWorkday } from "../catalogue/index.ts";

/** Weekly hours with the days from and until which (inclusive) they hold. */
export type HoursRow = {
  readonly days: DayKind;
  readonly opens: string;
  readonly closes: string;
  readonly validFrom: string;
  readonly validTo: string | null;
};
export type SpecialDay = {
  readonly day: string;
  readonly spans: readonly OpeningSpan[];
};
export type OpeningHours = {
  readonly hours: readonly HoursRow[];
  readonly specialDays: readonly SpecialDay[];
};

/** A day's opening spans (`HH:MM`, local) in order; empty on a closed day. Several spans are split by a lunch break. */
export function openingSpans(
  plan: OpeningHours,
  calendar: Calendar,
  date: Temporal.PlainDate,
): readonly OpeningSpan[] {
  const day = date.toString();
  const special = plan.specialDays.find((one) => one.day === day);
  if (special) return inOrder(special.spans);
  const inForce = plan.hours.filter(
    ({ validFrom, validTo }) => validFrom <= day && (validTo === null || day <= validTo),
  );
  const ofWeekday = inForce.filter(({ days }) => days === String(date.dayOfWeek));
  const kind = isWorkday(calendar, date) ? "workday" : "offday";
  const rows = ofWeekday.length > 0 ? ofWeekday : inForce.filter(({ days }) => days === kind);
  return inOrder(rows.map(({ opens, closes }) => ({ opens, closes })));
}

const inOrder = (spans: readonly OpeningSpan[]): readonly OpeningSpan[] =>
  [...spans].sort((a, b) => (a.opens < b.opens ? -1 : 1));

/** Whether the doors are open at an instant. A span includes its opening minute and excludes its closing one. */
export function isOpenAt(plan: OpeningHours, calendar: Calendar, at: Temporal.Instant): boolean {
  const time = timeOf(at).toString({ smallestUnit: "second" });
  return openingSpans(plan, calendar, dateOf(at)).some(
    ({ opens, closes }) => `${opens}:00` <= time && time < `${closes}:00`,
  );
}

/** The instants of a local span. */
export const spanInstants = (date: Temporal.PlainDate, { opens, closes }: OpeningSpan) => ({
  opensAt: instantAt(date, Temporal.PlainTime.from(opens)),
  closesAt: instantAt(date, Temporal.PlainTime.from(closes)),
});

/** When the day's last number is given: some minutes before the last span ends; undefined on a closed day. */
export function lastNumberAt(
  spans: readonly OpeningSpan[],
  date: Temporal.PlainDate,
  minutesBefore: number,
): Temporal.Instant | undefined {
  const last = spans.at(-1);
  return last && spanInstants(date, last).closesAt.subtract({ minutes: minutesBefore });
}

/** `08:30–12:00, 13:30–17:30`, for refusals and screens. */
export const hoursText = (spans: readonly OpeningSpan[]): string =>
  spans.length === 0 ? "休息 closed" : spans.map(({ opens, closes }) => `${opens}–${closes}`).join(", ");

/** The first span that is wrong: it ends before it begins, or overlaps another of its day. */
export function wrongSpan(spans: readonly OpeningSpan[]): OpeningSpan | undefined {
  const sorted = inOrder(spans);
  return sorted.find(({ opens, closes }, index) => {
    const before = sorted[index - 1];
    return opens >= closes || (before !== undefined && before.closes > opens);
  });
}
