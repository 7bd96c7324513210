import assert from "node:assert/strict";
import { test } from "node:test";
import iconv from "iconv-lite";
import { sql } from "kysely";
import * as api from "../../../../contracts/orders.ts";
import type { Platform } from "../../../foundation/transaction.ts";
import { commandsDone, orgs, untraced } from "../../identity/test-county.ts";
import { buildOrders } from "../testing.ts";
import { runOrderImport, sweepOrderImports } from "./run-import.ts";

const orders = await buildOrders();
const { platform } = orders;
const desk = await orders.as("r-cmd");

const header = "工单编号,诉求类型,诉求内容,联系人,联系电话,地址,来电时间,办理时限,紧急程度";
const line = (n: number, change: Partial<Record<"ref" | "kind" | "phone" | "received", string>> = {}) =>
  [
    change.ref ?? `DH-${n}`,
    change.kind ?? (n % 2 ? "故障报修" : "投诉"),
    `"第 ${n} 户，\n停电了"`,
    "陈禾",
    change.phone ?? `136${String(n).padStart(8, "0")}`,
    `青禾县建设路${n}号`,
    change.received ?? "2026/3/3 9:05",
    "2026-03-06 18:00",
    "紧急",
  ].join(",");
const fileOf = (lines: readonly string[]) => [header, ...lines, ""].join("\r\n");

async function upload(bytes: Uint8Array<ArrayBuffer> | string) {
  const query = { name: "来单.csv", source: "12345" };
  const path = `${api.uploadOrderImport.path}?${new URLSearchParams(query)}`;
  const reply = await desk.send<{ job: api.OrderImport }>("post", path, bytes);
  assert.equal(reply.status, 200, JSON.stringify(reply.body));
  return reply.body.job;
}
const start = (job: api.OrderImport) =>
  desk.call(api.startOrderImport, {
    params: { orderImportId: job.orderImportId },
    body: { mapping: job.mapping },
  });
const run = ({ orderImportId }: api.OrderImport, by: Platform = platform) =>
  runOrderImport(by, { orgId: orgs.county, orderImportId });
const look = async ({ orderImportId }: api.OrderImport) => {
  const { jobs } = (await desk.call(api.listOrderImports)).body;
  const found = jobs.find((job) => job.orderImportId === orderImportId);
  assert.ok(found);
  return found;
};
const counted = async (job: api.OrderImport) => {
  const { state, created, present, refused } = await look(job);
  return [state, created, present, refused];
};

test("a file of a hotline is recognised, previewed with masks, and brought in; again it changes nothing", async () => {
  const text = fileOf([1, 2, 3, 4].map((n) => line(n)));
  const job = await upload(new Uint8Array(iconv.encode(text, "gb18030")));
  assert.deepEqual([job.mapping.ref, job.mapping.kind, job.mapping.priority], [0, 1, 8]);
  const { body } = await desk.call(api.previewOrderImport, {
    params: { orderImportId: job.orderImportId },
    body: { mapping: job.mapping },
  });
  assert.deepEqual([body.checked, body.faulty], [4, 0]);
  assert.doesNotMatch(JSON.stringify(body), /陈禾|13600000001/);
  await start(job);
  await run(job);
  assert.deepEqual(await counted(job), ["done", 4, 0, 0]);
  const [first] = (
    await orders.run((ctx) =>
      sql<{ channel: string; priority: string; demand: string; at: Temporal.Instant }>`
        select o.channel, o.priority, o.demand, c.started_at as at from orders.orders o join orders.clocks c
          on c.org_id = o.org_id and c.order_id = o.id and c.rule_code = 'HOTLINE.HEADER'
        where o.source = '12345' and o.source_ref = 'DH-1'`.execute(ctx.tx),
    )
  ).rows;
  assert.deepEqual(
    [first?.channel, first?.priority, first?.demand, first?.at.toString()],
    ["hotline", "urgent", "第 1 户，\n停电了", "2026-03-03T01:05:00Z"],
  );
  const again = await upload(text);
  await start(again);
  await run(again);
  assert.deepEqual(await counted(again), ["done", 0, 4, 0]);
});

test("refused rows come in a file with what to mend; mended, that file is brought in as it is", async () => {
  const bad = [
    line(11, { kind: "算命" }),
    line(12, { received: "昨天" }),
    line(13, { phone: "12" }),
    line(14, { ref: "" }),
    line(15),
    // Known, with another content.
    line(16, { ref: "DH-1" }),
    line(17, { received: "2026-02-30 08:00" }),
  ];
  const job = await upload(fileOf(bad));
  await start(job);
  await run(job);
  assert.deepEqual(await counted(job), ["done", 1, 0, 6]);
  const params = { orderImportId: job.orderImportId };
  const { body: file } = await desk.call(api.refusedOrderRows, { params });
  const text = String(file);
  for (const said of ["没有诉求类型“算命”", "来电时间的写法不对", "缺少来单号", "已登记为工单"])
    assert.ok(text.includes(said), said);
  assert.ok(!text.includes("DH-15"));
  const mended = text.replace("算命", "咨询").replace("昨天", "2026-03-03 10:00");
  const next = await upload(mended);
  await start(next);
  await run(next);
  assert.deepEqual(await counted(next), ["done", 2, 0, 4]);
});

test("killed again and again it goes on behind the last row; two runners bring each row once", async () => {
  const job = await upload(fileOf(Array.from({ length: 12 }, (_, n) => line(100 + n))));
  await start(job);
  let left = 0;
  // Dies at every third row: committed, and before the runner hears of it.
  const dying = {
    ...platform,
    announce: (...told: Parameters<Platform["announce"]>) => {
      if (++left % 3 === 0) throw new Error("killed");
      platform.announce(...told);
    },
  };
  for (let n = 0; n < 3; n++) await run(job, dying).catch(() => {});
  const halfway = (await look(job)).created;
  assert.ok(halfway > 2 && halfway < 12, String(halfway));
  platform.pass({ seconds: 31 });
  await Promise.all([sweepOrderImports(platform), sweepOrderImports(platform)]);
  await Promise.all([run(job), run(job)]);
  assert.deepEqual(await counted(job), ["done", 12, 0, 0]);
  const { rows } = await orders.run((ctx) =>
    sql<{ n: number }>`select count(*)::int as n from orders.orders where source_ref like 'DH-1__'`.execute(
      ctx.tx,
    ),
  );
  assert.equal(rows[0]?.n, 12);
});

test("columns twice, missing, a running or finished import, an empty file: refused by name", async () => {
  const job = await upload(fileOf([line(200)]));
  const params = { orderImportId: job.orderImportId };
  const begin = (mapping: object) =>
    desk.send<unknown>("post", api.startOrderImport.path.replace("{orderImportId}", job.orderImportId), {
      mapping,
    });
  assert.equal((await begin({ ...job.mapping, title: 0 })).code, "imports.column_twice");
  assert.equal((await begin({ ref: 0 })).code, "imports.field_missing");
  await start(job);
  assert.equal((await start(job)).code, "imports.state");
  await run(job);
  assert.equal((await start(job)).code, "imports.state");
  assert.equal((await desk.call(api.refusedOrderRows, { params })).status, 200);
  const path = `${api.uploadOrderImport.path}?${new URLSearchParams({ name: "a.csv", source: "12345" })}`;
  assert.equal((await desk.send("post", path, "工单编号,诉求类型\r\n")).code, "tables.empty");
  assert.equal((await (await orders.as("r-acc")).call(api.listOrderImports)).code, "access.denied");
});

test("the file goes when its keeping time is over; what it brought stays", async () => {
  platform.pass({ hours: 24 * 400 });
  await sweepOrderImports(platform);
  const { rows } = await orders.run((ctx) =>
    sql<{
      n: number;
    }>`select count(*)::int as n from orders.order_imports where file_sha256 is not null`.execute(ctx.tx),
  );
  assert.equal(rows[0]?.n, 0);
});

test("every command that was done is on the audit trail", async () => {
  assert.ok(commandsDone.length > 3);
  const untold = await untraced(platform);
  assert.deepEqual(
    untold.filter((one) => !one.includes("/preview")),
    [],
  );
});
