/** The hall's figures (指标, handbook §5.7) over any part of the organisation tree that the caller may see. */
import definitions from "../../../catalogue/figures.json" with { type: "json" };
import type { Capability } from "../../../contracts/capabilities.ts";
import type { Words } from "../../../contracts/endpoint.ts";
import {
  type FigureCode,
  type FigureDefinition,
  type FigureGroup,
  type FigureGrouping,
  type FigureRow,
  type FigureValues,
  figureCode,
} from "../../../contracts/hall.ts";
import type { Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { listHallsBelow, listStaff, type UnitRow } from "../identity/index.ts";
import { hallRules } from "./hall-rules.ts";
import * as store from "./store/figures.ts";
import { unitsWith } from "./units-with.ts";

export const figureDefinitions: readonly FigureDefinition[] = definitions.map((definition) => ({
  ...(definition as Omit<FigureDefinition, "source">),
  source: "服务规则手册 §5.7",
}));

export type FigureQuery = {
  readonly unitId?: string | undefined;
  readonly from: string;
  readonly to: string;
  readonly serviceCode?: string | undefined;
};

export type Figures = {
  readonly total: FigureValues;
  readonly groups: FigureGroup[];
  readonly halls: number;
};

export async function readFigures(
  ctx: Context,
  query: FigureQuery,
  by: FigureGrouping,
  capability: Capability = "hall.figures.view",
): Promise<Figures> {
  const { scope, halls } = await scopeOf(ctx, query, capability);
  const limits = await limitsOf(ctx);
  const { total, groups } = await figuresBy(ctx, scope, limits, by);
  return { total, groups: await labelled(ctx, by, [...groups], halls), halls: halls.length };
}

/** The tickets behind a figure of a group. */
export async function readFigureRows(
  ctx: Context,
  query: FigureQuery & store.RowQuery,
): Promise<{ rows: FigureRow[]; next: string | null }> {
  if (!store.ticketFigures[query.figure]) throw new Problem("hall.figure_no_rows", { field: "figure" });
  const { scope } = await scopeOf(ctx, query, "hall.figures.view");
  const found = await store.listTickets(ctx, scope, await limitsOf(ctx), query);
  const rows = found.slice(0, query.limit);
  const names = await staffNames(ctx);
  return {
    rows: rows.map((row) => ({ ...row, staffName: row.staffName && (names.get(row.staffName) ?? null) })),
    next: found.length > query.limit ? (rows.at(-1)?.ticketId ?? null) : null,
  };
}

/** Halls under the unit (or under all of the caller's own) on which the caller holds the capability. */
async function scopeOf(ctx: Context, query: FigureQuery, capability: Capability) {
  const days = Temporal.PlainDate.from(query.from).until(query.to).total("days") + 1;
  const most = (await hallRules(ctx)).value("HALL.FIGURES.RANGE");
  if (days < 1 || days > most) throw new Problem("hall.range_too_long", { days: most, field: "to" });
  const granted = unitsWith(ctx, capability);
  const halls = (await listHallsBelow(ctx, query.unitId ? [query.unitId] : granted)).filter(({ path }) =>
    path.some((unitId) => granted.includes(unitId)),
  );
  if (halls.length === 0) throw new Problem("thing.not_found");
  const scope: store.FigureScope = {
    orgIds: [...new Set(halls.map(({ orgId }) => orgId))],
    hallIds: halls.map(({ unitId }) => unitId),
    from: query.from,
    to: query.to,
    serviceCode: query.serviceCode,
  };
  return { scope, halls };
}

export async function limitsOf(ctx: Context): Promise<store.FigureLimits> {
  const rules = await hallRules(ctx);
  return {
    promiseS: rules.ms("HALL.WAIT.PROMISE") / 1_000,
    paymentS: rules.ms("HALL.TIME.PAYMENT.MAX") / 1_000,
    businessS: rules.ms("HALL.TIME.BUSINESS.MAX") / 1_000,
  };
}

type Group = { figures: FigureValues; busyS: number | null; service?: Words };

/** The total, and the groups by their keys. */
async function figuresBy(
  ctx: Context,
  scope: store.FigureScope,
  limits: store.FigureLimits,
  by: FigureGrouping,
): Promise<{ total: FigureValues; groups: Map<string, Group> }> {
  let total: Group = { figures: noFigures(), busyS: null };
  const groups = new Map<string, Group>();
  for (const row of await store.sumTickets(ctx, scope, limits, by)) {
    const { key, values, busyS, service_zh, service_en } = row;
    const group = {
      figures: { ...noFigures(), ...values },
      busyS,
      service: { zh: service_zh, en: service_en },
    };
    if (row.isTotal) total = group;
    else if (key !== null) groups.set(key, group);
  }
  // What is not made of tickets knows no services.
  if (scope.serviceCode !== undefined) return { total: total.figures, groups };
  const [all] = await store.sumOthers(ctx, scope, "total");
  if (all) total = withOthers(total, all);
  if (by === "company" || by === "hall" || by === "day")
    for (const other of await store.sumOthers(ctx, scope, by))
      groups.set(other.key, withOthers(groups.get(other.key), other));
  return { total: total.figures, groups };
}

function withOthers(group: Group | undefined, other: store.OtherFigures): Group {
  const { figures, busyS, ...rest } = group ?? { figures: noFigures(), busyS: null };
  return { ...rest, busyS, figures: { ...figures, ...otherValues(other, busyS) } };
}

const share = (part: number | null, whole: number | null): number | null =>
  part === null || !whole ? null : part / whole;

const otherValues = (other: store.OtherFigures, busyS: number | null): Partial<FigureValues> => ({
  "windows-open-share": share(other.openS, other.plannedS),
  "windows-used-share": share(busyS, other.openS),
  "appointments-kept": share(other.kept, other.due),
  "unhappy-answered": share(other.answered, other.unhappy),
});

const noFigures = (): FigureValues =>
  Object.fromEntries(figureCode.options.map((code): [FigureCode, null] => [code, null])) as FigureValues;

async function labelled(
  ctx: Context,
  by: FigureGrouping,
  groups: readonly [string, Group][],
  halls: readonly UnitRow[],
): Promise<FigureGroup[]> {
  const keys = groups.map(([key]) => key);
  const names = await labelsOf(ctx, by, keys, halls);
  return groups.map(([key, { figures, service }]) => ({
    key,
    label: (by === "service"
      ? service && { zh: `${key} ${service.zh}`, en: `${key} ${service.en}` }
      : names.get(key)) ?? {
      zh: key,
      en: key,
    },
    figures,
  }));
}

async function labelsOf(
  ctx: Context,
  by: FigureGrouping,
  keys: readonly string[],
  halls: readonly UnitRow[],
): Promise<ReadonlyMap<string, Words>> {
  if (by === "hall" || by === "window") {
    const named = await store.namesOf(ctx, by, keys);
    return new Map(named.map(({ id, zh, en }) => [id, { zh, en }]));
  }
  if (by === "clerk") {
    const staff = await staffNames(ctx);
    return new Map([...staff].map(([id, name]) => [id, { zh: name, en: name }]));
  }
  if (by === "company") {
    const first = new Map(halls.map((hall) => [String(hall.orgId), hall.name]));
    return new Map(
      [...first].map(([orgId, name]) => [
        orgId,
        { zh: `${orgId}（${name.zh}等）`, en: `${orgId} (${name.en} …)` },
      ]),
    );
  }
  return new Map();
}

/** Clerks of the caller's own company; those of others stay numbers. */
async function staffNames(ctx: Context): Promise<ReadonlyMap<string, string>> {
  const staff = await listStaff(ctx, { limit: 2_000 });
  return new Map(staff.map(({ staffId, name }) => [staffId, name]));
}
