/** Saves an order without a line on its customer's page: merging is how we work, not something that happened to the customer. */
import { audit, type Context } from "../../../foundation/context.ts";
import { publishChanges } from "../events.ts";
import type { OpenOrder } from "../open-order.ts";

export async function saveQuietly(
  ctx: Context,
  open: OpenOrder,
  { action, after, reason }: { action: string; after?: unknown; reason?: string },
): Promise<void> {
  await open.save(ctx);
  audit(ctx, {
    action: `orders.${action}`,
    subject: `order:${open.id}`,
    ...(after === undefined ? {} : { after }),
    ...(reason === undefined ? {} : { reason }),
  });
  publishChanges(ctx, open, action);
}
