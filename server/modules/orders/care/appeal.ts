/**
 * Whoever handled a complaint appeals against its class or the responsibility that was found (申诉, §3.3): within its limit after
 * the order was closed, with the proofs that the departments signed; somebody else decides.
 */
import { type Context, staffOf } from "../../../foundation/context.ts";
import { newId } from "../../../foundation/ids.ts";
import { Problem } from "../../../foundation/problem.ts";
import { documentExists } from "../../customers/index.ts";
import { readClock } from "../clock/read-clock.ts";
import { requireAt } from "../involvement.ts";
import { limitsOf } from "../limits.ts";
import { type OpenOrder, openOrder } from "../open-order.ts";
import { saveOrder } from "../save-order.ts";
import * as store from "../store/care-consults.ts";

export type Appeal = {
  readonly kind: "class" | "responsibility";
  readonly ground: string;
  readonly purpose: string;
  readonly proofs: readonly string[];
};

/**
 * @throws thing.not_found, orders.appeal_kind, orders.appeal_open, orders.appeal_late, orders.appeal_not_handler,
 *   orders.appeal_proofs, orders.appeal_twice
 */
export async function appeal(
  ctx: Context,
  orderId: string,
  { kind, ground, purpose, proofs }: Appeal,
): Promise<{ appealId: string; decideBy: string }> {
  const open = await openOrder(ctx, orderId);
  const { order, past, now } = open;
  if (open.type?.family !== "complaint") throw new Problem("orders.appeal_kind");
  if (order.closedAt === null) throw new Problem("orders.appeal_open");
  const { id: byId, name: byName } = staffOf(ctx);
  if (!past.some(({ duty, closedBy }) => duty === "handle" && closedBy === byId))
    throw new Problem("orders.appeal_not_handler");
  if (Temporal.Instant.compare(now, dueOf(open, "COMP.APPEAL", order.closedAt)) > 0)
    throw new Problem("orders.appeal_late");
  const least = open.rules.value("COMP.APPEAL.PROOFS");
  const distinct = [...new Set(proofs)];
  for (const id of distinct)
    if (!(await documentExists(ctx, id)))
      throw new Problem("orders.appeal_proofs", { least, field: "proofs" });
  if (distinct.length < least) throw new Problem("orders.appeal_proofs", { least, field: "proofs" });
  if ((await store.listAppeals(ctx, orderId)).some((one) => one.kind === kind))
    throw new Problem("orders.appeal_twice");
  const appealId = newId();
  const decideBy = dueOf(open, "COMP.APPEAL.DECIDE", now);
  await store.insertAppeal(ctx, orderId, {
    id: appealId,
    kind,
    ground,
    purpose,
    proofs: distinct,
    byId,
    byName,
    decideBy,
  });
  open.tell({
    kind: "appeal",
    text: { zh: `申诉：${ground}`, en: `Appeal: ${ground}` },
    detail: { appealId, kind },
  });
  await saveOrder(ctx, open, { action: "appealed", after: { appealId, kind } });
  return { appealId, decideBy: decideBy.toString() };
}

/** @throws thing.not_found, orders.appeal_decided, orders.appeal_own, access.denied */
export async function decideAppeal(
  ctx: Context,
  orderId: string,
  appealId: string,
  { isUpheld, note }: { readonly isUpheld: boolean; readonly note: string },
): Promise<{ isLate: boolean }> {
  const open = await openOrder(ctx, orderId);
  await requireAt(ctx, open, "orders.supervise");
  const row = (await store.listAppeals(ctx, orderId)).find(({ id }) => id === appealId);
  if (!row) throw new Problem("thing.not_found");
  if (row.decidedAt) throw new Problem("orders.appeal_decided", { who: row.decidedByName ?? "—" });
  const { id: byId, name: byName } = staffOf(ctx);
  // Whoever handled the complaint is a party, whichever of them appealed.
  if (row.byId === byId || open.past.some(({ duty, closedBy }) => duty === "handle" && closedBy === byId))
    throw new Problem("orders.appeal_own");
  await store.decideAppeal(ctx, appealId, { isUpheld, note, byId, byName });
  open.tell({
    kind: "appeal-decided",
    text: isUpheld
      ? { zh: `申诉成立：${note}`, en: `Appeal upheld: ${note}` }
      : { zh: `申诉不成立：${note}`, en: `Appeal rejected: ${note}` },
    detail: { appealId, isUpheld },
  });
  await saveOrder(ctx, open, { action: "appeal_decided", after: { appealId, isUpheld }, reason: note });
  return { isLate: Temporal.Instant.compare(open.now, row.decideBy) > 0 };
}

function dueOf(open: OpenOrder, code: string, at: Temporal.Instant): Temporal.Instant {
  const [rule] = limitsOf(open.rules, code, open.order);
  if (!rule) throw new Error(`the catalogue has no limit ${code}`);
  return readClock([{ kind: "start", at, limit: rule.limit }], open.timing.time).dueAt ?? at;
}
