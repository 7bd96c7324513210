import assert from "node:assert/strict";
import { test } from "node:test";
import { differencesOf } from "./differences.ts";

test("what differs is told place by place, whatever the order of a list", () => {
  const shipped = {
    code: "D-RES",
    name: { zh: "资料", en: "Papers" },
    rule: null,
    papers: [
      { code: "id-card", need: "must", accepts: ["id-card", "passport"] },
      { code: "property-title", need: "later" },
    ],
  };
  const own = {
    ...shipped,
    name: { zh: "本地资料", en: "Papers" },
    papers: [
      { code: "property-title", need: "must" },
      shipped.papers[0],
      { code: "site-plan", need: "extra" },
    ],
  };
  assert.deepEqual(differencesOf(shipped, shipped), []);
  assert.deepEqual(differencesOf(shipped, own), [
    { place: "name", was: "资料 / Papers", is: "本地资料 / Papers" },
    { place: "papers › property-title › need", was: "later", is: "must" },
    { place: "papers › site-plan › code", was: null, is: "site-plan" },
    { place: "papers › site-plan › need", was: null, is: "extra" },
  ]);
});
