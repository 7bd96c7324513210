/** Copies of an order by the thousand: rows that the platform itself wrote, with other ids. For races and for benches. */
import { createHash } from "node:crypto";
import pg from "pg";

/** The id that the copy `n` has in place of this one. */
export function copyOf(n: number, id: string): string {
  const hex = createHash("md5").update(`${n}/${id}`).digest("hex");
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})/, "$1-$2-7$3-8$4-");
}

const copies: readonly string[] = [
  `insert into orders.orders select r.* from orders.orders o, generate_series($3::int, $4::int) n,
     jsonb_populate_record(null::orders.orders, to_jsonb(o) || jsonb_build_object('id', pg_temp.copy_of(n, o.id),
       'number', left(o.number, 6) || (2000000 + n)::text)) r where o.org_id = $1 and o.id = $2`,
  `insert into orders.steps select r.* from orders.steps o, generate_series($3::int, $4::int) n,
     jsonb_populate_record(null::orders.steps, to_jsonb(o) || jsonb_build_object('id', pg_temp.copy_of(n, o.id),
       'order_id', pg_temp.copy_of(n, $2), 'scope_id', pg_temp.copy_of(n, o.scope_id), 'host_id', pg_temp.copy_of(n, o.host_id))) r
     where o.org_id = $1 and o.order_id = $2`,
  `insert into orders.clocks select r.* from orders.clocks o, generate_series($3::int, $4::int) n,
     jsonb_populate_record(null::orders.clocks, to_jsonb(o) || jsonb_build_object('id', pg_temp.copy_of(n, o.id),
       'order_id', pg_temp.copy_of(n, $2), 'step_id', pg_temp.copy_of(n, o.step_id))) r where o.org_id = $1 and o.order_id = $2`,
  `insert into orders.marks select r.* from orders.clocks c join orders.marks o on o.org_id = c.org_id and o.clock_id = c.id,
     generate_series($3::int, $4::int) n, jsonb_populate_record(null::orders.marks, to_jsonb(o)
       || jsonb_build_object('clock_id', pg_temp.copy_of(n, c.id))) r where c.org_id = $1 and c.order_id = $2`,
  `insert into orders.papers select r.* from orders.papers o, generate_series($3::int, $4::int) n,
     jsonb_populate_record(null::orders.papers, to_jsonb(o) || jsonb_build_object('order_id', pg_temp.copy_of(n, $2))) r
     where o.org_id = $1 and o.order_id = $2`,
  `insert into orders.entries select r.* from orders.entries o, generate_series($3::int, $4::int) n,
     jsonb_populate_record(null::orders.entries, to_jsonb(o) || jsonb_build_object('id', pg_temp.copy_of(n, o.id),
       'order_id', pg_temp.copy_of(n, $2), 'step_id', pg_temp.copy_of(n, o.step_id))) r where o.org_id = $1 and o.order_id = $2`,
];

/** Copies an order with all its rows, as the database's owner; foreign keys hold by construction. */
export async function copyOrder(
  ownerUrl: string,
  { orgId, orderId }: { readonly orgId: number; readonly orderId: string },
  first: number,
  last: number,
): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("begin");
    await client.query("set local session_replication_role = replica");
    await client.query(`create function pg_temp.copy_of(n int, id uuid) returns uuid language sql immutable strict as
      $$ select overlay(overlay(md5(n || '/' || id) placing '7' from 13) placing '8' from 17)::uuid $$`);
    for (const statement of copies) await client.query(statement, [orgId, orderId, first, last]);
    await client.query("commit");
  } finally {
    await client.end();
  }
}
