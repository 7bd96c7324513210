/**
 * `npm run day`: a service day with virtual customers and clerks on a real server, ending in the hall's evening report
 * and in checks that can fail.
 *
 *   npm run day                                      a generated day of the sample county
 *   npm run day -- --arrivals A.csv --staff S.csv    a day of your own (columns: county/README.md)
 *     --history DIR     earlier days that the forecast learns from
 *     --json            one JSON object on standard output
 *   npm run day -- --live --speed 60                 play on the running server, to watch the screens
 */
import { parseArgs } from "node:util";
import hallRules from "../catalogue/hall-rules.json" with { type: "json" };
import { type QueueRules, queueRulesFrom } from "../server/modules/hall/rules/queue-rules.ts";
import { sampleSignIns } from "../server/modules/identity/index.ts";
import { DayFileError, readDay, readDays, type ServiceDay, shiftDay } from "./day-files.ts";
import { generateDay } from "./generate-day.ts";
import { checkCustomers } from "./replay/check-customers.ts";
import { checkDay, readReport } from "./replay/check-day.ts";
import { checkOrders } from "./replay/check-orders.ts";
import { Eavesdropper } from "./replay/eavesdropper.ts";
import { meanServiceMs, teach } from "./replay/history.ts";
import { playLive } from "./replay/live-day.ts";
import { OrderDay } from "./replay/order-day.ts";
import { countOrderViolations } from "./replay/order-log.ts";
import { OwnServer } from "./replay/own-server.ts";
import { playDay } from "./replay/play-day.ts";
import { progressBar } from "./replay/progress.ts";
import { failures, figuresOf, printReport } from "./replay/report.ts";
import { StageBuilder } from "./replay/stage.ts";
import { residents, visitorsOf } from "./replay/visitors.ts";

const usage = "npm run day -- [--arrivals FILE --staff FILE] [--history DIR] [--json] | --live [--speed N]";

const { values: given } = parseArgs({
  options: {
    arrivals: { type: "string" },
    staff: { type: "string" },
    history: { type: "string" },
    json: { type: "boolean", default: false },
    live: { type: "boolean", default: false },
    speed: { type: "string", default: "60" },
    seed: { type: "string", default: "1" },
    help: { type: "boolean", default: false },
  },
});

try {
  if (given.help) console.log(usage);
  else if (given.live)
    await playLive({ speed: positive("speed", given.speed), seed: positive("seed", given.seed) });
  else process.exitCode = await replay();
} catch (error) {
  if (!(error instanceof DayFileError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}

/** Plays the day and prints its report. @returns the exit code: 1 when a check failed */
async function replay(): Promise<number> {
  const { day, history } = readInput();
  const rules = queueRulesFrom(hallRules);
  const bar = progressBar(day, !given.json && process.stderr.isTTY);
  bar.say("启动服务器与数据库 starting a server of its own");
  const ears = new Eavesdropper(residents());
  const server = await OwnServer.start(OrderDay.startsAt(day), {
    environment: { MC_LOG_LEVEL: "debug" },
    overhear: (output) => ears.hearLog(output),
  });
  try {
    return await playOn(server, ears, day, history, rules, bar);
  } finally {
    bar.end();
    await server.stop();
  }
}

async function playOn(
  server: OwnServer,
  ears: Eavesdropper,
  day: ServiceDay,
  history: readonly ServiceDay[],
  rules: QueueRules,
  bar: ReturnType<typeof progressBar>,
): Promise<number> {
  const overhear = (call: string, answer: string) => ears.hear(call, answer);
  const base = () => server.base;
  const moveTo = (at: number) => server.moveTo(at);
  const visitors = visitorsOf(day);
  bar.say("办理前几天的工单 orders of the days before");
  const orders = await OrderDay.gather({ base, overhear }, day, visitors, residents());
  await orders.liveBefore(moveTo);
  await moveTo(day.startsAt);
  bar.say("布置营业厅 setting up the hall");
  const builder = new StageBuilder(base, sampleSignIns, overhear);
  const stage = await builder.build(day);
  const manager = await builder.manager(stage.hallId);
  if (history.length > 0) {
    bar.say(`学习 ${history.length} 个历史日 learning from ${history.length} earlier days`);
    await teach(manager, stage.hallId, history, rules);
  }
  const diary = await playDay({
    stage,
    day,
    moveTo,
    meanServiceMs: meanServiceMs(history.length > 0 ? history : [day]),
    visitors,
    orders,
    onProgress: bar.show,
  });
  // After midnight the hall's day is closed: whoever still held a number is accounted for.
  const now = day.startsAt + 86_400_000 + 600_000;
  await moveTo(now);
  const { report, rows } = await readReport(manager, stage.hallId, day.date);
  const check = checkDay(diary, report, rows);
  const ordersOf = (customerId: string) => orders.openedFor(customerId).map(({ number }) => number);
  const customers = await checkCustomers(manager, diary, day.date, ears, ordersOf);
  const orderCheck = await checkOrders({
    orders,
    from: day.startsAt,
    to: day.startsAt + 86_400_000,
    now,
    firstDate: orders.firstDate,
    lastDate: Temporal.PlainDate.from(day.date).add({ days: 1 }).toString(),
  });
  const violations = countOrderViolations(day, diary, rules);
  const figures = figuresOf(diary, check, customers, violations, orderCheck);
  bar.end();
  if (given.json) console.log(JSON.stringify(figures));
  else printReport(day, report, figures, check, orderCheck);
  return failures(figures, check, orderCheck).length === 0 ? 0 : 1;
}

function readInput(): { day: ServiceDay; history: ServiceDay[] } {
  const { arrivals, staff, history } = given;
  if (!arrivals !== !staff) {
    console.error(`--arrivals and --staff go together. ${usage}`);
    process.exit(2);
  }
  if (!arrivals || !staff) {
    const seed = positive("seed", given.seed);
    const today = Temporal.PlainDate.from("2026-03-18");
    const past = Array.from({ length: 14 }, (_, index) => today.subtract({ days: 14 - index }));
    return {
      day: generateDay(today.toString(), seed),
      history: past.map((date) => generateDay(date.toString(), seed)),
    };
  }
  const day = readDay(arrivals, staff);
  const weeks = weeksToNow(day.date);
  const days = history ? readDays(history).filter(({ date }) => date < day.date) : [];
  return { day: shiftDay(day, weeks), history: days.map((past) => shiftDay(past, weeks)) };
}

/** Rules have a beginning; an old day is played by today's, moved by whole weeks so that its weekday stays. */
function weeksToNow(date: string): number {
  const first =
    hallRules
      .map(({ valid_from }) => valid_from)
      .sort()
      .at(-1) ?? date;
  const days = Temporal.PlainDate.from(date).until(Temporal.PlainDate.from(first).add({ weeks: 8 }), {
    largestUnit: "days",
  }).days;
  return days > 0 ? Math.ceil(days / 7) : 0;
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (value > 0) return value;
  console.error(`--${name} takes a number above 0, not "${text}". ${usage}`);
  process.exit(2);
}
