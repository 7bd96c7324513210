import assert from "node:assert/strict";
import { test } from "node:test";
import pg from "pg";
import { testPlatform } from "./foundation/test-kit.ts";

const platform = await testPlatform();
const ask = <Row extends pg.QueryResultRow>(text: string) =>
  platform.asOwner((owner) => owner.query<Row>(text));

/** Tables that belong to no company; each with its reason. */
const companyless = new Set(["public.migrations"]);

test("every primary, unique and foreign key of a business table begins with org_id", async () => {
  const { rows } = await ask<{ tab: string; key: string; first: string; kind: string }>(`
    select n.nspname || '.' || t.relname as tab, c.conname as key, c.contype as kind, a.attname as first
    from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_namespace n on n.oid = t.relnamespace
    join pg_attribute a on a.attrelid = t.oid and a.attnum = c.conkey[1]
    where c.contype in ('p', 'u', 'f') and n.nspname not in ('pg_catalog', 'information_schema', 'graphile_worker')
    union all
    select n.nspname || '.' || t.relname, i.relname, 'unique index', a.attname
    from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
    join pg_namespace n on n.oid = t.relnamespace
    join pg_attribute a on a.attrelid = t.oid and a.attnum = x.indkey[0]
    where x.indisunique and n.nspname not in ('pg_catalog', 'information_schema', 'graphile_worker', 'pg_toast')`);
  assert.ok(rows.length > 30);
  const wrong = rows.filter(({ tab, first }) => !companyless.has(tab) && first !== "org_id");
  assert.deepEqual(wrong, []);
});

test("every table that the application may use keeps companies apart", async () => {
  const { rows } = await ask<{ tab: string }>(`
    select n.nspname || '.' || t.relname as tab
    from pg_class t join pg_namespace n on n.oid = t.relnamespace
    where t.relkind in ('r', 'p') and not t.relrowsecurity
      and has_any_column_privilege('mingchuang_app', t.oid, 'select, insert, update')
      and n.nspname not in ('pg_catalog', 'information_schema')`);
  assert.deepEqual(rows, []);
});

test("without a scope the application role sees no row of any table", async () => {
  const { rows } = await ask<{ tab: string }>(`
    select format('%I.%I', n.nspname, t.relname) as tab from pg_class t join pg_namespace n on n.oid = t.relnamespace
    where t.relkind = 'r' and has_table_privilege('mingchuang_app', t.oid, 'select')
      and n.nspname not in ('pg_catalog', 'information_schema')`);
  assert.ok(rows.length > 10);
  const app = new pg.Client({ connectionString: platform.appUrl });
  await app.connect();
  for (const { tab } of rows)
    assert.equal((await app.query(`select 1 from ${tab} limit 1`)).rowCount, 0, tab);
  await app.end();
});
