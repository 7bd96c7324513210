import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { after, test } from "node:test";
import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import iconv from "iconv-lite";
import writeSheets from "write-excel-file/node";
import { disarm } from "./cells.ts";
import { readCsv, recogniseCsv } from "./read-csv.ts";
import { readXlsx } from "./read-xlsx.ts";
import { csvLine, csvStart } from "./write-csv.ts";

const scratch = mkdtempSync(join(tmpdir(), "tables-"));
after(() => rmSync(scratch, { recursive: true, force: true }));

async function rowsOf(bytes: Buffer) {
  const rows = [];
  for await (const row of readCsv(Readable.from([bytes]), recogniseCsv(bytes))) rows.push(row);
  return rows;
}
const text = "户号,户名,地址\r\n1001,张伟,中山路𠮷号\r\n";

test("a CSV is read in UTF-8 with and without its mark, in GB18030 and UTF-16, with commas, tabs and semicolons", async () => {
  const expected = [
    ["户号", "户名", "地址"],
    ["1001", "张伟", "中山路𠮷号"],
  ];
  const tabs = text.replaceAll(",", "\t");
  for (const bytes of [
    Buffer.from(text),
    Buffer.from(csvStart + text),
    iconv.encode(text, "gb18030"),
    iconv.encode(`\uFEFF${tabs}`, "utf-16le"),
    Buffer.from(text.replaceAll(",", ";")),
  ])
    assert.deepEqual(
      (await rowsOf(bytes)).map(({ cells }) => cells),
      expected,
    );
});

test("lines are those that a person counts, over empty lines and line breaks in quotes", async () => {
  const rows = await rowsOf(Buffer.from('a,b\n\n1,"x\ny"\n2,z\n'));
  assert.deepEqual(rows, [
    { line: 1, cells: ["a", "b"] },
    { line: 4, cells: ["1", "x\ny"] },
    { line: 5, cells: ["2", "z"] },
  ]);
});

test("a quote that never closes, a cell without end and a thousand columns are refused by line", async () => {
  await assert.rejects(rowsOf(Buffer.from('a,b\n1,"x\n2,z\n')), { code: "tables.not_csv" });
  await assert.rejects(rowsOf(Buffer.from(`a,b\n1,${"x".repeat(20_000)}\n`)), { code: "tables.cell_long" });
  await assert.rejects(rowsOf(Buffer.from(`a,b\n${"x,".repeat(2_000_000)}\n`)), { code: "tables.cell_long" });
  await assert.rejects(rowsOf(Buffer.from(`${"x,".repeat(300)}\n`)), {
    code: "tables.too_wide",
    facts: { line: 1, limit: 200 },
  });
});

test("what is written as CSV is read back, and no cell is a formula", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.string({ unit: "grapheme", maxLength: 12 }), { minLength: 2, maxLength: 4 }), {
        minLength: 1,
        maxLength: 6,
      }),
      async (table) => {
        const rows = table.map((cells) => ["k", ...cells]);
        const bytes = Buffer.from(csvStart + rows.map(csvLine).join(""));
        const read = [];
        for await (const { cells } of readCsv(Readable.from([bytes]), { encoding: "utf-8", delimiter: "," }))
          read.push(cells);
        assert.deepEqual(
          read,
          rows.map((cells) => cells.map((cell) => disarm(cell).trim())),
        );
      },
    ),
    { numRuns: 200 },
  );
  for (const cell of ["=1+1", "+86", "-cmd", "@SUM(A1)", "\t=1", "\r=1"])
    assert.equal(disarm(cell), `'${cell}`);
  assert.equal(disarm("-12.5"), "-12.5");
});

test("a workbook is read as its first sheet shows it: texts, numbers, days, gaps and empty rows", async () => {
  const file = join(scratch, "one.xlsx");
  const bold = { fontWeight: "bold" as const };
  await writeSheets([
    [
      { value: "户号", ...bold },
      { value: "户名", ...bold },
      { value: "立户", ...bold },
    ],
    [
      { value: "0012", type: String },
      null,
      { value: new Date("2024-02-29T00:00:00Z"), type: Date, format: "yyyy-mm-dd" },
    ],
    [],
    [{ value: 13_812_345_678, type: Number }, { value: " 张 & 伟 ", type: String }, null],
  ]).toFile(file);
  const rows = [];
  for await (const row of readXlsx(file)) rows.push(row);
  assert.deepEqual(rows, [
    { line: 1, cells: ["户号", "户名", "立户"] },
    { line: 2, cells: ["0012", "", "2024-02-29"] },
    { line: 4, cells: ["13812345678", "张 & 伟"] },
  ]);
});

test("what only calls itself a workbook is refused", async () => {
  const cases: Record<string, Buffer> = {
    text: Buffer.from("PK not really"),
    empty: zip({}),
    noSheet: zip({ "xl/workbook.xml": "<workbook/>" }),
    torn: zip({ "xl/worksheets/sheet1.xml": "<worksheet><sheetData><row r='1'><c><v>1" }),
    bomb: zip({
      "xl/worksheets/sheet1.xml": "<!DOCTYPE x [<!ENTITY a 'aaaa'>]><worksheet><sheetData/></worksheet>",
    }),
    slip: zip({ "../../etc/passwd": "x", "xl/worksheets/sheet1.xml": "<worksheet/>" }),
  };
  for (const [name, bytes] of Object.entries(cases)) {
    const file = join(scratch, `${name}.xlsx`);
    writeFileSync(file, bytes);
    await assert.rejects(
      async () => {
        for await (const _ of readXlsx(file));
      },
      { code: "tables.not_xlsx" },
      name,
    );
  }
});

/** A zip with deflated parts, made by hand: the writers that there are refuse to make bad ones. */
function zip(parts: Record<string, string>): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(parts)) {
    const data = deflateRawSync(content);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(20, 4);
    head.writeUInt16LE(8, 8);
    head.writeUInt32LE(data.length, 18);
    head.writeUInt32LE(Buffer.byteLength(content), 22);
    head.writeUInt16LE(Buffer.byteLength(name), 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 4);
    entry.writeUInt16LE(20, 6);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(data.length, 20);
    entry.writeUInt32LE(Buffer.byteLength(content), 24);
    entry.writeUInt16LE(Buffer.byteLength(name), 28);
    entry.writeUInt32LE(offset, 42);
    local.push(head, Buffer.from(name), data);
    central.push(entry, Buffer.from(name));
    offset += head.length + Buffer.byteLength(name) + data.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(parts).length, 8);
  end.writeUInt16LE(Object.keys(parts).length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}
