/** An order is refused by whoever it was sent to (RT1–RT4), or its answer sent back (RT5): kept with the reason (§3.7). */
import type { FormValues } from "../../../../contracts/orders/shapes.ts";
import type { Context } from "../../../foundation/context.ts";
import { catalogueNow } from "../catalogue-in-force.ts";
import { limitsOf } from "../limits.ts";
import type { OpenOrder } from "../open-order.ts";
import * as store from "../store/care-visits.ts";
import type { StepRow } from "../store/rows.ts";
import { callingWorker } from "../worker.ts";
import { levelOf } from "./levels.ts";
import { isFault, raise } from "./raise.ts";
import { refusalOfRefusing } from "./refusal-rules.ts";

/** The reason with which an audit sends an answer back (§3.7). */
export const answerNotGood = "RT5";

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** @throws orders.refuse_used_up, orders.refuse_reason, orders.refuse_late, orders.refuse_calls, orders.refuse_words */
export async function refuse(
  ctx: Context,
  open: OpenOrder,
  step: StepRow,
  { values, note }: { readonly values: FormValues; readonly note: string },
): Promise<void> {
  const { rules, order, now } = open;
  const code = text(values.refusal);
  const words = text(values.note) || note;
  const [within] = limitsOf(rules, isFault(open) ? "REFUSE.WITHIN.FAULT" : "REFUSE.WITHIN", order);
  const minutesMost = within ? within.limit.value * (within.limit.unit === "HOUR" ? 60 : 1) : 0;
  const catalogue = await catalogueNow(ctx);
  const refused = (await store.listRefusals(ctx, open.id)).filter((one) =>
    catalogue.reason("refuse", one.code),
  );
  const given = catalogue.reason("refuse", code);
  const refusal = refusalOfRefusing({
    reason: given?.isActive ? given : undefined,
    posts: (await callingWorker(ctx)).places.get(step.unitId ?? "") ?? new Set(),
    minutes: now.since(step.openedAt).total("minutes"),
    minutesMost,
    refused: refused.length,
    refusedMost: rules.value("REFUSE.MOST"),
    calls: typeof values.calls === "number" ? values.calls : 0,
    callsLeast: rules.value("REFUSE.CALLS"),
    words,
  });
  if (refusal) throw refusal;
  await store.insertRefusal(ctx, { orderId: open.id, stepId: step.id, code, reason: words, by: open.doer });
}

/** Once is work; again is a matter for the head of the unit. */
export async function sendBack(
  ctx: Context,
  open: OpenOrder,
  step: StepRow,
  { values, note }: { readonly values: FormValues; readonly note: string },
): Promise<void> {
  const reason = text(values.note) || note || "回单不合格";
  const before = (await store.listRefusals(ctx, open.id)).filter(({ code }) => code === answerNotGood).length;
  const back = { orderId: open.id, stepId: step.id, code: answerNotGood, reason, by: open.doer };
  await store.insertRefusal(ctx, back);
  if (before < open.rules.value("RETURN.AUDIT.MOST")) return;
  await raise(ctx, open, {
    level: levelOf("returned"),
    trigger: "returned",
    cause: `returned:${step.id}`,
    reason: {
      zh: `回单第 ${before + 1} 次不合格：${reason}`,
      en: `The answer was sent back for the ${before + 1}. time: ${reason}`,
    },
  });
}
