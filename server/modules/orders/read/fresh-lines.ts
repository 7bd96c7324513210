/**
 * The lines of an order and its steps that this command has at hand, without reading them back: it saves four statements a
 * step, and who takes down a complaint about himself gets the number of what he has taken down, and would not find it again.
 */
import type { OrderLine, WorkLine } from "../../../../contracts/orders.ts";
import type { Context } from "../../../foundation/context.ts";
import type { OpenOrder } from "../open-order.ts";
import type { Worker } from "../step-rights.ts";
import type { LineRow } from "../store/read-lines.ts";
import type { WorkRow } from "../store/read-work.ts";
import type { ClockRow, StepRow } from "../store/rows.ts";
import { callingWorker } from "../worker.ts";
import { aboutLines, lineOf, workLineOf } from "./lines.ts";
import { lookOf } from "./look.ts";

export async function freshLine(ctx: Context, open: OpenOrder): Promise<OrderLine> {
  const row = lineRow(open);
  return lineOf(row, await lookOf(ctx, aboutLines([row])));
}

/** The order as it is now, and the steps that are open in it. */
export async function freshLines(
  ctx: Context,
  open: OpenOrder,
): Promise<{ order: OrderLine; next: WorkLine[] }> {
  const row = lineRow(open);
  const look = await lookOf(ctx, aboutLines([row]));
  const worker = await callingWorker(ctx);
  return {
    order: lineOf(row, look),
    next: open.tasks.flatMap((step) => workLineOf(workRow(open, step, worker), row, worker, look) ?? []),
  };
}

/** One step that is open. */
export async function freshWorkLine(ctx: Context, open: OpenOrder, stepId: string): Promise<WorkLine> {
  const found = (await freshLines(ctx, open)).next.find((line) => line.stepId === stepId);
  if (!found) throw new Error(`step ${stepId} cannot be shown`);
  return found;
}

const clockColumns = (clock: ClockRow | undefined) => ({
  clockState: clock?.state ?? null,
  clockUnit: clock?.unit ?? null,
  clockLimit: clock?.limitValue ?? null,
  clockDueAt: clock?.dueAt ?? null,
});

/** As store/read-lines.ts reads it. */
function lineRow(open: OpenOrder): LineRow {
  const clock = open.clocks
    .filter(({ subject }) => subject === "order")
    .sort((a, b) => Number(b.layer === "promised") - Number(a.layer === "promised"))[0];
  return {
    ...open.order,
    ...clockColumns(clock),
    liveStage: open.steps.find(({ stage }) => stage !== null)?.stage ?? null,
    holders: open.steps.flatMap(({ assigneeId }) => assigneeId ?? []),
  };
}

/** As store/read-work.ts reads it. */
function workRow(open: OpenOrder, step: StepRow, { staffId }: Worker): WorkRow {
  const own = [
    ...open.past.filter(({ state, closedBy }) => state === "done" && closedBy === staffId),
    ...open.tasks.filter(({ id, assigneeId }) => id !== step.id && assigneeId === staffId),
  ];
  const deeds = own.toSorted((a, b) => a.seq - b.seq);
  return {
    ...step,
    ...clockColumns(soonest(open.clocks.filter(({ stepId }) => stepId === step.id))),
    ownDeeds: deeds.map(({ nameZh: zh, nameEn: en, duty }) => ({ zh, en, duty })),
  };
}

/** A clock that is paused has no due time and comes last. */
const soonest = (clocks: readonly ClockRow[]): ClockRow | undefined => {
  const running = clocks.flatMap((clock) => (clock.dueAt ? [{ clock, dueAt: clock.dueAt }] : []));
  return running.sort((a, b) => Temporal.Instant.compare(a.dueAt, b.dueAt))[0]?.clock ?? clocks[0];
};
