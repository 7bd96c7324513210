/**
 * Whom a complaint is about, and where it goes so that it does not reach them: a unit named means everybody in it and below;
 * where the head of the answering unit is one of them, the unit above answers.
 */
import type { Context } from "../../../foundation/context.ts";
import { Problem } from "../../../foundation/problem.ts";
import { listStaff, type StaffFace, staffFaces, staffOfUnits } from "../../identity/index.ts";
import { unitsOf } from "../units-with.ts";

/** Beyond this it is the company that is accused, which the company above looks into. */
const most = 500;

export type Named = {
  readonly staffIds: readonly string[];
  readonly unitIds: readonly string[];
  readonly names: readonly string[];
};
export type Resolved = { readonly people: readonly StaffFace[]; readonly unknown: readonly string[] };

/** @throws orders.staff_unknown, thing.not_found, orders.accused_many */
export async function resolveAccused(ctx: Context, { staffIds, unitIds, names }: Named): Promise<Resolved> {
  const faces = await staffFaces(ctx, staffIds);
  if (faces.size < new Set(staffIds).size) throw new Problem("orders.staff_unknown", { field: "staffIds" });
  const found = new Map(faces);
  if (unitIds.length > 0) {
    const units = await unitsOf(ctx);
    const known = new Set(units.map(({ unitId }) => unitId));
    if (unitIds.some((unitId) => !known.has(unitId))) throw new Problem("thing.not_found");
    const below = units.filter(({ path }) => unitIds.some((unitId) => path.includes(unitId)));
    for (const face of await staffOfUnits(
      ctx,
      below.map(({ unitId }) => unitId),
      most + 1,
    ))
      found.set(face.staffId, face);
  }
  const unknown: string[] = [];
  for (const name of names) {
    // Two of one name are both left out until it is known who was meant: rather one too many than the wrong one told.
    const matches = (await listStaff(ctx, { text: name, limit: 50 })).filter((one) => one.name === name);
    if (matches.length === 0) unknown.push(name);
    for (const { staffId, post, unitId, state } of matches)
      found.set(staffId, { staffId, name, post, unitId, state });
  }
  if (found.size > most) throw new Problem("orders.accused_many", { most });
  return { people: [...found.values()], unknown };
}

const headPost = "R-HALL";

/** The unit that answers: this one, or the first above it whose head is not among the accused. */
export async function unitClearOf(ctx: Context, unitId: string, accused: readonly string[]): Promise<string> {
  if (accused.length === 0) return unitId;
  const units = new Map((await unitsOf(ctx)).map((unit) => [unit.unitId, unit]));
  const people = [...(await staffFaces(ctx, accused)).values()];
  let at = units.get(unitId);
  while (at?.parentId) {
    const here = at.unitId;
    const isHeadAccused = people.some(({ post, unitId: place }) => post === headPost && place === here);
    const parent = units.get(at.parentId);
    if (!isHeadAccused || !parent) break;
    at = parent;
  }
  return at?.unitId ?? unitId;
}
