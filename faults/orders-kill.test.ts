/**
 * The process that completes a step is killed between any two of its statements, by another process. Whatever it had
 * answered is there; what it had not answered is there whole or not at all, and its repeat with the same key ends well.
 */
import assert from "node:assert/strict";
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { after, test } from "node:test";
import * as api from "../contracts/orders.ts";
import { orgs, pathOf } from "../server/modules/identity/test-county.ts";
import { buildOrders, filledForm } from "../server/modules/orders/testing.ts";
import { copyOf, copyOrder } from "../server/modules/orders/testing-copies.ts";
import { replayClocks } from "../server/modules/orders/testing-replay.ts";
import type { Order } from "./killer.ts";
import type { Errand, Word } from "./orders-victim.ts";
import { scale } from "./scale.ts";

/** Where each is killed, from before its first statement (0) to after its last (1). */
const places = scale(
  [0.5, 0.9, 1],
  Array.from({ length: 120 }, (_, n) => (n % 30) / 29),
);
/** Answered before the one that is cut: they must survive, and they fill the process's caches. */
const before = 2;

/** A process takes longer to start than to be killed: some are started ahead. */
const startAhead = 4;
const started: ChildProcess[] = [];
/** One for each place, and the control's. */
let toStart = places.length + 1;
function nextVictim(): ChildProcess {
  while (started.length < startAhead && toStart-- > 0)
    started.push(fork(join(import.meta.dirname, "orders-victim.ts"), { execPath: process.execPath }));
  const [victim] = started.splice(0, 1);
  if (!victim) throw new Error("no victim");
  return victim;
}
started.unshift(nextVictim());
after(() => {
  for (const victim of started) victim.kill("SIGKILL");
});

const county = await buildOrders();
const { platform } = county;
const { id: orderId } = await county.openOrder();
const { id: stepId } = await county.task(orderId, "plan-reply");
const manager = await county.as("r-cm");
await manager.call(api.claimStep, { params: { orderId, stepId } });
const { version } = await county.task(orderId, "plan-reply");
const form = {
  ...filledForm("survey-lv"),
  photos: ["photo-1"],
  position: "31.23,121.47",
  persons: "甲、乙",
  signature: ["sign-1"],
};
const body = { version, form };
await copyOrder(
  platform.ownerUrl,
  { orgId: orgs.county, orderId },
  1,
  10 + (places.length + 2) * (before + 1),
);
let taken = 0;
const take = (): number => ++taken;
const callOf = (n: number) => ({
  path: pathOf(api.completeStep, {
    params: { orderId: copyOf(n, orderId), stepId: copyOf(n, stepId) },
  }),
  key: `kill-order-${n}-0001`,
  body,
});

const killer = fork(join(import.meta.dirname, "killer.ts"), { execPath: process.execPath });
after(() => killer.disconnect());

type Fate = {
  /** The copies whose completion was answered. */
  readonly answered: readonly number[];
  /** The copy at which it was killed. */
  readonly cut: number;
  readonly stopped: Extract<Word, { word: "stopped" }>;
};

/** One life of a victim, and its end. */
async function live(share: number, isTorn = false): Promise<Fate> {
  const copies = Array.from({ length: before + 1 }, take);
  const victim = nextVictim();
  const answered: number[] = [];
  const stopped = Promise.withResolvers<Fate["stopped"]>();
  victim.on("message", (word: Word) => {
    if (word.word === "stopped") stopped.resolve(word);
    else if (word.status === 200) answered.push(copies[word.call] ?? 0);
    else stopped.reject(new Error(`call ${word.call} was answered ${word.status}`));
  });
  victim.on("exit", () => stopped.reject(new Error("the victim ended by itself")));
  const errand: Errand = {
    url: platform.appUrl,
    now: platform.clock.now().toString(),
    cookie: [...manager.cookies].map((pair) => pair.join("=")).join("; "),
    calls: copies.map(callOf),
    share,
    isTorn,
  };
  victim.send(errand);
  const end = await stopped.promise;
  await kill(victim);
  return { answered, cut: copies.at(-1) ?? 0, stopped: end };
}

async function kill(victim: ChildProcess): Promise<void> {
  victim.removeAllListeners("exit");
  const gone = once(victim, "exit");
  killer.send({ what: "node", serverPid: victim.pid ?? 0, postgresDir: "", afterMs: 0 } satisfies Order);
  const [, signal] = await gone;
  assert.equal(signal, "SIGKILL");
}

/** Everything that a completion touches, without ids and times: two orders in the same state have the same story. */
async function storyOf(n: number): Promise<unknown> {
  return platform.asOwner(async (client) => {
    const of = [orgs.county, copyOf(n, orderId)];
    // The dead process's transaction may not have been given up yet: its lock says when it is.
    await client.query("select 1 from orders.orders where org_id = $1 and id = $2 for update", of);
    const { rows } = await client.query(
      `select o.state, o.version, o.vars,
         (select jsonb_agg(concat_ws(' ', s.seq, s.kind, s.node_id, s.state, s.how, s.version) order by s.seq) from orders.steps s
          where s.org_id = o.org_id and s.order_id = o.id) as steps,
         (select jsonb_agg(concat_ws(' ', c.rule_code, c.layer, c.subject, c.state, (select string_agg(m.kind, ',' order by m.seq)
            from orders.marks m where m.org_id = c.org_id and m.clock_id = c.id)) order by c.rule_code, c.layer, c.subject, c.state)
          from orders.clocks c where c.org_id = o.org_id and c.order_id = o.id) as clocks,
         (select jsonb_agg(e.kind order by e.kind) from orders.entries e where e.org_id = o.org_id and e.order_id = o.id) as entries,
         (select count(*)::int from foundation.audit a where a.org_id = o.org_id and a.subject like 'order:' || o.id || '%') as audits,
         (select jsonb_agg(v.type order by v.seq) from foundation.events v where v.org_id = o.org_id and v.topic = o.id::text) as events,
         (select count(*)::int from foundation.idempotency i where i.org_id = o.org_id and i.key = $3 and i.answer is not null) as answers
       from orders.orders o where o.org_id = $1 and o.id = $2`,
      [...of, callOf(n).key],
    );
    return rows[0];
  });
}
const repeat = (n: number, key = callOf(n).key) =>
  manager.call(
    api.completeStep,
    { params: { orderId: copyOf(n, orderId), stepId: copyOf(n, stepId) }, body },
    { "idempotency-key": key },
  );

const untouched = await storyOf(take());
assert.ok(untouched, "the copies are there");
const undisturbed = take();
assert.equal((await repeat(undisturbed)).status, 200);
const done = await storyOf(undisturbed);
assert.notDeepEqual(untouched, done);

test(`${places.length} kills, each between two statements of a completion`, async (t) => {
  const seen = new Set<number>();
  const left = { nothing: 0, everything: 0 };
  for (const share of places) {
    const { answered, cut, stopped } = await live(share);
    const where = `at ${stopped.at} of ${stopped.of}, before: ${stopped.before}`;
    seen.add(stopped.at);
    assert.ok(stopped.of >= 8, where);
    assert.equal(answered.length, before);
    for (const n of answered) assert.deepEqual(await storyOf(n), done, `answered, ${where}`);
    const isCommitted = stopped.before === "the answer";
    left[isCommitted ? "everything" : "nothing"]++;
    assert.deepEqual(await storyOf(cut), isCommitted ? done : untouched, where);
    if (isCommitted) {
      // Whoever repeats with a new key does not learn that it was he; but nothing is done twice.
      const careless = await repeat(cut, `kill-new-key-${cut}-0001`);
      assert.deepEqual([careless.status, careless.code], [409, "orders.step_closed"]);
    }
    const again = await repeat(cut);
    assert.equal(again.status, 200, `${where}: ${again.code}`);
    assert.deepEqual(
      again.body.next.map(({ nodeId }) => nodeId),
      ["contract-sign"],
    );
    assert.deepEqual(await storyOf(cut), done, `repeated, ${where}`);
  }
  assert.ok(left.nothing > 0 && left.everything > 0, "kills before and after the commit");
  t.diagnostic(`${seen.size} places; ${left.nothing} left nothing, ${left.everything} everything`);
  assert.ok((await county.run(replayClocks)) > 0, "every clock is what its marks say");
});

test("control: without its transaction a completion is cut in half, and that is seen", async () => {
  const { cut } = await live(0.85, true);
  const story = await storyOf(cut);
  assert.notDeepEqual(story, untouched);
  assert.notDeepEqual(story, done);
});
