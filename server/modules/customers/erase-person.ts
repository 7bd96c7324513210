/**
 * Removing a person's data (PIPL art. 47): the row of the customer stays, because accounts and bills point to it, and says
 * no more who it was. A request is decided by another person; what the law keeps is refused with the day on which it
 * ends; a legal hold wins over everything.
 */
import type { Erasure } from "../../../contracts/customers.ts";
import type { Words } from "../../../contracts/endpoint.ts";
import { dateOf } from "../../foundation/clock.ts";
import { audit, type Context, publish, staffOf } from "../../foundation/context.ts";
import { newId } from "../../foundation/ids.ts";
import { Problem } from "../../foundation/problem.ts";
import { addWorkdays, calendarOf } from "../catalogue/index.ts";
import { privacyRules } from "./access-record.ts";
import { sightOf } from "./field-policy.ts";
import { inventory } from "./inventory.ts";
import { withoutPersonalNumbers } from "./personal-free.ts";
import { presentCustomer } from "./present-customer.ts";
import * as store from "./store/holds.ts";
import * as person from "./store/person.ts";
import { addAccess } from "./store/privacy.ts";

const today = (ctx: Context) => dateOf(ctx.clock.now());

/**
 * Whether a person's data may go now, from what is known of them. Pure.
 * @param formerMonths how long a former customer is kept; 0 for ever
 * @throws customers.forgotten, held, still_served, still_open, kept_until
 */
export function requireErasable(
  standing: person.Standing,
  day: Temporal.PlainDate,
  formerMonths: number,
): void {
  if (standing.isForgotten) throw new Problem("customers.forgotten");
  if (standing.heldBy !== null) throw new Problem("customers.held", { source: standing.heldBy });
  if (standing.openAccounts > 0)
    throw new Problem("customers.still_served", { count: standing.openAccounts });
  if (standing.openMatters > 0) throw new Problem("customers.still_open", { count: standing.openMatters });
  if (standing.lastClosedOn === null) return;
  const until = standing.lastClosedOn.add({ months: formerMonths });
  if (formerMonths === 0) throw new Problem("customers.kept_until", { date: "∞" });
  if (Temporal.PlainDate.compare(day, until) < 0)
    throw new Problem("customers.kept_until", { date: until.toString() });
}

/** Locks, and refuses what may not go. */
async function lockErasable(ctx: Context, customerId: string): Promise<void> {
  const standing = await person.lockStanding(ctx, customerId);
  if (!standing) throw new Problem("thing.not_found");
  const { formerMonths } = await privacyRules(ctx);
  requireErasable(standing, today(ctx), formerMonths);
}

/** @throws the refusals of `requireErasable`; customers.erasure_asked */
export async function askErasure(ctx: Context, customerId: string, reason: string) {
  await presentCustomer(ctx, customerId);
  await lockErasable(ctx, customerId);
  const asked = await store.listErasures(ctx, "asked");
  if (asked.some((one) => one.customerId === customerId)) throw new Problem("customers.erasure_asked");
  const { answerWorkdays } = await privacyRules(ctx);
  const dueOn = addWorkdays(await calendarOf(ctx), today(ctx), answerWorkdays).toString();
  const row = { id: newId(), customerId, cause: "request" as const, dueOn, askedBy: staffOf(ctx).id };
  const text = withoutPersonalNumbers(reason);
  await store.insertErasure(ctx, { ...row, reason: text });
  audit(ctx, {
    action: "customers.erasure_asked",
    subject: `customer:${customerId}`,
    after: { dueOn },
    reason: text,
  });
  return { erasureId: row.id, dueOn };
}

/** @throws customers.erasure_own, customers.erasure_decided, and the refusals of `requireErasable` */
export async function decideErasure(
  ctx: Context,
  erasureId: string,
  { verdict, note }: { verdict: "approve" | "refuse"; note: string | null },
): Promise<{ erasure: Erasure; elsewhere: Words[] }> {
  const row = await store.lockErasure(ctx, erasureId);
  if (!row) throw new Problem("thing.not_found");
  if (row.state !== "asked") throw new Problem("customers.erasure_decided", { who: row.decidedByName ?? "" });
  const decidedBy = staffOf(ctx).id;
  if (row.askedBy === decidedBy) throw new Problem("customers.erasure_own");
  if (verdict === "approve") await lockErasable(ctx, row.customerId);
  const removed = verdict === "approve" ? await forget(ctx, row.customerId) : null;
  const state = verdict === "approve" ? "done" : "refused";
  const remark = note === null ? null : withoutPersonalNumbers(note);
  await store.markDecided(ctx, erasureId, { state, decidedBy, note: remark, removed });
  const subject = `customer:${row.customerId}`;
  audit(ctx, {
    action: `customers.erasure_${state}`,
    subject,
    after: { removed },
    ...(note ? { reason: note } : {}),
  });
  const after = await store.lockErasure(ctx, erasureId);
  if (!after) throw new TypeError("the request is gone");
  return { erasure: await answerOf(ctx, after), elsewhere: [...inventory.elsewhere] };
}

/** Time has passed: what nobody needs any more goes without being asked for. */
export async function eraseByRetention(ctx: Context, customerId: string): Promise<boolean> {
  try {
    await lockErasable(ctx, customerId);
  } catch (error) {
    // Between the list and the lock somebody came back, or a hold was placed.
    if (error instanceof Problem) return false;
    throw error;
  }
  const removed = await forget(ctx, customerId);
  const dueOn = today(ctx).toString();
  const reason = "PRIVACY.RETAIN";
  await store.insertErasure(ctx, {
    id: newId(),
    customerId,
    cause: "retention",
    reason,
    askedBy: null,
    dueOn,
    removed,
  });
  audit(ctx, {
    action: "customers.erasure_done",
    subject: `customer:${customerId}`,
    after: { removed },
    reason,
  });
  return true;
}

/** Whose row it was stays tellable from another, by its last characters alone. */
const goneName = (customerId: string) => `已删除客户 ${customerId.slice(-6)}`;

/** The person and every duplicate of theirs. @returns rows removed or emptied, by table */
async function forget(ctx: Context, customerId: string): Promise<Record<string, number>> {
  const sum: Record<string, number> = {};
  for (const id of [customerId, ...(await person.listMergedInto(ctx, customerId))])
    for (const [table, count] of Object.entries(await forgetOne(ctx, id)))
      sum[table] = (sum[table] ?? 0) + count;
  return sum;
}

async function forgetOne(ctx: Context, customerId: string): Promise<Record<string, number>> {
  await person.markForgotten(ctx, customerId, today(ctx).toString());
  const removed: Record<string, number> = {};
  const requests = await person.forgetRequests(ctx, { customerId });
  if (requests > 0) removed["customers.change_requests"] = requests;
  // From the leaves to the root: what points to a number goes before the number.
  for (const entry of inventory.entries.toReversed()) {
    const count = await person.eraseRows(ctx, entry, customerId, goneName(customerId));
    if (count > 0) removed[entry.table] = count;
  }
  await person.forgetPast(ctx, customerId);
  await person.forgetMerges(ctx, customerId);
  await addAccess(ctx, { customerId, kind: "erased" });
  publish(ctx, { type: "customers.forgotten", topic: customerId, payload: { customerId } });
  return removed;
}

export async function listErasures(ctx: Context, state: Erasure["state"]): Promise<{ erasures: Erasure[] }> {
  const rows = await store.listErasures(ctx, state);
  return { erasures: await Promise.all(rows.map((row) => answerOf(ctx, row))) };
}

async function answerOf(ctx: Context, row: store.ErasureRow): Promise<Erasure> {
  const see = await sightOf(ctx);
  const { customerId, name, kind, askedBy: _, removed, ...rest } = row;
  return {
    ...rest,
    customer: { id: customerId, name: kind === "individual" ? see("name", name) : name },
    askedAt: row.askedAt.toString(),
    dueOn: row.dueOn.toString(),
    decidedAt: row.decidedAt?.toString() ?? null,
    removed: Object.entries(removed ?? {}).map(([table, count]) => ({ what: whatOf(table), count })),
  };
}

const whatOf = (table: string): Words =>
  inventory.entries.find((entry) => entry.table === table)?.what ?? { zh: table, en: table };
