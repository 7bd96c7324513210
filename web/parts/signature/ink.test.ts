import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { strokes } from "../../../contracts/orders/papers.ts";
import { inkLength, isSignature, noInk, penDown, penMove, penUp, toStrokes, undo } from "./ink.ts";

const written = [
  [100, 100],
  [300, 120],
  [420, 300],
] as const;

test("down, move and up make one line; undo takes it away again", () => {
  let ink = penDown(noInk, 100, 100);
  for (const [x, y] of written.slice(1)) ink = penMove(ink, x, y);
  ink = penUp(ink);
  assert.deepEqual(ink.lines, [[100, 100, 300, 120, 420, 300]]);
  assert.deepEqual(penMove(ink, 900, 10), ink, "a pen in the air writes nothing");
  assert.deepEqual(undo(ink), noInk);
  assert.deepEqual(undo(undo(ink)), noInk);
});

test("a stray dot or a short tick is no signature", () => {
  const dot = penUp(penDown(noInk, 500, 200));
  assert.equal(isSignature(dot), false);
  assert.equal(isSignature(penMove(penDown(noInk, 500, 200), 540, 200)), false);
  assert.equal(isSignature(penMove(penDown(noInk, 100, 200), 400, 200)), true);
  assert.equal(inkLength(penMove(penDown(noInk, 0, 0), 300, 400)), 500);
});

test("whatever the hand does, beside the pad or for an hour, the server takes the strokes", () => {
  const coordinate = fc.double({ min: -5_000, max: 5_000, noNaN: true });
  const act = fc.tuple(fc.constantFrom(penDown, penMove, penMove, penMove), coordinate, coordinate);
  fc.assert(
    fc.property(fc.array(act, { minLength: 1, maxLength: 900 }), (acts) => {
      const ink = acts.reduce((now, [step, x, y]) => step(now, x, y), penDown(noInk, 1, 1));
      assert.equal(strokes.safeParse(toStrokes(ink)).success, true);
    }),
    { numRuns: 40 },
  );
  let long = penDown(noInk, 0, 0);
  for (let n = 0; n < 13_000; n++) long = penMove(long, n % 2 === 0 ? 900 : 100, n % 400);
  assert.equal(strokes.safeParse(toStrokes(penUp(long))).success, true);
});
