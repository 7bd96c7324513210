/** Every kind of element that processes may have, run. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { completeToken, ProcessFault, startProcess } from "./machine.ts";
import {
  boundary,
  define,
  flows,
  message,
  onMessage,
  onTimer,
  processXml,
  Running,
  run,
  startEnd,
  users,
} from "./testing-processes.ts";

const faultCode = (code: string) => (error: unknown) => error instanceof ProcessFault && error.code === code;

test("steps follow one another to the end, and the end is named", async () => {
  const order = await run(
    `${startEnd}${users("a")}<manualTask id="b"/><task id="c"/>${flows("start -> a -> b -> c -> end")}`,
  );
  assert.equal(order.open, "a");
  assert.deepEqual(
    order.last?.passed.map(({ nodeId }) => nodeId),
    ["start", "a"],
  );
  assert.equal(order.done("a", "b").open, "c");
  assert.equal(order.done("c").ended, "completed end");
  assert.equal(order.tokens.length, 0);
});

test("a step that is already done cannot be done again", async () => {
  const order = await run(startEnd + users("a", "b") + flows("start -> a -> b -> end"));
  const stale = order.at("a");
  order.done("a");
  assert.throws(
    () => completeToken(order.definition, order.tokens, stale.id, order.around),
    faultCode("no_such_token"),
  );
});

test("exclusive: the first condition that holds, later ones are not asked; else the default; else it says so", async () => {
  const content = (defaultFlow: string) =>
    `${startEnd}<exclusiveGateway id="x"${defaultFlow}/>${users("a", "b", "c")}${flows(
      "start -> x -[first]-> a -> end",
      "x -[second]-> b -> end",
      "x -> c -> end",
    )}`;
  const withDefault = content(` default="x-c"`);
  assert.equal((await run(withDefault, { first: true, second: true })).open, "a");
  assert.equal((await run(withDefault, { second: true })).open, "b");
  assert.equal((await run(withDefault)).open, "c");
  const asked: string[] = [];
  const definition = await define(processXml(withDefault));
  startProcess(definition, {
    newId: () => "t",
    count: () => 0,
    evaluate: (condition, { nodeId, flowId }) => asked.push(`${condition} ${nodeId} ${flowId}`) > 0,
  });
  assert.deepEqual(asked, ["first x x-a"]);
  const none = `${startEnd}<exclusiveGateway id="x"/>${users("a")}${flows("start -> x -[first]-> a -> end")}`;
  await assert.rejects(run(none), faultCode("no_way_out"));
});

test("parallel: all branches, and on only when all have arrived", async () => {
  const order = await run(
    `${startEnd}<parallelGateway id="f"/><parallelGateway id="j"/>${users("a", "b", "c")}${flows(
      "start -> f -> a -> j -> c -> end",
      "f -> b -> j",
    )}`,
  );
  assert.equal(order.open, "a b");
  assert.equal(order.done("b").open, "(j) a");
  assert.equal(order.done("a").open, "c");
  assert.equal(order.done("c").ended, "completed end");
});

test("inclusive: one or several branches; the join waits for those that were taken and no others", async () => {
  const content = `${startEnd}<inclusiveGateway id="f" default="f-c"/><inclusiveGateway id="j"/>${users(
    "a",
    "b",
    "c",
    "d",
  )}${flows("start -> f -[x]-> a -> j -> d -> end", "f -[y]-> b -> j", "f -> c -> j")}`;
  const both = await run(content, { x: true, y: true });
  assert.equal(both.open, "a b");
  assert.equal(both.done("a").open, "(j) b");
  assert.equal(both.done("b").open, "d");
  assert.equal((await run(content, { y: true })).done("b").open, "d");
  assert.equal((await run(content)).open, "c");
});

test("an inclusive join is not held up by a loop before it", async () => {
  const order = await run(
    `${startEnd}<inclusiveGateway id="f"/><inclusiveGateway id="j"/><exclusiveGateway id="again" default="again-j"/>${users(
      "a",
      "b",
      "d",
    )}${flows("start -> f -> a -> again -[more]-> a", "again -> j -> d -> end", "f -> b -> j")}`,
    { more: true },
  );
  order.done("b", "a");
  assert.equal(order.open, "(j) a");
  order.variables = {};
  assert.equal(order.done("a").open, "d");
});

test("an inclusive join does not wait for what may as well come by a flow that has arrived (BPMN 2.0.2, table 13.3)", async () => {
  const order = await run(
    `${startEnd}<inclusiveGateway id="f"/><inclusiveGateway id="j"/><exclusiveGateway id="m"/><exclusiveGateway id="x" default="x-m"/>${users(
      "a",
      "b",
      "d",
    )}${flows("start -> f -> a -> m -> j -> d -> end", "f -> b -> x -[x]-> j", "x -> m")}`,
  );
  assert.equal(order.done("a").open, "b d");
});

test("event-based gateway: the first event wins and the others are withdrawn", async () => {
  const content = `${startEnd}<eventBasedGateway id="race"/><intermediateCatchEvent id="paid">${onMessage(
    "paid",
  )}</intermediateCatchEvent><intermediateCatchEvent id="late">${onTimer}</intermediateCatchEvent><receiveTask id="told" messageRef="m-told"/>${users(
    "a",
    "b",
    "c",
  )}${flows("start -> race -> paid -> a -> end", "race -> late -> b -> end", "race -> told -> c -> end")}`;
  const root = message("paid") + message("told");
  const paid = await run(content, {}, root);
  assert.equal(paid.tokens.length, 4);
  assert.equal(paid.message("paid"), true);
  assert.equal(paid.open, "a");
  assert.deepEqual(paid.last?.close.map(({ how }) => how).sort(), ["cancelled", "cancelled", "done", "done"]);
  assert.equal(paid.message("told"), false);
  assert.equal((await run(content, {}, root)).timer("late").open, "b");
  const told = await run(content, {}, root);
  assert.equal(told.message("told"), true);
  assert.equal(told.open, "c");
});

test("service and send tasks are the caller's; throw events and message ends tell", async () => {
  const order = await run(
    `<startEvent id="start"/><serviceTask id="s" mc:handler="fee.set"/><sendTask id="n" mc:handler="notice.send"/><intermediateThrowEvent id="t">${onMessage(
      "said",
    )}</intermediateThrowEvent><intermediateThrowEvent id="mark"/><endEvent id="end">${onMessage("over")}</endEvent>${flows(
      "start -> s -> n -> t -> mark -> end",
    )}`,
    {},
    message("said") + message("over"),
  );
  assert.equal(order.at("s").kind, "service");
  order.done("s", "n");
  assert.deepEqual(order.last?.thrown, [
    { nodeId: "t", message: "said" },
    { nodeId: "end", message: "over" },
  ]);
  assert.equal(order.ended, "completed end");
});

test("a receive task and catch events wait for their message or time", async () => {
  const order = await run(
    `${startEnd}<receiveTask id="r" messageRef="m-hello"/><intermediateCatchEvent id="m">${onMessage(
      "hello",
    )}</intermediateCatchEvent><intermediateCatchEvent id="t">${onTimer}</intermediateCatchEvent>${flows(
      "start -> r -> m -> t -> end",
    )}`,
    {},
    message("hello"),
  );
  assert.equal(order.message("other"), false);
  assert.equal(order.message("hello"), true);
  assert.equal(order.open, "m");
  assert.equal(order.message("hello"), true);
  assert.equal(order.timer("t").ended, "completed end");
});

test("one message goes to one waiting token, the one that has waited longest", async () => {
  const order = await run(
    `${startEnd}<parallelGateway id="f"/><receiveTask id="one" messageRef="m-hello"/><receiveTask id="two" messageRef="m-hello"/>${flows(
      "start -> f -> one -> end",
      "f -> two -> end",
    )}`,
    {},
    message("hello"),
  );
  order.message("hello");
  assert.equal(order.open, "two");
});

test("boundary events: an interrupting one leaves the step, another runs beside it", async () => {
  const content = `${startEnd}${users("a", "b", "c", "d")}${boundary("stop", "a", onTimer)}${boundary(
    "warn",
    "a",
    onTimer,
    false,
  )}${boundary("hint", "a", onMessage("hint"), false)}${flows(
    "start -> a -> end",
    "stop -> b -> end",
    "warn -> c -> end",
    "hint -> d -> end",
  )}`;
  const order = await run(content, {}, message("hint"));
  assert.equal(order.timer("warn").open, "a c");
  assert.equal(
    order.tokens.some(({ nodeId }) => nodeId === "warn"),
    false,
    "a timer fires once",
  );
  order.message("hint");
  order.message("hint");
  assert.equal(order.open, "a c d d", "a message may come again");
  assert.equal(order.timer("stop").open, "b c d d");
  assert.equal(order.message("hint"), false, "withdrawn with the step");
  const done = await run(content, {}, message("hint"));
  assert.equal(done.done("a").ended, "completed end");
});

test("an error of a step goes to the event with its code before one for all; uncaught it ends the process", async () => {
  const root = `<error id="e1" errorCode="NO_METER"/>`;
  const content = `${startEnd}${users("a", "b", "c")}${boundary("all", "a", "<errorEventDefinition/>")}${boundary(
    "one",
    "a",
    `<errorEventDefinition errorRef="e1"/>`,
  )}${flows("start -> a -> end", "all -> b -> end", "one -> c -> end")}`;
  assert.equal((await run(content, {}, root)).fail("a", "NO_METER").open, "c");
  assert.equal((await run(content, {}, root)).fail("a", "OTHER").open, "b");
  const plain = (await run(startEnd + users("a") + flows("start -> a -> end"))).fail("a", "X");
  assert.equal(plain.ended, "error a X");
  assert.deepEqual(
    plain.last?.close.map(({ how }) => how),
    ["error"],
  );
});

test("conditions on a step's own flows: each that holds, else its default", async () => {
  const content = `${startEnd}<userTask id="a" default="a-d"/>${users("b", "c", "d")}${flows(
    "start -> a -[x]-> b -> end",
    "a -[y]-> c -> end",
    "a -> d -> end",
  )}`;
  assert.equal((await run(content, { x: true, y: true })).done("a").open, "b c");
  assert.equal((await run(content)).done("a").open, "d");
});

test("a process may begin by a message or at a time", async () => {
  const definition = await define(
    processXml(
      `<startEvent id="start"/><startEvent id="called">${onMessage("call")}</startEvent><startEvent id="nightly"><timerEventDefinition><timeCycle>R/P1D</timeCycle></timerEventDefinition></startEvent><endEvent id="end"/>${users(
        "a",
        "b",
        "c",
      )}${flows("start -> a -> end", "called -> b -> end", "nightly -> c -> end")}`,
      { root: message("call") },
    ),
  );
  assert.equal(new Running(definition).open, "a");
  assert.equal(new Running(definition, {}, { message: "call" }).open, "b");
  assert.equal(new Running(definition, {}, { startId: "nightly" }).open, "c");
  assert.throws(() => new Running(definition, {}, { message: "other" }), faultCode("no_such_start"));
});

test("a loop in which nothing waits is stopped, and named", async () => {
  await assert.rejects(
    run(
      `${startEnd}<exclusiveGateway id="x" default="x-y"/><exclusiveGateway id="y"/>${flows(
        "start -> x -> y -[on]-> x",
        "x -[off]-> end",
      )}`,
      { on: true },
    ),
    (error: unknown) => error instanceof ProcessFault && /y → x → y|x → y → x/.test(error.zh),
  );
});

test("a parallel join that was starved by the drawing is told as stuck", async () => {
  const order = await run(
    `${startEnd}<exclusiveGateway id="x" default="x-b"/><parallelGateway id="j"/>${users("a", "b")}${flows(
      "start -> x -[x]-> a -> j -> end",
      "x -> b -> j",
    )}`,
  );
  assert.deepEqual(order.done("b").last?.stuck, ["j"]);
});

test("nothing is mutated: the same happening on the same tokens gives the same changes", async () => {
  const order = await run(startEnd + users("a", "b") + flows("start -> a -> b -> end"));
  const before = structuredClone(order.tokens);
  const once = completeToken(order.definition, order.tokens, order.at("a").id, {
    ...order.around,
    newId: () => "n",
  });
  const again = completeToken(order.definition, order.tokens, order.at("a").id, {
    ...order.around,
    newId: () => "n",
  });
  assert.deepEqual(once, again);
  assert.deepEqual(order.tokens, before);
  assert.ok(Object.isFrozen(order.definition.nodes.a));
});
