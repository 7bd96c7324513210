/** SQL: which companies have something that time has brought about. */
import { sql } from "kysely";
import { type Database, transaction } from "../../../foundation/database.ts";

/** Companies with entries of registers in force, or with clerks who looked at customers. */
export async function companiesWithDueThings(db: Database): Promise<readonly number[]> {
  const heads = await sql<{ orgId: number }>`select org_id as "orgId" from foundation.event_heads()`.execute(
    db,
  );
  const orgIds = heads.rows.map(({ orgId }) => orgId);
  return transaction(db, { orgIds }, async (tx) => {
    const { rows } = await sql<{ orgId: number }>`
      select o.org_id as "orgId" from unnest(${orgIds}::int[]) as o (org_id)
      where exists (select from customers.register_entries e where e.org_id = o.org_id and e.state = 'in-force' and e.expires_on is not null)
        or exists (select from customers.presence p where p.org_id = o.org_id)`.execute(tx);
    return rows.map(({ orgId }) => orgId);
  });
}
