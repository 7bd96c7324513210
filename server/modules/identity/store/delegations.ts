/** SQL over stand-ins (代班). That a grant has one at a time is kept by the database (see 0007_identity_sign_on.sql). */
import { sql } from "kysely";
import type { Words } from "../../../../contracts/endpoint.ts";
import type { Delegation } from "../../../../contracts/identity.ts";
import type { Context } from "../../../foundation/context.ts";
import type { GrantRow } from "./access.ts";

type Times = "startsAt" | "endsAt" | "endedAt";
export type DelegationRow = Omit<Delegation, Times | "canEnd"> & {
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant | null;
  readonly unitPath: readonly string[];
};

/** A grant that was taken back or whose lender is away for good: the stand-in is over although its row stands. */
const select = (now: Temporal.Instant) => sql`
  select d.delegation_id as "delegationId", d.grant_id as "grantId", d.role, d.unit_id as "unitId", u.path as "unitPath",
    jsonb_build_object('zh', r.name_zh, 'en', r.name_en) as "roleName",
    jsonb_build_object('zh', u.name_zh, 'en', u.name_en) as "unitName",
    jsonb_build_object('staffId', f.staff_id, 'name', f.name) as "from",
    jsonb_build_object('staffId', t.staff_id, 'name', t.name) as "to",
    d.starts_at as "startsAt", d.ends_at as "endsAt", d.ended_at as "endedAt", e.name as "endedBy", d.reason,
    m.name as "madeBy",
    case when d.ended_at is not null or d.ends_at <= ${now} or g.grant_id is null then 'over'
         when d.starts_at > ${now} then 'coming' else 'running' end as state
  from identity.delegations d
  join identity.units u on u.org_id = d.org_id and u.unit_id = d.unit_id
  join identity.roles r on r.org_id = d.org_id and r.code = d.role
  join identity.staff f on f.org_id = d.org_id and f.staff_id = d.from_staff_id
  join identity.staff t on t.org_id = d.org_id and t.staff_id = d.to_staff_id
  join identity.staff m on m.org_id = d.org_id and m.staff_id = d.made_by
  left join identity.staff e on e.org_id = d.org_id and e.staff_id = d.ended_by
  left join identity.grants g on g.org_id = d.org_id and g.grant_id = d.grant_id`;

export async function findDelegation(ctx: Context, delegationId: string): Promise<DelegationRow | undefined> {
  const { rows } = await sql<DelegationRow>`
    ${select(ctx.clock.now())} where d.org_id = ${ctx.orgId} and d.delegation_id = ${delegationId}`.execute(
    ctx.tx,
  );
  return rows[0];
}

export async function lockDelegation(ctx: Context, delegationId: string): Promise<DelegationRow | undefined> {
  await sql`
    select from identity.delegations where org_id = ${ctx.orgId} and delegation_id = ${delegationId} for update`.execute(
    ctx.tx,
  );
  return findDelegation(ctx, delegationId);
}

export type DelegationFilter = {
  /** Theirs, lent or borrowed, */
  readonly staffId: string;
  /** and those of these units and all below, */
  readonly unitIds: readonly string[];
  /** or all of the company. */
  readonly all: boolean;
  readonly state?: Delegation["state"] | undefined;
};

const listMost = 200;

export async function listDelegations(ctx: Context, filter: DelegationFilter): Promise<DelegationRow[]> {
  const { staffId, unitIds, all, state = null } = filter;
  const { rows } = await sql<DelegationRow>`
    select * from (${select(ctx.clock.now())}
      where d.org_id = ${ctx.orgId}
        and (${all} or d.from_staff_id = ${staffId} or d.to_staff_id = ${staffId} or u.path && ${unitIds}::uuid[])) listed
    where ${state}::text is null or state = ${state}
    order by "startsAt" desc, "delegationId" limit ${listMost}`.execute(ctx.tx);
  return rows;
}

/** Those of a grant that have not ended, locked. */
export async function listRunningOf(ctx: Context, grantId: string): Promise<DelegationRow[]> {
  const { rows } = await sql<DelegationRow>`
    ${select(ctx.clock.now())}
    where d.org_id = ${ctx.orgId} and d.grant_id = ${grantId} and d.ended_at is null and d.ends_at > ${ctx.clock.now()}
    for update of d`.execute(ctx.tx);
  return rows;
}

export async function insertDelegation(
  ctx: Context,
  row: {
    delegationId: string;
    grant: GrantRow;
    toStaffId: string;
    startsAt: Temporal.Instant;
    endsAt: Temporal.Instant;
    reason: string;
    madeBy: string;
  },
): Promise<void> {
  const { grant } = row;
  await sql`
    insert into identity.delegations (org_id, delegation_id, grant_id, role, unit_id, from_staff_id, to_staff_id, starts_at,
      ends_at, reason, made_by, made_at)
    values (${ctx.orgId}, ${row.delegationId}, ${grant.grantId}, ${grant.role}, ${grant.unitId}, ${grant.staffId},
      ${row.toStaffId}, ${row.startsAt}, ${row.endsAt}, ${row.reason}, ${row.madeBy}, ${ctx.clock.now()})`.execute(
    ctx.tx,
  );
}

/** @param by null: the platform itself */
export async function saveEnd(ctx: Context, delegationId: string, by: string | null): Promise<void> {
  await sql`
    update identity.delegations set ended_at = ${ctx.clock.now()}, ended_by = ${by}
    where org_id = ${ctx.orgId} and delegation_id = ${delegationId}`.execute(ctx.tx);
}

export type LendableRow = {
  readonly grantId: string;
  readonly staffId: string;
  readonly staffName: string;
  readonly role: string;
  readonly roleName: Words;
  readonly unitId: string;
  readonly unitName: Words;
};

/** Grants that may be lent: the person's own, and those of these units and all below. */
export async function listLendable(
  ctx: Context,
  { staffId, unitIds }: { staffId: string; unitIds: readonly string[] },
): Promise<LendableRow[]> {
  const { rows } = await sql<LendableRow>`
    select g.grant_id as "grantId", p.staff_id as "staffId", p.name as "staffName", g.role,
      jsonb_build_object('zh', r.name_zh, 'en', r.name_en) as "roleName", g.unit_id as "unitId",
      jsonb_build_object('zh', u.name_zh, 'en', u.name_en) as "unitName"
    from identity.grants g
    join identity.staff p on p.org_id = g.org_id and p.staff_id = g.staff_id and p.state = 'active'
    join identity.roles r on r.org_id = g.org_id and r.code = g.role and r.state = 'active'
    join identity.units u on u.org_id = g.org_id and u.unit_id = g.unit_id
    where g.org_id = ${ctx.orgId} and g.duty = 'none' and (g.staff_id = ${staffId} or u.path && ${unitIds}::uuid[])
    order by g.staff_id <> ${staffId}, p.name, g.grant_id limit 500`.execute(ctx.tx);
  return rows;
}

export type Colleague = {
  readonly staffId: string;
  readonly name: string;
  readonly staffNumber: string;
  readonly unitName: Words;
};

export async function findColleagues(
  ctx: Context,
  text: string | undefined,
  besides: string,
): Promise<Colleague[]> {
  const asked = text?.trim() ? text.trim() : null;
  const { rows } = await sql<Colleague>`
    select p.staff_id as "staffId", p.name, p.staff_number as "staffNumber",
      jsonb_build_object('zh', u.name_zh, 'en', u.name_en) as "unitName"
    from identity.staff p join identity.units u on u.org_id = p.org_id and u.unit_id = p.unit_id
    where p.org_id = ${ctx.orgId} and p.state = 'active' and p.staff_id <> ${besides}
      and (${asked}::text is null or position(lower(${asked}) in lower(p.name || ' ' || p.login || ' ' || p.staff_number)) > 0)
    order by p.name, p.staff_id limit 30`.execute(ctx.tx);
  return rows;
}
