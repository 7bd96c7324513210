/**
 * The line of an order that this command has at hand, without reading it back: who takes down a complaint about himself
 * gets the number of what he has taken down, and would not find it again.
 */
import type { OrderLine } from "../../../../contracts/orders.ts";
import type { Context } from "../../../foundation/context.ts";
import type { OpenOrder } from "../open-order.ts";
import type { LineRow } from "../store/read-lines.ts";
import { aboutLines, lineOf } from "./lines.ts";
import { lookOf } from "./look.ts";

export async function freshLine(ctx: Context, open: OpenOrder): Promise<OrderLine> {
  const clock = open.clocks
    .filter(({ subject }) => subject === "order")
    .sort((a, b) => Number(b.layer === "promised") - Number(a.layer === "promised"))[0];
  const row: LineRow = {
    ...open.order,
    clockState: clock?.state ?? null,
    clockUnit: clock?.unit ?? null,
    clockLimit: clock?.limitValue ?? null,
    clockDueAt: clock?.dueAt ?? null,
    liveStage: open.steps.find(({ stage }) => stage !== null)?.stage ?? null,
    holders: open.steps.flatMap(({ assigneeId }) => assigneeId ?? []),
  };
  return lineOf(row, await lookOf(ctx, aboutLines([row])));
}
