import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { gridRows } from "./paper-grid.ts";
import { type FieldCell, paperSignature, strokes } from "./papers.ts";
import { fitStrokes, inkBox, linePath } from "./strokes.ts";

const room = { width: 132, height: 40 };
const point = fc.tuple(fc.integer({ min: 0, max: 1_000 }), fc.integer({ min: 0, max: 400 }));
const ink = fc
  .array(fc.array(point, { minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 8 })
  .map((lines) => ({ width: 1_000, height: 400, lines: lines.map((line) => line.flat()) }));

test("whatever was written stays in its room, and the path is nothing but numbers and commands", () => {
  fc.assert(
    fc.property(ink, (written) => {
      const path = fitStrokes(written, room);
      assert.match(path, /^[MLQ\d.\s-]+$/);
      const numbers = path.match(/-?\d+(\.\d+)?/g)?.map(Number) ?? [];
      for (let at = 0; at + 1 < numbers.length; at += 2) {
        assert.ok((numbers[at] ?? 0) >= 0 && (numbers[at] ?? 0) <= room.width + 0.2);
        assert.ok((numbers[at + 1] ?? 0) >= 0 && (numbers[at + 1] ?? 0) <= room.height + 0.2);
      }
    }),
  );
});

test("a dot is drawn, a long signature has no limit of arguments", () => {
  assert.equal(linePath([5, 6]), "M5 6L5.1 6");
  const long = {
    width: 1_000,
    height: 400,
    lines: [Array<number>(24_000).fill(7)],
  };
  assert.deepEqual(inkBox(long), { x: 7, y: 7, width: 1, height: 1 });
  assert.equal(strokes.safeParse(long).success, true);
  assert.equal(strokes.safeParse({ ...long, lines: [...long.lines, [1, 1]] }).success, false);
});

test("a signature without ink, with half a point or with another kind of file is refused", () => {
  const base = {
    slot: "customer",
    signerName: "张三",
    signedAt: "2026-11-30T01:20:00Z",
    documentHash: "a".repeat(64),
  };
  assert.equal(paperSignature.safeParse(base).success, false);
  assert.equal(strokes.safeParse({ width: 10, height: 10, lines: [[1, 2, 3]] }).success, false);
  assert.equal(
    paperSignature.safeParse({ ...base, png: "data:image/svg+xml;base64,PHN2Zz4=" }).success,
    false,
  );
  assert.equal(paperSignature.safeParse({ ...base, png: "https://example.com/a.png" }).success, false);
});

test("every row of a field grid is full, and no cell is lost", () => {
  const cell = fc
    .integer({ min: 1, max: 4 })
    .map((span): FieldCell => ({ label: { zh: "甲" }, value: "", span }));
  fc.assert(
    fc.property(
      fc.array(cell, { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 1, max: 4 }),
      (cells, columns) => {
        const rows = gridRows(cells, columns);
        assert.deepEqual(
          rows.flat().map((one) => one.cell),
          cells,
        );
        for (const row of rows)
          assert.equal(
            row.reduce((sum, { span }) => sum + span, 0),
            columns,
          );
      },
    ),
  );
});
