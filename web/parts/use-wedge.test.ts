import assert from "node:assert/strict";
import { test } from "node:test";
import { wedgeCollector } from "./use-wedge.ts";

function press(collect: ReturnType<typeof wedgeCollector>, text: string, gapMs: number, fromMs = 0) {
  let at = fromMs;
  for (const key of text) {
    assert.equal(collect(key, at), undefined);
    at += gapMs;
  }
  return collect("Enter", at);
}

test("what a reader plays in one go is read", () => {
  assert.equal(press(wedgeCollector(), "110101194904010018", 4), "110101194904010018");
});

test("a key held up for a moment does not lose the card", () => {
  const collect = wedgeCollector();
  for (const [index, key] of [..."110101194904"].entries()) collect(key, index * 8 + (index > 5 ? 200 : 0));
  assert.equal(collect("Enter", 310), "110101194904");
});

test("what a hand types is not a card", () => {
  assert.equal(press(wedgeCollector(), "13812344521", 95), undefined);
});

test("a few quick keys and Enter are not a card", () => {
  assert.equal(press(wedgeCollector(), "1234", 5), undefined);
});

test("keys pressed before the card came are not part of it", () => {
  const collect = wedgeCollector();
  collect("9", 0);
  assert.equal(press(collect, "13812344521", 5, 2_000), "13812344521");
});

test("a card is read once; Enter alone reads nothing", () => {
  const collect = wedgeCollector();
  assert.equal(press(collect, "13812344521", 5), "13812344521");
  assert.equal(collect("Enter", 100), undefined);
});
