/**
 * One clock of an order as a row with its marks. The columns are the last reading of the marks and follow from them: what
 * changes a clock adds a mark and reads again (`clock/`), so the stored due time and a replay cannot disagree.
 */
import { newId } from "../../foundation/ids.ts";
import type { ClockMark, Limit, WorkTime } from "./clock/marks.ts";
import { type ClockReading, readClock } from "./clock/read-clock.ts";
import { warningTimes } from "./clock/status.ts";
import type { ClockLayer, ClockRow, ClockSubject, MarkedClock, MarkRow } from "./store/rows.ts";

/** Which time counts, and at which shares of a limit (percent, ascending) somebody is told. */
export type Timing = {
  readonly time: WorkTime;
  readonly shares: readonly number[];
  /** Of an order that counts in working days also so many of them before it is due (rule WARN.DAYS_BEFORE). */
  readonly daysBefore?: number;
};

export type NewClock = {
  readonly orderId: string;
  readonly stepId?: string | null;
  readonly stage?: string | null;
  readonly ruleCode: string;
  readonly layer: ClockLayer;
  readonly subject: ClockSubject;
  readonly subjectId?: string | null;
  readonly limit: Pick<Limit, "value" | "unit">;
};

export function startedClock(
  { limit, ...about }: NewClock,
  at: Temporal.Instant,
  byName: string | null,
  timing: Timing,
): MarkedClock {
  const start = mark(1, "start", at, { limitValue: limit.value, unit: limit.unit, byName });
  const blank = {
    stepId: null,
    stage: null,
    subjectId: null,
    ...about,
    id: newId(),
    state: "running" as const,
    unit: limit.unit,
    limitValue: limit.value,
    startedAt: at,
    dueAt: null,
    endedAt: null,
    warned: 0,
    nextAt: null,
    marks: [start],
  };
  return withReading(blank, timing);
}

type Given = Partial<Pick<MarkRow, "limitValue" | "unit" | "reason" | "proofId" | "byName">>;
const mark = (seq: number, kind: MarkRow["kind"], at: Temporal.Instant, given: Given): MarkRow => ({
  seq,
  kind,
  at,
  limitValue: null,
  unit: null,
  reason: null,
  proofId: null,
  byName: null,
  ...given,
});

/** The clock with one more mark; what is dated before the last mark counts from that. */
export function markedClock(
  clock: MarkedClock,
  kind: Exclude<MarkRow["kind"], "start">,
  at: Temporal.Instant,
  given: Given,
  timing: Timing,
): MarkedClock {
  const last = clock.marks.at(-1);
  const when = last && Temporal.Instant.compare(at, last.at) < 0 ? last.at : at;
  const marks = [...clock.marks, mark((last?.seq ?? 0) + 1, kind, when, given)];
  return withReading({ ...clock, marks }, timing);
}

export const readingOf = (clock: MarkedClock, time: WorkTime): ClockReading =>
  readClock(
    clock.marks.map((row) => clockMark(row, clock.subject)),
    time,
  );

function withReading(clock: MarkedClock, timing: Timing): MarkedClock {
  const reading = readingOf(clock, timing.time);
  const { state, limit, dueAt, lapsedAt, stoppedAt } = reading;
  const read = { ...clock, unit: limit.unit, limitValue: limit.value, dueAt, endedAt: stoppedAt };
  if (state === "stopped") {
    // Dated back: nothing was late that had been done in time, whatever was warned of before it was told.
    return { ...read, state: lapsedAt ? "missed" : "met", dueAt: dueAt ?? lapsedAt, nextAt: null };
  }
  const nextAt = nextWarning(read, reading, timing)?.at ?? null;
  return { ...read, state, nextAt };
}

/** A promise that nobody waits for any more. One that was broken before stays broken. */
export const voided = (clock: MarkedClock): MarkedClock => ({
  ...clock,
  state: clock.state === "missed" ? "missed" : "void",
});

type Warned = Pick<MarkedClock, "subject" | "unit" | "limitValue" | "warned">;

/**
 * The whole percents of an order's limit that are used up so many working days before it is due (§3.5); null for what has no
 * such warning. A share like the others, so that whatever is told of a clock lies on one line and is told once.
 */
export function daysBeforeShare(
  { subject, unit, limitValue }: Pick<Warned, "subject" | "unit" | "limitValue">,
  { daysBefore = 0 }: Timing,
): number | null {
  if (subject !== "order" || unit !== "WD" || daysBefore === 0 || limitValue <= daysBefore) return null;
  return Math.floor(((limitValue - daysBefore) * 100) / limitValue);
}

type WarningShare = { readonly percent: number; readonly exact: number };

/** The shares that have not been told of, ascending. */
function sharesLeft(clock: Warned, timing: Timing): WarningShare[] {
  const every: WarningShare[] = timing.shares.map((percent) => ({ percent, exact: percent / 100 }));
  const before = daysBeforeShare(clock, timing);
  if (before !== null && !timing.shares.includes(before))
    every.push({ percent: before, exact: (clock.limitValue - (timing.daysBefore ?? 0)) / clock.limitValue });
  return every.filter(({ percent }) => percent > clock.warned).sort((a, b) => a.exact - b.exact);
}

/** The next share of the limit that has not been warned of, and when it is used up. */
export function nextWarning(clock: Warned, reading: ClockReading, timing: Timing) {
  const [left] = sharesLeft(clock, timing);
  const [next] = left ? warningTimes(reading, [left.exact], timing.time) : [];
  return next && left ? { share: left.percent, at: next.at } : undefined;
}

/** Marks up to an instant as warned of: of several that have passed only the highest is told. */
export function warnedClock(clock: MarkedClock, now: Temporal.Instant, timing: Timing): MarkedClock {
  const reading = readingOf(clock, timing.time);
  const left = sharesLeft(clock, timing);
  const times = warningTimes(
    reading,
    left.map(({ exact }) => exact),
    timing.time,
  );
  const passed = times.filter(({ at }) => Temporal.Instant.compare(at, now) <= 0);
  const warned = left[passed.length - 1]?.percent ?? clock.warned;
  const told = { ...clock, warned };
  return { ...told, nextAt: nextWarning(told, reading, timing)?.at ?? null };
}

/** A customer's own act is put off to a working day (§8.3 rule 3); what the company promised is not. */
export function clockMark(row: MarkRow, subject: ClockSubject): ClockMark {
  const limit: Limit = {
    value: row.limitValue ?? 0,
    unit: row.unit ?? "MIN",
    ...(subject === "paper" ? { isCustomersAct: true } : {}),
  };
  const reason = row.reason ?? "";
  switch (row.kind) {
    case "start":
      return { kind: "start", at: row.at, limit };
    case "limit":
      return { kind: "limit", at: row.at, limit, reason };
    case "pause":
      return { kind: "pause", at: row.at, reason };
    default:
      return { kind: row.kind, at: row.at };
  }
}

/** Without the marks, as the row has it. */
export function rowOf({ marks: _, ...row }: MarkedClock): ClockRow {
  return row;
}
