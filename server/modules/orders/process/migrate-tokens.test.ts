/** Running orders move to another version: what can, where to, and what cannot, before anything is done. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { applyChanges, completeToken } from "./machine.ts";
import { migrateTokens, previewMigration } from "./migrate-tokens.ts";
import { define, flows, processXml, Running, startEnd, users } from "./testing-processes.ts";

const version = (content: string) => define(processXml(startEnd + content));
const timer = (id: string, host: string) =>
  `<boundaryEvent id="${id}" attachedToRef="${host}"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>${flows(`${id} -> end`)}`;

test("a step stays with its id at the node of the same name, or goes where the mapping says", async () => {
  const order = new Running(await version(users("a", "b") + flows("start -> a -> b -> end"))).done("a");
  const [token] = order.tokens;
  const longer = await version(users("a", "check", "b") + flows("start -> a -> check -> b -> end"));
  const same = migrateTokens(longer, order.tokens, order.around);
  assert.deepEqual(same.moved, [{ tokenId: token?.id, from: "b", to: "b", flowId: null }]);
  assert.deepEqual([same.changes.open, same.changes.close], [[], []]);
  const renamed = await version(users("a", "reply") + flows("start -> a -> reply -> end"));
  assert.deepEqual(
    previewMigration(renamed, order.tokens).obstacles.map(({ code, nodeId }) => [code, nodeId]),
    [["gone", "b"]],
  );
  assert.throws(() => migrateTokens(renamed, order.tokens, order.around), RangeError);
  assert.equal(migrateTokens(renamed, order.tokens, order.around, { b: "reply" }).moved[0]?.to, "reply");
});

test("timers at a step's border follow the new version; one that stays keeps running", async () => {
  const order = new Running(
    await version(users("a") + timer("old", "a") + timer("kept", "a") + flows("start -> a -> end")),
  );
  const to = await version(users("a") + timer("kept", "a") + timer("new", "a") + flows("start -> a -> end"));
  const { changes } = migrateTokens(to, order.tokens, order.around);
  assert.deepEqual(changes.close, [{ tokenId: order.at("old").id, how: "cancelled" }]);
  assert.deepEqual(
    changes.open.map(({ nodeId, hostId }) => [nodeId, hostId]),
    [["new", order.at("a").id]],
  );
  assert.equal(applyChanges(order.tokens, changes).length, 3);
});

test("another kind of waiting, another sub-process and another number of instances are obstacles", async () => {
  const order = new Running(await version(users("a") + flows("start -> a -> end")));
  const inside = `<subProcess id="s"><startEvent id="i"/>${users("a")}<endEvent id="o"/>${flows("i -> a -> o")}</subProcess>${flows("start -> s -> end")}`;
  const cases: [string, string][] = [
    [`<serviceTask id="a"/>${flows("start -> a -> end")}`, "other_kind"],
    [
      `<userTask id="a"><multiInstanceLoopCharacteristics mc:collection="x"/></userTask>${flows("start -> a -> end")}`,
      "other_kind",
    ],
    [inside, "other_scope"],
  ];
  for (const [content, code] of cases) {
    const { obstacles } = previewMigration(await version(content), order.tokens);
    assert.deepEqual(
      obstacles.map((one) => one.code),
      [code],
    );
    assert.ok(obstacles[0]?.zh && obstacles[0].en);
  }
});

test("what waits at a join goes along; without its flow, or with a branch that never comes, it cannot", async () => {
  const content = (more: string) =>
    `<parallelGateway id="f"/><parallelGateway id="j"/>${users("a", "b", "c", "d")}${flows("start -> f -> a -> j -> d -> end", "f -> b -> j")}${more}`;
  const order = new Running(await version(content(flows("f -> c -> end")))).done("a", "c");
  assert.equal(order.open, "(j) b");
  const wider = await version(content(flows("f -> c -> j")));
  assert.deepEqual(
    previewMigration(wider, order.tokens).obstacles.map(({ code }) => code),
    ["would_starve"],
  );
  const narrower = await version(
    `<parallelGateway id="f"/><parallelGateway id="j"/>${users("b", "c", "d")}${flows("start -> f -> b -> j -> d -> end", "f -> c -> j")}`,
  );
  assert.deepEqual(
    previewMigration(narrower, order.tokens).obstacles.map(({ code }) => code),
    ["no_flow"],
  );
});

test("a sub-process with instances moves as a whole and runs on in the new version", async () => {
  const sub = (steps: readonly string[]) =>
    version(
      `<subProcess id="s"><multiInstanceLoopCharacteristics mc:collection="n"/><startEvent id="i"/>${users(...steps)}<endEvent id="o"/>${flows(["i", ...steps, "o"].join(" -> "))}</subProcess>${flows("start -> s -> end")}`,
    );
  const order = new Running(await sub(["p"]), { n: 2 });
  const to = await sub(["p", "q"]);
  const { moved, changes } = migrateTokens(to, order.tokens, order.around);
  assert.equal(moved.length, 5);
  const tokens = applyChanges(order.tokens, changes);
  const next = completeToken(to, tokens, order.at("p").id, order.around);
  assert.deepEqual(
    next.open.map(({ nodeId }) => nodeId),
    ["q"],
  );
});
