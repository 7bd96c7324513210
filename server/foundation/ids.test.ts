import assert from "node:assert/strict";
import { test } from "node:test";
import { newId, newToken } from "./ids.ts";

test("ids are uuids of version 7, carry the machine's time, and never come twice", () => {
  const before = Date.now();
  const ids = Array.from({ length: 20_000 }, newId);
  const after = Date.now();
  for (const id of ids) {
    assert.match(id, /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    const at = Number.parseInt(id.replace("-", "").slice(0, 12), 16);
    // The steady clock and the wall clock may be a little apart.
    assert.ok(at >= before - 1_000 && at <= after + 1_000, id);
  }
  assert.equal(new Set(ids).size, ids.length);
  // Every place that is left to chance takes every value.
  const places = Array.from({ length: 36 }, (_, place) => new Set(ids.map((id) => id[place])).size);
  for (const place of [15, 16, 17, 20, 21, 22, ...Array.from({ length: 12 }, (_, at) => 24 + at)])
    assert.equal(places[place], 16, String(place));
  assert.equal(places[19], 4);
});

test("tokens have 128 bits", () => {
  assert.match(newToken(), /^[\w-]{22}$/);
});
