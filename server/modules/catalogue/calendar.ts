/**
 * The statutory calendar (法定工作日): which days are working days, and how limits in working days are counted
 * (handbook §8). Pure; a company's table of days off and make-up workdays comes as an argument.
 */

export type DayType = "off" | "work";

/** Days that differ from the week, by ISO date, and the years whose table is known. */
export type Calendar = {
  readonly days: ReadonlyMap<string, { readonly type: DayType; readonly name: string }>;
  readonly years: ReadonlySet<number>;
};

export const emptyCalendar: Calendar = { days: new Map(), years: new Set() };

/** Rule 1: a make-up day works, a day off does not, other days follow the week. */
export function isWorkday(calendar: Calendar, date: Temporal.PlainDate): boolean {
  const special = calendar.days.get(date.toString());
  return special ? special.type === "work" : date.dayOfWeek <= 5;
}

/** The date itself when it is a working day, otherwise the next one. */
export function workdayFrom(calendar: Calendar, date: Temporal.PlainDate): Temporal.PlainDate {
  let day = date;
  while (!isWorkday(calendar, day)) day = day.add({ days: 1 });
  return day;
}

/** Rule 2: the start day is not counted. `addWorkdays(d, 0)` is the start day itself. */
export function addWorkdays(calendar: Calendar, from: Temporal.PlainDate, count: number): Temporal.PlainDate {
  if (!Number.isInteger(count) || count < 0)
    throw new RangeError(`working days are counted forward: ${count}`);
  let day = from;
  for (let left = count; left > 0; ) {
    day = day.add({ days: 1 });
    if (isWorkday(calendar, day)) left--;
  }
  return day;
}

/**
 * Rule 6: what is accepted after the close of business or on a day off starts on the next working day.
 * `closeOfBusiness` is a rule of the catalogue (CALENDAR.CLOSE_OF_BUSINESS).
 */
export function countingStart(
  calendar: Calendar,
  acceptedOn: Temporal.PlainDate,
  acceptedAt: Temporal.PlainTime,
  closeOfBusiness: Temporal.PlainTime,
): Temporal.PlainDate {
  const isLate = Temporal.PlainTime.compare(acceptedAt, closeOfBusiness) > 0;
  return workdayFrom(calendar, isLate ? acceptedOn.add({ days: 1 }) : acceptedOn);
}

/** Working days of a month. */
export function workdaysIn(calendar: Calendar, month: Temporal.PlainYearMonth): number {
  let count = 0;
  for (let day = 1; day <= month.daysInMonth; day++) {
    if (isWorkday(calendar, month.toPlainDate({ day }))) count++;
  }
  return count;
}

/** The years that a span touches and whose table is missing: there the count rests on the week alone. */
export function yearsAssumed(
  calendar: Calendar,
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
): readonly number[] {
  const years: number[] = [];
  for (let year = from.year; year <= to.year; year++) if (!calendar.years.has(year)) years.push(year);
  return years;
}

/** Next year when its table should have come by now and has not; `alarmFrom` is month × 100 + day. */
export function missingYear(
  calendar: Calendar,
  today: Temporal.PlainDate,
  alarmFrom: number,
): number | undefined {
  if (!calendar.years.has(today.year)) return today.year;
  const isDue = today.month * 100 + today.day > alarmFrom;
  return isDue && !calendar.years.has(today.year + 1) ? today.year + 1 : undefined;
}
