import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { sideOf } from "./conflict.ts";

test("a field that one side changed is taken from that side", () => {
  assert.equal(sideOf("a", "b", "a"), "mine");
  assert.equal(sideOf("a", "a", "b"), "theirs");
});

test("where both changed it, a person decides; where both agree, nobody needs to", () => {
  assert.equal(sideOf("a", "b", "c"), undefined);
  assert.equal(sideOf("a", "b", "b"), "theirs");
});

test("what is not filled in is nothing, however it is written", () => {
  assert.equal(sideOf(null, undefined, "b"), "theirs");
  assert.equal(sideOf(undefined, null, null), "theirs");
});

test("a change is never dropped without being asked about", () => {
  const value = fc.option(fc.constantFrom("a", "b", "c"));
  fc.assert(
    fc.property(value, value, value, (base, mine, theirs) => {
      const side = sideOf(base, mine, theirs);
      const taken = side === "mine" ? mine : theirs;
      if (side === undefined) return mine !== base && theirs !== base && mine !== theirs;
      return (mine === base || taken === mine) && (theirs === base || taken === theirs);
    }),
  );
});
