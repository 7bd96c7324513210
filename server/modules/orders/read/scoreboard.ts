/** Promises kept and broken by unit, stage times and bottlenecks, why it was late, and what customers said afterwards. */
import type { AnswerOf, InputOf } from "../../../../contracts/endpoint.ts";
import type * as contract from "../../../../contracts/orders.ts";
import type { Context } from "../../../foundation/context.ts";
import { ruleName } from "../../catalogue/index.ts";
import type { OrderCatalogue } from "../catalogue/order-catalogue.ts";
import { findOrderStage } from "../catalogue/order-stages.ts";
import { catalogueNow } from "../catalogue-in-force.ts";
import * as store from "../store/read-figures.ts";
import { unitsOf } from "../units-with.ts";
import { figureScope } from "./figure-scope.ts";

/** More likely late than not. */
const riskFrom = 50;
const bottlenecksMost = 20;
const minutesOfDay = 1_440;

export async function readScoreboard(
  ctx: Context,
  query: InputOf<typeof contract.readScoreboard>["query"],
): Promise<AnswerOf<typeof contract.readScoreboard>> {
  const scope = await figureScope(ctx, query);
  const names = new Map((await unitsOf(ctx)).map(({ unitId, name }) => [unitId, name]));
  const named = <Row extends { readonly unitId: string }>(row: Row) => ({
    ...row,
    unitName: names.get(row.unitId) ?? { zh: "—", en: "—" },
  });
  const promises = await store.countPromises(ctx, scope, query.layer);
  const running = await store.countRunning(ctx, scope.unitIds, riskFrom);
  return {
    rows: promises.map((row) => ({ ...named(row), ruleName: ruleName(row.ruleCode) })),
    running: running.map(named),
  };
}

export async function readStageTimes(
  ctx: Context,
  query: InputOf<typeof contract.readStageTimes>["query"],
): Promise<AnswerOf<typeof contract.readStageTimes>> {
  const scope = await figureScope(ctx, query);
  const filter = { ...scope, typeCode: query.type ?? null, customerClass: query.customerClass ?? null };
  const stages = await store.listStageTimes(ctx, filter);
  const all = stages.reduce((sum, { minutes }) => sum + minutes, 0);
  const days = scope.from.until(scope.until).total("minutes") / minutesOfDay;
  return {
    stages: stages.toSorted(byPlace).map(({ stage, steps, median, p90, minutes }) => ({
      key: stage ?? "other",
      name: stageName(stage),
      steps,
      medianMinutes: median,
      p90Minutes: p90,
      timeShare: all === 0 ? 0 : minutes / all,
    })),
    bottlenecks: (await store.listBottlenecks(ctx, filter, bottlenecksMost)).map(
      ({ nameZh, nameEn, done, ...row }) => ({
        ...row,
        name: { zh: nameZh, en: nameEn },
        donePerDay: done / days,
        daysOfWork: done === 0 ? null : (row.waiting * days) / done,
      }),
    ),
  };
}

const placeOf = (stage: string | null) => (stage === null ? undefined : findOrderStage(stage)?.sort) ?? 1_000;
const byPlace = (one: store.StageTime, other: store.StageTime) => placeOf(one.stage) - placeOf(other.stage);
function stageName(stage: string | null) {
  const known = stage === null ? undefined : findOrderStage(stage);
  return known ? { zh: known.zh, en: known.en } : { zh: stage ?? "其他", en: stage ?? "Other" };
}

export async function readOverdueReasons(
  ctx: Context,
  query: contract.FigureRange,
): Promise<AnswerOf<typeof contract.readOverdueReasons>> {
  const catalogue = await catalogueNow(ctx);
  const rows = await store.countOverdueReasons(ctx, await figureScope(ctx, query));
  return {
    missed: rows.reduce((sum, { clocks }) => sum + clocks, 0),
    reasons: rows.map(({ code, clocks }) => ({ code, name: reasonName(catalogue, code), clocks })),
  };
}

function reasonName(catalogue: OrderCatalogue, code: string | null) {
  if (code === null) return { zh: "未填写原因", en: "Nobody has said why" };
  return catalogue.reasonName("overdue", code);
}

const unanswered: ReadonlySet<string> = new Set(["unrated", "declined"]);
const good: ReadonlySet<string> = new Set(["very-satisfied", "satisfied"]);

export async function readVisitResults(
  ctx: Context,
  query: contract.FigureRange,
): Promise<AnswerOf<typeof contract.readVisitResults>> {
  const catalogue = await catalogueNow(ctx);
  const rows = await store.countVisits(ctx, await figureScope(ctx, query));
  const count = (wanted: (row: store.VisitCount) => boolean) =>
    rows.filter(wanted).reduce((sum, { visits }) => sum + visits, 0);
  const isAnswer = ({ satisfaction }: store.VisitCount) =>
    satisfaction !== null && !unanswered.has(satisfaction);
  const answers = [...new Set(rows.flatMap(({ satisfaction }) => satisfaction ?? []))];
  return {
    visited: count(() => true),
    reached: count(({ isReached }) => isReached),
    results: answers.map((satisfaction) => ({
      satisfaction,
      name: satisfactionName(catalogue, satisfaction),
      visits: count((row) => row.satisfaction === satisfaction),
    })),
    satisfied: {
      numerator: count(({ satisfaction }) => good.has(satisfaction ?? "")),
      denominator: count(isAnswer),
      excluded: count((row) => !isAnswer(row)),
    },
  };
}

/** As the form of the return visit words it. */
function satisfactionName(catalogue: OrderCatalogue, value: string) {
  const field = catalogue.form("visit")?.fields.find(({ key }) => key === "satisfaction");
  return field?.options.find((option) => option.value === value)?.label ?? { zh: value, en: value };
}
