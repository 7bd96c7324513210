/** Orders and steps as lines of lists, with what the caller may see and do of each. A row never leaves as it is. */
import type { OrderLine, WorkLine } from "../../../../contracts/orders.ts";
import type { Context } from "../../../foundation/context.ts";
import { problemWords } from "../../../foundation/problem.ts";
import { hiddenText } from "../../customers/index.ts";
import { findOrderStage } from "../catalogue/order-stages.ts";
import { heatOf } from "../heat.ts";
import { refusalToClaim, type StepFacts, type Worker } from "../step-rights.ts";
import { type LineRow, listLines } from "../store/read-lines.ts";
import { findWork, type WorkRow } from "../store/read-work.ts";
import { callingWorker } from "../worker.ts";
import { type Look, lookOf } from "./look.ts";
import { naming } from "./naming.ts";

/** These orders as lines, in the order of the ids; what the caller may not see is left out. */
export async function orderLines(ctx: Context, orderIds: readonly string[]): Promise<OrderLine[]> {
  const rows = await listLines(ctx, orderIds);
  const look = await lookOf(ctx, aboutLines(rows));
  return rows.map((row) => lineOf(row, look));
}

/** These steps as lines of the caller's work list, in the order of the ids. */
export async function workLines(ctx: Context, stepIds: readonly string[]): Promise<WorkLine[]> {
  const worker = await callingWorker(ctx);
  return workLinesOf(ctx, worker, await findWork(ctx, worker.staffId, stepIds));
}

export async function workLinesOf(
  ctx: Context,
  worker: Worker,
  steps: readonly WorkRow[],
): Promise<WorkLine[]> {
  const orders = await listLines(ctx, [...new Set(steps.map(({ orderId }) => orderId))]);
  const look = await lookOf(ctx, aboutLines(orders));
  const byId = new Map(orders.map((order) => [order.id, order]));
  return steps.flatMap((step) => {
    const order = byId.get(step.orderId);
    return (order && workLineOf(step, order, worker, look)) ?? [];
  });
}

export const aboutLines = (rows: readonly LineRow[]) => ({
  unitIds: rows.map(({ unitId }) => unitId),
  customerIds: rows.map(({ customerId }) => customerId),
  staffIds: rows.map(({ responsibleId }) => responsibleId),
});

/**
 * Who asked for secrecy is known to those who handle the order and to nobody else, whatever their post may see of others
 * (§3.9, handbook §9: the complainant and the reporter are kept secret).
 */
export const isHidden = (row: Pick<LineRow, "secrecy" | "responsibleId" | "holders">, callerId: string) =>
  row.secrecy !== "none" && row.responsibleId !== callerId && !row.holders.includes(callerId);

export function lineOf(row: LineRow, look: Look): OrderLine {
  const type = look.catalogue.type(row.typeCode);
  const hides = isHidden(row, look.callerId);
  const customer = row.customerId === null ? undefined : look.customers.get(row.customerId);
  const stage = row.liveStage === null ? undefined : findOrderStage(row.liveStage);
  return {
    id: row.id,
    number: row.number,
    typeCode: row.typeCode,
    typeName: type?.name ?? { zh: row.typeCode, en: row.typeCode },
    family: type?.family ?? "service",
    title: row.title,
    state: row.state,
    isProvisional: row.isProvisional,
    priority: row.priority,
    grade: row.grade,
    customerId: hides ? null : row.customerId,
    customerName: hides ? hiddenText : nameOf(row, customer, look),
    address: hides && row.address !== "" ? hiddenText : look.see("address", row.address),
    unitId: row.unitId,
    unitName: look.unitName(row.unitId),
    responsibleName: row.responsibleId === null ? null : (look.staff.get(row.responsibleId)?.name ?? null),
    stage: stage ? { zh: stage.zh, en: stage.en } : null,
    openedAt: row.openedAt.toString(),
    closedAt: row.closedAt?.toString() ?? null,
    dueAt: row.dueAt?.toString() ?? null,
    heat: orderHeat(row, look),
    risk: row.risk,
  };
}

function nameOf(row: LineRow, customer: { name: string; kind: string } | undefined, { see }: Look): string {
  if (customer && customer.kind !== "individual") return customer.name;
  return see("name", customer?.name ?? row.contactName);
}

/** An order without a promised clock that runs has nothing to be late for. */
function orderHeat(row: LineRow, { now, shares, timeOf }: Look): OrderLine["heat"] {
  if (row.closedAt !== null) return "ended";
  // What a suspension does not stop (a complaint's first contact) is late all the same.
  if (row.state === "suspended" && row.clockState !== "running") return "paused";
  if (row.clockState === null || row.clockUnit === null || row.clockLimit === null) return "calm";
  const clock = {
    state: row.clockState,
    unit: row.clockUnit,
    limitValue: row.clockLimit,
    dueAt: row.clockDueAt,
  };
  return heatOf(clock, now, shares, timeOf(row.unitId));
}

/** Undefined for a step that nobody works on. */
export function workLineOf(step: WorkRow, order: LineRow, worker: Worker, look: Look): WorkLine | undefined {
  if (step.post === null) return undefined;
  const deeds = step.ownDeeds.map(({ zh, en, duty }) => ({
    staffId: worker.staffId,
    who: look.callerName,
    step: { zh, en },
    duty,
  }));
  const refusal = refusalToClaim(worker, factsOf(step, order), deeds, naming);
  return {
    stepId: step.id,
    nodeId: step.nodeId,
    name: { zh: step.nameZh, en: step.nameEn },
    post: step.post,
    assigneeId: step.assigneeId,
    assigneeName: step.assigneeName,
    openedAt: step.openedAt.toString(),
    dueAt: step.dueAt?.toString() ?? null,
    heat: stepHeat(step, order, look),
    version: step.version,
    order: lineOf(order, look),
    canClaim: refusal === null && step.assigneeId === null,
    refusal: refusal && problemWords(refusal),
  };
}

/** The accused are not asked: the database has hidden the row from them. */
export const factsOf = (
  step: Pick<
    WorkRow,
    | "nameZh"
    | "nameEn"
    | "state"
    | "closedByName"
    | "post"
    | "unitId"
    | "duty"
    | "assigneeId"
    | "assigneeName"
  >,
  order: Pick<LineRow, "state">,
): StepFacts => ({
  ...step,
  name: { zh: step.nameZh, en: step.nameEn },
  orderState: order.state,
  accused: null,
});

function stepHeat(step: WorkRow, order: LineRow, { now, shares, timeOf }: Look): WorkLine["heat"] {
  if (step.state !== "live") return "ended";
  if (order.state === "suspended") return "paused";
  const { clockState: state, clockUnit: unit, clockLimit: limitValue, clockDueAt: dueAt } = step;
  if (state === null || unit === null || limitValue === null) return "calm";
  return heatOf({ state, unit, limitValue, dueAt }, now, shares, timeOf(order.unitId));
}
