/** Sub-processes and activities with many instances, run. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { completeToken, failToken, ProcessFault } from "./machine.ts";
import { boundary, flows, onTimer, run, startEnd, users } from "./testing-processes.ts";

const faultCode = (code: string) => (error: unknown) => error instanceof ProcessFault && error.code === code;

const inner = `<subProcess id="sub"><startEvent id="in"/>${users("p", "q")}<parallelGateway id="split"/><endEvent id="out"/>${flows(
  "in -> split -> p -> out",
  "split -> q -> out",
)}</subProcess>`;

test("a sub-process is over when nothing is open in it", async () => {
  const order = await run(`${startEnd}${inner}${users("b")}${flows("start -> sub -> b -> end")}`);
  assert.equal(order.open, "p q");
  assert.equal(order.done("p").open, "q");
  assert.equal(order.done("q").open, "b");
});

test("an interrupted sub-process takes everything in it along", async () => {
  const order = await run(
    `${startEnd}${inner}${users("b")}${boundary("stop", "sub", onTimer)}${flows("start -> sub -> end", "stop -> b -> end")}`,
  );
  assert.equal(order.timer("stop").open, "b");
  assert.equal(order.tokens.length, 1);
});

test("terminate ends its own level only", async () => {
  const sub = `<subProcess id="sub"><startEvent id="in"/>${users("p", "q")}<parallelGateway id="split"/><endEvent id="out"><terminateEventDefinition/></endEvent>${flows(
    "in -> split -> p -> out",
    "split -> q -> out",
  )}</subProcess>`;
  const order = await run(`${startEnd}${sub}${users("b")}${flows("start -> sub -> b -> end")}`);
  assert.equal(order.done("p").open, "b");
  const top = await run(
    `<startEvent id="start"/><endEvent id="end"><terminateEventDefinition/></endEvent><parallelGateway id="f"/>${users(
      "a",
      "b",
    )}${flows("start -> f -> a -> end", "f -> b -> end")}`,
  );
  assert.equal(top.done("a").ended, "terminated end");
  assert.equal(top.tokens.length, 0);
});

test("an error end leaves the sub-process by the event that catches it, through any depth", async () => {
  const deep = `<subProcess id="outer"><startEvent id="o"/><endEvent id="oe"/><subProcess id="deep"><startEvent id="d"/>${users(
    "p",
  )}<endEvent id="bad"><errorEventDefinition errorRef="e"/></endEvent>${flows("d -> p -> bad")}</subProcess>${flows(
    "o -> deep -> oe",
  )}</subProcess>`;
  const root = `<error id="e" errorCode="REFUSED"/>`;
  const caught = await run(
    `${startEnd}${deep}${users("b")}${boundary("catch", "outer", `<errorEventDefinition errorRef="e"/>`)}${flows(
      "start -> outer -> end",
      "catch -> b -> end",
    )}`,
    {},
    root,
  );
  assert.equal(caught.done("p").open, "b");
  const uncaught = await run(`${startEnd}${deep}${flows("start -> outer -> end")}`, {}, root);
  assert.equal(uncaught.done("p").ended, "error bad REFUSED");
});

const each = (sequential: boolean) =>
  `<multiInstanceLoopCharacteristics isSequential="${sequential}" mc:collection="units"/>`;

test("multi-instance: all at once, one after the other, and none at all", async () => {
  const content = (sequential: boolean) =>
    `${startEnd}<userTask id="a">${each(sequential)}</userTask>${users("b")}${flows("start -> a -> b -> end")}`;
  const parallel = await run(content(false), { units: 3 });
  assert.equal(parallel.open, "a a a");
  assert.deepEqual(
    parallel.tokens.filter(({ kind }) => kind === "task").map(({ index }) => index),
    [0, 1, 2],
  );
  assert.equal(parallel.done("a", "a", "a").open, "b");
  const sequential = await run(content(true), { units: 3 });
  assert.equal(sequential.open, "a");
  assert.equal(sequential.done("a", "a").at("a", "task").index, 2);
  assert.equal(sequential.done("a").open, "b");
  assert.equal((await run(content(false), { units: 0 })).open, "b");
  await assert.rejects(run(content(false), { units: 501 }), faultCode("too_many_items"));
});

test("a sub-process per item: instances do not mix, a boundary event stops all of them", async () => {
  const content = `${startEnd}<subProcess id="sub">${each(false)}<startEvent id="in"/>${users(
    "p",
    "q",
  )}<parallelGateway id="f"/><parallelGateway id="j"/><endEvent id="out"/>${flows(
    "in -> f -> p -> j -> out",
    "f -> q -> j",
  )}</subProcess>${users("b", "c")}${boundary("stop", "sub", onTimer)}${flows("start -> sub -> b -> end", "stop -> c -> end")}`;
  const order = await run(content, { units: 2 });
  assert.equal(order.open, "p p q q");
  // p of the first and q of the second: neither join may fire.
  const [first] = order.tokens.filter(({ nodeId }) => nodeId === "p");
  const [, second] = order.tokens.filter(({ nodeId }) => nodeId === "q");
  for (const token of [first, second])
    order.take(completeToken(order.definition, order.tokens, token?.id ?? "", order.around));
  assert.equal(order.open, "(j) (j) p q");
  assert.equal(order.done("p", "q").open, "b");
  assert.equal((await run(content, { units: 2 })).timer("stop").open, "c");
});

test("an error in one of many instances is caught at all of them together", async () => {
  const order = await run(
    `${startEnd}<userTask id="a"><multiInstanceLoopCharacteristics mc:collection="n"/></userTask>${users("b")}${boundary(
      "catch",
      "a",
      "<errorEventDefinition/>",
    )}${flows("start -> a -> end", "catch -> b -> end")}`,
    { n: 3 },
  );
  const [, second] = order.tokens.filter(({ kind }) => kind === "task");
  order.take(failToken(order.definition, order.tokens, second?.id ?? "", "X", order.around));
  assert.equal(order.open, "b");
  assert.equal(order.tokens.length, 1);
});

test("skipping leaves a step, a wait or a whole sub-process out; terminating withdraws everything", async () => {
  const order = await run(`${startEnd}${inner}${users("a", "b")}${flows("start -> a -> sub -> b -> end")}`);
  assert.equal(order.skip("a").open, "p q");
  assert.equal(order.skip("sub").open, "b");
  assert.equal(order.terminate().ended, "terminated");
  assert.equal(order.tokens.length, 0);
});
