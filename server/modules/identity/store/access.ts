/** SQL over roles and grants. */
import { sql } from "kysely";
import type { Capability } from "../../../../contracts/capabilities.ts";
import type { Role } from "../../../../contracts/identity.ts";
import type { Context } from "../../../foundation/context.ts";

const roleColumns = sql`code as role, jsonb_build_object('zh', name_zh, 'en', name_en) as name, capabilities, duty, state`;

export async function listRoles(ctx: Context): Promise<Role[]> {
  const { rows } = await sql<Role>`
    select ${roleColumns} from identity.roles where org_id = ${ctx.orgId} order by code`.execute(ctx.tx);
  return rows;
}

export async function findRole(ctx: Context, role: string): Promise<Role | undefined> {
  const { rows } = await sql<Role>`
    select ${roleColumns} from identity.roles where org_id = ${ctx.orgId} and code = ${role}`.execute(ctx.tx);
  return rows[0];
}

export async function lockRole(ctx: Context, role: string): Promise<Role | undefined> {
  const { rows } = await sql<Role>`
    select ${roleColumns} from identity.roles where org_id = ${ctx.orgId} and code = ${role} for update`.execute(
    ctx.tx,
  );
  return rows[0];
}

/** Returns false when the code is taken. */
export async function insertRole(ctx: Context, role: Role): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into identity.roles (org_id, code, name_zh, name_en, capabilities, duty, state)
    values (${ctx.orgId}, ${role.role}, ${role.name.zh}, ${role.name.en}, ${role.capabilities}::text[], ${role.duty}, ${role.state})
    on conflict do nothing`.execute(ctx.tx);
  return numAffectedRows === 1n;
}

export async function saveRole(ctx: Context, role: Role): Promise<void> {
  await sql`
    update identity.roles set name_zh = ${role.name.zh}, name_en = ${role.name.en},
      capabilities = ${role.capabilities}::text[], state = ${role.state}
    where org_id = ${ctx.orgId} and code = ${role.role}`.execute(ctx.tx);
}

export type GrantRow = {
  readonly grantId: string;
  readonly staffId: string;
  readonly staffName: string;
  readonly role: string;
  readonly unitId: string;
  readonly grantedAt: Temporal.Instant;
  readonly grantedBy: string | null;
};

const selectGrants = sql`
  select g.grant_id as "grantId", g.staff_id as "staffId", p.name as "staffName", g.role, g.unit_id as "unitId",
    g.granted_at as "grantedAt", b.name as "grantedBy"
  from identity.grants g
  join identity.staff p on p.org_id = g.org_id and p.staff_id = g.staff_id
  left join identity.staff b on b.org_id = g.org_id and b.staff_id = g.granted_by`;

export async function findGrant(ctx: Context, grantId: string): Promise<GrantRow | undefined> {
  const { rows } = await sql<GrantRow>`
    ${selectGrants} where g.org_id = ${ctx.orgId} and g.grant_id = ${grantId}`.execute(ctx.tx);
  return rows[0];
}

export async function listGrants(
  ctx: Context,
  filter: {
    staffId?: string | undefined;
    role?: string | undefined;
    after?: string | undefined;
    limit: number;
  },
): Promise<GrantRow[]> {
  const { staffId = null, role = null, after = null, limit } = filter;
  const { rows } = await sql<GrantRow>`
    ${selectGrants}
    where g.org_id = ${ctx.orgId} and (${after}::uuid is null or g.grant_id > ${after})
      and (${staffId}::uuid is null or g.staff_id = ${staffId}) and (${role}::text is null or g.role = ${role})
    order by g.grant_id limit ${limit}`.execute(ctx.tx);
  return rows;
}

export async function insertGrant(
  ctx: Context,
  grant: {
    grantId: string;
    staffId: string;
    role: string;
    duty: string;
    unitId: string;
    grantedBy: string | null;
  },
): Promise<void> {
  await sql`
    insert into identity.grants (org_id, grant_id, staff_id, role, duty, unit_id, granted_at, granted_by)
    values (${ctx.orgId}, ${grant.grantId}, ${grant.staffId}, ${grant.role}, ${grant.duty}, ${grant.unitId},
      ${ctx.clock.now()}, ${grant.grantedBy})`.execute(ctx.tx);
}

export async function deleteGrant(ctx: Context, grantId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from identity.grants where org_id = ${ctx.orgId} and grant_id = ${grantId}`.execute(ctx.tx);
  return numAffectedRows === 1n;
}

/** Whether this person is one of the three administrators. */
export async function hasDuty(ctx: Context, staffId: string): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`
    select exists (select from identity.grants where org_id = ${ctx.orgId} and staff_id = ${staffId}
      and duty in ('system', 'security', 'audit')) as has`.execute(ctx.tx);
  return rows[0]?.has ?? false;
}

export type GrantWithRights = {
  readonly unitId: string;
  readonly role: string;
  readonly capabilities: Capability[];
  /** Lent by this colleague until then. */
  readonly for: { readonly name: string; readonly until: string } | null;
};

/** What somebody holds just now, by own grants and by those that are lent to them. */
export async function listRights(ctx: Context, staffId: string): Promise<GrantWithRights[]> {
  const now = ctx.clock.now();
  const { rows } = await sql<
    Omit<GrantWithRights, "for"> & { forName: string | null; until: Temporal.Instant | null }
  >`
    select g.unit_id as "unitId", g.role, r.capabilities, l.name as "forName", g.ends_at as until
    from identity.standing g
    join identity.roles r on r.org_id = g.org_id and r.code = g.role and r.state = 'active'
    left join identity.staff l on l.org_id = g.org_id and l.staff_id = g.from_staff_id
    where g.org_id = ${ctx.orgId} and g.staff_id = ${staffId}
      and (g.ends_at is null or (g.starts_at <= ${now} and g.ends_at > ${now}))
    order by g.grant_id`.execute(ctx.tx);
  return rows.map(({ forName, until, ...right }) => ({
    ...right,
    for: forName && until ? { name: forName, until: until.toString() } : null,
  }));
}
