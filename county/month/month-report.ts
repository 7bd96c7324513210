/** What a replayed month comes to: figures for a program, words for a person. */
import type { ResultOf } from "../../contracts/endpoint.ts";
import { readScoreboard } from "../../contracts/orders.ts";
import { sampleSignIns } from "../../server/modules/identity/index.ts";
import type { MonthCheck } from "./check-month.ts";
import { checkNames } from "./check-order.ts";
import type { Crew } from "./crew.ts";
import type { Diary } from "./world.ts";

export type Scoreboard = ResultOf<typeof readScoreboard>;

export async function scoreboardOf(crew: Crew, from: string, to: string): Promise<Scoreboard | undefined> {
  const manager = crew.of("R-MGR")[0];
  return manager?.client.call(readScoreboard, {
    params: { orgId: String(sampleSignIns.orgId) },
    query: { from, to },
  });
}

const names: Record<(typeof checkNames)[number], string> = {
  stuck: "卡住的工单 stuck orders",
  token: "环节丢失或重复 steps lost or doubled",
  due: "到期时间不符 due times that differ",
  pause: "暂停未生效 pauses not honoured",
  segregation: "不相容岗位 duties not kept apart",
  promise: "承诺既未兑现也不在超期清单 promises neither kept nor listed",
  accused: "当事人看到 seen by whom it is about",
  surprise: "意外被拒 refused without reason",
  lost: "丢失的工单 lost orders",
  figure: "与记忆不符 told otherwise than remembered",
};

export type MonthFigures = ReturnType<typeof figuresOf>;

export function figuresOf(diary: Diary, check: MonthCheck, seconds: { play: number; check: number }) {
  const counts = Object.fromEntries(
    checkNames.map((name) => [name, check.findings.filter((one) => one.check === name).length]),
  );
  return {
    orders: diary.orders.size,
    closed: [...diary.orders.values()].filter(({ isOver, mergedInto }) => isOver || mergedInto).length,
    calls: diary.calls,
    play_s: Math.round(seconds.play),
    check_s: Math.round(seconds.check),
    orders_per_minute: Math.round((diary.orders.size / seconds.play) * 60),
    done: Object.fromEntries(diary.done),
    refused: Object.fromEntries(diary.refused),
    clocks_recomputed: check.clocks - check.notRecomputed,
    clocks_in_hall_hours: check.notRecomputed,
    pauses_checked: check.pausesSeen,
    promises_kept: check.promisesKept,
    promises_missed: check.promisesMissed,
    overdue_now: check.overdueNow,
    failed: counts,
  };
}

export function printMonth(figures: MonthFigures, check: MonthCheck, board: Scoreboard | undefined): void {
  console.log(`
一个月 a month: 工单 orders ${figures.orders}   办结 closed ${figures.closed}   每分钟 per minute ${figures.orders_per_minute}   用时 took ${figures.play_s}+${figures.check_s} s`);
  console.table(figures.done);
  if (Object.keys(figures.refused).length > 0) console.table(figures.refused);
  if (board) console.table(rowsOf(board));
  console.log(
    `核对 recomputed: 时钟 clocks ${figures.clocks_recomputed}（另 ${figures.clocks_in_hall_hours} 个按营业时间 in hall hours）  暂停 pauses ${figures.pauses_checked}  承诺 promises 兑现 kept ${figures.promises_kept} 未兑现 missed ${figures.promises_missed} 超期中 overdue now ${figures.overdue_now}`,
  );
  if (check.findings.length === 0) {
    console.log("检查 checks: 全部通过 all passed");
    return;
  }
  console.log("检查 checks: 未通过 FAILED");
  for (const name of checkNames) {
    const own = check.findings.filter((one) => one.check === name);
    if (own.length === 0) continue;
    console.log(`  ${names[name]}: ${own.length}`);
    for (const { what } of own.slice(0, 8)) console.log(`    ${what}`);
  }
}

/** 承诺兑现榜: by rule, over all units. */
function rowsOf({ rows }: Scoreboard): Record<string, { 兑现: number; 未兑现: number; 不计: number }> {
  const table: Record<string, { 兑现: number; 未兑现: number; 不计: number }> = {};
  for (const { ruleCode, ruleName, kept, missed, excluded } of rows) {
    const key = `${ruleCode} ${ruleName.zh}`;
    const row = table[key] ?? { 兑现: 0, 未兑现: 0, 不计: 0 };
    table[key] = { 兑现: row.兑现 + kept, 未兑现: row.未兑现 + missed, 不计: row.不计 + excluded };
  }
  return table;
}
