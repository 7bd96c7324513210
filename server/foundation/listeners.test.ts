import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import pino from "pino";
import { type Context, publish } from "./context.ts";
import { deliverEvents, type Listener } from "./listeners.ts";
import { testPlatform } from "./test-kit.ts";

const platform = await testPlatform();
const log = pino({ level: "silent" });
const happened = (type: string, n: number) => ({ type, topic: "test", payload: { n } });
const tell = (orgId: number, type: string, n: number) =>
  platform.command(orgId, async (ctx) => publish(ctx, happened(type, n)));
const deliver = (...listeners: Listener[]) => deliverEvents(platform, listeners, log);

/** Counts in the database, in the transaction of the delivery, as a real listener would. */
function counting(
  name: string,
  before: (ctx: Context, n: number) => void = () => {},
): Listener & { heard: number[] } {
  const heard: number[] = [];
  return {
    name,
    heard,
    types: ["thing.done"],
    async hear(ctx, event) {
      const { n } = event.payload as { n: number };
      before(ctx, n);
      heard.push(n);
      publish(ctx, happened(`${name}.heard`, n));
    },
  };
}

async function told(orgId: number, type: string): Promise<number[]> {
  return platform.command(orgId, async (ctx) => {
    const { rows } = await sql<{ n: number }>`
      select (payload->>'n')::int as n from foundation.events where org_id = ${orgId} and type = ${type} order by seq`.execute(
      ctx.tx,
    );
    return rows.map(({ n }) => n);
  });
}

test("events arrive once, in order, of the kinds asked for, in each company", async () => {
  const listener = counting("a");
  for (let n = 0; n < 250; n++) await tell(1, "thing.done", n);
  await tell(1, "thing.else", 1);
  await tell(2, "thing.done", 7);
  await deliver(listener);
  await deliver(listener);
  assert.deepEqual(
    await told(1, "a.heard"),
    Array.from({ length: 250 }, (_, n) => n),
  );
  assert.deepEqual(await told(2, "a.heard"), [7]);
});

test("where nothing has happened since, nobody looks again; the next event is heard, once", async () => {
  const listener = { ...counting("quiet"), types: ["thing.quiet"] };
  const cursors = () =>
    platform.asOwner(async (client) => {
      const { rows } = await client.query(
        "select seq from foundation.listener_cursors where listener = 'quiet' and org_id = 4",
      );
      return rows.length;
    });
  await tell(4, "thing.else", 1);
  await deliver(listener);
  assert.equal(await cursors(), 1);
  await platform.asOwner((client) =>
    client.query("delete from foundation.listener_cursors where listener = 'quiet'"),
  );
  await deliver(listener);
  assert.equal(await cursors(), 0, "it was not asked");
  await tell(4, "thing.quiet", 9);
  await deliver(listener);
  await deliver(listener);
  assert.deepEqual(await told(4, "quiet.heard"), [9]);
});

test("two processes that deliver at once do the work once", async () => {
  await Promise.all(Array.from({ length: 6 }, () => deliver(counting("b"))));
  await deliver(counting("b"));
  assert.equal((await told(1, "b.heard")).length, 250);
});

test("a listener that fails is tried again later, and what it did is undone with it", async () => {
  let isBroken = true;
  const listener = counting("c", (_, n) => {
    if (isBroken && n === 3) throw new Error("not now");
  });
  await deliver(listener);
  assert.deepEqual(await told(1, "c.heard"), [], "the events before the failing one come again with it");
  await deliver(listener);
  assert.equal(
    listener.heard.length,
    3 + 1,
    "company 2 is not held up; company 1 waits before it is tried again",
  );
  isBroken = false;
  platform.pass({ seconds: 5 });
  await deliver(listener);
  assert.equal((await told(1, "c.heard")).length, 250);
});

test("an event that fails for good is set aside, and the rest goes on", async () => {
  const listener = counting("d", (_, n) => {
    if (n === 3) throw new Error("never");
  });
  for (let attempt = 0; attempt < 6; attempt++) {
    await deliver(listener);
    platform.pass({ minutes: 1 });
  }
  const heard = await told(1, "d.heard");
  assert.equal(heard.length, 249);
  assert.ok(!heard.includes(3));
  const parked = await platform.command(1, async (ctx) => {
    const { rows } = await sql<{
      error: string;
    }>`select error from foundation.parked_events where listener = 'd'`.execute(ctx.tx);
    return rows;
  });
  assert.deepEqual(
    parked.map(({ error }) => error),
    ["never"],
  );
});
