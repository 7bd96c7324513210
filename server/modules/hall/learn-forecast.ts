/** The wait forecast learns: from earlier days that are imported, and every night from the day that is over. */
import type { InputOf } from "../../../contracts/endpoint.ts";
import type { importHistory as importEndpoint } from "../../../contracts/hall.ts";
import { type Clock, dateOf, instantAt } from "../../foundation/clock.ts";
import { audit, type Context, publish } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { command, type Platform } from "../../foundation/transaction.ts";
import { forgetModel } from "./forecast.ts";
import { hallRules, queueRules } from "./hall-rules.ts";
import { learn } from "./rules/wait-forecast.ts";
import type { WaitModel } from "./rules/wait-model.ts";
import { lockSetUpHall, todayOf } from "./setup-hall.ts";
import { listServices } from "./store/halls.ts";
import * as store from "./store/history.ts";

type ImportedDay = InputOf<typeof importEndpoint>["body"]["days"][number];

/** Takes over earlier days and learns from all that is known. Importing the same days again changes nothing. */
export async function importHistory(
  ctx: Context,
  hallId: string,
  days: readonly ImportedDay[],
): Promise<WaitModel> {
  await lockSetUpHall(ctx, hallId);
  const today = todayOf(ctx);
  for (const day of days) {
    if (day.date >= today) throw new Problem("hall.history_future", { date: day.date, field: "days" });
    const wrong = wrongField(day);
    if (wrong) throw new Problem("hall.history_day", { date: day.date, field: wrong });
  }
  await store.savePastDays(ctx, hallId, days as unknown as store.StoredDay[], "imported");
  const customers = days.reduce((sum, day) => sum + day.customers.length, 0);
  audit(ctx, {
    action: "hall.history.import",
    subject: `hall:${hallId}`,
    after: { days: days.length, customers },
  });
  return relearn(ctx, hallId);
}

const dayMs = 86_400_000;

/** Instants in the order in which they must have happened, all within the day; the field at fault otherwise. */
function wrongField({ date, customers, presence }: ImportedDay): string | undefined {
  const from = instantAt(Temporal.PlainDate.from(date), Temporal.PlainTime.from("00:00")).epochMilliseconds;
  const isInDay = (at: number) => from <= at && at < from + dayMs;
  for (const [index, one] of customers.entries()) {
    const { takenAt, calledAt, finishedAt, leftAt } = one;
    const isRight =
      isInDay(takenAt) &&
      (calledAt ?? takenAt) >= takenAt &&
      (finishedAt ?? Number.POSITIVE_INFINITY) >= (calledAt ?? takenAt) &&
      (leftAt ?? takenAt) >= takenAt &&
      (finishedAt === undefined || calledAt !== undefined);
    if (!isRight) return `customers.${index}`;
  }
  const shift = presence.findIndex(({ opensAt, closesAt }) => !isInDay(opensAt) || closesAt < opensAt);
  return shift < 0 ? undefined : `presence.${shift}`;
}

/** Learns anew from the last days (rule HALL.FORECAST.HISTORY_DAYS). Some seconds for a busy hall's quarter. */
export async function relearn(ctx: Context, hallId: string): Promise<WaitModel> {
  const most = (await hallRules(ctx)).value("HALL.FORECAST.HISTORY_DAYS");
  const days = await store.listPastDays(ctx, hallId, todayOf(ctx), most);
  const services = await listServices(ctx, hallId);
  const typical = Object.fromEntries(
    services.map(({ code, typicalMinutes }) => [code, typicalMinutes * 60_000]),
  );
  const model = learn(days, typical, await queueRules(ctx));
  await store.saveModel(ctx, hallId, model);
  forgetModel(ctx, hallId);
  publish(ctx, { type: "hall.forecast-learned", topic: hallId, payload: { days: model.days } });
  return model;
}

/** One of the hall's own days is over and becomes history. */
export async function learnFromDay(ctx: Context, hallId: string, day: string): Promise<void> {
  await lockSetUpHall(ctx, hallId);
  await store.savePastDays(ctx, hallId, [await store.readOwnDay(ctx, hallId, day)], "own");
  await relearn(ctx, hallId);
}

const sweptOn = new WeakMap<Clock, string>();

/** Once per process and date: halls whose yesterday nobody has learned from. One transaction per hall and day. */
export async function sweepForecasts(platform: Platform, orgIds: readonly number[]): Promise<void> {
  const today = dateOf(platform.clock.now()).toString();
  if (sweptOn.get(platform.clock) === today) return;
  for (const orgId of orgIds) {
    const call = { actor: { kind: "system", orgIds: [orgId] }, orgId, requestId: `learn-${today}` } as const;
    const due = await command(platform, call, (ctx) => store.daysToLearn(ctx, today));
    for (const { hallId, day } of due) await command(platform, call, (ctx) => learnFromDay(ctx, hallId, day));
  }
  sweptOn.set(platform.clock, today);
}

/** How good the forecast was on the last days. */
export async function readForecastAccuracy(ctx: Context, hallId: string, days: number) {
  const from = dateOf(ctx.clock.now())
    .subtract({ days: days - 1 })
    .toString();
  const learned = await store.findLearned(ctx, hallId);
  const accuracy = await store.readAccuracy(ctx, hallId, from);
  return {
    modelDays: learned?.days ?? 0,
    learnedAt: learned?.learnedAt.toString() ?? null,
    days: accuracy.map((day) => ({
      ...day,
      gain: day.errorS === null || !day.formulaErrorS ? null : 1 - day.errorS / day.formulaErrorS,
    })),
  };
}
