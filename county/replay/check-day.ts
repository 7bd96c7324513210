/**
 * Holds the server's day against what the customers themselves remember. Written from the published rules and the
 * diary alone; nothing here is shared with the code that is checked.
 */

import type { ResultOf } from "../../contracts/endpoint.ts";
import { getEveningReport, listFigureRows } from "../../contracts/hall.ts";
import type { ApiClient } from "./api-client.ts";
import { abandoned, type Diary, type DiaryEntry, mean, quantile, served, waitOf } from "./diary.ts";

export type EveningReport = ResultOf<typeof getEveningReport>;
type Row = ResultOf<typeof listFigureRows>["rows"][number];

export type DayCheck = {
  /** A number at two windows, or a window with two numbers, at one time. */
  readonly doubleCalls: number;
  /** Taken, but gone without an ending, or unknown to the server. */
  readonly lost: number;
  /** Called before it was taken. */
  readonly servedBeforeTaken: number;
  /** What the report says otherwise than the customers. */
  readonly disagreements: readonly string[];
};

export async function readReport(manager: ApiClient, hallId: string, date: string) {
  const report = await manager.call(getEveningReport, { params: { hallId }, query: { day: date } });
  const rows: Row[] = [];
  for (let after: string | undefined; ; ) {
    const page = await manager.call(listFigureRows, {
      query: {
        unitId: hallId,
        from: date,
        to: date,
        figure: "taken",
        limit: 200,
        ...(after ? { after } : {}),
      },
    });
    rows.push(...page.rows);
    if (!page.next) return { report, rows };
    after = page.next;
  }
}

export function checkDay(diary: Diary, report: EveningReport, rows: readonly Row[]): DayCheck {
  const entries = [...diary.values()];
  return {
    doubleCalls: doubleCalls(entries),
    lost: lost(entries, rows),
    servedBeforeTaken: entries.filter(({ takenAt, calls }) =>
      calls.some(({ at }) => takenAt === undefined || at < takenAt),
    ).length,
    disagreements: disagreements(diary, report, rows),
  };
}

function doubleCalls(entries: readonly DiaryEntry[]): number {
  const twice = entries.filter(({ calls }) => calls.length > 1).length;
  const numbers = entries.flatMap(({ number }) => (number ? [number] : []));
  const sameNumber = numbers.length - new Set(numbers).size;
  const byWindow = Map.groupBy(
    entries.filter(({ startedAt }) => startedAt !== undefined),
    ({ window }) => window,
  );
  let overlaps = 0;
  for (const own of byWindow.values()) {
    const inOrder = [...own].sort(
      (a, b) => (a.startedAt ?? 0) - (b.startedAt ?? 0) || (a.finishedAt ?? 0) - (b.finishedAt ?? 0),
    );
    for (const [index, entry] of inOrder.entries()) {
      const next = inOrder[index + 1];
      if (next?.startedAt !== undefined && (entry.finishedAt ?? Number.POSITIVE_INFINITY) > next.startedAt)
        overlaps++;
    }
  }
  return twice + sameNumber + overlaps;
}

function lost(entries: readonly DiaryEntry[], rows: readonly Row[]): number {
  const known = new Map(rows.map((row) => [row.ticketId, row]));
  const taken = entries.filter(({ ticketId }) => ticketId !== undefined);
  const missing = taken.filter(({ ticketId = "" }) => !known.has(ticketId)).length;
  const ended = new Set(["done", "abandoned", "void"]);
  const hanging = taken.filter(
    ({ ticketId = "" }) => known.has(ticketId) && !ended.has(known.get(ticketId)?.state ?? ""),
  ).length;
  const ghosts = rows.length - (taken.length - missing);
  return missing + hanging + Math.max(0, ghosts);
}

/** Tenths of a second: the report is rounded to that. */
const near = (a: number, b: number) => Math.abs(a - b) <= 0.51;

function disagreements(diary: Diary, report: EveningReport, rows: readonly Row[]): string[] {
  const done = served(diary);
  const gone = abandoned(diary);
  const waits = [...diary.values()].map(waitOf).filter((wait) => wait !== undefined);
  const handling = done.map(({ startedAt = 0, finishedAt = 0 }) => (finishedAt - startedAt) / 1_000);
  const numbers: [string, number, number | null][] = [
    ["customers", done.length + gone.length, report.customers],
    ["served", done.length, report.served],
    ["abandoned", gone.length, report.abandoned],
    ["rated", done.filter(({ rating }) => rating !== undefined).length, report.rated],
  ];
  if (waits.length > 0) {
    numbers.push(
      ["wait mean", mean(waits), report.wait.meanS],
      ["wait max", quantile(waits, 1), report.wait.maxS],
    );
    numbers.push(["handling mean", mean(handling), report.handlingMeanS]);
  }
  for (const service of report.services) {
    const own = rows.filter(({ serviceCode }) => serviceCode === service.code).length;
    numbers.push([`customers of ${service.code}`, own, service.customers]);
  }
  const byWindow = Map.groupBy(done, ({ window }) => window ?? "");
  for (const window of report.windows) {
    numbers.push([
      `served at window ${window.number}`,
      byWindow.get(window.number)?.length ?? 0,
      window.served,
    ]);
  }
  const wrong = numbers.filter(([, own, said]) => said === null || !near(own, said));
  const wrongTickets = rows.filter((row) => {
    const entry = [...diary.values()].find(({ ticketId }) => ticketId === row.ticketId);
    return (
      entry?.finishedAt !== undefined &&
      entry.finishedAt !== Temporal.Instant.from(row.finishedAt ?? "1970-01-01T00:00:00Z").epochMilliseconds
    );
  });
  return [
    ...wrong.map(([what, own, said]) => `${what}: customers ${own}, report ${said}`),
    ...wrongTickets.map(({ number }) => `ticket ${number} ended at another instant`),
  ];
}
