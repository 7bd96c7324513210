/** Every kind of element, run. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { define, flows, processXml, Running, startEnd, users } from "./testing-processes.ts";

test("steps follow one another to the end", async () => {
  const run = new Running(
    await define(processXml(startEnd + users("a", "b") + flows("start -> a -> b -> end"))),
  );
  assert.equal(run.open, "a");
  assert.equal(run.done("a").open, "b");
  assert.equal(run.done("b").ended, "completed end");
});
