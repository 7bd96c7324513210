/** All halls of a company that the caller may see, at a glance: the first page of the manager's wall. */

import type { ResultOf } from "../../../../contracts/endpoint.ts";
import { type HallBrief, viewHalls } from "../../../../contracts/hall.ts";
import type { Context } from "../../../foundation/context.ts";
import { listHallsBelow } from "../../identity/index.ts";
import { listHallRows } from "../store/halls.ts";
import { unitsWith } from "../units-with.ts";
import { loadFloor } from "./floor.ts";

/** Halls that are set up and that some grant of the caller covers, within the company of the call. */
export async function hallsSeen(ctx: Context): Promise<string[]> {
  const units = await listHallsBelow(ctx, unitsWith(ctx, viewHalls.capability));
  const own = units.filter(({ orgId }) => orgId === ctx.orgId).map(({ unitId }) => unitId);
  return (await listHallRows(ctx, own)).filter(({ isClosed }) => !isClosed).map(({ id }) => id);
}

export async function loadOverview(ctx: Context): Promise<ResultOf<typeof viewHalls>> {
  const halls: HallBrief[] = [];
  // One after the other: they share one transaction's connection.
  for (const hallId of await hallsSeen(ctx)) {
    const { hall, windows, today, level, alerts, waitPromiseS } = await loadFloor(ctx, hallId);
    halls.push({ hall, windows, today, level, openAlerts: alerts.length, waitPromiseS });
  }
  return { now: ctx.clock.now().toString(), halls };
}
