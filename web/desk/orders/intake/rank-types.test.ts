import assert from "node:assert/strict";
import { test } from "node:test";
import type { OrderType } from "../../../../contracts/orders/shapes.ts";
import { rankTypes } from "./rank-types.ts";

const type = (code: string, zh: string, spelling: string, services: readonly string[] = []) =>
  ({
    ...{ code, name: { zh, en: code }, spelling, services: [...services] },
    ...{ family: "change", classes: [], channels: [], isAroundTheClock: false },
    ...{ processKey: "", needsAccount: false, demandKind: "must", form: null },
  }) as OrderType;

const types = [
  type("NI-RES", "低压居民新装", "diyajuminxinzhuang dyjmxz", ["A1"]),
  type("CH-NAME", "更名", "gengming gm"),
  type("CH-TRANS", "过户", "guohu gh", ["A3"]),
  type("CH-SPLIT", "分户", "fenhu fh"),
];
const found = (text: string, service?: string) => rankTypes(types, text, service).map(({ code }) => code);

test("a kind is found by code, name, pinyin and initials, and after the word for taking it", () => {
  assert.equal(found("gh")[0], "CH-TRANS");
  assert.equal(found("guoh")[0], "CH-TRANS");
  assert.equal(found("ch-tr")[0], "CH-TRANS");
  assert.equal(found("受理 过户")[0], "CH-TRANS");
  assert.deepEqual(found("户"), ["CH-TRANS", "CH-SPLIT"]);
  assert.equal(found("jmxz")[0], "NI-RES");
  assert.deepEqual(found("zzz"), []);
});

test("while nothing is typed, what the number was taken for comes first", () => {
  assert.equal(found("", "A3")[0], "CH-TRANS");
  assert.equal(found("")[0], "NI-RES");
});
