/** The dispatcher's board: everything that runs in the caller's units, by stage and urgency, and who has how much in hand. */
import type { AnswerOf, InputOf } from "../../../../contracts/endpoint.ts";
import type { readBoard as endpoint, Family } from "../../../../contracts/orders.ts";
import type { Context } from "../../../foundation/context.ts";
import { Problem } from "../../../foundation/problem.ts";
import { listHolders, staffOfUnits, type UnitRow } from "../../identity/index.ts";
import { findOrderStage } from "../catalogue/order-stages.ts";
import { catalogueNow } from "../catalogue-in-force.ts";
import * as store from "../store/read-board.ts";
import { unitsWith } from "../units-with.ts";
import { workLines } from "./lines.ts";
import { warnShares } from "./look.ts";

type Query = InputOf<typeof endpoint>["query"];

/** 业扩调度 looks after supply, 95598 调度 after what people call for. */
const families: Readonly<Record<Query["board"], readonly Family[]>> = {
  supply: ["new", "increase", "temporary", "solar", "charging", "change", "metering"],
  hotline: ["service", "complaint", "consultation", "fault", "system"],
};
const peopleMost = 500;
/** A board with nothing in any stage asks for as many lines as one with all. */
const stagesUsual = 10;

/** @throws thing.not_found for a unit that the caller does not dispatch */
export async function readBoard(ctx: Context, query: Query): Promise<AnswerOf<typeof endpoint>> {
  const units = (await unitsWith(ctx, "orders.dispatch")).filter(
    ({ path }) => query.unitId === undefined || path.includes(query.unitId),
  );
  if (units.length === 0) throw new Problem("thing.not_found");
  const unitIds = units.map(({ unitId }) => unitId);
  const { warm: warmAt } = await warnShares(ctx);
  const scope = { unitIds, typeCodes: await typesOf(ctx, query), heat: query.heat ?? null, warmAt };
  const stages = await store.readStages(ctx, scope, Math.ceil(query.limit / stagesUsual));
  const lines = await workLines(
    ctx,
    stages.flatMap(({ stepIds }) => stepIds),
  );
  const byStep = new Map(lines.map((line) => [line.stepId, line]));
  return {
    now: ctx.clock.now().toString(),
    stages: stages.toSorted(byPlace).map(({ stage, count, warm, over, stepIds }) => ({
      key: stage ?? "other",
      name: stageName(stage),
      count,
      warm,
      over,
      lines: stepIds.flatMap((id) => byStep.get(id) ?? []),
    })),
    totals: await store.readTotals(ctx, scope),
    people: await peopleOf(ctx, units),
  };
}

async function typesOf(ctx: Context, { board, family }: Query): Promise<string[]> {
  const wanted = family === undefined ? families[board] : families[board].filter((one) => one === family);
  const { types } = await catalogueNow(ctx);
  return types.filter((type) => wanted.includes(type.family)).map(({ code }) => code);
}

function stageName(stage: string | null) {
  const known = stage === null ? undefined : findOrderStage(stage);
  return known ? { zh: known.zh, en: known.en } : { zh: stage ?? "其他", en: stage ?? "Other" };
}

const placeOf = ({ stage }: store.StageRow) =>
  (stage === null ? undefined : findOrderStage(stage)?.sort) ?? 1_000;
const byPlace = (one: store.StageRow, other: store.StageRow) => placeOf(one) - placeOf(other);

/** Who may work on orders there, the busiest first: an administrator's name is no place to drag work onto. */
async function peopleOf(ctx: Context, units: readonly UnitRow[]) {
  const unitIds = units.map(({ unitId }) => unitId);
  const workers = await workersIn(ctx, units);
  const staff = (await staffOfUnits(ctx, unitIds, peopleMost)).filter(({ staffId }) => workers.has(staffId));
  const loads = await store.readLoads(
    ctx,
    staff.map(({ staffId }) => staffId),
  );
  return staff
    .map(({ staffId, name, post }) => {
      const { openSteps = 0, over = 0 } = loads.get(staffId) ?? {};
      return { staffId, name, post, openSteps, over };
    })
    .toSorted((one, other) => other.openSteps - one.openSteps);
}

/** Holders on the topmost of these units, and on whatever is below. */
async function workersIn(ctx: Context, units: readonly UnitRow[]): Promise<ReadonlySet<string>> {
  const inside = new Set(units.map(({ unitId }) => unitId));
  const tops = units.filter(
    ({ unitId, path }) => !path.some((above) => above !== unitId && inside.has(above)),
  );
  const found = new Set<string>();
  for (const { unitId } of tops)
    for (const { staffId, state } of await listHolders(ctx, unitId, "orders.work"))
      if (state === "active") found.add(staffId);
  return found;
}
