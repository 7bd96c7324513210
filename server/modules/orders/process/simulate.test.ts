/** Drawn durations over the real machine: means, shares, queues, and the same again for the same seed. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { simulate } from "./simulate.ts";
import { Draws, Queue } from "./simulate-parts.ts";
import { define, flows, processXml, startEnd, users } from "./testing-processes.ts";

const near = (found: number, wanted: number, share = 0.1) =>
  assert.ok(Math.abs(found - wanted) <= Math.abs(wanted) * share, `${found} is not about ${wanted}`);
const posted = (id: string, post: string) => `<userTask id="${id}" mc:post="${post}"/>`;

test("durations have the given mean, are never negative and skewed to the right", () => {
  const draws = new Draws(7, 0.5);
  const values = Array.from({ length: 20_000 }, () => draws.around(60)).sort((one, other) => one - other);
  near(values.reduce((sum, value) => sum + value, 0) / values.length, 60, 0.02);
  assert.ok((values[0] ?? -1) > 0);
  assert.ok((values[10_000] ?? 0) < 60, "the median is below the mean");
});

test("events come by time, and in order of adding at one time", () => {
  const queue = new Queue<string>();
  for (const [at, value] of [
    [3, "c"],
    [1, "a"],
    [2, "b"],
    [1, "a2"],
    [2, "b2"],
    [0, "z"],
  ] as const)
    queue.add(at, value);
  const out: string[] = [];
  for (let next = queue.next(); next; next = queue.next()) out.push(next.value);
  assert.deepEqual(out, ["z", "a", "a2", "b", "b2", "c"]);
});

const sequence = () =>
  define(
    processXml(
      `${startEnd}${posted("a", "R-ACC")}${posted("b", "R-SUR")}<serviceTask id="s" mc:handler="h"/>${flows("start -> a -> b -> s -> end")}`,
    ),
  );

test("a sequence takes the sum of its steps; the longest is the bottleneck", async () => {
  const result = simulate(await sequence(), { runs: 1_000, seed: 1, means: { a: 10, b: 50 } });
  assert.equal(result.ended, 1_000);
  near(result.total.mean, 60);
  assert.equal(result.bottleneck, "b");
  assert.deepEqual(result.ends, { end: 1_000 });
  assert.ok(result.total.p90 > result.total.p50 && result.totals.length === 1_000);
});

test("the same seed gives the same result, another seed another", async () => {
  const definition = await sequence();
  const means = { a: 10, b: 50 };
  const one = simulate(definition, { runs: 50, seed: 1, means });
  assert.deepEqual(simulate(definition, { runs: 50, seed: 1, means }), one);
  assert.notDeepEqual(simulate(definition, { runs: 50, seed: 2, means }), one);
});

test("too few people make a queue at their post, and the post the bottleneck", async () => {
  const definition = await sequence();
  const means = { a: 10, b: 5 };
  const free = simulate(definition, { runs: 500, seed: 3, means, interval: 8 });
  assert.equal(free.steps.find(({ nodeId }) => nodeId === "a")?.waiting.most, 0);
  const short = simulate(definition, { runs: 500, seed: 3, means, interval: 8, capacity: { "R-ACC": 1 } });
  const [a, b] = ["a", "b"].map((id) => short.steps.find(({ nodeId }) => nodeId === id));
  // One clerk, 10 minutes each, a customer every 8: the queue grows by a fifth of the orders.
  assert.ok((a?.waiting.mean ?? 0) > 100, String(a?.waiting.mean));
  assert.equal(b?.waiting.most, 0);
  assert.equal(short.bottleneck, "a");
  assert.equal(short.ended, 500);
});

test("conditional flows are taken by their shares; three ways of an exclusive gateway add up", async () => {
  const definition = await define(
    processXml(
      `${startEnd}<exclusiveGateway id="x" default="x-c"/>${users("a", "b", "c")}${flows(
        "start -> x -[one]-> a -> end",
        "x -[two]-> b -> end",
        "x -> c -> end",
      )}`,
    ),
  );
  const { steps } = simulate(definition, {
    runs: 4_000,
    seed: 5,
    means: {},
    probabilities: { "x-a": 0.5, "x-b": 0.3 },
  });
  const times = Object.fromEntries(steps.map((step) => [step.nodeId, step.times]));
  near(times.a ?? 0, 2_000);
  near(times.b ?? 0, 1_200);
  near(times.c ?? 0, 800);
});

test("an inclusive choice without default always takes a way; a parallel one takes the longer time", async () => {
  const fork = (gateway: string, conditions: readonly string[]) =>
    define(
      processXml(
        `${startEnd}<${gateway} id="f"/><${gateway} id="j"/>${users("a", "b")}${flows(
          `start -> f ${conditions[0]} a -> j -> end`,
          `f ${conditions[1]} b -> j`,
        )}`,
      ),
    );
  const inclusive = await fork("inclusiveGateway", ["-[one]->", "-[two]->"]);
  assert.equal(
    simulate(inclusive, {
      runs: 500,
      seed: 2,
      means: { a: 1, b: 1 },
      probabilities: { "f-a": 0.1, "f-b": 0.1 },
    }).ended,
    500,
  );
  const parallel = await fork("parallelGateway", ["->", "->"]);
  const result = simulate(parallel, { runs: 300, seed: 2, means: { a: 100, b: 10 }, variation: 0 });
  near(result.total.mean, 100, 0.001);
});

test("timers at a step's border come when a mean is given, the first event of a race wins", async () => {
  const definition = await define(
    processXml(
      `${startEnd}${users("a", "b")}<boundaryEvent id="late" attachedToRef="a"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>${flows("start -> a -> end", "late -> b -> end")}`,
    ),
  );
  const done = (means: Record<string, number>) =>
    simulate(definition, { runs: 200, seed: 4, means, variation: 0 }).steps.map(({ nodeId, times }) => [
      nodeId,
      times,
    ]);
  assert.deepEqual(done({ a: 50 }), [["a", 200]]);
  assert.deepEqual(done({ a: 50, late: 10, b: 1 }), [
    ["a", 200],
    ["b", 200],
    ["late", 200],
  ]);
});

test("a drawing that stops somewhere is seen by what did not end", async () => {
  const definition = await define(
    processXml(
      `${startEnd}<exclusiveGateway id="x"/><exclusiveGateway id="y"/>${flows("start -> x -> y -> x", "x -[never]-> end")}`,
    ),
  );
  assert.equal(simulate(definition, { runs: 3, seed: 1, means: {} }).ended, 0);
});

test("a thousand orders through forty steps are done in about a second", async () => {
  const ids = Array.from({ length: 36 }, (_, index) => `s${index}`);
  const definition = await define(
    processXml(
      `${startEnd}<parallelGateway id="f"/><parallelGateway id="j"/>${ids.map((id) => posted(id, "R-CM")).join("")}${flows(
        `start -> ${ids.slice(0, 12).join(" -> ")} -> f`,
        `f -> ${ids.slice(12, 24).join(" -> ")} -> j`,
        `f -> ${ids.slice(24).join(" -> ")} -> j`,
        "j -> end",
      )}`,
    ),
  );
  const means = Object.fromEntries(ids.map((id) => [id, 30]));
  simulate(definition, { runs: 50, seed: 1, means });
  const began = performance.now();
  const result = simulate(definition, {
    runs: 1_000,
    seed: 1,
    means,
    capacity: { "R-CM": 40 },
    interval: 20,
  });
  const took = performance.now() - began;
  assert.equal(result.ended, 1_000);
  // About a second on two busy cores; the bound leaves room for a machine that is busier still.
  assert.ok(took < 3_000, `${Math.round(took)} ms`);
});
