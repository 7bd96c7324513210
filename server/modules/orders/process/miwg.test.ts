/** The reference models of the BPMN Model Interchange Working Group: they load, or are refused by the element's name. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { readDefinitions } from "./read-definition.ts";

const models = new URL("../../../../../shared/data/bpmn-miwg/", import.meta.url);
const skip = existsSync(models) ? false : "the models are not beside the project (../shared/data/bpmn-miwg)";

test("the MIWG models load or are refused by element", { skip }, async () => {
  const told: Record<string, string> = {};
  for (const file of readdirSync(models).filter((name) => name.endsWith(".bpmn"))) {
    const read = await readDefinitions(readFileSync(new URL(file, models), "utf8"));
    told[file] = read.ok
      ? read.definitions.map(({ nodes }) => `${Object.keys(nodes).length} nodes`).join(", ")
      : [...new Set(read.faults.map(({ code }) => code))].join(", ");
    for (const fault of read.ok ? [] : read.faults)
      assert.ok(fault.elementId !== null && fault.zh.includes(fault.elementId), JSON.stringify(fault));
  }
  assert.deepEqual(told, {
    "A.1.0.bpmn": "5 nodes",
    "A.2.0.bpmn": "8 nodes",
    // Conditions in XPath.
    "A.2.1.bpmn": "condition_language",
    // A message event without a message, an escalation event, a collapsed sub-process with nothing in it.
    "A.3.0.bpmn": "no_message, unsupported_event, no_start",
    "A.4.0.bpmn": "4 nodes, 13 nodes",
    "A.4.1.bpmn": "4 nodes, 13 nodes",
  });
});
