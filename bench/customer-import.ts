/**
 * An import through the API (upload, start, the worker's batches, until it says that it is done) against a bare COPY of the
 * same rows, already sealed and indexed, into the same tables. Both fill the tables of one database in turn, each its own
 * company's half.
 */

import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { type ImportJob, readImport, startImport, uploadImport } from "../contracts/customers.ts";
import type { ResultOf } from "../contracts/endpoint.ts";
import { signIn } from "../contracts/identity.ts";
import { newId } from "../server/foundation/ids.ts";
import { Vault } from "../server/foundation/vault.ts";
import { type CheckedRow, checkRow, type RowRules } from "../server/modules/customers/import/check-row.ts";
import { customerFile } from "../server/modules/customers/import/customer-files.ts";
import { suggestMapping } from "../server/modules/customers/import/fields.ts";
import { sealNumber } from "../server/modules/customers/personal-numbers.ts";
import { findableOfFile, searchTerms } from "../server/modules/customers/refresh-search.ts";
import { bulkTables, copyLine } from "../server/modules/customers/store/bulk-tables.ts";
import { sampleSignIns } from "../server/modules/identity/index.ts";
import { type BenchServer, benchSecret, startBenchServer } from "./bench-server.ts";
import { type Bench, type Figure, pairs } from "./kit.ts";

const rowsEach = 10_000;
const rounds = 6;
/** Set, one import of so many rows is measured instead, and COPY of a tenth as many: `BENCH_IMPORT_ROWS=1000000`. */
const rowsWhole = Number(process.env.BENCH_IMPORT_ROWS ?? 0);
const otherCompany = 990102;

const head = [
  "户号",
  "户名",
  "用电地址",
  "身份证号",
  "手机号码",
  "供电电压",
  "合同容量",
  "台区",
  "电能表资产号",
  "装表日期",
];
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** A person of nobody's region (code 119999 is not assigned), with a right check digit; different for every `n`. */
function idCard(n: number): string {
  const born = Temporal.PlainDate.from("1940-01-01").add({ days: n % 25_000 });
  const body = `1199${String(90 + (Math.floor(n / 25_000_000) % 10)).padStart(2, "0")}${born.toString().replaceAll("-", "")}${String(Math.floor(n / 25_000) % 1000).padStart(3, "0")}`;
  const sum = weights.reduce((total, weight, at) => total + weight * Number(body[at]), 0);
  return body + "10X98765432"[sum % 11];
}

const surnames = [..."王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"];
const given = [..."伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华文慧建国玉萍红梅"];
const roads = [..."中山人民解放建设和平新华胜利文化团结光明"];

const cellsOf = (n: number): string[] => [
  String(8_000_000_000 + n),
  `${surnames[n % 20]}${given[Math.floor(n / 20) % 32]}${given[Math.floor(n / 640) % 32]}`,
  `青禾县${roads[n % 20]}${roads[(n * 7) % 20]}路${n % 997}号${1 + (n % 30)}栋${100 + (n % 900)}室`,
  idCard(n),
  `13${String(n % 1_000_000_000).padStart(9, "0")}`,
  "220V",
  "8",
  `${roads[n % 20]}${n % 400}号台区`,
  `B${String(n).padStart(11, "0")}`,
  "2021-03-01",
];

export const customerImport: Bench = {
  name: "customer_import",
  about: `${rowsEach} accounts with customers and meters by import and by bare COPY, in turn`,
  async run(log) {
    const folder = await mkdtemp(join(tmpdir(), "mingchuang-bench-"));
    // A first start goes on telling the sample's orders beside whoever works: it is stopped, and the second is quiet.
    await (await startBenchServer({ MC_SAMPLE: "on" }, folder)).stop();
    const server = await startBenchServer({ MC_SAMPLE: "on" }, folder);
    const owner = new pg.Client({ connectionString: server.ownerUrl });
    await owner.connect();
    try {
      const cookie = await signedIn(server.base);
      let next = 0;
      const fresh = () => Array.from({ length: rowsEach }, () => cellsOf(next++));
      const unitId = await unitOf(owner);
      if (rowsWhole > 0) return await wholeArchive({ server, owner, cookie, unitId }, rowsWhole, log);
      const { ratio, low, high, ours, bound } = await pairs(
        () => importRate(server.base, cookie, fresh()),
        () => copied(owner, unitId, fresh()),
        rounds,
        log,
      );
      const note = `10–90 %: ${low.toFixed(2)}–${high.toFixed(2)}; import ${ours.toFixed(0)} rows/s, COPY ${bound.toFixed(0)} rows/s; aim 0.3`;
      return [
        { name: "import_ratio", value: ratio, unit: "×", note },
        { name: "import_rows_per_s", value: ours, unit: "rows/s" },
      ];
    } finally {
      await owner.end();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

type Ground = { server: BenchServer; owner: pg.Client; cookie: string; unitId: string };

/** A whole archive in one file: whether it stays as fast to the end, what memory it takes, whether everything is there. */
async function wholeArchive(
  { server, owner, cookie, unitId }: Ground,
  rows: number,
  log: (line: string) => void,
): Promise<Figure[]> {
  const before = await countsOf(owner);
  const looks: { seconds: number; read: number; mb: number }[] = [];
  const start = performance.now();
  const { job, seconds } = await imported(server.base, cookie, csvOf(rows), {
    everyMs: 1_000,
    onLook({ rowsRead: read }) {
      looks.push({ seconds: (performance.now() - start) / 1000, read, mb: memoryMb(server.pid, "VmRSS") });
      const tenth = Math.floor((read * 10) / rows);
      const last = looks.at(-2);
      if (last && tenth > Math.floor((last.read * 10) / rows))
        log(`${read} rows after ${looks.at(-1)?.seconds.toFixed(0)} s, server ${looks.at(-1)?.mb} MB`);
    },
  });
  const after = await countsOf(owner);
  const came = after.map((count, at) => count - (before[at] ?? 0));
  if (job.created !== rows || came.some((count) => count !== rows))
    throw new Error(
      `of ${rows} rows ${job.created} came in, as customers, accounts and meters ${came.join(", ")}`,
    );
  const part = (from: number, to: number) => {
    const inside = looks.filter(({ read }) => read >= from * rows && read <= to * rows);
    const [one, other] = [inside[0], inside.at(-1)];
    return one && other ? (other.read - one.read) / (other.seconds - one.seconds) : Number.NaN;
  };
  const flatness = part(0.8, 1) / part(0, 0.2);

  // Into the tables as they are now; a tenth says as much as the whole.
  const copies = Math.max(rowsEach, Math.floor(rows / 10));
  let copySeconds = 0;
  for (let at = 0; at < copies; at += rowsEach) {
    const cells = Array.from({ length: rowsEach }, (_, n) => cellsOf(rows + at + n));
    copySeconds += rowsEach / (await copied(owner, unitId, cells));
  }
  const ours = rows / seconds;
  const bound = copies / copySeconds;
  const note = `${rows} rows in ${seconds.toFixed(0)} s, each a customer, an account and a meter; COPY ${bound.toFixed(0)} rows/s`;
  return [
    { name: "import_whole_ratio", value: ours / bound, unit: "×", note },
    { name: "import_whole_rows_per_s", value: ours, unit: "rows/s" },
    { name: "import_whole_flatness", value: flatness, unit: "×", note: "the last fifth against the first" },
    { name: "import_whole_peak_mb", value: memoryMb(server.pid, "VmHWM"), unit: "MB", note: "of the server" },
  ];
}

/** Made while it is sent. */
function csvOf(rows: number): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder();
  let next = 0;
  return new ReadableStream({
    pull(controller) {
      if (next === 0) controller.enqueue(bytes.encode(lineOf(head)));
      const many = Math.min(1_000, rows - next);
      controller.enqueue(
        bytes.encode(Array.from({ length: many }, (_, n) => lineOf(cellsOf(next + n))).join("")),
      );
      next += many;
      if (next >= rows) controller.close();
    },
  });
}

async function countsOf(owner: pg.Client): Promise<number[]> {
  const counts: number[] = [];
  for (const table of ["customers", "accounts", "meters"]) {
    const { rows } = await owner.query<{ count: string }>(`select count(*) as count from customers.${table}`);
    counts.push(Number(rows[0]?.count));
  }
  return counts;
}

/** As Linux counts it: what is resident now, or the most that ever was. */
function memoryMb(pid: number, what: "VmRSS" | "VmHWM"): number {
  const line = readFileSync(`/proc/${pid}/status`, "utf8")
    .split("\n")
    .find((one) => one.startsWith(what));
  return Math.round(Number(/\d+/.exec(line ?? "")?.[0] ?? 0) / 1024);
}

async function signedIn(base: string): Promise<string> {
  const { orgId, system } = sampleSignIns;
  const answer = await fetch(`${base}${signIn.path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ orgId, ...system }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.headers
    .getSetCookie()
    .map((one) => one.split(";", 1)[0])
    .join("; ");
}

const unitOf = async (owner: pg.Client): Promise<string> => {
  const { rows } = await owner.query<{ id: string }>(
    "select unit_id as id from identity.units where org_id = $1 and parent_id is null",
    [otherCompany],
  );
  return rows[0]?.id ?? "";
};

const cookieOf = (cookie: string) => ({ cookie, "content-type": "application/json" });

async function ask<T>(url: string, method: string, cookie: string, body?: BodyInit): Promise<T> {
  const headers = { ...cookieOf(cookie), "idempotency-key": newId() };
  const streamed = body instanceof ReadableStream ? { duplex: "half" as const } : {};
  const answer = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }), ...streamed });
  // A machine with other work says now and then that it is busy; what is only looked at is asked for again.
  if (answer.status === 503 && method === "GET") {
    await new Promise((done) => setTimeout(done, 200));
    return ask<T>(url, method, cookie);
  }
  if (!answer.ok) throw new Error(`${url}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

type Shown = ResultOf<typeof readImport>;

/** Uploads, starts, and looks until it is done. @returns the job, and seconds from the start to the end */
async function imported(
  base: string,
  cookie: string,
  csv: BodyInit,
  { everyMs = 50, onLook = () => {} }: { everyMs?: number; onLook?: (job: ImportJob) => void } = {},
): Promise<{ job: ImportJob; seconds: number }> {
  const { job } = await ask<Shown>(`${base}${uploadImport.path}?name=bench.csv`, "POST", cookie, csv);
  const at = (path: string) => base + path.replace("{importId}", job.id);
  const start = performance.now();
  await ask(at(startImport.path), "POST", cookie, JSON.stringify({ mapping: job.mapping }));
  let now: ImportJob = job;
  while (now.state !== "done") {
    await new Promise((done) => setTimeout(done, everyMs));
    now = (await ask<Shown>(at(readImport.path), "GET", cookie)).job;
    onLook(now);
    if (now.state === "failed") throw new Error(now.fault?.en);
  }
  return { job: now, seconds: (performance.now() - start) / 1000 };
}

const lineOf = (cells: readonly string[]) => `${cells.join(",")}\n`;

/** Rows per second from the start to the end of the import; the upload is not ours to measure. */
async function importRate(base: string, cookie: string, rows: readonly string[][]): Promise<number> {
  const { job, seconds } = await imported(base, cookie, [head, ...rows].map(lineOf).join(""));
  if (job.created !== rows.length) throw new Error(`${job.created} of ${rows.length} rows came in`);
  return rows.length / seconds;
}

/** Everything that is not COPY is done before the clock starts: checking, sealing, search terms, the lines themselves. */
async function copied(owner: pg.Client, unitId: string, rows: string[][]): Promise<number> {
  const vault = new Vault({ secret: benchSecret });
  const today = "2026-01-01";
  const rules: RowRules = {
    today,
    checkAccount: (value) => ({ ok: true, value, changes: [] }),
    knowsCode: () => true,
  };
  const mapping = suggestMapping(head);
  const files = rows.map((cells, index) => {
    const { row, faults } = checkRow({ line: index + 2, cells }, mapping, rules);
    if (!row) throw new Error(JSON.stringify(faults));
    return sealedFile(vault, row, { unitId, today, at: `${today}T00:00:00Z`, by: "bench" });
  });
  const tables = bulkTables.map(({ name, columns, rows: rowsOf }) => ({
    name,
    columns,
    lines: files.flatMap(({ file, sealed }) => rowsOf(file, otherCompany, sealed).map(copyLine)).join(""),
  }));
  const start = performance.now();
  await owner.query("begin");
  for (const { name, columns, lines } of tables) {
    if (lines === "") continue;
    const stream = owner.query(copyFrom(`copy customers.${name} (${columns}) from stdin`));
    stream.end(lines);
    await finished(stream);
  }
  await owner.query("commit");
  return rows.length / ((performance.now() - start) / 1000);
}

function sealedFile(vault: Vault, row: CheckedRow, origin: Parameters<typeof customerFile>[1]) {
  const file = customerFile({ rows: [row], known: null }, origin);
  const fields = new Map(
    file.personalFields.map((field) => [field.id, sealNumber(vault, otherCompany, field)]),
  );
  return {
    file,
    sealed: { fields, terms: searchTerms({ vault, orgId: otherCompany }, findableOfFile(file)) },
  };
}
