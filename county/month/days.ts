/**
 * The checks' own calendar and counting, written from the handbook (§8.3) and the State Council's notice for 2026 alone:
 * nothing here is shared with the clocks that are checked.
 */

/** 国务院办公厅关于2026年部分节假日安排的通知: first and last day off. */
const off = [
  ["2026-01-01", "2026-01-03"],
  ["2026-02-15", "2026-02-23"],
  ["2026-04-04", "2026-04-06"],
  ["2026-05-01", "2026-05-05"],
  ["2026-06-19", "2026-06-21"],
  ["2026-09-25", "2026-09-27"],
  ["2026-10-01", "2026-10-07"],
] as const;
const makeUp: ReadonlySet<string> = new Set([
  ...["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"],
]);

const dayMs = 86_400_000;
/** Shanghai has had one offset since 1991. */
const east = 8 * 3_600_000;
const closeMs = (17 * 60 + 30) * 60_000;

export const isWorkday = (day: number): boolean => {
  const date = new Date(day * dayMs).toISOString().slice(0, 10);
  if (makeUp.has(date)) return true;
  if (off.some(([from, to]) => date >= from && date <= to)) return false;
  const weekday = new Date(day * dayMs).getUTCDay();
  return weekday !== 0 && weekday !== 6;
};

export type Mark = { readonly kind: string; readonly at: number };
export type Limit = { readonly value: number; readonly unit: "MIN" | "HOUR" | "ND" | "WD" | "BH" };

/** From when to when a clock ran; the end of the work does not end what was due. */
function runsOf(marks: readonly Mark[]): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  for (const { kind, at } of marks) {
    const last = runs.at(-1);
    if (kind === "start" || kind === "resume") runs.push({ from: at, to: Number.POSITIVE_INFINITY });
    if (kind === "pause" && last) last.to = at;
  }
  return runs;
}

/**
 * When it is due; null while (or if for ever) it stands still. Undefined: hall hours, which this check does not know.
 * @param isCustomersAct moved from a day off to the next working day (§8.3 rule 3)
 */
export function dueOf(
  marks: readonly Mark[],
  limit: Limit,
  isCustomersAct = false,
): number | null | undefined {
  const runs = runsOf(marks);
  const due =
    limit.unit === "BH"
      ? undefined
      : limit.unit === "MIN" || limit.unit === "HOUR"
        ? byMinutes(runs, limit.value * (limit.unit === "MIN" ? 60_000 : 3_600_000))
        : byDays(runs, limit.value, limit.unit === "WD", isCustomersAct);
  const last = marks.at(-1)?.kind;
  return last === "pause" && due !== undefined ? null : due;
}

function byMinutes(runs: readonly { from: number; to: number }[], wanted: number): number | null {
  let left = wanted;
  for (const { from, to } of runs) {
    if (from + left < to) return from + left;
    left -= to - from;
  }
  return null;
}

/** The first day that ends while the clock runs is the start day; so many more have to end. */
function byDays(
  runs: readonly { from: number; to: number }[],
  wanted: number,
  isWork: boolean,
  isCustomersAct: boolean,
): number | null {
  const end = (day: number) => day * dayMs + (isWork ? closeMs : dayMs - 1) - east;
  let ended = 0;
  for (const { from, to } of runs) {
    for (let day = Math.floor((from + east) / dayMs); end(day) < to; day++) {
      if (end(day) < from || (isWork && !isWorkday(day))) continue;
      ended++;
      if (ended > wanted && !(isCustomersAct && !isWork && !isWorkday(day))) return end(day);
    }
  }
  return null;
}
