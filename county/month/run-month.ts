/** Plays a month on a server of its own and checks it. */

import { OwnServer } from "../replay/own-server.ts";
import { residents } from "../replay/visitors.ts";
import { checkMonth, type MonthCheck } from "./check-month.ts";
import { gatherCrew } from "./crew.ts";
import { leanFetch } from "./lean-fetch.ts";
import { figuresOf, type MonthFigures, printMonth, scoreboardOf } from "./month-report.ts";
import { playMonth } from "./play-month.ts";
import type { Diary } from "./world.ts";

export type MonthRun = {
  readonly figures: MonthFigures;
  readonly check: MonthCheck;
  readonly diary: Diary;
  readonly print: () => void;
  readonly isRight: boolean;
};
type Options = {
  readonly orders: number;
  readonly days: number;
  readonly seed: number;
  readonly kinds?: readonly string[];
  readonly say?: (line: string) => void;
};

/** A Monday; Qingming with its days off ends the fifth week. Holidays are known until the end of 2026. */
const first = Temporal.PlainDate.from("2026-03-09");
/** Clocks of so many orders are recomputed one by one; of a larger month every so manieth. */
const recomputedMost = 3_000;

export async function runMonth({ orders, days, seed, kinds, say = () => {} }: Options): Promise<MonthRun> {
  const startsAt = first.toZonedDateTime("Asia/Shanghai").epochMilliseconds;
  say("启动服务器与数据库 starting a server of its own");
  const server = await OwnServer.start(startsAt + 8 * 3_600_000);
  try {
    const crew = await gatherCrew({ base: () => server.base, fetch: leanFetch, isMonth: true });
    const began = performance.now();
    let moved = 0;
    const diary = await playMonth({
      crew,
      files: residents(),
      orders,
      days,
      startsAt,
      seed,
      ...(kinds ? { kinds } : {}),
      moveTo: async (at) => {
        const before = performance.now();
        await server.moveTo(at);
        moved += performance.now() - before;
      },
      onDay: (day, { orders: known, calls }) =>
        say(
          `第 ${day} 天 day ${day}: 工单 orders ${known.size}, 调用 calls ${calls}, ${Math.round((performance.now() - began) / 1_000)} s (clock ${Math.round(moved / 1_000)} s)`,
        ),
    });
    const played = performance.now();
    const now = startsAt + days * 86_400_000 + 3_600_000;
    await server.moveTo(now);
    say("核对 checking");
    const clockEvery = Math.max(1, Math.ceil(diary.orders.size / recomputedMost));
    const check = await checkMonth({ crew, diary, now, clockEvery });
    const board = await scoreboardOf(crew, first.toString(), first.add({ days }).toString());
    const seconds = { play: (played - began) / 1_000, check: (performance.now() - played) / 1_000 };
    const figures = figuresOf(diary, check, seconds);
    return {
      figures,
      check,
      diary,
      print: () => printMonth(figures, check, board),
      isRight: check.findings.length === 0,
    };
  } finally {
    await server.stop();
  }
}
