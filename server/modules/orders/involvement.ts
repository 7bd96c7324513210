/** Who may do something with an order as a whole: whoever has to do with it, or dispatches where it is. */
import type { Capability } from "../../../contracts/capabilities.ts";
import type { OrderReasonList } from "../../../contracts/orders/shapes.ts";
import { type Context, staffOf } from "../../foundation/context.ts";
import { can } from "../../foundation/http/access.ts";
import { Problem } from "../../foundation/problem.ts";
import { documentExists } from "../customers/index.ts";
import { findUnit } from "../identity/index.ts";
import type { OrderReason } from "./catalogue/order-reasons.ts";
import { catalogueNow } from "./catalogue-in-force.ts";
import type { OpenOrder } from "./open-order.ts";
import { pictureExists } from "./store/pictures.ts";
import { callingWorker } from "./worker.ts";

/** Whether the caller holds a capability where the order is. */
export async function mayAt(ctx: Context, { order }: OpenOrder, capability: Capability): Promise<boolean> {
  const unit = await findUnit(ctx, order.unitId);
  return unit !== undefined && can(ctx.actor, capability, unit.path);
}

/** @throws access.denied */
export async function requireAt(ctx: Context, open: OpenOrder, capability: Capability): Promise<void> {
  if (!(await mayAt(ctx, open, capability))) throw new Problem("access.denied");
}

/** The responsible person, whoever took it, whoever has a step of it in hand; or a dispatcher of its unit. @throws access.denied */
export async function requireInvolved(ctx: Context, open: OpenOrder): Promise<void> {
  const { id } = staffOf(ctx);
  const { responsibleId, openedBy } = open.order;
  if (responsibleId === id || openedBy === id) return;
  if (open.tasks.some(({ assigneeId }) => assigneeId === id)) return;
  await requireAt(ctx, open, "orders.dispatch");
}

/** A reason of a list that this person may give at this point of the order. @throws orders.reason_unknown */
export async function requireReason(
  ctx: Context,
  open: OpenOrder,
  lists: readonly OrderReasonList[],
  code: string,
): Promise<OrderReason> {
  const catalogue = await catalogueNow(ctx);
  const reason = lists.map((list) => catalogue.reason(list, code)).find((one) => one?.isActive);
  const unknown = new Problem("orders.reason_unknown", { field: "reasonCode" });
  if (!reason) throw unknown;
  if (
    reason.stages.length > 0 &&
    !open.steps.some(({ stage }) => stage !== null && reason.stages.includes(stage))
  )
    throw unknown;
  if (reason.by.length === 0 || ctx.actor.kind !== "staff") return reason;
  const posts = (await callingWorker(ctx)).places.get(open.order.unitId);
  if (!reason.by.some((post) => posts?.has(post))) throw unknown;
  return reason;
}

/**
 * What a reason of the list asks for as its proof: a paper of the archive, or a picture that was added to this order. An order
 * without a customer has no archive to put a paper into. @throws orders.proof_missing
 */
export async function requireProof(
  ctx: Context,
  { id }: Pick<OpenOrder, "id">,
  { needsProof }: Pick<OrderReason, "needsProof">,
  proofId: string | null,
): Promise<void> {
  const isThere =
    proofId !== null && ((await documentExists(ctx, proofId)) || (await pictureExists(ctx, id, proofId)));
  // One that was named and is not there is refused, too, whether or not it was asked for.
  if (!isThere && (needsProof || proofId !== null))
    throw new Problem("orders.proof_missing", { field: "proofId" });
}
