import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Answer, encodeAnswer, encodeCommand, FrameSplitter } from "./frames.ts";

const hex = (text: string) => Uint8Array.from(text.split(" ").map((byte) => Number.parseInt(byte, 16)));
const bytes = (most: number) => fc.uint8Array({ maxLength: most });
const frame = fc.record(
  { status: fc.integer({ min: 0, max: 255 }), data: bytes(1_400) },
  { noNullPrototype: true },
);
const isHead = (all: Uint8Array, at: number) =>
  [0xaa, 0xaa, 0xaa, 0x96, 0x69].every((byte, index) => all[at + index] === byte);
/** Line noise that holds no whole head. */
const noise = bytes(40).filter((all) => !all.some((_, at) => isHead(all, at)));

function cut(all: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  let at = 0;
  for (let turn = 0; at < all.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    chunks.push(all.subarray(at, at + size));
    at += size;
  }
  return chunks;
}
const sizes = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 6 });
const whole = (answers: readonly Answer[]) =>
  answers.flatMap((one) => (one.kind === "answer" ? [{ status: one.status, data: one.data }] : []));

test("commands and answers are the makers' own bytes", () => {
  assert.deepEqual(encodeCommand("find"), hex("AA AA AA 96 69 00 03 20 01 22"));
  assert.deepEqual(encodeCommand("select"), hex("AA AA AA 96 69 00 03 20 02 21"));
  assert.deepEqual(encodeCommand("read"), hex("AA AA AA 96 69 00 03 30 01 32"));
  assert.deepEqual(encodeCommand("state"), hex("AA AA AA 96 69 00 03 11 FF ED"));
  const [found, selected, none] = new FrameSplitter().add([
    ...hex("AA AA AA 96 69 00 08 00 00 9F 00 00 00 00 97"),
    ...hex("AA AA AA 96 69 00 0C 00 00 90 00 00 00 00 00 00 00 00 9C"),
    ...hex("AA AA AA 96 69 00 04 00 00 80 84"),
  ]);
  assert.deepEqual(found, { kind: "answer", status: 0x9f, data: new Uint8Array(4) });
  assert.deepEqual(selected, { kind: "answer", status: 0x90, data: new Uint8Array(8) });
  assert.deepEqual(none, { kind: "answer", status: 0x80, data: new Uint8Array(0) });
});

test("whatever pieces the line brings, and noise between, the same answers come out in order", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(noise, frame), { maxLength: 4 }), noise, sizes, (given, last, pieces) => {
      const line = Uint8Array.from([
        ...given.flatMap(([before, { status, data }]) => [...before, ...encodeAnswer(status, data)]),
        ...last,
      ]);
      const splitter = new FrameSplitter();
      const answers = cut(line, pieces).flatMap((chunk) => splitter.add(chunk));
      assert.deepEqual(
        answers,
        given.map(([, one]) => ({ kind: "answer", ...one })),
      );
    }),
    { numRuns: 200 },
  );
});

test("one byte gone wrong is never taken for an answer, and the next frame comes through", () => {
  fc.assert(
    fc.property(
      frame,
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      frame,
      sizes,
      (hurt, at, by, next, pieces) => {
        const line = encodeAnswer(hurt.status, hurt.data);
        // Of head and length another test speaks: a wrong length is another frame.
        const place = 7 + (at % (line.length - 7));
        line[place] = (line[place] ?? 0) ^ by;
        const splitter = new FrameSplitter();
        const answers = cut(
          Uint8Array.from([...line, ...encodeAnswer(next.status, next.data)]),
          pieces,
        ).flatMap((chunk) => splitter.add(chunk));
        assert.ok(answers.some(({ kind }) => kind === "damaged"));
        assert.deepEqual(whole(answers).at(-1), next);
        assert.equal(whole(answers).length, 1);
      },
    ),
    { numRuns: 200 },
  );
});

test("a frame that breaks off waits, and what is asked afresh afterwards is not held up by it", () => {
  fc.assert(
    fc.property(frame, fc.nat(), frame, (broken, at, next) => {
      const line = encodeAnswer(broken.status, broken.data);
      const splitter = new FrameSplitter();
      assert.deepEqual(splitter.add(line.subarray(0, at % line.length)), []);
      splitter.clear();
      assert.deepEqual(whole(splitter.add(encodeAnswer(next.status, next.data))), [next]);
    }),
    { numRuns: 100 },
  );
});

test("a length that no answer has is noise", () => {
  for (const length of ["00 00", "00 03", "FF FF", "10 01"])
    assert.deepEqual(
      whole(new FrameSplitter().add([...hex(`AA AA AA 96 69 ${length}`), ...encodeAnswer(0x90)])),
      [{ status: 0x90, data: new Uint8Array(0) }],
      length,
    );
});
