import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { sql } from "kysely";
import pino from "pino";
import * as api from "../../../../contracts/orders.ts";
import { deliverEvents } from "../../../foundation/listeners.ts";
import { Outbound } from "../../../foundation/outbound.ts";
import type { Platform } from "../../../foundation/transaction.ts";
import { commandsDone, orgs, untraced } from "../../identity/test-county.ts";
import { buildOrders } from "../testing.ts";
import { webhookEventOf, webhookListener } from "./hear.ts";
import { sendWebhooks, sweepWebhooks } from "./send.ts";
import { startReceiver } from "./testing-receiver.ts";
import { webhookRules } from "./webhook-rules.ts";

const orders = await buildOrders();
const { platform } = orders;
const receiver = await startReceiver();
const log = pino({ level: "silent" });
const system = () => orders.signedIn("system-admin");
const settings = (change: object = {}) => ({
  name: "市政务平台",
  url: receiver.url,
  events: [...api.webhookEvents],
  ...change,
});

const made = await (await system()).call(api.createWebhook, { body: settings() });
const { webhookId } = made.body.webhook;
receiver.secret = made.body.secret;

beforeEach(() => {
  receiver.done.length = 0;
  receiver.calls.length = 0;
  receiver.mood = () => "well";
});

const hear = () => deliverEvents(platform, [webhookListener], log);
const send = (by: Platform = platform, id = webhookId) =>
  sendWebhooks(by, { orgId: orgs.county, webhookId: id });
const settle = async () => {
  await hear();
  await send();
};
const one = async <T>(query: ReturnType<typeof sql<T>>) =>
  (await orders.run((ctx) => query.execute(ctx.tx))).rows;
const states = () =>
  one(sql<{ state: string; n: number }>`select state, count(*)::int as n from orders.webhook_deliveries
    where webhook_id = ${webhookId} group by state order by state`);

/** Waits as often as something waits: the clock goes to each next try. */
async function untilQuiet(rounds = 60): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    await send();
    const [next] = await one(sql<{ at: Temporal.Instant | null }>`
      select min(greatest(d.next_at, d.claimed_until, w.quiet_until)) as at
      from orders.webhook_deliveries d join orders.webhooks w on w.org_id = d.org_id and w.id = d.webhook_id
      where d.webhook_id = ${webhookId} and d.state = 'waiting' and not exists (
        select from orders.webhook_deliveries e where e.webhook_id = d.webhook_id and e.order_id = d.order_id
          and e.state = 'waiting' and e.seq < d.seq)`);
    if (!next?.at) return;
    const wait = next.at.since(platform.clock.now()).total("seconds");
    if (wait > 0) platform.pass({ seconds: Math.ceil(wait) });
  }
  assert.fail("something waits for ever");
}

test("each change of an order is told once, signed, in its order, with nothing personal in it", async () => {
  const { id, number } = await orders.openOrder({ address: "青禾县秘密路1号" });
  await settle();
  const types = receiver.done.map(({ type }) => type);
  assert.equal(types[0], "order.opened");
  assert.ok(types.includes("order.step-opened") && types.includes("order.step-closed"));
  assert.ok(receiver.calls.every(({ isSigned }) => isSigned));
  for (const body of receiver.done) {
    assert.deepEqual([body.orderId, body.order?.number, body.order?.typeCode], [id, number, "NI-RES"]);
    assert.doesNotMatch(JSON.stringify(body), /秘密路|陈禾|139\d{8}/);
  }
  const sequences = receiver.done.map(({ sequence }) => sequence);
  assert.deepEqual(
    sequences,
    sequences.toSorted((a, b) => a - b),
  );
  const calls = receiver.calls.length;
  await settle();
  assert.equal(receiver.calls.length, calls, "what has arrived is not sent again");
});

test("suspended, resumed, warned and overdue are told as such, other changes not", () => {
  const orderId = "";
  assert.equal(webhookEventOf("orders.changed", { orderId, what: "suspended" }), "order.suspended");
  assert.equal(webhookEventOf("orders.changed", { orderId, what: "resumed" }), "order.resumed");
  assert.equal(webhookEventOf("orders.changed", { orderId, what: "noted" }), undefined);
  assert.equal(webhookEventOf("orders.clock-warned", { orderId, share: 80 }), "order.warned");
  assert.equal(webhookEventOf("orders.clock-warned", { orderId, share: 100 }), "order.overdue");
});

test("of an order that is secret or about somebody only the ids leave the house", async () => {
  const accused = [orders.people.get("r-met") ?? ""];
  const about = { typeCode: "COMP", papers: [], form: { category: "服务态度", note: "态度差" } };
  await orders.openOrder({ ...about, accused });
  await orders.openOrder({ ...about, secrecy: "secret" });
  await settle();
  assert.ok(receiver.done.length >= 4);
  for (const body of receiver.done) assert.deepEqual([body.order, body.detail], [null, {}]);
});

test("twelve orders, a receiver in every mood, senders killed at both ends: each effect once, in order, none lost", async () => {
  const ids: string[] = [];
  for (let n = 0; n < 12; n++) ids.push((await orders.openOrder()).id);
  await hear();
  await hear();
  let turn = 0;
  const moods = ["fails", "dies", "well", "refuses", "slow", "well", "dies"] as const;
  receiver.mood = () => moods[turn++ % moods.length] ?? "well";
  // Killed after the call and before it is settled; killed before the call.
  const outbound = new Outbound(["localhost"]);
  const never = new Promise<never>(() => {});
  const diesAfter = Object.assign(Object.create(outbound), {
    fetch: async (...call: Parameters<Outbound["fetch"]>) => {
      await outbound.fetch(...call).catch(() => {});
      return never;
    },
  }) as Outbound;
  const diesBefore = Object.assign(Object.create(outbound), { fetch: () => never }) as Outbound;
  const killed = (by: Outbound) =>
    Promise.race([send({ ...platform, outbound: by }), new Promise((done) => setTimeout(done, 400))]);
  for (let n = 0; n < 4; n++) {
    await killed(n % 2 === 0 ? diesAfter : diesBefore);
    platform.pass({ seconds: webhookRules.claimSeconds + 1 });
    // Two senders at once never take the same.
    await Promise.all([send(), send()]);
    platform.pass({ seconds: 6 });
  }
  await untilQuiet();
  assert.deepEqual(
    (await states()).map(({ state }) => state),
    ["sent"],
  );
  const expected = await one(
    sql<{
      id: string;
    }>`select id from orders.webhook_deliveries where order_id = any (${ids}::uuid[]) order by id`,
  );
  assert.deepEqual(receiver.done.map(({ id }) => id).sort(), expected.map(({ id }) => id).sort());
  for (const orderId of ids) {
    const own = receiver.done.filter((body) => body.orderId === orderId).map(({ sequence }) => sequence);
    assert.ok(own.length > 1);
    assert.deepEqual(
      own,
      own.toSorted((a, b) => a - b),
    );
  }
  assert.ok(receiver.calls.length > receiver.done.length, "some came more than once, under the same id");
});

test("an answer that is too late counts as none, and the repeat is known by its id", async () => {
  let isFirst = true;
  receiver.mood = () => {
    const mood = isFirst ? { lateMs: 9_000 } : ("well" as const);
    isFirst = false;
    return mood;
  };
  await (await system()).call(api.tryWebhook, { params: { webhookId }, body: {} });
  await send();
  const [late] = await one(sql<{ error: string }>`
    select last_error as error from orders.webhook_deliveries where type = 'trial' and state = 'waiting'`);
  assert.equal(late?.error, "no answer in time");
  await untilQuiet();
  assert.deepEqual([receiver.calls.length, receiver.done.length], [2, 1]);
});

test("a dead receiver is given up after the last try, it is said, and a replay brings all of it in order", async () => {
  const { id } = await orders.openOrder();
  await hear();
  receiver.mood = () => "fails";
  await untilQuiet(webhookRules.retrySeconds.length * 20);
  const admin = await system();
  const params = { webhookId };
  const { body: failed } = await admin.call(api.listDeliveries, { params, query: { state: "failed" } });
  assert.ok(failed.deliveries.length > 0);
  for (const delivery of failed.deliveries)
    assert.deepEqual(
      [delivery.tries, delivery.lastStatus, delivery.orderId],
      [webhookRules.retrySeconds.length + 1, 503, id],
    );
  const shown = (await admin.call(api.listWebhooks)).body.webhooks.find((one) => one.webhookId === webhookId);
  assert.equal(shown?.failed, failed.deliveries.length);
  const said = await one(sql`select 1 from foundation.audit where action = 'orders.webhook_given_up'`);
  assert.equal(said.length, failed.deliveries.length);
  receiver.mood = () => "well";
  const from = failed.deliveries.at(-1)?.madeAt ?? "";
  const until = platform.clock.now().toString();
  const again = await admin.call(api.replaySpan, { params, body: { from, until } });
  assert.equal(again.body.again, failed.deliveries.length);
  await untilQuiet();
  assert.deepEqual(
    receiver.done.map((body) => body.id),
    failed.deliveries.toSorted((a, b) => a.sequence - b.sequence).map(({ deliveryId }) => deliveryId),
  );
  const last = receiver.done.at(-1)?.id ?? "";
  const single = await admin.call(api.replayDelivery, { params: { webhookId, deliveryId: last }, body: {} });
  assert.equal(single.body.again, 1);
  await untilQuiet();
  assert.deepEqual([receiver.calls.at(-1)?.id, receiver.done.length], [last, failed.deliveries.length]);
});

test("addresses inside are refused when written, and when their name points inside later", async () => {
  const admin = await system();
  for (const url of [
    "http://example.com/hook",
    "https://127.0.0.1/hook",
    "https://10.1.2.3/hook",
    "https://169.254.169.254/latest",
    "https://[::1]/hook",
    "https://intranet/hook",
    "https://user:pass@example.com/",
    "file:///etc/passwd",
  ])
    assert.equal(
      (await admin.call(api.createWebhook, { body: settings({ url }) })).code,
      "orders.webhook_address",
      url,
    );
  const body = settings({ url: "https://localhost.localdomain/hook" });
  const { body: later } = await admin.call(api.createWebhook, { body });
  await admin.call(api.tryWebhook, { params: { webhookId: later.webhook.webhookId }, body: {} });
  await send(platform, later.webhook.webhookId);
  const { body: list } = await admin.call(api.listDeliveries, {
    params: { webhookId: later.webhook.webhookId },
  });
  assert.equal(list.deliveries[0]?.state, "waiting");
  assert.ok(list.deliveries[0]?.lastError);
});

test("secrets: shown once, sealed in the row, renewed at once; a webhook that is off hears and sends nothing", async () => {
  const [row] = await one(
    sql<{ secret: Buffer }>`select secret from orders.webhooks where id = ${webhookId}`,
  );
  assert.ok(!row?.secret.toString("latin1").includes(receiver.secret));
  const admin = await system();
  const params = { webhookId };
  const { body: renewed } = await admin.call(api.renewWebhookSecret, { params, body: {} });
  await admin.call(api.tryWebhook, { params, body: {} });
  await send();
  assert.equal(receiver.calls.at(-1)?.isSigned, false, "by the old secret");
  receiver.secret = renewed.secret;
  await admin.call(api.tryWebhook, { params, body: {} });
  await send();
  assert.equal(receiver.calls.at(-1)?.isSigned, true);
  await admin.call(api.changeWebhook, { params, body: settings({ isOn: false }) });
  const calls = receiver.calls.length;
  await orders.openOrder();
  await admin.call(api.tryWebhook, { params, body: {} });
  await settle();
  assert.equal(receiver.calls.length, calls);
  assert.equal((await (await orders.as("r-cmd")).call(api.listWebhooks)).code, "access.denied");
});

test("a webhook of a hall hears of that hall's orders only", async () => {
  const admin = await system();
  const [hallId = ""] = orders.county.halls;
  const { body } = await admin.call(api.createWebhook, { body: settings({ unitId: hallId }) });
  const own = await orders.openOrder({ unitId: hallId });
  await orders.openOrder({ unitId: orders.county.root });
  await hear();
  receiver.secret = body.secret;
  await sweepWebhooks(platform);
  await send(platform, body.webhook.webhookId);
  assert.ok(receiver.done.length > 0);
  assert.deepEqual([...new Set(receiver.done.map(({ orderId }) => orderId))], [own.id]);
});

test("every command that was done is on the audit trail", async () => {
  assert.ok(commandsDone.length > 8);
  assert.deepEqual(await untraced(platform), []);
});
