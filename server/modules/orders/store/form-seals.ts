/** SQL over the numbers that are sealed inside forms. What finds them by their key are functions of the database (0028). */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";
import type { Database, Tx } from "../../../foundation/database.ts";
import type { Values } from "./rows.ts";

export async function formKeysInUse(
  db: Database | Tx,
): Promise<{ readonly orgId: number; readonly version: number }[]> {
  const { rows } = await sql<{ orgId: number; version: number }>`
    select distinct company as "orgId", version from orders.form_keys_in_use()`.execute(db);
  return rows;
}

export async function countFormKeys(ctx: Context): Promise<{ version: number; rows: number }[]> {
  const { rows } = await sql<{ version: number; rows: number }>`
    select version, numbers as rows from orders.count_form_keys(${ctx.orgId})`.execute(ctx.tx);
  return rows.map((row) => ({ version: row.version, rows: Number(row.rows) }));
}

export type SealedForm = { readonly id: string; readonly orderId: string; readonly form: Values };

/** Locks some orders with a form under a key, as every command on an order does; those in somebody's hands come the next time. */
export async function lockFormsUnder(
  ctx: Context,
  version: number,
  most: number,
): Promise<{ readonly intakes: readonly SealedForm[]; readonly steps: readonly SealedForm[] }> {
  const { rows: intakes } = await sql<SealedForm>`
    select id, id as "orderId", form from orders.orders where org_id = ${ctx.orgId}
      and id in (select forms_under_key from orders.forms_under_key(${ctx.orgId}, ${version}, ${most}))
    order by id limit ${most} for update skip locked`.execute(ctx.tx);
  const { rows: steps } = await sql<SealedForm>`
    select id, order_id as "orderId", form from orders.steps where org_id = ${ctx.orgId}
      and order_id = any (${intakes.map(({ id }) => id)}::uuid[]) and form <> '{}'`.execute(ctx.tx);
  return { intakes, steps };
}

export type Patch = { readonly id: string; readonly orderId: string; readonly values: Values };

export async function patchIntakes(ctx: Context, patches: readonly Patch[]): Promise<void> {
  await sql`update orders.orders t set form = t.form || v.patch::jsonb
    from unnest(${patches.map(({ id }) => id)}::uuid[], ${patches.map(({ values }) => JSON.stringify(values))}::text[]) v (id, patch)
    where t.org_id = ${ctx.orgId} and t.id = v.id`.execute(ctx.tx);
}

export async function patchSteps(ctx: Context, patches: readonly Patch[]): Promise<void> {
  await sql`update orders.steps t set form = t.form || v.patch::jsonb
    from unnest(${patches.map(({ orderId }) => orderId)}::uuid[], ${patches.map(({ id }) => id)}::uuid[],
      ${patches.map(({ values }) => JSON.stringify(values))}::text[]) v (order_id, id, patch)
    where t.org_id = ${ctx.orgId} and t.order_id = v.order_id and t.id = v.id`.execute(ctx.tx);
}
