/**
 * Class, area or priority of an order change mid-life (调整分类): what it is allowed changes, what has been used stays used.
 * A class that another process is for is not this order's any more.
 */
import type { Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { processOf } from "./definitions.ts";
import { requireAt } from "./involvement.ts";
import { limitsOf } from "./limits.ts";
import { type OpenOrder, openOrder } from "./open-order.ts";
import { saveOrder } from "./save-order.ts";
import type { OrderRow } from "./store/rows.ts";
import { readTimers } from "./timers.ts";

type Wish = {
  readonly version: number;
  readonly customerClass: OrderRow["customerClass"] | null;
  readonly areaType: OrderRow["areaType"] | null;
  readonly priority: OrderRow["priority"] | null;
  /** Empty: not any more. */
  readonly greenChannel: string | null;
  readonly reason: string;
};

/** @throws orders.not_open, orders.changed, orders.class_wrong, access.denied */
export async function reclassifyOrder(ctx: Context, orderId: string, wish: Wish): Promise<OpenOrder> {
  const open = await openOrder(ctx, orderId);
  if (open.order.closedAt !== null) throw new Problem("orders.not_open");
  await requireAt(ctx, open, "orders.dispatch");
  if (open.order.version !== wish.version) throw new Problem("orders.changed");
  const { order } = open;
  const after = {
    customerClass: wish.customerClass ?? order.customerClass,
    areaType: wish.areaType ?? order.areaType,
    priority: wish.priority ?? order.priority,
    greenChannel: wish.greenChannel === null ? order.greenChannel : wish.greenChannel || null,
  };
  if (open.type?.process[after.customerClass] !== order.processKey)
    throw new Problem("orders.class_wrong", { field: "customerClass" });
  const { customerClass, areaType, priority, greenChannel } = order;
  open.put({
    ...after,
    vars: {
      ...order.vars,
      customerClass: after.customerClass,
      areaType: after.areaType,
      priority: after.priority,
      isHighVoltage: after.customerClass.startsWith("HV"),
    },
  });
  changeLimits(open);
  const { definition } = await processOf(ctx, order.processKey, order.processVersion);
  readTimers(open, definition);
  open.tell({
    kind: "reclassified",
    text: { zh: `调整分类：${wish.reason}`, en: `Reclassified: ${wish.reason}` },
    detail: after,
  });
  const before = { customerClass, areaType, priority, greenChannel };
  await saveOrder(ctx, open, { action: "reclassified", before, after, reason: wish.reason });
  return open;
}

function changeLimits(open: OpenOrder): void {
  for (const clock of open.clocks) {
    const found = limitsOf(open.rules, clock.ruleCode, open.order).find(({ layer }) => layer === clock.layer);
    if (!found) continue;
    const { value, unit } = found.limit;
    if (value !== clock.limitValue || unit !== clock.unit)
      open.markClock(clock.id, "limit", { limitValue: value, unit, reason: "reclassified" });
  }
}
