/**
 * Many customers into the archive at once: COPY into temporary tables, then one INSERT … SELECT for each table, as the
 * application role. COPY itself cannot write under row-level security; this way the policies and every constraint hold
 * for loaded rows as for any other.
 */
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { sql } from "kysely";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Context } from "../../../foundation/context.ts";
import type { CustomerFile } from "../customer-file.ts";
import { bulkTables, copyLine, type Sealed } from "./bulk-tables.ts";

export type SealedFile = { readonly file: CustomerFile; readonly sealed: Sealed };

/** The statements for each table: names of our own, no value among them. */
export const loads = bulkTables.map(({ name, columns, rows }) => ({
  name,
  rows,
  analyse: `analyze customers.${name}`,
  stage: `create temporary table if not exists bulk_${name} on commit delete rows
    as select ${columns} from customers.${name} with no data`,
  copy: `copy pg_temp.bulk_${name} (${columns}) from stdin` as const,
  insert: `insert into customers.${name} (${columns}) select ${columns} from pg_temp.bulk_${name}`,
  insertMissing: `insert into customers.${name} (${columns}) select ${columns} from pg_temp.bulk_${name} on conflict do nothing`,
}));

/** A customer's lines for COPY, in the order of `loads`. */
export type Lines = readonly string[];
export const linesOf = ({ file, sealed }: SealedFile, orgId: number): Lines =>
  loads.map(({ rows }) => rows(file, orgId, sealed).map(copyLine).join(""));

/** A transaction that sees one company; rolled back when `work` throws. */
export async function inCompany<T>(client: pg.ClientBase, orgId: number, work: () => Promise<T>): Promise<T> {
  if (!Number.isSafeInteger(orgId)) throw new TypeError("a company's number is an integer");
  await client.query("begin");
  try {
    // A statement, not a parameter (see setScope); an integer, so that it can be put together safely.
    const scope = `set local app.orgs = '${orgId}'`;
    await client.query(scope);
    const result = await work();
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw error;
  }
}

/** Of these, the customers that the archive knows: by their id or by one of their account numbers. */
export async function listPresent(
  client: pg.ClientBase,
  orgId: number,
  files: readonly CustomerFile[],
): Promise<ReadonlySet<string>> {
  const numbers = files.flatMap(({ id, accounts }) => accounts.map(({ number }) => ({ id, number })));
  const { rows } = await client.query<{ id: string }>({
    name: "bulk-present",
    text: `select id from customers.customers where org_id = $1 and id = any ($2::uuid[])
      union
      select given.id from unnest($3::uuid[], $4::text[]) as given (id, number)
      join customers.accounts a on a.org_id = $1 and a.number = given.number`,
    values: [
      orgId,
      files.map(({ id }) => id),
      numbers.map(({ id }) => id),
      numbers.map(({ number }) => number),
    ],
  });
  return new Set(rows.map(({ id }) => id));
}

/**
 * Inside the caller's transaction. The search rows may be left out, for `rebuildSearch` to add all of them at once.
 * @throws the database's own errors: a number that is taken, a place that is unknown
 */
export async function copyIn(
  client: pg.ClientBase,
  orgId: number,
  files: readonly SealedFile[],
  withSearch: boolean,
): Promise<void> {
  for (const { name, rows, stage, copy, insert } of loads) {
    if (name === "search" && !withSearch) continue;
    const lines = files.flatMap(({ file, sealed }) => rows(file, orgId, sealed).map(copyLine));
    if (lines.length === 0) continue;
    await client.query(stage);
    await copyLines(client, copy, [lines.join("")]);
    await client.query(insert);
  }
}

async function copyLines(
  client: pg.ClientBase,
  copy: string,
  chunks: Iterable<string> | AsyncIterable<string>,
): Promise<void> {
  await pipeline(Readable.from(chunks, { objectMode: false }), client.query(copyFrom(copy)));
}

/** A line of the search table. */
export const searchLine = (orgId: number, customerId: string, terms: readonly number[]): string =>
  copyLine([orgId, customerId, terms]);

const search = loads.find(({ name }) => name === "search") ?? missingTable();
function missingTable(): never {
  throw new Error("the search table is not loaded");
}

/**
 * Search rows for a whole archive: the index is taken down, filled by a sort and put up again, which is many times
 * faster than entry by entry. One transaction: searches wait until it has committed, and a crash leaves what was.
 * @param owner connected as the owner of the tables
 * @param lines of `searchLine`; customers that have a row keep it
 */
export async function rebuildSearch(owner: pg.ClientBase, lines: AsyncIterable<string>): Promise<void> {
  await owner.query("begin");
  try {
    await owner.query(search.stage);
    await copyLines(owner, search.copy, lines);
    await owner.query("set local maintenance_work_mem = '512MB'");
    await owner.query("lock table customers.search in access exclusive mode");
    const { rows } = await owner.query<{ definition: string }>(
      "select pg_get_indexdef('customers.search_terms'::regclass) as definition",
    );
    await owner.query("drop index customers.search_terms");
    await owner.query(search.insertMissing);
    await owner.query(rows[0]?.definition ?? "");
    await owner.query("commit");
  } catch (error) {
    await owner.query("rollback").catch(() => {});
    throw error;
  }
}

/** After a load the planner knows nothing yet. @param owner connected as the owner of the tables */
export async function analyseArchive(owner: pg.ClientBase): Promise<void> {
  for (const { analyse } of loads) await owner.query(analyse);
}

/** Whether a company has any customer; `id`, whether it has this one. */
export async function hasCustomers(ctx: Context, id: string | null = null): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from customers.customers
                   where org_id = ${ctx.orgId} and (${id}::uuid is null or id = ${id}::uuid)) as found`.execute(
    ctx.tx,
  );
  return rows[0]?.found ?? false;
}

/** How many customers of a company have a row in the search index. @param owner past row-level security */
export async function countSearchRows(owner: pg.ClientBase, orgId: number): Promise<number> {
  const { rows } = await owner.query<{ count: string }>(
    "select count(*) as count from customers.search where org_id = $1",
    [orgId],
  );
  return Number(rows[0]?.count ?? 0);
}
