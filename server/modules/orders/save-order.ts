/** The last beat of every command on an order: save, then tell audit, whoever listens and the customer's page. */
import { audit, type Context } from "../../foundation/context.ts";
import { publishChanges } from "./events.ts";
import type { OpenOrder } from "./open-order.ts";
import { insertOrder, type SealedPhone } from "./store/save.ts";
import { tellProgress } from "./tell-customer.ts";

export type Trace = {
  /** `claimed`, `completed`, …: `orders.<action>` on the audit trail. */
  readonly action: string;
  readonly stepId?: string | undefined;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly reason?: string | undefined;
};

export async function saveOrder(ctx: Context, open: OpenOrder, trace: Trace): Promise<void> {
  await open.save(ctx);
  tell(ctx, open, trace, false);
}

export async function saveNewOrder(
  ctx: Context,
  open: OpenOrder,
  phone: SealedPhone | null,
  trace: Trace,
): Promise<void> {
  const changes = open.changes();
  open.put({ version: 1 });
  await insertOrder(ctx, open.order, phone);
  await open.save(ctx, { ...changes, order: null });
  tell(ctx, open, trace, true);
}

function tell(
  ctx: Context,
  open: OpenOrder,
  { action, stepId, before, after, reason }: Trace,
  isNew: boolean,
): void {
  audit(ctx, {
    action: `orders.${action}`,
    subject: stepId ? `order:${open.id}/step:${stepId}` : `order:${open.id}`,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    ...(reason ? { reason } : {}),
  });
  publishChanges(ctx, open, action, isNew);
  tellProgress(ctx, open, isNew);
}
