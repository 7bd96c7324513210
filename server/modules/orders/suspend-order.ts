/**
 * The company's clocks of an order stand still (挂起) and run on (恢复). Only with a reason of the list, where it asks for it
 * with a proof; what needs a second look is checked by somebody else afterwards (§2.15).
 */
import type { Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { processOf } from "./definitions.ts";
import { requireInvolved, requireProof, requireReason } from "./involvement.ts";
import { type OpenOrder, openOrder } from "./open-order.ts";
import { pauseGround } from "./pause-ground.ts";
import { settlePauses } from "./pauses.ts";
import { saveOrder } from "./save-order.ts";
import { requireOpen } from "./step-work.ts";
import * as store from "./store/pauses.ts";
import { readTimers } from "./timers.ts";

type Pause = { readonly reasonCode: string; readonly reason: string; readonly proofId: string | null };

/** @throws orders.not_open, orders.reason_unknown, orders.proof_missing, access.denied */
export async function suspendOrder(
  ctx: Context,
  orderId: string,
  { reasonCode, reason, proofId }: Pause,
): Promise<OpenOrder> {
  const open = await openOrder(ctx, orderId);
  requireOpen(open);
  await requireInvolved(ctx, open);
  const because = await requireReason(ctx, open, ["pause"], reasonCode);
  await requireProof(ctx, open, because, proofId);
  const ground = pauseGround(open);
  open.put({ state: "suspended" });
  open.suspendReason = reasonCode;
  open.suspendProof = proofId;
  await settle(ctx, open);
  open.tell({
    kind: "suspended",
    text: { zh: `暂停计时（${because.zh}）：${reason}`, en: `Clocks stopped (${because.en}): ${reason}` },
    detail: { reasonCode, proofId },
    forCustomer: true,
  });
  await store.insertPause(ctx, orderId, {
    reasonCode,
    reason,
    proofId,
    by: open.doer,
    needsCheck: because.needsCheck,
    ...ground,
  });
  await saveOrder(ctx, open, { action: "suspended", after: { reasonCode, proofId }, reason });
  return open;
}

/** @throws orders.not_suspended, access.denied */
export async function resumeOrder(ctx: Context, orderId: string, reason: string): Promise<OpenOrder> {
  const open = await openOrder(ctx, orderId);
  await requireInvolved(ctx, open);
  await runOn(ctx, open, reason);
  await saveOrder(ctx, open, { action: "resumed", reason });
  return open;
}

/** Without saving: what an order waited for may have come in by another command. @throws orders.not_suspended */
export async function runOn(ctx: Context, open: OpenOrder, reason: string): Promise<void> {
  if (open.order.state !== "suspended") throw new Problem("orders.not_suspended");
  open.put({ state: "open" });
  const since = await store.endPause(ctx, open.id, open.doer.name);
  if (since) putOffTimers(open, since);
  await settle(ctx, open);
  open.tell({
    kind: "resumed",
    text: { zh: `恢复计时：${reason}`, en: `Clocks run on: ${reason}` },
    forCustomer: true,
  });
}

async function settle(ctx: Context, open: OpenOrder): Promise<void> {
  const { definition } = await processOf(ctx, open.order.processKey, open.order.processVersion);
  settlePauses(open, definition);
  readTimers(open, definition);
}

/** Nothing fires while an order is suspended, and what was left of a wait is left of it afterwards. */
function putOffTimers(open: OpenOrder, since: Temporal.Instant): void {
  const stood = open.now.since(since);
  for (const step of open.steps)
    if (step.kind === "timer" && step.dueAt !== null) open.putStep(step.id, { dueAt: step.dueAt.add(stood) });
}
