/** A dispatcher puts a step into somebody's hands, or whoever has it passes it on (转派). */
import { type Context, staffOf } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { listHolders, staffFaces } from "../identity/index.ts";
import { hand } from "./claim-step.ts";
import type { OpenOrder } from "./open-order.ts";
import { saveOrder } from "./save-order.ts";
import { placesOf, type Worker } from "./step-rights.ts";
import {
  type AtStep,
  lockStep,
  mayDispatch,
  requireHolder,
  requireOpen,
  requireWorker,
} from "./step-work.ts";
import { coversOf } from "./store/read-places.ts";
import { unitsOf } from "./units-with.ts";

export type Receiver = { readonly id: string; readonly name: string };

/**
 * @throws orders.step_closed, orders.step_not_yours, orders.post_wrong, orders.segregation, orders.staff_unknown,
 *   orders.not_open
 */
export async function assignStep(
  ctx: Context,
  orderId: string,
  stepId: string,
  { staffId, reason }: { readonly staffId: string; readonly reason: string },
): Promise<OpenOrder> {
  const at = await lockStep(ctx, orderId, stepId);
  requireOpen(at.open);
  if (!(await mayDispatch(ctx, at.open))) requireHolder(ctx, at.step);
  const to = await requireReceiver(ctx, at, staffId);
  await assignTo(ctx, at, to, reason);
  await saveOrder(ctx, at.open, { action: "assigned", stepId, after: { staffId }, reason });
  return at.open;
}

/** Without saving: several steps of one order may change in one command. */
export async function assignTo(
  ctx: Context,
  { open, step }: AtStep,
  to: Receiver,
  reason: string,
): Promise<void> {
  await hand(ctx, open, step, to, staffOf(ctx).id);
  const from = step.assigneeName;
  open.tell({
    kind: "assigned",
    text: {
      zh: `${from ? `转派（${from} → ${to.name}）` : `指派 ${to.name}`}：${step.nameZh}${reason ? `。${reason}` : ""}`,
      en: `${from ? `Passed on (${from} → ${to.name})` : `Assigned to ${to.name}`}: ${step.nameEn}${reason ? `. ${reason}` : ""}`,
    },
    stepId: step.id,
    detail: { staffId: to.id },
  });
}

/** Somebody active who may work on this step. @throws orders.staff_unknown, orders.post_wrong, orders.segregation */
export async function requireReceiver(ctx: Context, at: AtStep, staffId: string): Promise<Receiver> {
  const face = (await staffFaces(ctx, [staffId])).get(staffId);
  if (face?.state !== "active") throw new Problem("orders.staff_unknown", { field: "staffId" });
  const [worker] = await workersAt(ctx, at.open, [staffId]);
  if (!worker) throw new Problem("orders.staff_unknown", { field: "staffId" });
  requireWorker(worker, at);
  return { id: staffId, name: face.name };
}

export type NamedWorker = Worker & { readonly name: string; readonly post: string };

/** Active people who may work on orders of this unit, as workers; of these ids, or everybody. */
export async function workersAt(
  ctx: Context,
  open: OpenOrder,
  staffIds?: readonly string[],
): Promise<NamedWorker[]> {
  const units = await unitsOf(ctx);
  const place = units.find(({ unitId }) => unitId === open.order.unitId);
  if (!place) return [];
  const holders = (await listHolders(ctx, place.unitId, "orders.work")).filter(
    ({ isPart, orgId, state, staffId }) =>
      !isPart && orgId === ctx.orgId && state === "active" && (staffIds?.includes(staffId) ?? true),
  );
  const people = new Map(holders.map((holder) => [holder.staffId, holder]));
  const covers = Map.groupBy(await coversOf(ctx, [...people.keys()]), ({ staffId }) => staffId);
  return [...people.values()].map(({ staffId, name, post }) => {
    const granted = holders.filter((holder) => holder.staffId === staffId).map(({ unitId }) => unitId);
    const reaches = [
      { post, unitIds: granted },
      ...(covers.get(staffId) ?? []).map((cover) => ({ post: cover.post, unitIds: [cover.unitId] })),
    ];
    return { staffId, name, post, places: placesOf([place], reaches, granted) };
  });
}
