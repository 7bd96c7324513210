/**
 * Pauses across orders, for the quality inspector (§2.15): what was stopped shortly before its end, for long, again and again or
 * without its proof comes first. What is suspicious is said by rules, and no more than a reason to look.
 */
import type { AnswerOf, InputOf } from "../../../../contracts/endpoint.ts";
import type { listQualityPauses as endpoint } from "../../../../contracts/orders.ts";
import { businessZone, dateOf } from "../../../foundation/clock.ts";
import { type Context, staffOf } from "../../../foundation/context.ts";
import { Problem } from "../../../foundation/problem.ts";
import { rulesInForce } from "../../catalogue/index.ts";
import type { OrderCatalogue } from "../catalogue/order-catalogue.ts";
import { catalogueNow } from "../catalogue-in-force.ts";
import * as store from "../store/pause-quality.ts";
import { unitsWith } from "../units-with.ts";
import { orderLines } from "./lines.ts";

type Query = InputOf<typeof endpoint>["query"];
type Answer = AnswerOf<typeof endpoint>;

/** Unless said. */
const usualDays = 90;
const pauseReasons = ({ reasons }: OrderCatalogue) => reasons.filter(({ list }) => list === "pause");

/** @throws orders.range_too_long, thing.not_found for a unit where the caller checks nothing */
export async function pauseQuality(ctx: Context, query: Query): Promise<Answer> {
  const catalogue = await catalogueNow(ctx);
  const filter = await filterOf(ctx, catalogue, query);
  const rows = await store.listQuality(ctx, { ...filter, limit: query.limit + 1 });
  const shown = rows.slice(0, query.limit);
  const lines = await orderLines(ctx, [...new Set(shown.map(({ orderId }) => orderId))]);
  const byId = new Map(lines.map((line) => [line.id, line]));
  return {
    now: ctx.clock.now().toString(),
    from: dateOf(filter.from).toString(),
    to: dateOf(filter.until.subtract({ hours: 1 })).toString(),
    suspect: filter.suspect,
    totals: await store.countQuality(ctx, filter),
    reasons: pauseReasons(catalogue).map(({ code, zh, en }) => ({ code, name: { zh, en } })),
    pauses: shown.flatMap(({ orderId, byId: _, ...row }) => {
      const order = byId.get(orderId);
      const reason = catalogue.reason("pause", row.reasonCode);
      return order
        ? [
            {
              ...row,
              marks: [...row.marks],
              at: row.at.toString(),
              endedAt: row.endedAt?.toString() ?? null,
              wasDueAt: row.wasDueAt?.toString() ?? null,
              needsProof: reason?.needsProof ?? false,
              reasonName: catalogue.reasonName("pause", row.reasonCode),
              order,
            },
          ]
        : [];
    }),
    hasMore: rows.length > query.limit,
  };
}

async function filterOf(ctx: Context, catalogue: OrderCatalogue, query: Query): Promise<store.PauseFilter> {
  const today = dateOf(ctx.clock.now());
  const rules = await rulesInForce(ctx, today.toString());
  const to = query.to ? Temporal.PlainDate.from(query.to) : today;
  const from = query.from ? Temporal.PlainDate.from(query.from) : to.subtract({ days: usualDays });
  const days = from.until(to).total("days") + 1;
  const most = rules.value("FIGURES.RANGE");
  if (days < 1 || days > most) throw new Problem("orders.range_too_long", { days: most, field: "to" });
  const units = (await unitsWith(ctx, "orders.check")).filter(
    ({ path }) => query.unitId === undefined || path.includes(query.unitId),
  );
  if (units.length === 0) throw new Problem("thing.not_found");
  return {
    callerId: staffOf(ctx).id,
    unitIds: units.map(({ unitId }) => unitId),
    from: from.toZonedDateTime(businessZone).toInstant(),
    until: to.add({ days: 1 }).toZonedDateTime(businessZone).toInstant(),
    reason: query.reason ?? null,
    state: query.state ?? null,
    check: query.check ?? null,
    mark: query.mark ?? null,
    who: query.who?.trim() || null,
    suspect: {
      share: rules.value("PAUSE.SUSPECT.SHARE"),
      days: rules.value("PAUSE.SUSPECT.DAYS"),
      count: rules.value("PAUSE.SUSPECT.COUNT"),
    },
    proven: pauseReasons(catalogue)
      .filter(({ needsProof }) => needsProof)
      .map(({ code }) => code),
    limit: query.limit,
  };
}
