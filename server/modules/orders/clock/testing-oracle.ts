/**
 * The oracle of the clocks: it walks. Minute by minute or day by day from the start, it asks whether the clock was running
 * and whether that minute or day counts, until enough have passed. It shares no line with the engine.
 */
import { isWorkday } from "../../catalogue/index.ts";
import type { ClockMark, Limit, WorkTime } from "./marks.ts";

export type Walked = { readonly dueAt: number | null; readonly lapsedAt: number | null };

export function walkClock(marks: readonly ClockMark[], time: WorkTime): Walked {
  const limit = limitInForce(marks);
  const due =
    limit.unit === "WD" || limit.unit === "ND"
      ? walkDays(marks, limit, time)
      : walkMinutes(marks, limit, time);
  const isOver = marks.some(
    ({ kind, at }) => due !== null && (kind === "pause" || kind === "stop") && at.epochMilliseconds > due,
  );
  return { dueAt: stateOf(marks) === "paused" ? null : due, lapsedAt: isOver ? due : null };
}

/** The minutes (or hours) for which the clock ran up to an instant, and which count; for MIN, HOUR and BH. */
export function walkElapsed(marks: readonly ClockMark[], until: number, time: WorkTime): number {
  const limit = limitInForce(marks);
  const isOpen = limit.unit === "BH" ? openMinutes(time) : () => true;
  let used = 0;
  for (let at = startOf(marks); at < until; at += 60_000)
    if (runs(marks, at) && !isStopped(marks, at) && isOpen(at)) used++;
  return limit.unit === "HOUR" ? used / 60 : used;
}

function walkMinutes(marks: readonly ClockMark[], limit: Limit, time: WorkTime): number | null {
  const isOpen = limit.unit === "BH" ? openMinutes(time) : () => true;
  const wanted = limit.unit === "HOUR" ? limit.value * 60 : limit.value;
  const last = lastOf(marks);
  let used = 0;
  for (let at = startOf(marks); ; at += 60_000) {
    const isRunning = runs(marks, at);
    if (!isRunning && at > last) return null;
    if (!isRunning) continue;
    if (used >= wanted) return at;
    if (isOpen(at)) used++;
  }
}

function walkDays(marks: readonly ClockMark[], limit: Limit, time: WorkTime): number | null {
  const last = lastOf(marks);
  let ended = 0;
  let day = Temporal.Instant.fromEpochMilliseconds(startOf(marks))
    .toZonedDateTimeISO("Asia/Shanghai")
    .toPlainDate();
  for (; ; day = day.add({ days: 1 })) {
    const end = endOf(day, limit, time);
    if (end !== undefined && runs(marks, end)) ended++;
    // The first day that ends while the clock runs is the start day and is not counted.
    const isUsedUp = ended > limit.value && end !== undefined && runs(marks, end);
    const mustWait = limit.isCustomersAct && limit.unit === "ND" && !isWorkday(time.calendar, day);
    if (isUsedUp && !mustWait) return end;
    if (end !== undefined && end > last && !runs(marks, end)) return null;
  }
}

/** When a day ends, if it counts at all. */
function endOf(day: Temporal.PlainDate, limit: Limit, time: WorkTime): number | undefined {
  const zone = "Asia/Shanghai";
  if (limit.unit === "ND") return day.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds - 1;
  if (!isWorkday(time.calendar, day)) return undefined;
  return day.toZonedDateTime({ timeZone: zone, plainTime: time.closeOfBusiness }).epochMilliseconds;
}

/** A stop does not count here: it ends the work, and the due time stays. */
function runs(marks: readonly ClockMark[], at: number): boolean {
  let isRunning = false;
  for (const mark of marks) {
    if (mark.at.epochMilliseconds > at) break;
    if (mark.kind === "pause") isRunning = false;
    if (mark.kind === "start" || mark.kind === "resume") isRunning = true;
  }
  return isRunning;
}

const isStopped = (marks: readonly ClockMark[], at: number): boolean =>
  marks.some((mark) => mark.kind === "stop" && mark.at.epochMilliseconds <= at);
const startOf = (marks: readonly ClockMark[]): number => marks[0]?.at.epochMilliseconds ?? Number.NaN;
const lastOf = (marks: readonly ClockMark[]): number => marks.at(-1)?.at.epochMilliseconds ?? Number.NaN;

function stateOf(marks: readonly ClockMark[]): "running" | "paused" | "stopped" {
  if (marks.at(-1)?.kind === "stop") return "stopped";
  return runs(marks, lastOf(marks)) ? "running" : "paused";
}

function limitInForce(marks: readonly ClockMark[]): Limit {
  const found = marks.findLast((mark) => mark.kind === "limit" || mark.kind === "start");
  if (found?.kind !== "limit" && found?.kind !== "start") throw new Error("A history without a limit.");
  return found.limit;
}

/** Is the hall open in the minute that begins at this instant? One set of minutes per day, made when asked for. */
function openMinutes(time: WorkTime): (at: number) => boolean {
  const days = new Map<number, ReadonlySet<number>>();
  return (at) => {
    const minute = at / 60_000 + 8 * 60;
    const day = Math.floor(minute / 1_440);
    let open = days.get(day);
    if (!open) {
      const shifts = time.hall(new Temporal.PlainDate(1970, 1, 1).add({ days: day }));
      open = new Set(
        Array.from({ length: 1_440 }, (_, i) => i).filter((i) =>
          shifts.some(
            ({ opens, closes }) =>
              i >= opens.hour * 60 + opens.minute && i < closes.hour * 60 + closes.minute,
          ),
        ),
      );
      days.set(day, open);
    }
    return open.has(minute - day * 1_440);
  };
}
