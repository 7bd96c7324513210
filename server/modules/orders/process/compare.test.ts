/** Two versions of a process held against each other. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { compareDefinitions } from "./compare.ts";
import { define, flows, processXml, startEnd, users } from "./testing-processes.ts";

test("added, removed and changed steps and flows, with what changed", async () => {
  const before = await define(
    processXml(
      `${startEnd}<userTask id="a" name="勘查" mc:limit="L.1"/>${users("gone")}<exclusiveGateway id="x" default="x-end"/>${flows(
        "start -> a -> x -[kva > 315]-> gone -> end",
        "x -> end",
      )}`,
      { attributes: `mc:responsible="R-CM"` },
    ),
  );
  const after = await define(
    processXml(
      `${startEnd}<userTask id="a" name="现场勘查" mc:limit="L.2"/>${users("fresh")}<exclusiveGateway id="x" default="x-end"/>${flows(
        "start -> a -> x -[kva > 315]-> fresh -> end",
        "x -> end",
      )}`,
    ),
  );
  const { process, nodes, flows: changed, isSame } = compareDefinitions(before, after);
  assert.equal(isSame, false);
  assert.deepEqual(process, [{ field: "responsible", before: "R-CM", after: null }]);
  assert.deepEqual(
    [nodes.added.map(({ id }) => id), nodes.removed.map(({ id }) => id)],
    [["fresh"], ["gone"]],
  );
  assert.deepEqual(nodes.changed, [
    {
      id: "a",
      zh: "现场勘查",
      en: null,
      changes: [
        { field: "zh", before: "勘查", after: "现场勘查" },
        { field: "limit", before: "L.1", after: "L.2" },
      ],
    },
  ]);
  assert.deepEqual(
    [changed.added.map(({ id }) => id), changed.removed.map(({ id }) => id)],
    [
      ["x-fresh", "fresh-end"],
      ["x-gone", "gone-end"],
    ],
  );
});

test("a changed condition is a change of its flow; a version is the same as itself", async () => {
  const version = (condition: string) =>
    define(
      processXml(
        `${startEnd}<exclusiveGateway id="x" default="x-end"/>${users("a")}${flows(`start -> x -[${condition}]-> a -> end`, "x -> end")}`,
      ),
    );
  const one = await version("kva > 315");
  assert.deepEqual(compareDefinitions(one, await version("kva > 500")).flows.changed, [
    {
      id: "x-a",
      zh: null,
      en: null,
      changes: [{ field: "condition", before: "kva > 315", after: "kva > 500" }],
    },
  ]);
  assert.equal(compareDefinitions(one, JSON.parse(JSON.stringify(one))).isSame, true);
});
