/**
 * A limit of ours is made longer by whoever may (时限延期, §2.14), with a reason and its proof. Never one that the law or the regulator
 * set, never once it is over, and never by more than that post may give for the whole clock, nor more often than the rule says.
 */
import type { Clock } from "../../../../contracts/orders.ts";
import { type Context, staffOf } from "../../../foundation/context.ts";
import { newId } from "../../../foundation/ids.ts";
import { Problem } from "../../../foundation/problem.ts";
import { signoffs } from "../catalogue/order-duties.ts";
import { catalogueNow } from "../catalogue-in-force.ts";
import { clockAnswer } from "../clock-answer.ts";
import { processOf } from "../definitions.ts";
import { requireProof } from "../involvement.ts";
import { openOrder } from "../open-order.ts";
import { saveOrder } from "../save-order.ts";
import * as store from "../store/care-promises.ts";
import { readTimers } from "../timers.ts";
import { holds } from "../vars.ts";
import { callerPosts } from "./caller-posts.ts";
import { extensionRight } from "./extension-rules.ts";

export type Extension = {
  readonly days: number;
  readonly reasonCode: string;
  readonly reason: string;
  readonly proofId: string | null;
};

/**
 * @throws thing.not_found, orders.not_open, orders.extend_statutory, orders.extend_unit, orders.extend_late, orders.extend_right,
 *   orders.extend_times, orders.extend_most, orders.reason_unknown, orders.proof_missing
 */
export async function extendLimit(
  ctx: Context,
  orderId: string,
  clockId: string,
  { days, reasonCode, reason, proofId }: Extension,
): Promise<{ clock: Clock }> {
  const open = await openOrder(ctx, orderId);
  if (open.order.closedAt) throw new Problem("orders.not_open");
  const clock = open.clocks.find(({ id }) => id === clockId);
  if (!clock) throw new Problem("thing.not_found");
  if (clock.layer === "statutory") throw new Problem("orders.extend_statutory");
  if (clock.unit !== "WD") throw new Problem("orders.extend_unit");
  if (clock.dueAt !== null && Temporal.Instant.compare(clock.dueAt, open.now) < 0)
    throw new Problem("orders.extend_late");
  const right = extensionRight(
    signoffs,
    (condition) => holds(condition, open.order.vars),
    await callerPosts(ctx, open),
  );
  if (!right) throw new Problem("orders.extend_right");
  const given = (await store.listExtensions(ctx, orderId)).filter((one) => one.clockId === clockId);
  const times = open.rules.value("EXTEND.TIMES");
  if (given.length >= times) throw new Problem("orders.extend_times", { times });
  const total = given.reduce((sum, one) => sum + one.days, days);
  if (right.mostDays !== null && total > right.mostDays)
    throw new Problem("orders.extend_most", { days: right.mostDays });
  const because = (await catalogueNow(ctx)).reason("extend", reasonCode);
  if (!because?.isActive) throw new Problem("orders.reason_unknown", { field: "reasonCode" });
  await requireProof(ctx, open, because, proofId);
  const to = clock.limitValue + days;
  const longer = open.markClock(clockId, "limit", {
    limitValue: to,
    unit: clock.unit,
    reason: reasonCode,
    proofId,
  });
  const { definition } = await processOf(ctx, open.order.processKey, open.order.processVersion);
  readTimers(open, definition);
  const { id: byId, name: byName } = staffOf(ctx);
  await store.insertExtension(ctx, orderId, {
    id: newId(),
    clockId,
    days,
    reasonCode,
    reason,
    proofId,
    from: clock.limitValue,
    to,
    byId,
    byName,
    post: right.post,
  });
  open.tell({
    kind: "extended",
    text: {
      zh: `时限延长 ${days} 个工作日（${because.zh}）：${reason}`,
      en: `The limit is ${days} working days longer (${because.en}): ${reason}`,
    },
    stepId: clock.stepId,
    detail: { clockId, days, reasonCode, proofId },
  });
  await saveOrder(ctx, open, { action: "extended", after: { clockId, days, to }, reason });
  return { clock: clockAnswer(longer, open.now, open.timing) };
}
