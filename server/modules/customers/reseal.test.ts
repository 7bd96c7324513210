import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { test } from "node:test";
import { sql } from "kysely";
import * as api from "../../../contracts/customers.ts";
import type { Context } from "../../foundation/context.ts";
import { newId } from "../../foundation/ids.ts";
import { testSecret } from "../../foundation/test-kit.ts";
import { command, type Platform } from "../../foundation/transaction.ts";
import { Vault } from "../../foundation/vault.ts";
import { orgs, testCounty } from "../identity/test-county.ts";
import { addPersonalField, endPersonalField, findHolders, openPersonalFields } from "./personal-fields.ts";
import { sealNumber } from "./personal-numbers.ts";
import { privacyRoutes } from "./privacy-routes.ts";
import { keyStatus, missingKeys, sweepKeys } from "./reseal.ts";

const { platform, county, signedIn } = await testCounty({ routes: privacyRoutes });
const keys = [3, 2].map((version) => ({ version, key: randomBytes(32) }));
const withVault = (vault: Vault): Platform => ({ ...platform, vault });
const first = withVault(new Vault({ secret: testSecret }));
const second = withVault(new Vault({ secret: testSecret, keys: keys.slice(1) }));
const third = withVault(new Vault({ secret: testSecret, keys, suite: "gm" }));
const run = <T>(on: Platform, work: (ctx: Context) => Promise<T>, orgId: number = orgs.county) =>
  command(on, { actor: { kind: "system", orgIds: [orgId] }, orgId, requestId: newId() }, work);

const phoneOf = (n: number) => `139${String(n).padStart(8, "0")}`;
const customerIds = Array.from({ length: 20 }, () => newId());
const sealedCount = 6_000;

/** People of one company with thousands of numbers, sealed with the first key. */
async function fill(): Promise<void> {
  await run(first, async (ctx) => {
    for (const id of customerIds)
      await sql`insert into customers.customers (org_id, id, kind, name, unit_id, valid_from, created_at, created_by, updated_at, updated_by)
        values (${ctx.orgId}, ${id}, 'individual', '某人', ${county.root}, '2020-01-01', now(), 'test', now(), 'test')`.execute(
        ctx.tx,
      );
    const rows = Array.from({ length: sealedCount }, (_, n) => {
      const id = newId();
      const value = phoneOf(n);
      return {
        id,
        customerId: customerIds[n % 20] ?? "",
        ...sealNumber(ctx.vault, ctx.orgId, { id, kind: "mobile", value }),
      };
    });
    await sql`insert into customers.personal_fields (org_id, id, customer_id, kind, sealed, key_version, blind, valid_from)
      select ${ctx.orgId}, id, customer_id, 'mobile', sealed, key_version, blind, '2020-01-01'
      from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ customerId }) => customerId)}::uuid[],
        ${rows.map(({ sealed }) => sealed)}::bytea[], ${rows.map(({ keyVersion }) => keyVersion)}::int[],
        ${rows.map(({ blind }) => blind)}::bytea[]) t (id, customer_id, sealed, key_version, blind)`.execute(
      ctx.tx,
    );
  });
}
await fill();

const statusOn = (on: Platform) => run(on, keyStatus);
const rowsUnder = async (on: Platform, version: number, suite = "aes") =>
  (await statusOn(on)).keys.find((key) => key.version === version && key.suite === suite)?.rows ?? 0;

/** Until nothing is left to seal anew. */
async function finish(on: Platform): Promise<void> {
  for (let turn = 0; turn < 200; turn++) {
    await sweepKeys(on, 5_000);
    const { done, total } = await statusOn(on);
    if (done === total) return;
  }
  assert.fail("never done");
}

test("a process killed in the middle of sealing anew loses nothing, and another goes on where it was", async () => {
  const script = join(import.meta.dirname, "testing-reseal.ts");
  const [key] = keys.slice(1);
  for (let kill = 0; kill < 4; kill++) {
    const child = spawn(process.execPath, [
      script,
      platform.appUrl,
      testSecret,
      "2",
      key?.key.toString("base64") ?? "",
    ]);
    child.stderr.pipe(process.stderr);
    child.stdout.resume();
    while (child.exitCode === null && (await rowsUnder(second, 2)) < (kill + 1) * 800)
      await new Promise((done) => setTimeout(done, 5));
    assert.equal(child.exitCode, null);
    child.kill("SIGKILL");
    await once(child, "exit");
  }
  const { total, done, broken } = await statusOn(second);
  assert.equal(total, sealedCount);
  assert.ok(done >= 3_200, `${done} of ${total}`);
  assert.equal(broken, 0);
  const [key1] = (await statusOn(second)).keys.filter(({ version }) => version === 1);
  assert.equal(key1?.mayBeDropped, false);
});

test("rotation goes on under load: what is read, added and ended meanwhile is right, before and after", async () => {
  const stop = Promise.withResolvers<void>();
  let isOver = false;
  void stop.promise.then(() => {
    isOver = true;
  });
  const added: string[] = [];
  const load = async (on: Platform, seed: number) => {
    for (let n = 0; !isOver; n++) {
      const value = `138${seed}${String(n).padStart(7, "0")}`;
      const owner = customerIds[(seed + n) % 20] ?? "";
      const { id } = await run(on, (ctx) => addPersonalField(ctx, owner, { kind: "mobile", value }));
      added.push(value);
      const found = await run(on, (ctx) => findHolders(ctx, "phone", value));
      assert.deepEqual(
        found.map(({ fieldId }) => fieldId),
        [id],
      );
      const open = await run(on, (ctx) => openPersonalFields(ctx, owner));
      assert.ok(open.some((field) => field.value === value));
      if (n % 3 === 0) await run(on, (ctx) => endPersonalField(ctx, owner, id));
    }
  };
  // Old and new processes side by side, as while they are restarted one after the other.
  const writers = [
    load(second, 1),
    load(first, 2).catch((error) => assert.match(String(error), /not configured/)),
  ];
  await finish(second);
  await sweepKeys(first, 200);
  stop.resolve();
  await Promise.all(writers);
  await finish(second);
  assert.ok(added.length > 0);
  const whole = new Set<string>();
  for (const id of customerIds)
    for (const { value } of await run(second, (ctx) => openPersonalFields(ctx, id))) whole.add(value);
  for (let n = 0; n < sealedCount; n++) assert.ok(whole.has(phoneOf(n)), phoneOf(n));
  const status = await statusOn(second);
  assert.deepEqual(
    status.keys.map(({ version, isCurrent, mayBeDropped }) => ({ version, isCurrent, mayBeDropped })),
    [
      { version: 2, isCurrent: true, mayBeDropped: false },
      { version: 1, isCurrent: false, mayBeDropped: true },
    ],
  );
});

test("a process that was not restarted yet does not undo the work", async () => {
  await sweepKeys(first, 500);
  assert.equal(await rowsUnder(second, 1), 0);
});

test("another suite is a rotation like any other, and hashes for finding stay", async () => {
  await finish(third);
  const status = await statusOn(third);
  assert.deepEqual([status.current, status.suite, status.done], [3, "gm", status.total]);
  assert.equal((await run(third, (ctx) => findHolders(ctx, "phone", phoneOf(7)))).length, 1);
  const alone = withVault(new Vault({ secret: testSecret, keys: keys.slice(0, 1), suite: "gm" }));
  assert.equal((await run(alone, (ctx) => openPersonalFields(ctx, customerIds[7] ?? ""))).length > 0, true);
  assert.deepEqual(await missingKeys(alone), []);
  assert.deepEqual(await missingKeys(second), [3]);
});

test("a row that was altered is set aside and told, and does not hold up the others", async () => {
  await platform.asOwner((owner) =>
    owner.query(
      `update customers.personal_fields set sealed = set_byte(sealed, 25, get_byte(sealed, 25) # 1)
       where id = (select id from customers.personal_fields limit 1)`,
    ),
  );
  const fourth = withVault(
    new Vault({ secret: testSecret, keys: [{ version: 4, key: randomBytes(32) }, ...keys] }),
  );
  await sweepKeys(fourth, 60_000);
  const { total, done, broken } = await statusOn(fourth);
  assert.deepEqual([total - done, broken], [1, 1]);
});

test("a copy of the whole database holds none of the numbers", async () => {
  const { rows: tables } = await platform.asOwner((owner) =>
    owner.query(
      "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
    ),
  );
  assert.ok(tables.length > 40);
  for (const { name } of tables) {
    const { rows } = await platform.asOwner((owner) => owner.query(`select t::text as text from ${name} t`));
    const found = rows.find(({ text }) =>
      /13[89]\d{8}/.test(text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|\\\\x[0-9a-f]+/g, "")),
    );
    assert.equal(found?.text, undefined, name);
  }
});

test("the security administrator sees it, others do not", async () => {
  const { status, body } = await (await signedIn("security-admin")).call(api.getKeyStatus);
  assert.equal(status, 200);
  assert.ok(body.total > 0 && body.broken > 0);
  assert.match(body.keys.find(({ version }) => version === 1)?.fingerprint ?? "", /^[0-9a-f]{16}$/);
  assert.equal((await (await signedIn("system-admin")).call(api.getKeyStatus)).code, "access.denied");
});
