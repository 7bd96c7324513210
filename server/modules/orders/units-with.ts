/** On which units of the company the caller may do something: the granted ones and all below them. */
import type { Capability } from "../../../contracts/capabilities.ts";
import type { Context } from "../../foundation/context.ts";
import { listUnits, type UnitRow } from "../identity/index.ts";

/** All units of the company of the call; read once per command. */
export function unitsOf(ctx: Context): Promise<readonly UnitRow[]> {
  const known = loaded.get(ctx);
  if (known) return known;
  const made = listUnits(ctx).then((units) => units.filter(({ orgId }) => orgId === ctx.orgId));
  loaded.set(ctx, made);
  return made;
}
const loaded = new WeakMap<Context, Promise<readonly UnitRow[]>>();

/** Units that the caller's grants name, of his company or one above. */
export function grantedUnits({ actor }: Context, capability: Capability): string[] {
  if (actor.kind !== "staff" && actor.kind !== "key") return [];
  return actor.grants.filter((grant) => grant.capabilities.has(capability)).map(({ unitId }) => unitId);
}

/** Those units of the company of the call, with all below. A unit's path goes on into the companies above, so their grants count. */
export async function unitsWith(ctx: Context, capability: Capability): Promise<readonly UnitRow[]> {
  const units = await unitsOf(ctx);
  const granted = new Set(grantedUnits(ctx, capability));
  return units.filter(({ path }) => path.some((above) => granted.has(above)));
}
