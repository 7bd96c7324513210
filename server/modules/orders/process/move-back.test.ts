/** Returning to an earlier step: what came after it is withdrawn, what runs beside it goes on, no join starves. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ProcessFault } from "./machine.ts";
import { define, flows, processXml, Running, startEnd, users } from "./testing-processes.ts";

/** survey, then (plan, check) beside contract, then works. */
const parallel = async () =>
  new Running(
    await define(
      processXml(
        `${startEnd}<parallelGateway id="f"/><parallelGateway id="j"/>${users(
          "survey",
          "plan",
          "check",
          "contract",
          "works",
        )}${flows("start -> survey -> f -> plan -> check -> j -> works -> end", "f -> contract -> j")}`,
      ),
    ),
  );
const refused = (code: string) => (error: unknown) => error instanceof ProcessFault && error.code === code;

test("back within a branch leaves the other branch alone", async () => {
  const order = (await parallel()).done("survey", "plan");
  assert.equal(order.back("check", "plan").open, "contract plan");
  assert.deepEqual(
    order.last?.close.map(({ how }) => how),
    ["cancelled"],
  );
});

test("back within a branch leaves what has arrived at the join alone", async () => {
  const order = (await parallel()).done("survey", "plan", "contract").back("check", "plan");
  assert.equal(order.open, "(j) plan");
  assert.equal(order.done("plan", "check").open, "works");
});

test("back before the split withdraws both branches", async () => {
  const order = (await parallel()).done("survey", "contract").back("plan", "survey");
  assert.equal(order.open, "survey");
  assert.equal(order.done("survey").open, "contract plan");
});

test("back into a branch from behind the join: the other branch counts as done", async () => {
  const order = (await parallel()).done("survey", "plan", "check", "contract").back("works", "plan");
  assert.equal(order.open, "(j) plan");
  assert.equal(order.done("plan", "check").open, "works");
});

test("a step of another branch, a later step, a gateway and the step itself are not earlier steps", async () => {
  const order = (await parallel()).done("survey");
  assert.throws(() => order.back("plan", "contract"), refused("not_earlier"));
  assert.throws(() => order.back("plan", "works"), refused("not_earlier"));
  assert.throws(() => order.back("plan", "plan"), refused("not_earlier"));
  assert.throws(() => order.back("plan", "f"), refused("not_a_step"));
  assert.throws(() => order.back("plan", "nowhere"), refused("not_a_step"));
});

test("within a loop only what lies before on the way counts as earlier", async () => {
  const order = new Running(
    await define(
      processXml(
        `${startEnd}<exclusiveGateway id="again" default="again-end"/>${users("draft", "review")}${flows(
          "start -> draft -> review -> again -> end",
          "again -[more]-> draft",
        )}`,
      ),
    ),
    { more: true },
  );
  assert.throws(() => order.back("draft", "review"), refused("not_earlier"));
  assert.equal(order.done("draft", "review", "draft").back("review", "draft").open, "draft");
});

test("from inside a sub-process or an instance back to before it: all of it is withdrawn", async () => {
  const order = new Running(
    await define(
      processXml(
        `${startEnd}${users("before")}<subProcess id="sub"><multiInstanceLoopCharacteristics mc:collection="units"/><startEvent id="in"/>${users(
          "p",
          "q",
        )}<endEvent id="out"/>${flows("in -> p -> q -> out")}</subProcess>${flows("start -> before -> sub -> end")}`,
      ),
    ),
    { units: 3 },
  ).done("before", "p");
  assert.equal(order.back("q", "p").open, "p p p", "within one instance the others stay");
  assert.equal(order.back("p", "before").open, "before");
  assert.equal(order.tokens.length, 1);
});

test("from a warning beside a step that is still open there is no way back to that step", async () => {
  const order = new Running(
    await define(
      processXml(
        `${startEnd}${users("a", "b", "warning")}<boundaryEvent id="late" attachedToRef="a" cancelActivity="false"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>${flows(
          "start -> a -> b -> end",
          "late -> warning -> end",
        )}`,
      ),
    ),
  ).timer("late");
  assert.throws(() => order.back("warning", "a"), refused("still_to_come"));
  assert.equal(order.done("a").back("warning", "a").open, "a", "the order goes back, its warning with it");
});
