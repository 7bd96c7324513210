/** SQL for customers in one line: hits, candidates, the other end of a relation. */
import { sql } from "kysely";
import type { CustomerLine, PersonalKind, RegisterTag } from "../../../../contracts/customers.ts";
import { dateOf } from "../../../foundation/clock.ts";
import type { Context } from "../../../foundation/context.ts";

type Kept = "id" | "kind" | "stage" | "name" | "accountNumbers" | "accountCount" | "address";
export type LineRow = Pick<CustomerLine, Kept> & {
  /** The ones that hold today, the primary ones first; `sealed` in base64. */
  readonly fields: readonly { readonly id: string; readonly kind: PersonalKind; readonly sealed: string }[];
  readonly registers: readonly Omit<RegisterTag, "levelName">[];
};

/** All of them in one statement, in the order of the ids. */
export async function listLines(ctx: Context, customerIds: readonly string[]): Promise<readonly LineRow[]> {
  if (customerIds.length === 0) return [];
  const { orgId } = ctx;
  const today = dateOf(ctx.clock.now());
  const { rows } = await sql<LineRow>`
    select c.id, c.kind, c.stage, c.name, a.numbers as "accountNumbers", a.count as "accountCount", a.address,
           f.fields, r.registers
    from unnest(${customerIds}::uuid[]) with ordinality as wanted (id, place)
    cross join lateral (
      select id, kind, stage, name from customers.customers c where c.org_id = ${orgId} and c.id = wanted.id) c
    cross join lateral (
      select coalesce((array_agg(a.number order by a.state = 'closed', a.number))[1:3], '{}') as numbers,
             count(*)::int as count,
             (select p.address from customers.premises p where p.org_id = ${orgId}
              and p.id = (array_agg(a.premise_id order by a.state = 'closed', a.number))[1]) as address
      from customers.accounts a where a.org_id = ${orgId} and a.customer_id = c.id) a
    cross join lateral (
      select coalesce(json_agg(json_build_object('id', f.id, 'kind', f.kind,
                        'sealed', translate(encode(f.sealed, 'base64'), E'\n', ''))
                        order by f.is_primary desc, f.valid_from, f.id), '[]') as fields
      from customers.personal_fields f
      where f.org_id = ${orgId} and f.customer_id = c.id and f.kind <> 'bank-account'
        and f.valid_from <= ${today} and (f.valid_to is null or f.valid_to >= ${today})) f
    cross join lateral (
      select coalesce(json_agg(json_build_object('id', r.id, 'register', r.register, 'level', r.level,
                        'state', r.state, 'reason', r.reason, 'validFrom', r.valid_from, 'expiresOn', r.expires_on)
                        order by r.register, r.level), '[]') as registers
      from customers.register_entries r
      where r.org_id = ${orgId} and r.customer_id = c.id and r.state = 'in-force'
        and r.valid_from <= ${today} and (r.expires_on is null or r.expires_on >= ${today})) r
    order by wanted.place`.execute(ctx.tx);
  return rows;
}
