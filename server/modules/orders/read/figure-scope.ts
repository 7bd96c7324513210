/** Which units and which days a figure is of; a city's manager asks for each of its counties. */
import type { FigureRange } from "../../../../contracts/orders.ts";
import { businessZone, dateOf } from "../../../foundation/clock.ts";
import type { Context } from "../../../foundation/context.ts";
import { Problem } from "../../../foundation/problem.ts";
import { rulesInForce } from "../../catalogue/index.ts";
import type { FigureScope } from "../store/populations.ts";
import { unitsWith } from "../units-with.ts";

/** @throws orders.range_too_long, thing.not_found where the caller may see no figures */
export async function figureScope(ctx: Context, { from, to, unitId }: FigureRange): Promise<FigureScope> {
  const [first, last] = [Temporal.PlainDate.from(from), Temporal.PlainDate.from(to)];
  const days = first.until(last).total("days") + 1;
  const rules = await rulesInForce(ctx, dateOf(ctx.clock.now()).toString());
  const most = rules.value("FIGURES.RANGE");
  if (days < 1 || days > most) throw new Problem("orders.range_too_long", { days: most, field: "to" });
  const units = (await unitsWith(ctx, "orders.figures.view")).filter(
    ({ path }) => unitId === undefined || path.includes(unitId),
  );
  if (units.length === 0) throw new Problem("thing.not_found");
  return {
    unitIds: units.map((unit) => unit.unitId),
    from: first.toZonedDateTime(businessZone).toInstant(),
    until: last.add({ days: 1 }).toZonedDateTime(businessZone).toInstant(),
  };
}
