import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import type { Context } from "../../foundation/context.ts";
import { newId } from "../../foundation/ids.ts";
import { Problem } from "../../foundation/problem.ts";
import { orgs, testCounty } from "../identity/test-county.ts";
import {
  addPersonalField,
  endPersonalField,
  findHolders,
  listPersonalFields,
  openPersonalFields,
} from "./personal-fields.ts";

const { platform, county } = await testCounty();
const run = <T>(work: (ctx: Context) => Promise<T>) => platform.command(orgs.county, work);
const idCard = "11010519491231002X";

/** A customer with a name and nothing else. */
async function newCustomer(name = "张三"): Promise<string> {
  const id = newId();
  await run((ctx) =>
    sql`insert into customers.customers (org_id, id, kind, name, unit_id, valid_from, created_at, created_by, updated_at, updated_by)
      values (${ctx.orgId}, ${id}, 'individual', ${name}, ${county.root}, '2026-01-01', now(), 'test', now(), 'test')`.execute(
      ctx.tx,
    ),
  );
  return id;
}

const codeOf = (error: unknown) => (error instanceof Problem ? { code: error.code, ...error.facts } : error);
const refusal = (work: Promise<unknown>) => work.then(() => undefined, codeOf);

test("numbers enter sealed, are found by what they are, and leave masked", async () => {
  const id = await newCustomer();
  await run((ctx) => addPersonalField(ctx, id, { kind: "id-card", value: " 110105１949-1231-002x" }));
  await run((ctx) =>
    addPersonalField(ctx, id, { kind: "mobile", value: "+86 138 0013 8000", label: "本人" }),
  );
  await run((ctx) =>
    addPersonalField(ctx, id, { kind: "bank-account", value: "6222 0212 3456 7890 128" }),
  ).catch(codeOf);
  const fields = await run((ctx) => listPersonalFields(ctx, [id]));
  assert.deepEqual(
    fields.map(({ kind, masked, isPrimary }) => [kind, masked, isPrimary]),
    [
      ["bank-account", "***************0128", true],
      ["id-card", "110***********002X", true],
      ["mobile", "138****8000", true],
    ],
  );
  const holders = await run((ctx) => findHolders(ctx, "paper", idCard));
  assert.deepEqual(
    holders.map(({ customerId }) => customerId),
    [id],
  );
  assert.deepEqual(await run((ctx) => findHolders(ctx, "phone", idCard)), []);
  const whole = await run((ctx) => openPersonalFields(ctx, id));
  assert.deepEqual(whole.find(({ kind }) => kind === "mobile")?.value, "13800138000");
  const { rows } = await platform.asOwner((owner) =>
    owner.query("select t::text as text from customers.personal_fields t"),
  );
  assert.ok(rows.every(({ text }) => !/13800138000|11010519491231002X/.test(text)));
  const audits = await platform.asOwner((owner) =>
    owner.query("select after::text as text from foundation.audit where action like 'customers.personal%'"),
  );
  assert.ok(audits.rows.length >= 2);
  assert.ok(audits.rows.every(({ text }) => !/13800138000|11010519491231002X/.test(text)));
});

test("a paper that is bound elsewhere is refused, and to whom is told masked", async () => {
  const other = await newCustomer("李四");
  assert.deepEqual(
    await refusal(run((ctx) => addPersonalField(ctx, other, { kind: "id-card", value: idCard }, "paper"))),
    {
      code: "customers.id_bound",
      name: "张*",
      field: "paper",
    },
  );
  // Two people may share a phone: a couple does.
  await run((ctx) => addPersonalField(ctx, other, { kind: "mobile", value: "13800138000" }));
  assert.equal((await run((ctx) => findHolders(ctx, "phone", "13800138000"))).length, 2);
});

test("of two who bind one paper at the same moment one is refused", async () => {
  const [one, two] = [await newCustomer(), await newCustomer()];
  const bind = (id: string) =>
    refusal(run((ctx) => addPersonalField(ctx, id, { kind: "id-card", value: "440524188001010014" })));
  const results = (await Promise.all([bind(one), bind(two)])) as ({ code: string } | undefined)[];
  assert.deepEqual(results.map((result) => result?.code ?? "done").sort(), ["customers.id_bound", "done"]);
});

test("a wrong number says which character, and what it was typed into", async () => {
  const id = await newCustomer();
  const wrong = refusal(
    run((ctx) => addPersonalField(ctx, id, { kind: "mobile", value: "12800138000" }, "phones.0")),
  );
  assert.deepEqual(await wrong, {
    code: "customers.phone_start",
    position: 2,
    character: "2",
    field: "phones.0",
  });
  assert.deepEqual(
    await refusal(run((ctx) => addPersonalField(ctx, id, { kind: "landline", value: "13800138000" }))),
    {
      code: "customers.phone_kind",
      field: "value",
    },
  );
});

test("an ended number holds until the day before, and frees the paper", async () => {
  const id = await newCustomer("王五");
  const { id: fieldId } = await run((ctx) =>
    addPersonalField(ctx, id, { kind: "passport", value: "E12345678", validFrom: "2026-01-10" }),
  );
  await run((ctx) => endPersonalField(ctx, id, fieldId, "2026-03-01"));
  const on = (day: string) => run((ctx) => listPersonalFields(ctx, [id], day));
  assert.equal((await on("2026-02-28")).length, 1);
  assert.equal((await on("2026-03-01")).length, 0);
  assert.equal((await on("2026-01-09")).length, 0);
  assert.deepEqual(await refusal(run((ctx) => endPersonalField(ctx, id, fieldId))), {
    code: "thing.not_found",
  });
  await run((ctx) => addPersonalField(ctx, id, { kind: "passport", value: "E12345678" }));
});

test("who is kept under the former fifteen digits is found by the present number", async () => {
  const id = await newCustomer("赵六");
  await run((ctx) => addPersonalField(ctx, id, { kind: "old-id", value: "320106700101123" }));
  const holders = await run((ctx) => findHolders(ctx, "paper", "320106197001011230"));
  assert.deepEqual(
    holders.map(({ customerId }) => customerId),
    [id],
  );
});

test("another company finds nothing, and a row moved to another person does not open", async () => {
  assert.deepEqual(await platform.command(orgs.neighbour, (ctx) => findHolders(ctx, "paper", idCard)), []);
  const [row] = await run((ctx) => findHolders(ctx, "paper", idCard));
  const other = await newCustomer("钱七");
  const { id } = await run((ctx) => addPersonalField(ctx, other, { kind: "mobile", value: "13900139000" }));
  await platform.asOwner((owner) =>
    owner.query(
      "update customers.personal_fields t set sealed = s.sealed from customers.personal_fields s where s.id = $1 and t.id = $2",
      [row?.fieldId, id],
    ),
  );
  await assert.rejects(
    run((ctx) => openPersonalFields(ctx, other)),
    /cannot be opened/,
  );
});
