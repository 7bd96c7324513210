/**
 * Somebody promises a customer something by a time (承诺): within what his post may promise, and the promise becomes a clock that
 * warns and is escalated like any other. Kept or broken is read off that clock, not said by whoever made it.
 */
import { type Context, staffOf } from "../../../foundation/context.ts";
import { newId } from "../../../foundation/ids.ts";
import { Problem } from "../../../foundation/problem.ts";
import { requireInvolved } from "../involvement.ts";
import { openOrder } from "../open-order.ts";
import { saveOrder } from "../save-order.ts";
import * as store from "../store/care-promises.ts";
import { callerPosts } from "./caller-posts.ts";
import { earliestPromise, promiseRight } from "./promise-rules.ts";

/** @throws thing.not_found, orders.not_open, orders.promise_right, orders.promise_soon, orders.promise_past, access.denied */
export async function promise(
  ctx: Context,
  orderId: string,
  { text, dueAt }: { readonly text: string; readonly dueAt: string },
): Promise<{ commitmentId: string; clockId: string }> {
  const open = await openOrder(ctx, orderId);
  if (open.order.closedAt) throw new Problem("orders.not_open");
  await requireInvolved(ctx, open);
  const wanted = Temporal.Instant.from(dueAt);
  if (Temporal.Instant.compare(wanted, open.now) <= 0)
    throw new Problem("orders.promise_past", { field: "dueAt" });
  const right = promiseRight(await callerPosts(ctx, open), open.order.demandKind);
  if (!right) throw new Problem("orders.promise_right");
  const earliest = earliestPromise(right, open.now, open.order.dueAt);
  if (Temporal.Instant.compare(wanted, earliest) < 0)
    throw new Problem("orders.promise_soon", {
      at: earliest
        .toZonedDateTimeISO("Asia/Shanghai")
        .toPlainDateTime()
        .toString({ smallestUnit: "minute" })
        .replace("T", " "),
      field: "dueAt",
    });
  const id = newId();
  const minutes = Math.ceil(wanted.since(open.now).total("minutes"));
  const clock = open.startClock({
    ruleCode: "COMMITMENT",
    layer: "promised",
    subject: "commitment",
    subjectId: id,
    limit: { value: minutes, unit: "MIN" },
  });
  const { id: byId, name: byName } = staffOf(ctx);
  await store.insertCommitment(ctx, orderId, {
    id,
    text,
    clockId: clock.id,
    dueAt: clock.dueAt ?? wanted,
    byId,
    byName,
    post: right.post,
  });
  open.tell({
    kind: "promised",
    text: { zh: `承诺：${text}`, en: `Promised: ${text}` },
    detail: { commitmentId: id, dueAt: wanted.toString() },
    forCustomer: true,
  });
  await saveOrder(ctx, open, { action: "promised", after: { commitmentId: id, dueAt: wanted.toString() } });
  return { commitmentId: id, clockId: clock.id };
}

/** Done: kept when the clock says so. @throws thing.not_found, orders.promise_settled, access.denied */
export async function settlePromise(
  ctx: Context,
  orderId: string,
  commitmentId: string,
  { isWithdrawn, note }: { readonly isWithdrawn: boolean; readonly note: string },
): Promise<{ state: "kept" | "broken" | "withdrawn" }> {
  const open = await openOrder(ctx, orderId);
  await requireInvolved(ctx, open);
  const row = (await store.listCommitments(ctx, orderId)).find(({ id }) => id === commitmentId);
  if (!row) throw new Problem("thing.not_found");
  if (row.state !== "open") throw new Problem("orders.promise_settled", { who: row.settledByName ?? "—" });
  const isLate = Temporal.Instant.compare(open.now, row.dueAt) > 0;
  const isRunning = open.clocks.some(({ id }) => id === row.clockId);
  if (isRunning) open.stopClock(row.clockId, open.now, !isWithdrawn);
  // A promise that is taken back when it is over was broken.
  const stopped = isLate ? "broken" : isWithdrawn ? "withdrawn" : "kept";
  await store.settleCommitment(ctx, commitmentId, { state: stopped, byName: open.doer.name, note });
  open.tell({
    kind: "promise-settled",
    text:
      stopped === "kept"
        ? { zh: `承诺已兑现。${note}`, en: `Promise kept. ${note}` }
        : stopped === "broken"
          ? { zh: `承诺逾期。${note}`, en: `Promise broken. ${note}` }
          : { zh: `承诺撤回。${note}`, en: `Promise taken back. ${note}` },
    detail: { commitmentId, state: stopped },
    forCustomer: true,
  });
  await saveOrder(ctx, open, {
    action: "promise_settled",
    after: { commitmentId, state: stopped },
    reason: note,
  });
  return { state: stopped };
}
