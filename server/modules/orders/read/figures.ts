/** The ten promises and the metrics of §3.10 as figures: what each was made of, and the orders behind it. */
import type { AnswerOf, InputOf } from "../../../../contracts/endpoint.ts";
import type * as contract from "../../../../contracts/orders.ts";
import { dateOf } from "../../../foundation/clock.ts";
import type { Context } from "../../../foundation/context.ts";
import { Problem } from "../../../foundation/problem.ts";
import { type RulesInForce, rulesInForce } from "../../catalogue/index.ts";
import type { OrderCatalogue } from "../catalogue/order-catalogue.ts";
import { type OrderMetric, orderMetrics } from "../catalogue/order-metrics.ts";
import { type TenPromise, tenPromises } from "../catalogue/order-promises.ts";
import { catalogueNow } from "../catalogue-in-force.ts";
import type { ClockUnit, WorkTime } from "../clock/marks.ts";
import { rulerOf } from "../clock/ruler.ts";
import * as store from "../store/populations.ts";
import { workTimeOf } from "../work-time.ts";
import { figureScope } from "./figure-scope.ts";
import { orderLines } from "./lines.ts";

type Figure = contract.OrderFigure;
type PromiseFigure = TenPromise["figures"][number];

export async function readTenPromises(
  ctx: Context,
  query: contract.FigureRange,
): Promise<AnswerOf<typeof contract.readTenPromises>> {
  const scope = await figureScope(ctx, query);
  const promises: AnswerOf<typeof contract.readTenPromises>["promises"] = [];
  // One after the other: they share one transaction's connection.
  for (const { no, zh, en, text, source, figures } of tenPromises) {
    const made: Figure[] = [];
    for (const figure of figures) made.push(...(await promiseFigures(ctx, scope, figure)));
    promises.push({ no, name: { zh, en }, text, source, figures: made });
  }
  return { promises };
}

async function promiseFigures(
  ctx: Context,
  scope: store.FigureScope,
  figure: PromiseFigure,
): Promise<Figure[]> {
  const { code, zh, en, isLive, reason } = figure;
  const isAverage = figure.measure === "average";
  const unit: Figure["unit"] = isAverage && isClockUnit(figure.unit) ? figure.unit : "SHARE";
  const about = { code, name: { zh, en }, measure: isAverage ? "average" : "share", unit, isLive } as const;
  const why = reason === null ? null : { zh: reason, en: reason };
  const population = isLive ? promisePopulation(ctx, scope, figure) : undefined;
  const rules = await rulesInForce(ctx, dateOf(ctx.clock.now()).toString());
  if (!population) return [{ ...about, ...empty, group: "ALL", target: targetOf(rules, figure, "ALL"), why }];
  const parts = isAverage
    ? await averages(ctx, population, unit)
    : (await store.countPopulation(ctx, population)).map(shareOf);
  if (parts.length === 0)
    return [{ ...about, ...empty, group: "ALL", target: targetOf(rules, figure, "ALL"), why }];
  return parts.map((part) => ({ ...about, ...part, target: targetOf(rules, figure, part.group), why }));
}

const empty = { value: null, numerator: 0, denominator: 0, excluded: 0 } as const;
type Part = Pick<Figure, "group" | "value" | "numerator" | "denominator" | "excluded">;

function promisePopulation(
  ctx: Context,
  scope: store.FigureScope,
  { measure, types, rules, from, to, by }: PromiseFigure,
): store.Population | undefined {
  switch (measure) {
    case "share-in-time":
      return store.clocksOf(ctx, scope, { rules, types, by });
    case "average":
      return to === null ? undefined : store.spanOf(ctx, scope, { types, from: from ?? "opened", to, by });
    case "share-of-orders":
      return store.answeredYes(ctx, scope, { types, node: to ?? "accept", key: "isNoticeGiven" });
    case "share-of-channel":
      return store.online(ctx, scope, types);
  }
}

const shareOf = ({ grp, hits, others, excluded }: store.Count): Part => ({
  group: grp as Part["group"],
  value: hits + others === 0 ? null : hits / (hits + others),
  numerator: hits,
  denominator: hits + others,
  excluded,
});

/** Working days are those of the calendar, so that a feast does not count as work. */
async function averages(ctx: Context, population: store.Population, unit: Figure["unit"]): Promise<Part[]> {
  const time = await workTimeOf(ctx);
  const groups = Map.groupBy(await store.listSpans(ctx, population), ({ grp }) => grp);
  return [...groups].map(([group, spans]) => {
    const sum = spans.reduce((total, span) => total + amountOf(span, unit, time), 0);
    return {
      group: group as Part["group"],
      value: sum / spans.length,
      numerator: sum,
      denominator: spans.length,
      excluded: 0,
    };
  });
}

const isClockUnit = (unit: string): unit is ClockUnit => ["MIN", "HOUR", "ND", "WD", "BH"].includes(unit);

function amountOf({ began, ended }: store.SpanRow, unit: Figure["unit"], time: WorkTime): number {
  const ruler = rulerOf(isClockUnit(unit) ? unit : "MIN", time);
  return Math.max(0, ruler.at(ended.epochMilliseconds) - ruler.at(began.epochMilliseconds)) / ruler.size;
}

/** What an average is held against; a share is held against all. */
function targetOf(rules: RulesInForce, figure: PromiseFigure, group: Figure["group"]): number | null {
  if (figure.measure === "share-in-time") return 1;
  if (figure.measure !== "average") return null;
  const [code] = figure.rules;
  if (code === undefined) return null;
  const scope =
    figure.by === "area" && group !== "ALL"
      ? { areaType: group }
      : figure.by === "class" && group !== "ALL"
        ? { customerClass: group }
        : {};
  return rules.find(code, scope)?.value ?? null;
}

export async function readOrderMetrics(
  ctx: Context,
  query: contract.FigureRange,
): Promise<AnswerOf<typeof contract.readOrderMetrics>> {
  const scope = await figureScope(ctx, query);
  const catalogue = await catalogueNow(ctx);
  const metrics: AnswerOf<typeof contract.readOrderMetrics>["metrics"] = [];
  for (const metric of orderMetrics) {
    const { code, zh, en, measure, unit, numerator, denominator, excluded, source, confidence } = metric;
    const population = metricPopulation(ctx, scope, catalogue, metric);
    const [part] =
      measure === "average"
        ? await averages(ctx, population, unit)
        : (await store.countPopulation(ctx, population)).map(shareOf);
    metrics.push({
      code,
      name: { zh, en },
      measure,
      unit,
      ...(part ?? { ...empty, group: "ALL" as const }),
      ...(measure === "count" ? { value: part?.numerator ?? 0 } : {}),
      target: null,
      isLive: true,
      why: null,
      numeratorText: numerator,
      denominatorText: denominator,
      excludedText: excluded,
      source,
      confidence,
    });
  }
  return { metrics };
}

/** Who must be called afterwards (§3.8). */
const visitedTypes = ({ types }: OrderCatalogue) =>
  types.filter(({ visit }) => visit === "must").map(({ code }) => code);

/** Those that are of all orders. */
const plainPopulations = {
  overdue: store.overdue,
  refused: store.refused,
  once: store.once,
  reached: store.reached,
  satisfied: store.satisfied,
  founded: store.founded,
  urged: store.urged,
  repeated: store.repeated,
  supervised: store.supervised,
} as const;

function metricPopulation(
  ctx: Context,
  scope: store.FigureScope,
  catalogue: OrderCatalogue,
  metric: OrderMetric,
): store.Population {
  const { population, rules, types, from, to } = metric;
  switch (population) {
    case "clocks":
      return store.clocksOf(ctx, scope, { rules });
    case "span":
      return store.spanOf(ctx, scope, { types, from, to });
    case "visited":
      return store.visited(ctx, scope, visitedTypes(catalogue));
    case "opened":
      return store.takenIn(ctx, scope, types);
    default:
      return plainPopulations[population](ctx, scope);
  }
}

/** @throws thing.not_found for a figure that nobody knows, or that has no data yet */
export async function listFigureOrders(
  ctx: Context,
  query: InputOf<typeof contract.listFigureOrders>["query"],
): Promise<AnswerOf<typeof contract.listFigureOrders>> {
  const scope = await figureScope(ctx, query);
  const population = populationNamed(ctx, scope, await catalogueNow(ctx), query.figure);
  if (!population) throw new Problem("thing.not_found");
  const found = await store.listPopulation(ctx, population, {
    part: query.part,
    after: query.after ?? null,
    most: query.limit + 1,
  });
  const shown = found.slice(0, query.limit);
  return {
    orders: await orderLines(ctx, shown),
    after: found.length > query.limit ? (shown.at(-1) ?? null) : null,
  };
}

function populationNamed(
  ctx: Context,
  scope: store.FigureScope,
  catalogue: OrderCatalogue,
  code: string,
): store.Population | undefined {
  if (code.startsWith("rule:")) return store.clocksOf(ctx, scope, { rules: [code.slice("rule:".length)] });
  const metric = orderMetrics.find((one) => one.code === code);
  if (metric) return metricPopulation(ctx, scope, catalogue, metric);
  const figure = tenPromises.flatMap(({ figures }) => figures).find((one) => one.code === code && one.isLive);
  return figure && promisePopulation(ctx, scope, figure);
}
