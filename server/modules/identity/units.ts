/** The organisation: provinces, cities and county companies with their halls (营业厅), supply stations (供电所), teams. */
import type { Words } from "../../../contracts/endpoint.ts";
import type { UnitKind } from "../../../contracts/identity.ts";
import { audit, type Context, publish } from "../../foundation/context.ts";
import { newId } from "../../foundation/ids.ts";
import { Problem } from "../../foundation/problem.ts";
import { unitChanged, unitCreated } from "./events.ts";
import { insertUnit, isUnitInUse, lockUnit, saveUnit, type UnitRow } from "./store/units.ts";

/** What may stand directly below what. */
const homes: Partial<Record<UnitKind, readonly UnitKind[]>> = {
  hall: ["county", "station"],
  station: ["county"],
  team: ["province", "city", "county", "hall", "station"],
};

export async function createUnit(
  ctx: Context,
  { parentId, kind, name }: { parentId: string; kind: UnitKind; name: Words },
): Promise<UnitRow> {
  const parent = await openUnit(ctx, parentId);
  if (!homes[kind]?.includes(parent.kind)) throw new Problem("identity.unit_misplaced");

  const unit = await insertUnit(ctx, { unitId: newId(), kind, name, parentId });

  audit(ctx, {
    action: "identity.unit_created",
    subject: `unit:${unit.unitId}`,
    after: { kind, name, parentId },
  });
  publish(ctx, unitCreated(unit));
  return unit;
}

export async function renameUnit(ctx: Context, unitId: string, name: Words): Promise<UnitRow> {
  const before = await getUnit(ctx, unitId);
  const unit = { ...before, name };
  await saveUnit(ctx, unit);
  audit(ctx, {
    action: "identity.unit_renamed",
    subject: `unit:${unitId}`,
    before: before.name,
    after: name,
  });
  publish(ctx, unitChanged(unit));
  return unit;
}

/** Closes a unit that nothing uses any more; closed is final. */
export async function closeUnit(ctx: Context, unitId: string, reason: string): Promise<UnitRow> {
  const before = await openUnit(ctx, unitId);
  if (before.parentId === null || (await isUnitInUse(ctx, unitId))) throw new Problem("identity.unit_in_use");
  const unit = { ...before, state: "closed" as const };
  await saveUnit(ctx, unit);
  audit(ctx, {
    action: "identity.unit_closed",
    subject: `unit:${unitId}`,
    before: { state: "open" },
    after: { state: "closed" },
    reason,
  });
  publish(ctx, unitChanged(unit));
  return unit;
}

async function getUnit(ctx: Context, unitId: string): Promise<UnitRow> {
  const unit = await lockUnit(ctx, unitId);
  if (!unit) throw new Problem("thing.not_found");
  return unit;
}

/** Locks a unit of the company that is open, or refuses. */
export async function openUnit(ctx: Context, unitId: string): Promise<UnitRow> {
  const unit = await getUnit(ctx, unitId);
  if (unit.state === "closed") throw new Problem("identity.unit_closed");
  return unit;
}
