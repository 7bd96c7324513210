/**
 * A fault belongs to an outage that is known (研判关联停电). Outages have no module of their own yet: the number that was given,
 * at intake or when the fault was judged, stands on the order, is found by it, makes orders of one outage alike, and is told
 * as an event, so that a module of outages can hear of it.
 */
import { plainNumber } from "../../../contracts/orders/form-rules.ts";
import { type Context, publish } from "../../foundation/context.ts";
import type { OpenOrder } from "./open-order.ts";
import type { Values } from "./store/rows.ts";

/** As people write it, one way: letters and digits, at most 40; undefined when nothing was given. */
export function outageRefIn(form: Values): string | undefined {
  const typed = form.outageRef;
  if (typeof typed !== "string") return undefined;
  const plain = plainNumber(typed).slice(0, 40);
  return plain === "" ? undefined : plain;
}

/** Without saving. The same outage again says nothing new. @returns whether the order is linked now */
export function linkOutage(ctx: Context, open: OpenOrder, form: Values, stepId: string): boolean {
  const ref = outageRefIn(form);
  const isLinked = open.order.outageRef !== null || ref !== undefined;
  const vars = { ...open.order.vars, isOutageLinked: isLinked };
  if (ref === undefined || ref === open.order.outageRef) {
    open.put({ vars });
    return isLinked;
  }
  open.put({ outageRef: ref, vars: { ...vars, outageId: ref } });
  open.tell({
    kind: "outage-linked",
    text: { zh: `关联停电 ${ref}`, en: `Belongs to outage ${ref}` },
    stepId,
    detail: { outageRef: ref },
    forCustomer: true,
  });
  publish(ctx, {
    type: "orders.outage-linked",
    topic: open.id,
    payload: { orderId: open.id, outageRef: ref },
  });
  return true;
}
