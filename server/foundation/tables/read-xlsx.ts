/**
 * Reads the first sheet of an .xlsx file row by row, never the whole sheet at once: a workbook is a zip of XML parts, and
 * only its table of shared texts is kept in memory. Formulas give their last value, dates their ISO form.
 */
import type { Readable } from "node:stream";
import { SaxesParser, type SaxesTagPlain } from "saxes";
import yauzl from "yauzl";
import { Problem } from "../problem.ts";
import { type TableRow, tableLimits } from "./table-row.ts";

const notXlsx = (fault: string) => new Problem("tables.not_xlsx", { fault });

/** @throws tables.not_xlsx, tables.too_wide, tables.cell_long */
export async function* readXlsx(path: string): AsyncGenerator<TableRow> {
  const zip = await open(path);
  try {
    const parts = await partsOf(zip);
    const sheet = firstSheet(parts);
    const shared = await sharedTexts(zip, parts.get("xl/sharedStrings.xml"));
    const dates = await dateStyles(zip, parts.get("xl/styles.xml"));
    yield* rowsOf(await read(zip, sheet), shared, dates);
  } finally {
    zip.close();
  }
}

function open(path: string): Promise<yauzl.ZipFile> {
  return new Promise((resolve, reject) =>
    yauzl.open(path, { lazyEntries: true, autoClose: false, strictFileNames: true }, (error, zip) =>
      error ? reject(notXlsx(error.message)) : resolve(zip),
    ),
  );
}

type Parts = ReadonlyMap<string, yauzl.Entry>;

function partsOf(zip: yauzl.ZipFile): Promise<Parts> {
  const parts = new Map<string, yauzl.Entry>();
  return new Promise((resolve, reject) => {
    zip.on("entry", (entry: yauzl.Entry) => {
      if (entry.uncompressedSize > tableLimits.partBytes || parts.size > 10_000)
        return reject(notXlsx("too large when unpacked"));
      parts.set(entry.fileName, entry);
      zip.readEntry();
    });
    zip.on("end", () => resolve(parts));
    zip.on("error", (error: Error) => reject(notXlsx(error.message)));
    zip.readEntry();
  });
}

/** Spreadsheets number their sheets as they were made; the lowest is the one that people see first. */
function firstSheet(parts: Parts): yauzl.Entry {
  const sheets = [...parts.keys()]
    .map((name) => ({ name, number: Number(/^xl\/worksheets\/sheet(\d+)\.xml$/.exec(name)?.[1]) }))
    .filter(({ number }) => Number.isInteger(number))
    .sort((a, b) => a.number - b.number);
  const entry = parts.get(sheets[0]?.name ?? "");
  if (!entry) throw notXlsx("no worksheet");
  return entry;
}

function read(zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<Readable> {
  return new Promise((resolve, reject) =>
    zip.openReadStream(entry, (error, stream) => (error ? reject(notXlsx(error.message)) : resolve(stream))),
  );
}

type Handlers = {
  readonly open?: (tag: SaxesTagPlain) => void;
  readonly text?: (text: string) => void;
  readonly close?: (tag: SaxesTagPlain) => void;
};

/** Feeds a part to the handlers; yields after each chunk, so that rows can leave as they are read. */
async function* parsed(stream: Readable, handlers: Handlers): AsyncGenerator<void> {
  const parser = new SaxesParser();
  let fault: Error | undefined;
  parser.on("error", (error) => {
    fault ??= error;
  });
  // An entity bomb needs a DOCTYPE; no spreadsheet writes one.
  parser.on("doctype", () => {
    fault ??= new Error("it declares entities");
  });
  if (handlers.open) parser.on("opentag", handlers.open);
  if (handlers.text) parser.on("text", handlers.text);
  if (handlers.close) parser.on("closetag", handlers.close);
  stream.setEncoding("utf8");
  try {
    for await (const chunk of stream) {
      parser.write(chunk);
      if (fault) break;
      yield;
    }
    if (!fault) parser.close();
  } catch (error) {
    fault ??= error instanceof Error ? error : new Error(String(error));
  }
  if (fault instanceof Problem) throw fault;
  if (fault) throw notXlsx(fault.message.split("\n", 1)[0] ?? "");
  yield;
}

async function sharedTexts(zip: yauzl.ZipFile, entry: yauzl.Entry | undefined): Promise<readonly string[]> {
  if (!entry) return [];
  const texts: string[] = [];
  let current: string | undefined;
  let isText = false;
  let isPhonetic = false;
  let total = 0;
  const steps = parsed(await read(zip, entry), {
    open: ({ name }) => {
      if (name === "si") current = "";
      if (name === "t") isText = true;
      if (name === "rPh") isPhonetic = true;
    },
    text: (text) => {
      if (!isText || isPhonetic || current === undefined) return;
      current += text;
      total += text.length;
      if (total > tableLimits.sharedCharacters) throw notXlsx("too many texts");
    },
    close: ({ name }) => {
      if (name === "t") isText = false;
      if (name === "rPh") isPhonetic = false;
      if (name === "si") texts.push(current ?? "");
    },
  });
  for await (const _ of steps);
  return texts;
}

/** Which cell styles mean a date: built-in formats 14–22 and 27–58, and own formats with a year, month or day in them. */
async function dateStyles(zip: yauzl.ZipFile, entry: yauzl.Entry | undefined): Promise<ReadonlySet<number>> {
  if (!entry) return new Set();
  const own = new Map<number, string>();
  const formats: number[] = [];
  let inCells = false;
  const steps = parsed(await read(zip, entry), {
    open: ({ name, attributes }) => {
      if (name === "numFmt") own.set(Number(attributes.numFmtId), String(attributes.formatCode ?? ""));
      if (name === "cellXfs") inCells = true;
      if (name === "xf" && inCells) formats.push(Number(attributes.numFmtId ?? 0));
    },
    close: ({ name }) => {
      if (name === "cellXfs") inCells = false;
    },
  });
  for await (const _ of steps);
  const isDate = (id: number) =>
    (id >= 14 && id <= 22) ||
    (id >= 27 && id <= 58) ||
    /[ymd年月日]/i.test((own.get(id) ?? "").replace(/\[[^\]]*\]|"[^"]*"/g, ""));
  return new Set(formats.flatMap((id, index) => (isDate(id) ? [index] : [])));
}

async function* rowsOf(
  stream: Readable,
  shared: readonly string[],
  dates: ReadonlySet<number>,
): AsyncGenerator<TableRow> {
  let ready: TableRow[] = [];
  let cells: string[] = [];
  let line = 0;
  let column = 0;
  let cell: { type: string; style: number } | undefined;
  let value = "";
  let isValue = false;
  const steps = parsed(stream, {
    open: ({ name, attributes }) => {
      if (name === "row") {
        line = Number(attributes.r ?? line + 1);
        cells = [];
        column = -1;
      } else if (name === "c") {
        column = attributes.r ? columnOf(String(attributes.r)) : column + 1;
        if (column >= tableLimits.cells)
          throw new Problem("tables.too_wide", { line, limit: tableLimits.cells });
        cell = { type: String(attributes.t ?? "n"), style: Number(attributes.s ?? -1) };
        value = "";
      } else if (name === "v" || name === "t") isValue = true;
    },
    text: (text) => {
      if (isValue) value += text;
    },
    close: ({ name }) => {
      if (name === "v" || name === "t") isValue = false;
      else if (name === "c" && cell) {
        const text = textOf(cell, value, shared, dates).trim();
        if (text.length > tableLimits.cellCharacters)
          throw new Problem("tables.cell_long", { line, limit: tableLimits.cellCharacters });
        while (cells.length < column) cells.push("");
        cells[column] = text;
        cell = undefined;
      } else if (name === "row" && cells.some((one) => one !== "")) ready.push({ line, cells });
    },
  });
  for await (const _ of steps) {
    yield* ready;
    ready = [];
  }
}

/** B7 is column 1. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of /^[A-Z]{1,3}/.exec(reference)?.[0] ?? "A")
    column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

/** Excel's day 60 is a 29 February 1900 that never was; days after it are counted from 1899-12-30. */
const dayZero = Temporal.PlainDate.from("1899-12-30");

function textOf(
  { type, style }: { type: string; style: number },
  value: string,
  shared: readonly string[],
  dates: ReadonlySet<number>,
): string {
  if (type === "s") return shared[Number(value)] ?? "";
  if (type === "b") return value === "1" ? "TRUE" : "FALSE";
  if (type !== "n" || value === "") return value;
  const number = Number(value);
  if (dates.has(style) && number >= 1 && number < 2_958_466)
    return dayZero.add({ days: Math.floor(number) }).toString();
  // 1.3812345678E10 is how a workbook writes a phone number that somebody typed without quotes.
  return /e/i.test(value) && Number.isSafeInteger(number) ? String(number) : value;
}
