/**
 * Orders under many hands at once: two people at one step, a timer that falls due while its step is completed, and random
 * people who complete and send back the same few orders, whose every course must be one that a single clerk could have
 * brought about one step after the other.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import type pg from "pg";
import { Problem } from "../server/foundation/problem.ts";
import { orgs } from "../server/modules/identity/test-county.ts";
import { claimStep } from "../server/modules/orders/claim-step.ts";
import { completeStep } from "../server/modules/orders/complete-step.ts";
import { returnStep } from "../server/modules/orders/return-step.ts";
import { sweepOrders } from "../server/modules/orders/sweep.ts";
import { buildOrders, filledForm } from "../server/modules/orders/testing.ts";
import { copyOf, copyOrder } from "../server/modules/orders/testing-copies.ts";
import { replayClocks } from "../server/modules/orders/testing-replay.ts";
import { chance, type Draw, seed, shuffled, whole } from "./random.ts";
import { scale } from "./scale.ts";

const races = scale(60, 2_000);
const timers = scale(30, 500);
const steps = scale(150, 5_000);

const county = await buildOrders();
const { platform, runAs } = county;
await county.addPerson("r-cm-2", "R-CM");
const people = ["r-cm", "r-cm-2"] as const;
// Signed in beforehand: nobody should be late for the first race.
for (const login of people) await county.as(login);

const proof = { photos: ["photo-1"], position: "31.23,121.47", persons: "甲、乙", signature: ["sign-1"] };
const forms: Readonly<Record<string, Record<string, unknown>>> = {
  "plan-reply": { ...filledForm("survey-lv"), ...proof },
  "contract-sign": { ...filledForm("contract-sign"), signature: ["sign-1"] },
};
const codeOf = (error: unknown): string => {
  if (error instanceof Problem) return error.code;
  throw error;
};
const complete = (
  login: string,
  orderId: string,
  stepId: string,
  nodeId: string,
  version: number,
  note = "",
) =>
  runAs(login, (ctx) =>
    completeStep(ctx, orderId, stepId, {
      version,
      form: (forms[nodeId] ?? {}) as ReturnType<typeof filledForm>,
      note,
      doneAt: null,
    }),
  ).then(() => "done", codeOf);
const rows = <T extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<T[]> =>
  platform.asOwner(async (client) => (await client.query<T>(text, values)).rows);

test(`${races} races of two for one step: one has it, one completion of two counts`, async () => {
  const { id: orderId } = await county.openOrder();
  const { id: stepId, version } = await county.task(orderId, "plan-reply");
  await copyOrder(platform.ownerUrl, { orgId: orgs.county, orderId }, 1, races);
  const wins = { "r-cm": 0, "r-cm-2": 0 };
  for (let race = 1; race <= races; race++) {
    const [order, step] = [copyOf(race, orderId), copyOf(race, stepId)];
    const both = race % 2 ? people : people.toReversed();
    const claims = await Promise.all(
      both.map((login) =>
        runAs(login, (ctx) => claimStep(ctx, order, step)).then(
          () => ({ login, code: "mine" }),
          (error) => ({
            login,
            code: codeOf(error),
          }),
        ),
      ),
    );
    assert.deepEqual(claims.map(({ code }) => code).sort(), ["mine", "orders.step_taken"], `race ${race}`);
    const holder = claims.find(({ code }) => code === "mine")?.login ?? "r-cm";
    wins[holder]++;
    // The holder at two screens, and the other who does not know yet.
    const other = holder === "r-cm" ? "r-cm-2" : "r-cm";
    const ends = await Promise.all(
      [holder, other, holder].map((login) => complete(login, order, step, "plan-reply", version + 1)),
    );
    assert.equal(ends.filter((end) => end === "done").length, 1, `race ${race}: ${ends.join()}`);
    assert.match(ends[1] ?? "", /^orders\.step_(not_yours|closed)$/);
  }
  const [sum] = await rows<{ orders: number; next: number; done: number; told: number }>(
    `select count(distinct order_id)::int as orders, count(*) filter (where node_id = 'contract-sign')::int as next,
       count(*) filter (where node_id = 'plan-reply' and state = 'done')::int as done,
       (select count(*)::int from orders.entries where kind = 'completed') as told
     from orders.steps where order_id <> $1`,
    [orderId],
  );
  assert.deepEqual(sum, { orders: races, next: races, done: races, told: races });
  // Both must have won often, or the two never met.
  assert.ok(Math.min(...Object.values(wins)) > races / 20, JSON.stringify(wins));
});

test(`${timers} timers that fall due while their steps are completed and two sweep: once or not at all`, async (t) => {
  const { id: orderId } = await county.openOrder();
  await county.complete(orderId, "plan-reply", forms["plan-reply"] as ReturnType<typeof filledForm>);
  const { id: stepId } = await county.task(orderId, "contract-sign");
  await runAs("r-cm", (ctx) => claimStep(ctx, orderId, stepId));
  const { version } = await county.task(orderId, "contract-sign");
  // Numbers of copies run on from those of the test before.
  const [first, last] = [races + 1, races + timers];
  await copyOrder(platform.ownerUrl, { orgId: orgs.county, orderId }, first, last);
  // Past the first reminder and short of the second.
  platform.pass({ hours: 24 * 6 });
  const sweeps = (async () => {
    for (let round = 0; round < 2; round++) await Promise.all([sweepOrders(platform), sweepOrders(platform)]);
  })();
  const ends: string[] = [];
  for (let n = last; n >= first; n -= 3)
    ends.push(
      ...(await Promise.all(
        [0, 1, 2]
          .filter((i) => n - i >= first)
          .map((i) =>
            complete("r-cm", copyOf(n - i, orderId), copyOf(n - i, stepId), "contract-sign", version),
          ),
      )),
    );
  await sweeps;
  await sweepOrders(platform);
  assert.ok(
    ends.every((end) => end === "done" || end === "orders.step_not_yours"),
    [...new Set(ends)].join(),
  );
  const ids = Array.from({ length: timers }, (_, n) => copyOf(first + n, orderId));
  const fired = await rows<{ times: number; orders: number }>(
    `select times::int, count(*)::int as orders from (select count(e.id) as times from unnest($1::uuid[]) as o(id)
       left join orders.entries e on e.order_id = o.id and e.kind = 'timer' group by o.id) each group by times order by times`,
    [ids],
  );
  t.diagnostic(JSON.stringify({ fired, done: ends.filter((end) => end === "done").length }));
  assert.ok(
    fired.every(({ times }) => times <= 1),
    JSON.stringify(fired),
  );
  const [left] = await rows<{ live: number }>(
    `select count(*)::int as live from orders.steps timer where timer.order_id = any ($1) and timer.kind = 'timer' and timer.state = 'live'
       and not exists (select 1 from orders.steps host where host.org_id = timer.org_id and host.id = timer.host_id and host.state = 'live')`,
    [ids],
  );
  assert.equal(left?.live, 0, "no timer outlives its step");
  assert.ok((await county.run(replayClocks)) > timers);
});

/** One thing that somebody did or saw: when he began and when he was answered, in the order of the whole run. */
type Deed = { readonly order: number; readonly began: number; readonly ended: number } & (
  | { readonly kind: "append"; readonly mark: string; readonly isDone: boolean }
  | { readonly kind: "read"; readonly list: readonly string[] }
);

/** What cannot have happened one after the other. */
function anomalies(deeds: readonly Deed[], last: readonly (readonly string[])[]): string[] {
  const found: string[] = [];
  for (const [order, list] of last.entries()) {
    const own = deeds.filter((deed) => deed.order === order);
    if (new Set(list).size !== list.length) found.push(`order ${order}: an append twice`);
    const appends = own.filter((deed) => deed.kind === "append");
    for (const { mark, isDone } of appends)
      if (isDone !== list.includes(mark)) found.push(`${mark}: ${isDone ? "lost" : "refused and there"}`);
    const placeOf = new Map(list.map((mark, place) => [mark, place]));
    const done = appends.filter(({ isDone }) => isDone);
    for (const one of done)
      for (const other of done)
        if (one.ended < other.began && (placeOf.get(one.mark) ?? 0) > (placeOf.get(other.mark) ?? 0))
          found.push(`${other.mark} before ${one.mark}, which was over when it began`);
    for (const read of own) {
      if (read.kind !== "read") continue;
      if (read.list.some((mark, place) => list[place] !== mark))
        found.push(`order ${order}: a read of another course`);
      for (const { mark, began, ended } of done) {
        if (ended < read.began && !read.list.includes(mark))
          found.push(`${mark} not read after it was answered`);
        if (began > read.ended && read.list.includes(mark)) found.push(`${mark} read before it began`);
      }
    }
  }
  return found;
}

const readList = async (orderId: string): Promise<string[]> =>
  (
    await rows<{ mark: string }>(
      `select substring(reason from 'op-\\d+') as mark from orders.steps
       where org_id = $1 and order_id = $2 and reason ~ 'op-\\d+' order by seq`,
      [orgs.county, orderId],
    )
  ).map(({ mark }) => mark);

/** Looks what is live, takes it, and completes it or sends it back, with a mark of its own. */
async function append(draw: Draw, orderId: string, mark: string): Promise<boolean> {
  const login = people[whole(draw, people.length)] ?? "r-cm";
  const { tasks } = await county.look(orderId);
  const [task] = tasks;
  if (!task) throw new Error("an order without a task");
  try {
    await runAs(login, (ctx) => claimStep(ctx, orderId, task.id));
    const { version = 0 } = (await county.look(orderId)).step(task.id) ?? {};
    if (task.nodeId !== "contract-sign")
      return (await complete(login, orderId, task.id, task.nodeId, version, mark)) === "done";
    const back = { version, toNodeId: "plan-reply", reasonCode: "data-wrong", reason: mark };
    await runAs(login, (ctx) => returnStep(ctx, orderId, task.id, back));
    return true;
  } catch (error) {
    codeOf(error);
    return false;
  }
}

test(`${steps} completions and returns by ten people on three orders: each course could have been one after the other`, async (t) => {
  t.diagnostic(`seed ${seed}`);
  const draw = chance();
  const ids = [1, 2, 3].map(() => county.openOrder());
  const orderIds = (await Promise.all(ids)).map(({ id }) => id);
  const deeds: Deed[] = [];
  let tick = 0;
  let made = 0;
  await Promise.all(
    Array.from({ length: 10 }, async () => {
      while (made < steps) {
        const mark = `op-${++made}`;
        const order = whole(draw, orderIds.length);
        const orderId = orderIds[order] ?? "";
        const began = ++tick;
        if (draw() < 0.3) {
          const list = await readList(orderId);
          deeds.push({ kind: "read", order, list, began, ended: ++tick });
        } else {
          const isDone = await append(draw, orderId, mark);
          deeds.push({ kind: "append", order, mark, isDone, began, ended: ++tick });
        }
      }
    }),
  );
  const last = await Promise.all(orderIds.map(readList));
  t.diagnostic(`${last.flat().length} appends done, ${deeds.length} deeds`);
  assert.ok(last.flat().length > steps / 10, "the orders went on");
  assert.deepEqual(anomalies(deeds, last), []);

  // Controls: one lost, one twice, two exchanged, one that was refused.
  const [list = []] = last;
  const others = last.slice(1);
  const refused = deeds.find((deed) => deed.kind === "append" && !deed.isDone && deed.order === 0);
  assert.notDeepEqual(anomalies(deeds, [list.slice(1), ...others]), []);
  assert.notDeepEqual(anomalies(deeds, [[...list, list[0] ?? ""], ...others]), []);
  assert.notDeepEqual(anomalies(deeds, [list.toReversed(), ...others]), []);
  assert.notDeepEqual(anomalies(deeds, [shuffled(list, draw).slice(1), ...others]), []);
  if (refused?.kind === "append")
    assert.notDeepEqual(anomalies(deeds, [[...list, refused.mark], ...others]), []);
  await county.run(replayClocks);
});
