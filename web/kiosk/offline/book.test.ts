import assert from "node:assert/strict";
import { test } from "node:test";
import { enterBlocks, nextNumber } from "./book.ts";

const day = "2026-03-02";
const block = { letter: "A", from: 900, to: 902, used: 0 };

test("gives each number of the block once, then none", () => {
  let book = enterBlocks(undefined, day, [block]);
  const given: string[] = [];
  for (let turn = 0; turn < 5; turn++) {
    const next = nextNumber(book, day, "A");
    if (!next) break;
    given.push(next.number);
    book = next.book;
  }
  assert.deepEqual(given, ["A900", "A901", "A902"]);
});

test("a block entered again does not give used numbers back, whoever knows of them", () => {
  const used = nextNumber(enterBlocks(undefined, day, [block]), day, "A");
  assert.ok(used);
  assert.equal(nextNumber(enterBlocks(used.book, day, [block]), day, "A")?.number, "A901");
  assert.equal(nextNumber(enterBlocks(used.book, day, [{ ...block, used: 2 }]), day, "A")?.number, "A902");
});

test("a used-up block entered again stays used up; a new block begins afresh", () => {
  let book = enterBlocks(undefined, day, [block]);
  for (let turn = 0; turn < 3; turn++) book = nextNumber(book, day, "A")?.book ?? book;
  assert.equal(nextNumber(enterBlocks(book, day, [block]), day, "A"), undefined);
  const fresh = enterBlocks(book, day, [{ ...block, from: 1_000, to: 1_050 }]);
  assert.equal(nextNumber(fresh, day, "A")?.number, "A1000");
});

test("yesterday's block and a letter without one give nothing", () => {
  const book = enterBlocks(undefined, day, [block]);
  assert.equal(nextNumber(book, "2026-03-03", "A"), undefined);
  assert.equal(nextNumber(book, day, "B"), undefined);
  assert.equal(nextNumber(enterBlocks(book, "2026-03-03", [block]), "2026-03-03", "A")?.number, "A900");
});
