/**
 * What a customer's page is told of an order: an open matter that follows it, a line when it is taken and one when it is
 * over. Never of a complaint about somebody or one kept secret: the page is read by more people than the order may be.
 */
import type { Words } from "../../../contracts/endpoint.ts";
import type { Context } from "../../foundation/context.ts";
import { tellCustomer } from "../customers/index.ts";
import { findOrderStage } from "./catalogue/order-stages.ts";
import type { OpenOrder } from "./open-order.ts";
import type { OrderRow } from "./store/rows.ts";

/** Whether anything about the order may stand outside it. */
export const isTellable = ({ accused, secrecy }: Pick<OrderRow, "accused" | "secrecy">): boolean =>
  secrecy === "none" && (accused === null || accused.length === 0);

export function tellProgress(ctx: Context, open: OpenOrder, isNew: boolean): void {
  const { order, now } = open;
  if (!order.customerId || !isTellable(order)) return;
  const isOver = order.closedAt !== null;
  const key = `orders:order:${order.id}`;
  const type = open.type?.name ?? { zh: order.typeCode, en: order.typeCode };
  const title = (words: Words): Words => ({
    zh: `${words.zh}：${type.zh}（${order.number}）`,
    en: `${words.en}: ${type.en} (${order.number})`,
  });
  const line = isNew ? "opened" : isOver ? "closed" : undefined;
  tellCustomer(ctx, {
    customerId: order.customerId,
    ...(line && {
      entry: {
        key: `${key}:${line}`,
        kind: "order" as const,
        at: now,
        title: title(line === "opened" ? taken : over),
        accountId: order.accountId,
        channel: order.channel === "counter" ? "hall" : order.channel,
        who: open.doer.id === null ? null : open.doer.name,
        result: isOver ? order.result : null,
      },
    }),
    matter: {
      key,
      kind: "order",
      title: title(working),
      state: stateOf(open),
      openedAt: order.openedAt,
      dueAt: order.dueAt,
      accountId: order.accountId,
      isClosed: isOver,
    },
  });
}

const taken = { zh: "受理工单", en: "Order taken" };
const over = { zh: "工单结束", en: "Order over" };
const working = { zh: "工单", en: "Order" };

function stateOf(open: OpenOrder): Words {
  if (open.order.state === "suspended") return { zh: "已挂起", en: "Suspended" };
  if (open.order.closedAt) return { zh: "已结束", en: "Over" };
  const stage = open.steps.find((step) => step.stage !== null)?.stage;
  const found = stage ? findOrderStage(stage) : undefined;
  return found ? { zh: found.zh, en: found.en } : { zh: "办理中", en: "In progress" };
}
