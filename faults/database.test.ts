/**
 * The database is taken away under load: its connections are cut every two seconds, it is restarted, its pool is used
 * up by a transaction that somebody left open. The server's process lives through all of it and says what is the matter.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { takeTicket } from "../contracts/hall.ts";
import { attachEmbeddedPostgres, processesOf } from "../server/foundation/embedded-postgres.ts";
import { asOwner, untilReady } from "./owner.ts";
import { openRushHall, type RushHall } from "./rush.ts";
import { scale } from "./scale.ts";

const hall: RushHall = await openRushHall({ kiosks: 8, windows: 1 });
const { server, hallId } = hall;
after(() => server.stop());
let minute = Temporal.ZonedDateTime.from("2026-03-18T09:00[Asia/Shanghai]").epochMilliseconds;

type Load = {
  /** When each number was acknowledged, in milliseconds of the run. */
  readonly done: number[];
  readonly ids: string[];
  stop(): Promise<void>;
};

/** Every kiosk takes numbers, one after the other, each call repeated with its key until it is answered. */
function load(): Load {
  const done: number[] = [];
  const ids: string[] = [];
  let isOver = false;
  const running = hall.kiosks.map(async (kiosk) => {
    while (!isOver) {
      const { ticket } = await kiosk.call(takeTicket, {
        params: { hallId },
        body: { serviceIds: [hall.serviceId] },
      });
      done.push(performance.now());
      ids.push(ticket.id);
      await pause(10);
    }
  });
  const time = (async () => {
    // A kiosk gives thirty numbers a minute: here a minute is a quarter of a second.
    while (!isOver) {
      minute += 60_000;
      await server.moveTo(minute);
      await pause(250);
    }
  })();
  return {
    done,
    ids,
    async stop() {
      isOver = true;
      await Promise.all([...running, time]);
    },
  };
}

test("connections cut every two seconds under load: the process lives, nothing is lost, work goes on at once", async (t) => {
  const { pid } = server;
  const running = load();
  await pause(1_000);
  const cuts: number[] = [];
  for (let n = 0; n < scale(6, 150); n++) {
    await cutConnections();
    cuts.push(performance.now());
    await pause(2_000);
  }
  await running.stop();
  const recoveries = cuts.map(
    (at) => (running.done.find((done) => done > at) ?? Number.POSITIVE_INFINITY) - at,
  );
  t.diagnostic(
    `${running.ids.length} numbers, ${cuts.length} cuts, longest pause ${Math.round(Math.max(...recoveries))} ms`,
  );
  assert.equal(server.pid, pid, "the process never ended");
  assert.equal(server.restarts, 0);
  assert.ok(Math.max(...recoveries) <= 5_000, recoveries.map(Math.round).join());
  await nothingLostOrDoubled(running.ids);
});

test("the database restarted under load: the process lives and goes on within five seconds of its return", async (t) => {
  const { pid } = server;
  for (const signal of ["SIGINT", "SIGQUIT"] as const) {
    const running = load();
    await pause(1_000);
    // The oldest process is the postmaster; fast shutdown first, then at once without a checkpoint.
    const url = new URL(attachEmbeddedPostgres(postgresDir));
    process.kill(await postmaster(), signal);
    const begun = performance.now();
    await untilDown(url);
    const back = await untilReady(server.base);
    await pause(500);
    await running.stop();
    const first = running.done.find((done) => done > begun + back) ?? Number.POSITIVE_INFINITY;
    t.diagnostic(`${signal}: ready again after ${Math.round(back)} ms`);
    assert.ok(first - begun - back <= 5_000);
    assert.equal(server.pid, pid, "the process never ended");
    await nothingLostOrDoubled(running.ids);
  }
  assert.equal(server.restarts, 0);
});

test("a transaction left open uses up the pool: 503 with Retry-After, health answers, and then the rate is back", async (t) => {
  await untilReady(server.base);
  const before = await rate();
  const holder = new pg.Client({ connectionString: ownUrl() });
  await holder.connect();
  await holder.query("begin");
  await holder.query("select 1 from hall.queue_days where hall_id = $1 for update", [hallId]);
  // More calls than the pool has connections, all waiting for that row.
  const calls = Array.from({ length: 24 }, () => rawTake());
  await pause(500);
  const health: number[] = [];
  for (let n = 0; n < 8; n++) {
    const begun = performance.now();
    assert.equal((await fetch(`${server.base}/healthz`)).status, 200);
    health.push(performance.now() - begun);
    const ready = await fetch(`${server.base}/readyz`);
    health.push(performance.now() - begun);
    assert.ok([200, 503].includes(ready.status));
    await pause(50);
  }
  await pause(6_000);
  await holder.query("rollback");
  await holder.end();
  const answers = await Promise.all(calls);
  const busy = answers.filter(({ status }) => status === 503);
  t.diagnostic(
    `${busy.length} of ${answers.length} calls got 503; health at most ${Math.round(Math.max(...health))} ms`,
  );
  assert.ok(busy.length > 0, "the pool was not used up");
  assert.ok(busy.every(({ retryAfter }) => Number(retryAfter) > 0));
  assert.deepEqual(
    answers.filter(({ status }) => status > 499 && status !== 503).map(({ status }) => status),
    [],
  );
  assert.ok(Math.max(...health) <= 1_500, "health stays quick");
  // The machine has other work too: the best of a few measures counts.
  let now = 0;
  for (let n = 0; n < 5 && now < 0.7 * before; n++) now = Math.max(now, await rate());
  t.diagnostic(`${before.toFixed(0)} numbers a second before, ${now.toFixed(0)} after`);
  assert.ok(now >= 0.7 * before, `${now} after ${before}`);
});

const postgresDir = join(server.dataDir, "postgres");

function ownUrl(): string {
  const url = new URL(attachEmbeddedPostgres(postgresDir));
  url.pathname = "/mingchuang";
  return url.href;
}

const cutConnections = () =>
  asOwner(server.dataDir, (client) =>
    client.query("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'mingchuang_app'"),
  );

async function postmaster(): Promise<number> {
  const pid = Number((await readFile(join(postgresDir, "postmaster.pid"), "utf8")).split("\n")[0]);
  assert.ok(processesOf(postgresDir).includes(pid));
  return pid;
}

async function untilDown(url: URL): Promise<void> {
  for (let n = 0; n < 200; n++) {
    const client = new pg.Client({ connectionString: url.href, connectionTimeoutMillis: 500 });
    client.on("error", () => {});
    const isUp = await client.connect().then(
      () => true,
      () => false,
    );
    await client.end().catch(() => {});
    if (!isUp) return;
    await pause(5);
  }
}

async function nothingLostOrDoubled(ids: readonly string[]): Promise<void> {
  const rows = await asOwner(server.dataDir, async (client) => {
    const found = await client.query("select id from hall.tickets where hall_id = $1", [hallId]);
    return found.rows.map(({ id }) => id as string);
  });
  const kept = new Set(rows);
  assert.deepEqual(
    ids.filter((id) => !kept.has(id)),
    [],
  );
  acknowledged += ids.length;
  assert.equal(rows.length, acknowledged, "as many tickets as were acknowledged");
}
let acknowledged = 0;

/** Numbers a second, over two seconds; in an empty hall each time, because a full one has more to reckon with. */
async function rate(): Promise<number> {
  await asOwner(server.dataDir, (client) =>
    client.query(
      "update hall.tickets set state = 'abandoned', finished_at = taken_at, token = null, due_at = null where hall_id = $1",
      [hallId],
    ),
  );
  const running = load();
  const begun = performance.now();
  await pause(2_000);
  const seconds = (performance.now() - begun) / 1_000;
  const count = running.ids.length;
  await running.stop();
  return count / seconds;
}

/** One call, not repeated. The phone's way needs no sign-in and locks the same row. */
async function rawTake(): Promise<{ status: number; retryAfter: string | null }> {
  const response = await fetch(`${server.base}/api/hall/${hallId}/phone-tickets`, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": crypto.randomUUID() },
    body: JSON.stringify({ serviceIds: [hall.serviceId], code: "000000" }),
  });
  await response.arrayBuffer();
  return { status: response.status, retryAfter: response.headers.get("retry-after") };
}
