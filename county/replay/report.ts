/** What a played day comes to: figures for a program, an evening report for a person. */
import type { ServiceDay } from "../day-files.ts";
import type { CustomersCheck } from "./check-customers.ts";
import type { DayCheck, EveningReport } from "./check-day.ts";
import type { OrdersCheck } from "./check-orders.ts";
import { abandoned, type Diary, mean, quantile, served, waitOf } from "./diary.ts";

export type DayFigures = ReturnType<typeof figuresOf>;

const tenth = (value: number) => Math.round(value * 10) / 10;

/** From the customers' own memory; the forecast and the usual formula are compared over those who were called. */
export function figuresOf(
  diary: Diary,
  check: DayCheck,
  customers: CustomersCheck,
  orderViolations: number,
  orders: OrdersCheck,
) {
  const waits = [...diary.values()].map(waitOf).filter((wait) => wait !== undefined);
  const measured = [...diary.values()].flatMap((entry) => {
    const wait = waitOf(entry);
    return wait === undefined || !entry.told || entry.formulaS === undefined
      ? []
      : [{ wait, told: entry.told, formulaS: entry.formulaS, isFree: entry.metFreeWindow ?? false }];
  });
  const estimate = mean(measured.map(({ wait, told }) => Math.abs(wait - told.midS)));
  const formula = mean(measured.map(({ wait, formulaS }) => Math.abs(wait - formulaS)));
  const isInside = ({ wait, told }: (typeof measured)[number]) => wait >= told.lowS && wait <= told.highS;
  const share = (some: typeof measured) =>
    some.length > 0 ? Math.round((some.filter(isInside).length / some.length) * 1000) / 1000 : 0;
  return {
    customers: diary.size,
    served: served(diary).length,
    abandoned: abandoned(diary).length,
    turned_away: [...diary.values()].filter(({ refused }) => refused !== undefined).length,
    wait_mean_s: tenth(mean(waits)),
    wait_p50_s: tenth(quantile(waits, 0.5)),
    wait_p90_s: tenth(quantile(waits, 0.9)),
    wait_max_s: tenth(quantile(waits, 1)),
    double_calls: check.doubleCalls,
    lost: check.lost,
    served_before_taken: check.servedBeforeTaken,
    order_violations: orderViolations,
    report_disagreements: check.disagreements.length,
    recognised: customers.recognised,
    wrong_customer: customers.wrongCustomer,
    timeline_lost: customers.timelineLost,
    timeline_extra: customers.timelineExtra,
    unmasked: customers.unmasked.length,
    estimate_mae_s: tenth(estimate),
    formula_mae_s: tenth(formula),
    estimate_gain: formula > 0 ? Math.round((1 - estimate / formula) * 1000) / 1000 : 0,
    // Whoever met a free window was told 0 to 0 and did not wait: that is no forecast, and would flatter the range.
    range_coverage: share(measured.filter(({ isFree }) => !isFree)),
    range_coverage_all: share(measured),
    orders_before: orders.before,
    orders_opened: orders.opened,
    orders_at_windows: orders.atWindows,
    orders_closed: orders.closed,
    orders_running: orders.running,
    orders_overdue: orders.late,
    orders_suspended: orders.suspended,
    orders_urged: orders.urged,
    orders_rated: orders.rated,
    orders_disagreements: orders.findings.length,
  };
}

/** The checks that failed, in words; empty when the day was right. */
export function failures(figures: DayFigures, check: DayCheck, orders: OrdersCheck): string[] {
  const counts: [string, number][] = [
    ["同一号码被叫两次 called twice at once", figures.double_calls],
    ["丢失的号 lost", figures.lost],
    ["取号前被叫 served before taken", figures.served_before_taken],
    ["违反叫号顺序 out of order", figures.order_violations],
    ["号票客户不符 tickets with the wrong customer", figures.wrong_customer],
    ["时间线缺失 missing on timelines", figures.timeline_lost],
    ["时间线多余 too much on timelines", figures.timeline_extra],
    ["未脱敏 answers or logs with a whole number", figures.unmasked],
  ];
  return [
    ...counts.filter(([, count]) => count > 0).map(([what, count]) => `${what}: ${count}`),
    ...check.disagreements,
    ...orders.findings.map(({ check: name, what }) => `工单 orders, ${name}: ${what}`),
    ...(orders.opened === 0 || orders.closed === 0
      ? ["没有受理或办结工单 no order was opened or closed"]
      : []),
  ];
}

const minutes = (seconds: number | null) =>
  seconds === null
    ? "–"
    : `${Math.floor(seconds / 60)}′${String(Math.round(seconds % 60)).padStart(2, "0")}″`;
const percent = (value: number | null) => (value === null ? "–" : `${(value * 100).toFixed(1)} %`);

export function printReport(
  day: ServiceDay,
  report: EveningReport,
  figures: DayFigures,
  check: DayCheck,
  orders: OrdersCheck,
): void {
  const wrong = failures(figures, check, orders);
  console.log(`
${report.hallName.zh} ${day.date} 营业日报 evening report
  取号 customers ${report.customers}   办结 served ${report.served}   弃号 abandoned ${report.abandoned}   未取到号 turned away ${figures.turned_away}   识别 recognised ${figures.recognised}
  等候 wait      平均 mean ${minutes(report.wait.meanS)}   p50 ${minutes(report.wait.p50S)}   p90 ${minutes(report.wait.p90S)}   最长 max ${minutes(report.wait.maxS)}
  办理 handling  平均 mean ${minutes(report.handlingMeanS)}   评价 rated ${report.rated}   满意率 satisfied ${percent(report.satisfied)}
  工单 orders    受理 opened ${orders.opened}（窗口 at windows ${orders.atWindows}）   办结 closed ${orders.closed}   在办 running ${orders.running}   超期 overdue ${orders.late}   催办 urged ${orders.urged}   挂起 suspended ${orders.suspended}   评价 rated ${orders.rated}
`);
  console.table(
    Object.fromEntries(
      report.services.map((service) => [
        `${service.code} ${service.name.zh}`,
        {
          取号: service.customers,
          办结: service.served,
          弃号: service.abandoned,
          平均等候: minutes(service.wait.meanS),
          p90: minutes(service.wait.p90S),
          平均办理: minutes(service.handlingMeanS),
        },
      ]),
    ),
  );
  console.table(
    Object.fromEntries(
      report.windows.map((window) => [
        `${window.number} 号窗口`,
        { 办结: window.served, 平均办理: minutes(window.handlingMeanS), 开窗: minutes(window.openS) },
      ]),
    ),
  );
  console.log(
    `预测 forecast: 平均误差 MAE ${figures.estimate_mae_s} s，常用公式 usual formula ${figures.formula_mae_s} s（改善 gain ${percent(figures.estimate_gain)}），区间覆盖 coverage ${percent(figures.range_coverage)}`,
  );
  console.log(
    wrong.length === 0
      ? "检查 checks: 全部通过 all passed"
      : `检查 checks: 未通过 FAILED\n  ${wrong.join("\n  ")}`,
  );
}
