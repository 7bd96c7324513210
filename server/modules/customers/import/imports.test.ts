import assert from "node:assert/strict";
import { test } from "node:test";
import iconv from "iconv-lite";
import writeSheets from "write-excel-file/node";
import * as contract from "../../../../contracts/customers.ts";
import { newId } from "../../../foundation/ids.ts";
import { command } from "../../../foundation/transaction.ts";
import { type Caller, orgs, testCounty } from "../../identity/test-county.ts";
import { createCustomer } from "../create-customer.ts";
import { customers } from "../index.ts";
import { sweepImports } from "./manage-import.ts";
import { runImport } from "./run-import.ts";

const county = await testCounty({ routes: customers.routes });
const { platform } = county;
const { orgId, root } = county.county;
const admin = await county.signedIn("system-admin");

const head =
  "用户编号,用户名称,用电地址,身份证号,统一社会信用代码,手机,供电电压,合同容量,台区,电能表资产号,装表日期";
/** Weights and check character of GB 11643. */
function idCard(sequence: number): string {
  const body = `1101${String(5 + Math.floor(sequence / 9000)).padStart(2, "0")}${1950 + (sequence % 50)}0${1 + (sequence % 9)}1${sequence % 10}${String(sequence % 1000).padStart(3, "0")}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, at) => total + weight * Number(body[at]), 0);
  return body + "10X98765432"[sum % 11];
}
const digits = await platform.command(orgId, async (ctx) => {
  const { accountFormats } = await import("../account-number.ts");
  return (await accountFormats(ctx)).digits;
});
const number = (n: number) => String(n).padStart(digits, "0");
const person = (
  n: number,
  more: Partial<Record<"name" | "id" | "meter" | "account" | "address", string>> = {},
) =>
  [
    more.account ?? number(n),
    more.name ?? `王${String.fromCodePoint(0x4e00 + (n % 20_000))}`,
    more.address ?? `青禾县中山路${n}号`,
    more.id ?? idCard(n),
    "",
    `138${String(n).padStart(8, "0")}`,
    "220V",
    "8",
    `中山${n % 7}号台区`,
    more.meter ?? `M${String(n).padStart(8, "0")}`,
    "2020-05-01",
  ].join(",");
const csv = (...rows: string[]) => [head, ...rows].join("\r\n");

type Job = contract.ImportJob;
async function upload(bytes: Buffer, name = "customers.csv", who: Caller = admin) {
  const response = await county.app.request(
    `http://localhost:8080/api/customer-imports?name=${encodeURIComponent(name)}`,
    {
      method: "POST",
      headers: {
        cookie: [...who.cookies].map((pair) => pair.join("=")).join("; "),
        "idempotency-key": newId(),
        "content-type": "application/octet-stream",
      },
      body: new Uint8Array(bytes),
    },
  );
  return { status: response.status, body: (await response.json()) as { job: Job; code: string } };
}
const start = (job: Job, who: Caller = admin) =>
  who.call(contract.startImport, { params: { importId: job.id }, body: { mapping: job.mapping } });
const look = async (job: Job) =>
  (await admin.call(contract.readImport, { params: { importId: job.id } })).body.job;
const run = (job: Job) => runImport(platform, { orgId, importId: job.id });

/** Everything at once: upload, start, run. */
async function bring(text: string, name?: string): Promise<Job> {
  const { body } = await upload(Buffer.from(text), name);
  assert.equal((await start(body.job)).status, 200);
  await run(body.job);
  return look(body.job);
}
async function count(table: string): Promise<number> {
  return platform.asOwner(async (client) => {
    const { rows } = await client.query(
      `select count(*)::int as n from customers.${table} where org_id = $1`,
      [orgId],
    );
    return rows[0].n;
  });
}
const sums = ({ created, present, refused, state }: Job) => ({ state, created, present, refused });

test("columns are recognised by their headers, in UTF-8, GB18030 and XLSX alike", async () => {
  const text = csv(person(1));
  const utf8 = await upload(Buffer.from(text));
  assert.equal(utf8.body.job.rowsTotal, 1);
  const columns = Object.keys(utf8.body.job.mapping);
  assert.deepEqual(columns.length, head.split(",").length);
  const gb = await upload(iconv.encode(text, "gb18030"));
  assert.deepEqual(gb.body.job.mapping, utf8.body.job.mapping);
  assert.equal(gb.body.job.form.encoding, "gb18030");
  const cells = text.split("\r\n").map((line) => line.split(",").map((value) => ({ value, type: String })));
  const book = await writeSheets(cells).toBuffer();
  const xlsx = await upload(Buffer.from(book), "customers.xlsx");
  assert.deepEqual(xlsx.body.job.mapping, utf8.body.job.mapping);
  await start(xlsx.body.job);
  await run(xlsx.body.job);
  assert.deepEqual(sums(await look(xlsx.body.job)), { state: "done", created: 1, present: 0, refused: 0 });
});

test("a file brings customers with accounts, points and meters; the same file again changes nothing", async () => {
  const before = await count("customers");
  const rows = [
    person(11),
    person(12),
    // One person with two accounts.
    person(13),
    person(14, { id: idCard(13), name: `王${String.fromCodePoint(0x4e00 + 13)}` }),
    [
      number(15),
      "青禾县第一粮油有限公司",
      "青禾县工业路1号",
      "",
      "91350100M000100Y43",
      "0591-87654321",
      "10kV",
      "630",
      "",
      "",
      "",
    ].join(","),
  ];
  const first = await bring(csv(...rows));
  assert.deepEqual(sums(first), { state: "done", created: 5, present: 0, refused: 0 });
  assert.equal((await count("customers")) - before, 4);
  const found = await county
    .signedIn("clerk")
    .then((clerk) => clerk.call(contract.searchCustomers, { body: { text: "第一粮油" } }));
  assert.equal(found.body.hits[0]?.customer.name, "青禾县第一粮油有限公司");
  assert.deepEqual(found.body.hits[0]?.customer.accountNumbers, [number(15)]);
  const again = await bring(csv(...rows));
  assert.deepEqual(sums(again), { state: "done", created: 0, present: 5, refused: 0 });
  assert.equal((await count("customers")) - before, 4);
});

test("a broken row in the middle is refused with its cell and its reason; mended, the rest comes in", async () => {
  const wrong = idCard(22).replace(/.$/, (last) => (last === "1" ? "2" : "1"));
  const job = await bring(
    csv(
      person(21),
      person(22, { id: wrong }),
      person(23, { name: "" }),
      person(24),
      person(25, { account: "12" }),
    ),
  );
  assert.deepEqual(sums(job), { state: "done", created: 2, present: 0, refused: 3 });
  const { body } = await admin.call(contract.listRefused, { params: { importId: job.id }, query: {} });
  assert.deepEqual(
    body.faults.map(({ line, faults }) => [line, faults[0]?.field]),
    [
      [3, "paperNumber"],
      [4, "name"],
      [6, "accountNumber"],
    ],
  );
  assert.match(body.faults[1]?.faults[0]?.text.en ?? "", /Name is missing/);
  const file = await admin.call(contract.refusedRows, {
    params: { importId: job.id },
    query: { language: "zh" },
  });
  const lines = String(file.body).trim().split("\r\n");
  assert.equal(lines.length, 4);
  assert.match(lines[2] ?? "", /缺少用户名称/);
  const mended = [
    lines[0],
    lines[1]?.replace(wrong, idCard(22)),
    lines[2]?.replace(`${number(23)},,`, `${number(23)},李明,`),
  ];
  const second = await bring(mended.join("\r\n").replace("\uFEFF", ""));
  assert.deepEqual(sums(second), { state: "done", created: 2, present: 0, refused: 0 });
});

test("what contradicts the archive is for people: another address, another's meter, another name on one paper", async () => {
  await bring(csv(person(31), person(32)));
  const job = await bring(
    csv(
      person(31, { address: "青禾县别处9号" }),
      person(33, { meter: "M00000032" }),
      person(34, { id: idCard(31), name: "别人" }),
      person(35),
      person(35, { address: "青禾县第三处3号" }),
    ),
  );
  assert.deepEqual(sums(job), { state: "done", created: 1, present: 0, refused: 4 });
  const { body } = await admin.call(contract.listRefused, { params: { importId: job.id }, query: {} });
  assert.deepEqual(
    body.faults.map(({ faults }) => faults[0]?.code),
    [
      "imports.account_differs",
      "imports.meter_hangs",
      "imports.paper_name_differs",
      "imports.account_in_file",
    ],
  );
  // An account for a customer that was entered by hand joins them.
  const unitId = root;
  const known = await platform.command(orgId, (ctx) =>
    createCustomer(ctx, {
      kind: "individual",
      stage: "current",
      name: "赵建国",
      creditCode: null,
      language: "zh",
      managerStaffId: null,
      unitId,
      note: null,
      personalFields: [{ kind: "id-card", value: idCard(36), label: null, isPrimary: true }],
    }),
  );
  const joined = await bring(csv(person(36, { name: "赵建国" })));
  assert.equal(joined.created, 1);
  const owner = await platform.asOwner(async (client) => {
    const { rows } = await client.query("select customer_id from customers.accounts where number = $1", [
      number(36),
    ]);
    return rows[0].customer_id;
  });
  assert.equal(owner, known);
});

test("killed in the middle it goes on where it was: nothing lost, nothing twice", async () => {
  const rows = Array.from({ length: 5_000 }, (_, n) => person(10_000 + n));
  const { body } = await upload(Buffer.from(csv(...rows)));
  await start(body.job);
  // The third batch meets a database that goes away: the runner dies with two batches done.
  let batches = 0;
  const dying = {
    ...platform,
    announce: (org: number, seq: number) => {
      platform.announce(org, seq);
      if (++batches === 2) throw new Error("killed");
    },
  };
  await assert.rejects(runImport(dying, { orgId, importId: body.job.id }), /killed/);
  const stopped = await look(body.job);
  assert.deepEqual([stopped.state, stopped.rowsRead], ["running", 4_000]);
  // Nobody says anything for a while: the sweep gives the job to another runner, and two of them come.
  platform.pass({ minutes: 1 });
  await sweepImports(platform);
  await Promise.all([run(body.job), run(body.job)]);
  assert.deepEqual(sums(await look(body.job)), { state: "done", created: 5_000, present: 0, refused: 0 });
  const twice = await platform.asOwner(async (client) => {
    const { rows: found } = await client.query(
      "select count(*)::int as n, count(distinct number)::int as numbers from customers.accounts where number >= $1 and number <= $2",
      [number(10_000), number(14_999)],
    );
    return found[0];
  });
  assert.deepEqual(twice, { n: 5_000, numbers: 5_000 });
});

test("one person's accounts in two batches, one of them refused, are one customer with those that came in", async () => {
  await bring(csv(person(39_999, { meter: "HANGS-ALREADY" })));
  const own = { id: idCard(7_777), name: "孙有三户" };
  const rows = Array.from({ length: 2_100 }, (_, n) => person(30_000 + n));
  // In the first batch two, of which one's meter hangs elsewhere; in the second one more.
  rows[10] = person(30_010, own);
  rows[20] = person(30_020, { ...own, meter: "HANGS-ALREADY" });
  rows[2_050] = person(32_050, own);
  assert.deepEqual(sums(await bring(csv(...rows))), {
    state: "done",
    created: 2_099,
    present: 0,
    refused: 1,
  });
  const found = await platform.asOwner(async (client) => {
    const { rows: accounts } = await client.query(
      `select a.number, count(*) over () as accounts
       from customers.customers c join customers.accounts a on a.org_id = c.org_id and a.customer_id = c.id
       join customers.search s on s.org_id = c.org_id and s.customer_id = c.id where c.name = $1 order by a.number`,
      [own.name],
    );
    return accounts.map((row) => [row.number, row.accounts]);
  });
  assert.deepEqual(found, [
    [number(30_010), "2"],
    [number(32_050), "2"],
  ]);
});

test("a pause stops it after the batch; resumed it comes to its end", async () => {
  const rows = Array.from({ length: 3_000 }, (_, n) => person(20_000 + n));
  const { body } = await upload(Buffer.from(csv(...rows)));
  await start(body.job);
  let paused: Promise<{ status: number }> | undefined;
  const pausing = {
    ...platform,
    announce: (org: number, seq: number) => {
      platform.announce(org, seq);
      paused ??= admin.call(contract.pauseImport, { params: { importId: body.job.id } });
    },
  };
  await runImport(pausing, { orgId, importId: body.job.id });
  await paused;
  const stopped = await look(body.job);
  assert.ok(stopped.state === "paused" || stopped.state === "done");
  if (stopped.state === "paused") {
    await start(stopped);
    await run(stopped);
  }
  assert.equal((await look(body.job)).created, 3_000);
});

test("a file that cannot be read on fails with the line, keeps what came before, and can be looked at", async () => {
  const job = await bring(`${csv(person(41), person(42))}\r\n${number(43)},"王`);
  assert.equal(job.state, "failed");
  assert.match(job.fault?.zh ?? "", /不是合法的 CSV/);
  for (const text of ["", "户号,户名\r\n"]) {
    const { body } = await upload(Buffer.from(text));
    assert.ok(["files.empty", "tables.empty"].includes(body.code), body.code);
  }
  const lying = await upload(Buffer.from("%PDF-1.7 not a table"), "customers.xlsx");
  assert.ok(lying.status >= 400 && lying.status < 500);
});

test("a mapping must have what is needed, each column once; the preview shows faults and masks numbers", async () => {
  const { body } = await upload(Buffer.from(csv(person(51), person(52, { id: "123" }))));
  const { id, mapping } = body.job;
  const preview = (given: contract.ImportMapping) =>
    admin.call(contract.previewImport, { params: { importId: id }, body: { mapping: given } });
  const shown = await preview(mapping);
  assert.deepEqual([shown.body.checked, shown.body.faulty], [2, 1]);
  assert.equal(shown.body.rows[0]?.cells.paperNumber, `110***********${idCard(51).slice(-4)}`);
  assert.ok(!JSON.stringify(shown.body).includes(idCard(51)));
  const { name: _, ...nameless } = mapping;
  assert.equal((await preview(nameless)).code, "imports.field_missing");
  assert.equal((await preview({ ...mapping, note: mapping.name ?? 0 })).code, "imports.column_twice");
});

test("strangers, other posts and other companies stay out; the file goes when its time is over", async () => {
  const { body } = await upload(Buffer.from(csv(person(61))));
  assert.equal(
    (await upload(Buffer.from(csv(person(62))), "x.csv", await county.signedIn("clerk"))).status,
    403,
  );
  assert.equal((await upload(Buffer.from(csv(person(62))), "x.csv", county.caller())).status, 401);
  const stranger = await county.signedIn("system-admin", orgs.neighbour);
  assert.equal((await start(body.job, stranger)).code, "thing.not_found");
  platform.pass({ hours: 73 });
  await sweepImports(platform);
  const later = await county.signedIn("system-admin");
  assert.equal((await start(body.job, later)).code, "imports.file_gone");
  const gone = await command(
    platform,
    { actor: { kind: "system", orgIds: [orgId] }, orgId, requestId: newId() },
    async (ctx) =>
      ctx.files.open(ctx, "0".repeat(64)).then(
        () => "there",
        () => "gone",
      ),
  );
  assert.equal(gone, "gone");
});
