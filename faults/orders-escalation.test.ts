/**
 * The clocks of many orders, suspended and resumed at random over weeks with holidays, under platforms that are started
 * anew and whose machine's clock is set an hour forward and back: everybody who must be warned is warned, once, and not before.
 * When that is says a simulator of its own, which walks the calendar day by day (clock/testing-oracle.ts).
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { wallClock } from "../server/foundation/clock.ts";
import { newId } from "../server/foundation/ids.ts";
import { command, type Platform } from "../server/foundation/transaction.ts";
import { orgs } from "../server/modules/identity/test-county.ts";
import type { WorkTime } from "../server/modules/orders/clock/marks.ts";
import { walkClock } from "../server/modules/orders/clock/testing-oracle.ts";
import { clockMark } from "../server/modules/orders/order-clock.ts";
import { type MarkedClock, rowFrom } from "../server/modules/orders/store/rows.ts";
import { resumeOrder, suspendOrder } from "../server/modules/orders/suspend-order.ts";
import { sweepOrders } from "../server/modules/orders/sweep.ts";
import { buildOrders } from "../server/modules/orders/testing.ts";
import { copyOf, copyOrder } from "../server/modules/orders/testing-copies.ts";
import { workTimeOf } from "../server/modules/orders/work-time.ts";
import { chance, seed, whole } from "./random.ts";
import { scale } from "./scale.ts";

const orders = scale(30, 2_000);
const days = scale(8, 40);
const hour = 3_600_000;

const county = await buildOrders();
const { id: orderId } = await county.openOrder();
await copyOrder(county.platform.ownerUrl, { orgId: orgs.county, orderId }, 1, orders);
await county.as("r-cmd");
await county.runAs("r-cmd", async () => {});
const dispatcher = county.actor("r-cmd");

/** The machine's clock, as it is set; a platform's own never runs back. */
let reading = county.platform.clock.now().epochMilliseconds;
const startPlatform = (): Platform => ({ ...county.platform, clock: wallClock(() => reading) });
let platform = startPlatform();
const runAs = <T>(work: Parameters<typeof command<T>>[2]) =>
  command(platform, { actor: dispatcher, orgId: orgs.county, requestId: newId() }, work);

test(`${orders} orders over ${days} days: warnings are the simulator's, each once, none early`, async (t) => {
  t.diagnostic(`seed ${seed}`);
  const draw = chance();
  const suspended = new Set<number>();
  let acts = 0;
  for (let day = 0; day < days; day++) {
    for (let part = 0; part < 3; part++) {
      reading += (4 + whole(draw, 8)) * hour;
      // Started anew, or its clock set forward too early and back again by NTP: which of them is by chance.
      if (draw() < 0.3) platform = startPlatform();
      const isStep = draw() < 0.2;
      if (isStep) {
        reading -= hour;
        await sweepOrders(platform);
        reading += hour;
      }
      // Nobody sweeps before these: what fell due meanwhile is told by whoever pauses it.
      for (let n = 0; n < orders / 10; n++) {
        const which = 1 + whole(draw, orders);
        const id = copyOf(which, orderId);
        acts++;
        if (suspended.delete(which)) await runAs((ctx) => resumeOrder(ctx, id, "已确认"));
        else {
          const because = { reasonCode: "plan-answer", reason: "等客户确认", proofId: null };
          await runAs((ctx) => suspendOrder(ctx, id, because));
          suspended.add(which);
        }
      }
      await Promise.all([sweepOrders(platform), sweepOrders(platform)]);
    }
  }
  const now = platform.clock.now().epochMilliseconds;
  const clocks = await readClocks();
  const time = await runAs((ctx) => workTimeOf(ctx, county.county.root));
  const warnings = await readWarnings();
  const found = wrong(clocks, warnings, time, now);
  const overdue = warnings.filter(({ share }) => share >= 100).length;
  t.diagnostic(
    `${acts} pauses and resumptions, ${clocks.length} clocks, ${warnings.length} warnings, ${overdue} of them overdue`,
  );
  assert.ok(overdue > orders / 10, "many fell due");
  assert.deepEqual(found, []);

  // Controls: one that was not told, one told twice, one told early.
  const isOver = ({ share }: Warning) => share >= 100;
  const late = warnings.findIndex(
    (one) => isOver(one) && warnings.filter((w) => isOver(w) && w.clockId === one.clockId).length === 1,
  );
  const one = warnings[late];
  assert.ok(one);
  assert.notDeepEqual(wrong(clocks, warnings.toSpliced(late, 1), time, now), []);
  assert.notDeepEqual(wrong(clocks, [...warnings, one], time, now), []);
  assert.notDeepEqual(
    wrong(clocks, warnings.with(late, { ...one, at: one.at - 30 * 24 * hour }), time, now),
    [],
  );
});

type Warning = { readonly clockId: string; readonly share: number; readonly at: number };

/** Against the simulator: at the latest by the last sweep, each clock that is used up has been told of as overdue, once. */
function wrong(
  clocks: readonly MarkedClock[],
  warnings: readonly Warning[],
  time: WorkTime,
  now: number,
): string[] {
  const told = Map.groupBy(warnings, ({ clockId }) => clockId);
  return clocks.flatMap((clock) => {
    const mine = told.get(clock.id) ?? [];
    const name = `${clock.ruleCode} ${clock.layer} ${clock.id}`;
    const marks = clock.marks.map((row) => clockMark(row, clock.subject));
    const { dueAt, lapsedAt } = walkClock(marks, time);
    const due = lapsedAt ?? dueAt;
    const over = mine.filter(({ share }) => share >= 100).sort((a, b) => a.at - b.at);
    const shares = mine.map(({ share }) => share);
    const until = Math.min(now, clock.endedAt?.epochMilliseconds ?? now);
    const isDue = due !== null && due <= until;
    return [
      ...(new Set(shares).size === shares.length ? [] : [`${name}: told twice (${shares.join()})`]),
      ...(isDue && over.length === 0 ? [`${name}: due ${new Date(due).toISOString()}, never told`] : []),
      ...(over[0] && (due === null || over[0].at < due) ? [`${name}: told before it was due`] : []),
    ];
  });
}

async function readClocks(): Promise<MarkedClock[]> {
  return county.platform.asOwner(async (client) => {
    const { rows } = await client.query<{ clock: unknown }>(
      `select to_jsonb(c) || jsonb_build_object('marks', (select jsonb_agg(to_jsonb(m) order by m.seq) from orders.marks m
         where m.org_id = c.org_id and m.clock_id = c.id)) as clock from orders.clocks c where c.org_id = $1 and c.order_id <> $2`,
      [orgs.county, orderId],
    );
    return rows.map(({ clock }) => rowFrom<MarkedClock>(clock));
  });
}

async function readWarnings(): Promise<Warning[]> {
  return county.platform.asOwner(async (client) => {
    const { rows } = await client.query<Warning>(
      `select payload ->> 'clockId' as "clockId", (payload ->> 'share')::int as share,
         (extract(epoch from happened_at) * 1000)::float8 as at
       from foundation.events where org_id = $1 and type = 'orders.clock-warned' and topic <> $2 order by seq`,
      [orgs.county, orderId],
    );
    return rows;
  });
}
