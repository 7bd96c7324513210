/**
 * The catalogue of orders as commands read it: as shipped, with what the company has released. Kept in this process's memory
 * per company, because every command asks it; a release of this process is seen at once, one of another process within a
 * second, when the company's head is looked up again.
 */
import { type Clock, dateOf, instantAt } from "../../foundation/clock.ts";
import type { Context } from "../../foundation/context.ts";
import { catalogueWith, type OrderCatalogue } from "./catalogue/order-catalogue.ts";
import * as store from "./store/own-catalogue.ts";

type Kept = {
  readonly head: number;
  /** Whatever was released at some time, oldest first. */
  readonly rows: readonly store.OwnRow[];
  /** By the rows that are in force together. */
  readonly made: Map<string, OrderCatalogue>;
  checkedAt: number;
};

const recheckMs = 1_000;
const madeMost = 100;
const kept = new WeakMap<Clock, Map<number, Kept>>();

export const catalogueNow = (ctx: Context): Promise<OrderCatalogue> => catalogueAt(ctx, ctx.clock.now());

/** As it was in force at an instant: an order keeps to that of its acceptance. */
export async function catalogueAt(ctx: Context, at: Temporal.Instant): Promise<OrderCatalogue> {
  const { rows, made } = await keptFor(ctx);
  const own = inForceAt(rows, at);
  const key = own.map(({ id }) => id).join();
  let catalogue = made.get(key);
  if (!catalogue) {
    catalogue = catalogueWith(own, rows);
    if (made.size > madeMost) made.clear();
    made.set(key, catalogue);
  }
  return catalogue;
}

/** When a released row begins to hold: on its day, and not before somebody released it. */
export function beginsAt({ validFrom, releasedAt }: store.OwnRow): Temporal.Instant | null {
  if (releasedAt === null) return null;
  const day = instantAt(Temporal.PlainDate.from(validFrom), midnight);
  return Temporal.Instant.compare(day, releasedAt) > 0 ? day : releasedAt;
}
const midnight = Temporal.PlainTime.from("00:00");

/** One of each code: the one of the latest day; of the same day that which was released last. Pure. */
export function inForceAt(rows: readonly store.OwnRow[], at: Temporal.Instant): store.OwnRow[] {
  const found = new Map<string, store.OwnRow>();
  const isBefore = (one: Temporal.Instant, other: Temporal.Instant) =>
    Temporal.Instant.compare(one, other) <= 0;
  for (const row of rows.toSorted(byDay)) {
    const begins = beginsAt(row);
    if (begins === null || !isBefore(begins, at)) continue;
    if (row.withdrawnAt !== null && isBefore(row.withdrawnAt, at)) continue;
    found.set(`${row.kind} ${row.code}`, row);
  }
  return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

const byDay = (one: store.OwnRow, other: store.OwnRow): number =>
  one.validFrom.localeCompare(other.validFrom) ||
  Temporal.Instant.compare(one.releasedAt ?? one.proposedAt, other.releasedAt ?? other.proposedAt);

/** The end of a day that is asked for, or now for today: what was in force then. */
export function momentOf(ctx: Context, on: string | undefined): Temporal.Instant {
  const now = ctx.clock.now();
  if (on === undefined || on === dateOf(now).toString()) return now;
  return instantAt(Temporal.PlainDate.from(on).add({ days: 1 }), midnight).subtract({ milliseconds: 1 });
}

/** After a change: this process reads again. Called before the commit, so the next second's check covers the gap. */
export function forgetOrderCatalogue(ctx: Context): void {
  kept.get(ctx.clock)?.delete(ctx.orgId);
}

async function keptFor(ctx: Context): Promise<Kept> {
  const companies = kept.get(ctx.clock) ?? new Map<number, Kept>();
  kept.set(ctx.clock, companies);
  const present = companies.get(ctx.orgId);
  if (present && performance.now() - present.checkedAt < recheckMs) return present;
  const head = await store.readHead(ctx);
  if (present?.head === head) {
    present.checkedAt = performance.now();
    return present;
  }
  const all = head === 0 ? [] : await store.listOwn(ctx);
  const rows = all.filter(({ releasedAt }) => releasedAt !== null);
  const fresh: Kept = { head, rows, made: new Map(), checkedAt: performance.now() };
  companies.set(ctx.orgId, fresh);
  return fresh;
}
