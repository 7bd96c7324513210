/** The hall's evening report (日报): what the day came to, by service and window, and how good the forecast was. */
import type { EveningReport } from "../../../contracts/hall.ts";
import type { Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { limitsOf } from "./figures.ts";
import { findHall } from "./store/halls.ts";
import { type DayTicket, readDay, sumHandlings, sumWindows } from "./store/report.ts";

type Waits = EveningReport["wait"];

export async function eveningReport(ctx: Context, hallId: string, day: string): Promise<EveningReport> {
  const hall = await findHall(ctx, hallId);
  if (!hall) throw new Problem("hall.not_set_up");
  const { tickets: all, ratings, alerts } = await readDay(ctx, hallId, day);
  const handlings = await sumHandlings(ctx, hallId, day);
  const { promiseS } = await limitsOf(ctx);
  const tickets = all.filter(({ state }) => state !== "void" && state !== "printing");
  const waits = waitsOf(tickets, ({ waitS }) => waitS);
  const called = tickets.flatMap(({ waitS }) => waitS ?? []);
  const satisfied = ratings.filter(({ level }) => level >= 4).length;
  const count = (...states: string[]) => tickets.filter(({ state }) => states.includes(state)).length;
  return {
    hallId,
    hallName: hall.name,
    day,
    madeAt: ctx.clock.now().toString(),
    customers: tickets.length,
    served: count("done"),
    abandoned: count("abandoned"),
    missed: tickets.filter(({ missedCount }) => missedCount > 0).length,
    void: all.length - tickets.length,
    open: count("waiting", "called", "serving", "held", "missed"),
    wait: waits,
    waitToService: waitsOf(tickets, ({ serviceWaitS }) => serviceWaitS),
    withinPromise: share(called.filter((wait) => wait <= promiseS).length, called.length),
    handlingMeanS: mean(
      handlings.flatMap(({ items, seconds }) => Array<number>(items).fill(seconds / items)),
    ),
    rated: ratings.length,
    satisfied: share(satisfied, ratings.length),
    ratings: [5, 4, 3, 2, 1].map((level) => ({
      level,
      count: ratings.filter((one) => one.level === level).length,
    })),
    services: servicesOf(tickets, handlings),
    windows: [...(await sumWindows(ctx, hallId, day))],
    forecast: forecastOf(tickets),
    alerts,
  };
}

function servicesOf(
  tickets: readonly DayTicket[],
  handlings: readonly { code: string; items: number; seconds: number }[],
) {
  const groups = Map.groupBy(tickets, ({ code }) => code);
  return [...groups]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([code, own]) => {
      const handled = handlings.find((one) => one.code === code);
      return {
        code,
        name: own[0]?.name ?? { zh: code, en: code },
        customers: own.length,
        served: own.filter(({ state }) => state === "done").length,
        abandoned: own.filter(({ state }) => state === "abandoned").length,
        wait: waitsOf(own, ({ waitS }) => waitS),
        handlingMeanS: handled && handled.items > 0 ? handled.seconds / handled.items : null,
      };
    });
}

function forecastOf(tickets: readonly DayTicket[]): EveningReport["forecast"] {
  const told = tickets.filter(({ waitS, midS }) => waitS !== null && midS !== null);
  const error = (of: (ticket: DayTicket) => number | null) =>
    mean(told.map((ticket) => Math.abs((ticket.waitS ?? 0) - (of(ticket) ?? 0))));
  const inside = told.filter(
    ({ waitS, lowS, highS }) => (lowS ?? 0) <= (waitS ?? 0) && (waitS ?? 0) <= (highS ?? 0),
  );
  return {
    measured: told.length,
    errorS: error(({ midS }) => midS),
    formulaErrorS: error(({ formulaS }) => formulaS),
    coverage: share(inside.length, told.length),
  };
}

/** Percentiles by nearest rank: a wait that really happened. */
function waitsOf(tickets: readonly DayTicket[], of: (ticket: DayTicket) => number | null): Waits {
  const waits = tickets.flatMap((ticket) => of(ticket) ?? []).sort((a, b) => a - b);
  const at = (part: number) => waits[Math.max(0, Math.ceil(waits.length * part) - 1)] ?? null;
  return { meanS: mean(waits), p50S: at(0.5), p90S: at(0.9), maxS: waits.at(-1) ?? null };
}

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
