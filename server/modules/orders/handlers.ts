/**
 * What a process does by itself: service and send tasks by the name in `mc:handler`. A handler runs inside the transaction
 * that completed the step before it, so what it does is done with that step or not at all.
 */
import type { Context } from "../../foundation/context.ts";
import { archiveOrder, updateArchive } from "./archive-order.ts";
import { linkOutage as linkToOutage } from "./link-outage.ts";
import { notifyCustomer } from "./notify-customer.ts";
import type { OpenOrder } from "./open-order.ts";
import type { ProcessNode } from "./process/definition.ts";
import type { StepRow } from "./store/rows.ts";

export type HandlerSite = { readonly step: StepRow; readonly node: ProcessNode };
/** @returns an error code that a boundary event may catch, when it cannot be done */
export type Handler = (
  ctx: Context,
  open: OpenOrder,
  site: HandlerSite,
  // biome-ignore lint/suspicious/noConfusingVoidType: most handlers have nothing to return
) => Promise<string | void> | string | void;

const linkOutage: Handler = (ctx, open, { step }) => {
  linkToOutage(ctx, open, open.order.form, step.id);
};

const openFee: Handler = (_, open, { step }) => {
  open.tell({
    kind: "fee",
    text: { zh: "业务费用已确定，请客户缴费", en: "The fee is set; the customer is asked to pay" },
    stepId: step.id,
    detail: pick(open.order.vars, ["feeKind", "amountFen"]),
    forCustomer: true,
  });
};

const publishEstimate: Handler = (_, open, { step }) => {
  open.tell({
    kind: "estimate",
    text: { zh: "已发布预计复电时间", en: "Expected time of restoration published" },
    stepId: step.id,
    detail: pick(open.order.vars, ["estimatedAt", "faultCause"]),
    forCustomer: true,
  });
};

const pick = (values: Readonly<Record<string, unknown>>, names: readonly string[]) =>
  Object.fromEntries(names.filter((name) => name in values).map((name) => [name, values[name]]));

export const handlers: Readonly<Record<string, Handler>> = {
  "notify-customer": notifyCustomer,
  "update-archive": updateArchive,
  "archive-order": archiveOrder,
  "link-outage": linkOutage,
  "open-fee": openFee,
  "publish-estimate": publishEstimate,
};

/** What processes may ask for; publishing refuses any other name. */
export const handlerNames: readonly string[] = Object.keys(handlers);
