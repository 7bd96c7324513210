/** Random block-structured processes: they end, no token is lost or doubled, every step is done as often as it must be. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { checkDefinition } from "./check-definition.ts";
import { type Definition, isActivity, nodeOf } from "./definition.ts";
import {
  applyChanges,
  type Changes,
  completeToken,
  fireTimer,
  moveBack,
  ProcessFault,
  type Surroundings,
  startProcess,
  type Token,
} from "./machine.ts";
import { type Block, blocks, type Drawn, draw } from "./testing-blocks.ts";
import { define } from "./testing-processes.ts";

type Step = (tokens: readonly Token[], around: Surroundings) => Changes;

/** The order's variables as the drawing wants them; a loop goes round its number of times, each time it is come to. */
function surroundings(drawn: Drawn): Surroundings {
  const rounds = new Map<string, number>();
  let ids = 0;
  return {
    newId: () => `t${++ids}`,
    count: (collection) => drawn.counts.get(collection) ?? 0,
    evaluate: (condition, place) => {
      const held = drawn.holds.get(condition);
      if (held !== undefined) return held;
      const key = `${condition} ${JSON.stringify(place.items)}`;
      const round = rounds.get(key) ?? 0;
      const again = round < (drawn.again.get(condition) ?? 0);
      rounds.set(key, again ? round + 1 : 0);
      return again;
    },
  };
}

function checkTokens(definition: Definition, tokens: readonly Token[], changes: Changes): void {
  const ids = new Set(tokens.map(({ id }) => id));
  assert.equal(ids.size, tokens.length, "ids are unique");
  assert.deepEqual(changes.stuck, []);
  const places = new Set<string>();
  for (const token of tokens) {
    assert.ok(token.scopeId === null || ids.has(token.scopeId), "what a token lives in lives");
    assert.ok(token.hostId === null || ids.has(token.hostId), "what a token goes with lives");
    const place = [token.nodeId, token.scopeId, token.flowId, token.index].join(" ");
    const node = definition.nodes[token.nodeId];
    assert.ok(!places.has(place) || node?.zh.startsWith("warning"), `doubled at ${place}`);
    places.add(place);
  }
  assert.equal(changes.ended !== null, tokens.length === 0, "over exactly when nothing is open");
}

type Run = {
  readonly done: ReadonlyMap<string, number>;
  readonly log: readonly Step[];
  readonly backs: number;
};

/** Does what is open in an order drawn by chance; `backs` times it returns to an earlier step in between. */
function runThrough(definition: Definition, drawn: Drawn, chance: () => number, backs: number): Run {
  const around = surroundings(drawn);
  const done = new Map<string, number>();
  const log: Step[] = [];
  const been = new Set<string>();
  let tokens: readonly Token[] = [];
  const take = (step: Step) => {
    const changes = step(tokens, around);
    log.push(step);
    for (const { nodeId } of changes.passed) been.add(nodeId);
    tokens = applyChanges(tokens, changes);
    checkTokens(definition, tokens, changes);
    return changes;
  };
  const pick = <T>(from: readonly T[]) => from[Math.floor(chance() * from.length)] as T;
  let left = backs;
  let ended = take((_, at) => startProcess(definition, at)).ended;
  for (let operations = 0; ended === null; operations += 1) {
    assert.ok(operations < 5_000, "it ends");
    const ready = tokens.filter(({ kind }) => kind === "task" || kind === "service" || kind === "timer");
    assert.ok(ready.length > 0, "something can be done");
    const token = pick(ready);
    if (left > 0 && chance() < 0.5) {
      const target = pick([...been].filter((id) => isActivity(nodeOf(definition, id))));
      try {
        const back = (now: readonly Token[], at: Surroundings) =>
          moveBack(definition, now, token.id, target, at);
        let trial = 0;
        back(tokens, { ...around, newId: () => `trial ${++trial}`, evaluate: () => false });
        take(back);
        left -= 1;
        continue;
      } catch (error) {
        if (!(error instanceof ProcessFault)) throw error;
      }
    }
    if (token.kind === "timer") ended = take((now, at) => fireTimer(definition, now, token.id, at)).ended;
    else {
      done.set(token.nodeId, (done.get(token.nodeId) ?? 0) + 1);
      ended = take((now, at) => completeToken(definition, now, token.id, at)).ended;
    }
  }
  return { done, log, backs: backs - left };
}

/** Chance from numbers that fast-check can shrink. */
function chanceFrom(numbers: readonly number[]): () => number {
  let at = 0;
  return () => (numbers[at++ % numbers.length] ?? 0) / 1_000;
}
const chances = fc.array(fc.integer({ min: 0, max: 999 }), { minLength: 7, maxLength: 61 });
const runs = { numRuns: Number(process.env.PROPERTY_RUNS ?? 150) };

test("every step is done exactly as often as its block says, whatever the order of work", async () => {
  await fc.assert(
    fc.asyncProperty(blocks, chances, async (block, numbers) => {
      const drawn = draw(block);
      const { done } = runThrough(await define(drawn.xml), drawn, chanceFrom(numbers), 0);
      for (const [step, times] of drawn.expected) assert.equal(done.get(step) ?? 0, times, step);
      for (const { nodes, times } of drawn.races)
        assert.equal(
          nodes.reduce((sum, node) => sum + (done.get(node) ?? 0), 0),
          times,
        );
    }),
    runs,
  );
});

test("returning to earlier steps keeps everything whole: it still ends, and no step was left out", async () => {
  let moved = 0;
  await fc.assert(
    fc.asyncProperty(blocks, chances, async (block, numbers) => {
      const drawn = draw({ is: "sequence", of: [{ is: "task" }, block, { is: "task" }] });
      const run = runThrough(await define(drawn.xml), drawn, chanceFrom(numbers), 6);
      moved += run.backs;
      for (const [step, times] of drawn.expected)
        if (times > 0) assert.ok((run.done.get(step) ?? 0) > 0, `${step} was left out`);
        else assert.equal(run.done.get(step) ?? 0, 0, `${step} was never to be done`);
    }),
    runs,
  );
  assert.ok(moved > 50, `only ${moved} returns were tried`);
});

test("replaying the operations gives the same tokens, also over a definition read back from JSON", async () => {
  await fc.assert(
    fc.asyncProperty(blocks, chances, fc.nat(1_000), async (block, numbers, upTo) => {
      const drawn = draw(block);
      const definition = await define(drawn.xml);
      const states = [definition, JSON.parse(JSON.stringify(definition)) as Definition].map((one) => {
        const { log } = runThrough(one, drawn, chanceFrom(numbers), 3);
        const around = surroundings(drawn);
        return log
          .slice(0, 1 + (upTo % log.length))
          .reduce<readonly Token[]>((tokens, step) => applyChanges(tokens, step(tokens, around)), []);
      });
      assert.deepEqual(states[0], states[1]);
    }),
    { numRuns: 60 },
  );
});

test("the check before publishing finds nothing wrong with how sound processes run", async () => {
  const all = { has: () => true };
  await fc.assert(
    fc.asyncProperty(blocks, async (block: Block) => {
      const definition = await define(draw(block).xml);
      const codes = checkDefinition(definition, {
        posts: all,
        limits: all,
        forms: all,
        papers: all,
        handlers: all,
        condition: () => undefined,
      }).map(({ code }) => code);
      const ofRunning = ["dead_end", "unreachable", "loop_without_exit", "join_never_fires", "doubled"];
      assert.deepEqual(
        codes.filter((code) => ofRunning.includes(code)),
        [],
      );
    }),
    { numRuns: 60 },
  );
});
