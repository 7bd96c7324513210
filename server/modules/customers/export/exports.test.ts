import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { test } from "node:test";
import * as contract from "../../../../contracts/customers.ts";
import { newId } from "../../../foundation/ids.ts";
import { readCsv } from "../../../foundation/tables/read-csv.ts";
import { type Caller, orgs, testCounty, untraced } from "../../identity/test-county.ts";
import { exportRoutes } from "../export-routes.ts";
import { addPersonalField } from "../personal-fields.ts";

const county = await testCounty({ routes: exportRoutes });
const { platform } = county;
const { orgId, root } = county.county;
await county.addStaff(orgId, { login: "company-2", roles: [{ role: "company-manager" }] });
const manager = await county.signedIn("hall-manager");
const company = await county.signedIn("company-manager");
const approver = await county.signedIn("company-2");

const mobile = "13800001234";
await fill("=cmd|' /C calc'!A0", 1);
await fill("张伟", 1199);

/** Straight into the tables: an export reads, it does not care how they came. */
async function fill(name: string, count: number): Promise<void> {
  await platform.asOwner((client) =>
    client.query(
      `insert into customers.customers (org_id, id, kind, stage, name, unit_id, valid_from, created_at, created_by, updated_at, updated_by)
       select $1, gen_random_uuid(), 'individual', case when $3 > 1 and n <= 3 then 'former' else 'current' end, $2, $4, '2026-01-01', now(), 't', now(), 't'
       from generate_series(1, $3::int) n`,
      [orgId, name, count, root],
    ),
  );
}
const one = await platform.asOwner(async (client) => {
  const { rows } = await client.query<{ id: string }>(
    "select id from customers.customers where name like '=%'",
  );
  return rows[0]?.id ?? "";
});
await platform.command(orgId, (ctx) => addPersonalField(ctx, one, { kind: "mobile", value: mobile }));

const filter = { kind: null, stage: null, register: null, useCode: null, transformer: null, unitId: null };
const wish = {
  purpose: "核对停电通知名单",
  filter,
  columns: ["name", "phone", "stage"] as contract.ExportColumn[],
  isWhole: false,
  format: "csv" as const,
};
const ask = (who: Caller, more: object = {}) => who.call(contract.askExport, { body: { ...wish, ...more } });
const file = (who: Caller, exportId: string) =>
  who.call(contract.downloadExport, { params: { exportId }, query: { language: "zh" } });
const decide = (who: Caller, exportId: string, verdict: "approve" | "refuse" = "approve") =>
  who.call(contract.decideExport, { params: { exportId }, body: { verdict, note: null } });
async function lines(text: unknown): Promise<(readonly string[])[]> {
  const rows = [];
  for await (const { cells } of readCsv(Readable.from([Buffer.from(String(text))]), {
    encoding: "utf-8",
    delimiter: ",",
  }))
    rows.push(cells);
  return rows;
}

test("a short list with masked numbers is given at once, watermarked, and no cell is a formula", async () => {
  const { body } = await ask(manager, { filter: { ...filter, stage: "former" } });
  assert.equal(body.export.state, "ready");
  assert.equal(body.export.rows, 3);
  const [mark, head, ...rows] = await lines((await file(manager, body.export.id)).body);
  assert.match(mark?.[0] ?? "", /hall-manager 于 2026-03-04T08:00 导出，用途：核对停电通知名单/);
  assert.deepEqual(head, ["名称", "联系电话", "客户状态", "导出编号"]);
  assert.deepEqual(rows[0], ["张*", "", "历史", body.export.id.slice(-12)]);

  await platform.asOwner((client) =>
    client.query("update customers.customers set stage = 'potential' where id = $1", [one]),
  );
  const odd = await ask(manager, { filter: { ...filter, stage: "potential" } });
  const text = String((await file(manager, odd.body.export.id)).body);
  assert.ok(text.includes("138****1234") && !text.includes(mobile));
  assert.ok(!/(^|,|")=/m.test(text));
});

test("many rows wait for another person; small pieces within an hour count together", async () => {
  const large = await ask(company);
  assert.equal(large.body.export.state, "waiting");
  assert.equal((await file(company, large.body.export.id)).code, "exports.not_ready");
  assert.equal((await decide(company, large.body.export.id)).code, "customers.own_review");
  assert.equal((await decide(approver, large.body.export.id)).body.export.state, "ready");
  assert.equal((await decide(approver, large.body.export.id)).code, "exports.decided");
  const read = await lines((await file(company, large.body.export.id)).body);
  assert.equal(read.length, 1202);
  // Three more rows, after twelve hundred: not a short list any more.
  assert.equal((await ask(company, { filter: { ...filter, stage: "former" } })).body.export.state, "waiting");
});

test("whole numbers need the right to see them and a second person", async () => {
  assert.equal((await ask(company, { isWhole: true })).code, "exports.whole");
  const asked = await ask(manager, { isWhole: true, filter: { ...filter, stage: "potential" } });
  assert.equal(asked.body.export.state, "waiting");
  assert.equal((await decide(manager, asked.body.export.id)).code, "access.denied");
  await decide(approver, asked.body.export.id);
  assert.ok(String((await file(manager, asked.body.export.id)).body).includes(mobile));
});

test("it is its asker's alone, for a few downloads and a day", async () => {
  const { body } = await ask(manager, { filter: { ...filter, stage: "former" } });
  const { id } = body.export;
  assert.equal((await file(company, id)).code, "thing.not_found");
  const stranger = await county.signedIn("company-manager", orgs.neighbour);
  assert.equal((await file(stranger, id)).code, "thing.not_found");
  assert.equal((await decide(stranger, id)).code, "thing.not_found");
  assert.equal((await ask(await county.signedIn("clerk"))).code, "access.denied");
  for (const _ of [1, 2, 3]) assert.equal((await file(manager, id)).status, 200);
  assert.equal((await file(manager, id)).code, "exports.downloads_used");
  const refused = await ask(manager, { filter: { ...filter, stage: "former" } });
  platform.pass({ hours: 25 });
  const again = await county.signedIn("hall-manager");
  assert.equal((await file(again, refused.body.export.id)).code, "exports.not_ready");
});

test("nothing to export, and more than one file holds, are refused; very many rows raise an alarm", async () => {
  const again = await county.signedIn("hall-manager");
  assert.equal((await ask(again, { filter: { ...filter, unitId: newId() } })).code, "exports.none");
  await fill("李娜", 10_000);
  const alarmed = await ask(again);
  assert.equal(alarmed.body.export.isAlarm, true);
  const told = await platform.asOwner(async (client) => {
    const { rows } = await client.query(
      "select 1 from foundation.events where type = 'customers.export_alarm'",
    );
    return rows.length;
  });
  assert.equal(told, 1);
  assert.deepEqual(await untraced(platform), []);
});

test("of fifty who decide at once, one does", async () => {
  const asker = await county.signedIn("hall-manager");
  const { body } = await ask(asker);
  const by = await county.signedIn("company-2");
  const replies = await Promise.all(Array.from({ length: 50 }, () => decide(by, body.export.id)));
  assert.equal(replies.filter(({ status }) => status === 200).length, 1);
});
