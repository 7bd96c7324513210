/**
 * How fast the clocks of orders are recomputed from their history, and whether what a store keeps (one reading, advanced
 * by each mark) is what the whole history gives. Every thousandth history is also walked minute by minute.
 */
import { Draw } from "../county/population/draw.ts";
import type { ClockMark } from "../server/modules/orders/clock/marks.ts";
import { advanceClock, type ClockReading, readClock } from "../server/modules/orders/clock/read-clock.ts";
import { countyTime } from "../server/modules/orders/clock/testing-clocks.ts";
import { drawHistory } from "../server/modules/orders/clock/testing-histories.ts";
import { walkClock } from "../server/modules/orders/clock/testing-oracle.ts";
import type { Bench } from "./kit.ts";

const histories = 1_000_000;
const perRound = 10_000;
const walkedEvery = 1_000;
const seed = 4;

export const orderClock: Bench = {
  name: "order_clock",
  about: `${histories.toLocaleString("en")} random histories of an order's clock recomputed`,
  run: async (log) => {
    let [seconds, marks, differences, walked] = [0, 0, 0, 0];
    for (let from = 0; from < histories; from += perRound) {
      const round = Array.from({ length: perRound }, (_, i) => drawn(from + i));
      const started = performance.now();
      const readings = round.map((history) => readClock(history, countyTime));
      seconds += (performance.now() - started) / 1_000;
      for (const [i, reading] of readings.entries()) {
        const history = round[i] ?? [];
        marks += history.length;
        if (isDifferent(reading, keptByStore(history))) differences++;
        if (i % walkedEvery > 0) continue;
        walked++;
        const oracle = walkClock(history, countyTime);
        if (ms(reading.dueAt) !== oracle.dueAt || ms(reading.lapsedAt) !== oracle.lapsedAt) differences++;
      }
      if ((from / perRound) % 20 === 19) log(`${from + perRound} histories, ${differences} differences`);
    }
    return [
      {
        name: "order_clock_replay_per_s",
        value: histories / seconds,
        unit: "clocks/s",
        note: `whole histories of ${(marks / histories).toFixed(1)} marks on average, one core`,
      },
      {
        name: "order_clock_differences",
        value: differences,
        unit: "of 1,000,000",
        note: `against the reading kept mark by mark; ${walked} also against minute-by-minute walking`,
      },
    ];
  },
};

function drawn(index: number): readonly ClockMark[] {
  const draw = new Draw(seed, 0, index);
  return drawHistory(() => draw.next());
}

function keptByStore(history: readonly ClockMark[]): ClockReading | undefined {
  let kept: ClockReading | undefined;
  for (const mark of history) kept = advanceClock(kept, mark, countyTime);
  return kept;
}

const ms = (instant: Temporal.Instant | null): number | null => instant?.epochMilliseconds ?? null;

function isDifferent(one: ClockReading, other: ClockReading | undefined): boolean {
  return (
    ms(one.dueAt) !== ms(other?.dueAt ?? null) ||
    ms(one.lapsedAt) !== ms(other?.lapsedAt ?? null) ||
    one.elapsed !== other?.elapsed ||
    one.allowed !== other.allowed
  );
}
