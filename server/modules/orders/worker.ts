/**
 * The caller as somebody who works on steps: where his own post, those that he covers (AB角) and those of colleagues he
 * stands in for (代班) may be worked.
 */
import { type Context, staffOf } from "../../foundation/context.ts";
import { staffFaces } from "../identity/index.ts";
import { placesOf, type Reach, type Worker } from "./step-rights.ts";
import { coversOf } from "./store/read-places.ts";
import { grantedUnits, unitsOf } from "./units-with.ts";

/** Where nobody may work: whoever may read orders but not work on them sees them all the same. */
export function callingWorker(ctx: Context): Promise<Worker> {
  const asked = known.get(ctx);
  if (asked) return asked;
  const made = readWorker(ctx);
  known.set(ctx, made);
  return made;
}
/** Read once per command: a command asks before it decides and again for its answer. */
const known = new WeakMap<Context, Promise<Worker>>();

async function readWorker(ctx: Context): Promise<Worker> {
  const { id, grants } = staffOf(ctx);
  const granted = grantedUnits(ctx, "orders.work");
  if (granted.length === 0) return { staffId: id, places: new Map() };
  const lent = grants.filter((grant) => grant.for && grant.capabilities.has("orders.work"));
  const [people, covers, units] = await Promise.all([
    staffFaces(ctx, [id, ...lent.flatMap((grant) => grant.for?.staffId ?? [])]),
    coversOf(ctx, [id]),
    unitsOf(ctx),
  ]);
  const own = people.get(id);
  const reaches: Reach[] = own ? [{ post: own.post, unitIds: granted }] : [];
  for (const grant of lent) {
    const lender = people.get(grant.for?.staffId ?? "");
    if (lender) reaches.push({ post: lender.post, unitIds: [grant.unitId] });
  }
  for (const { post, unitId } of covers) reaches.push({ post, unitIds: [unitId] });
  return { staffId: id, places: placesOf(units, reaches, granted) };
}
