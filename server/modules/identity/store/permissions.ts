/** SQL that answers who may do what, and why. */
import { sql } from "kysely";
import type { Capability } from "../../../../contracts/capabilities.ts";
import type { Words } from "../../../../contracts/endpoint.ts";
import type { StaffState } from "../../../../contracts/identity.ts";
import type { Context } from "../../../foundation/context.ts";

/** One way by which somebody comes to capabilities. */
export type PathRow = {
  readonly delegationId: string | null;
  readonly for: string | null;
  readonly grantId: string;
  readonly role: string;
  readonly roleName: Words;
  readonly unitId: string;
  readonly unitName: Words;
  readonly since: Temporal.Instant;
  readonly until: Temporal.Instant | null;
  readonly by: string | null;
  /** The grant is on a part of the unit that was asked about. */
  readonly isPart: boolean;
};

export type HolderRow = PathRow & {
  readonly staffId: string;
  readonly orgId: number;
  readonly name: string;
  readonly login: string;
  readonly post: string;
  readonly state: StaffState;
};

/** Everybody who holds it on this unit or a part of it just now, from companies above too; one row per way. */
export async function listHolders(
  ctx: Context,
  unitId: string,
  capability: Capability,
): Promise<HolderRow[]> {
  const { rows } = await sql<HolderRow>`
    select org_id as "orgId", staff_id as "staffId", name, login, post, state, grant_id as "grantId",
      delegation_id as "delegationId", role, jsonb_build_object('zh', role_zh, 'en', role_en) as "roleName",
      unit_id as "unitId", jsonb_build_object('zh', unit_zh, 'en', unit_en) as "unitName", from_name as "for",
      granted_by as "by", starts_at as since, ends_at as until, is_part as "isPart"
    from identity.who_may(${ctx.orgId}, ${unitId}, ${capability}, ${ctx.clock.now()})`.execute(ctx.tx);
  return rows;
}

/** Paired devices of this unit's halls (or of the hall itself) whose role has the capability. */
export async function countDevices(ctx: Context, unitId: string, capability: Capability): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from identity.devices d
    join identity.units u on u.org_id = d.org_id and u.unit_id = d.hall_id and ${unitId}::uuid = any (u.path)
    join identity.roles r on r.org_id = d.org_id and r.code = d.kind and r.duty = 'device' and r.state = 'active'
      and ${capability} = any (r.capabilities)
    where d.org_id = ${ctx.orgId} and d.state = 'paired'`.execute(ctx.tx);
  return rows[0]?.n ?? 0;
}

export type SourceRow = PathRow & { readonly capabilities: readonly Capability[] };

/** Everything that gives this person capabilities just now. */
export async function listSources(ctx: Context, staffId: string): Promise<SourceRow[]> {
  const now = ctx.clock.now();
  const { rows } = await sql<SourceRow>`
    select g.grant_id as "grantId", g.delegation_id as "delegationId", l.name as "for", g.role,
      jsonb_build_object('zh', r.name_zh, 'en', r.name_en) as "roleName", g.unit_id as "unitId",
      jsonb_build_object('zh', u.name_zh, 'en', u.name_en) as "unitName", g.starts_at as since, g.ends_at as until,
      coalesce(m.name, b.name) as "by", false as "isPart", r.capabilities
    from identity.standing g
    join identity.roles r on r.org_id = g.org_id and r.code = g.role and r.state = 'active'
    join identity.units u on u.org_id = g.org_id and u.unit_id = g.unit_id
    join identity.grants o on o.org_id = g.org_id and o.grant_id = g.grant_id
    left join identity.staff b on b.org_id = o.org_id and b.staff_id = o.granted_by
    left join identity.staff l on l.org_id = g.org_id and l.staff_id = g.from_staff_id
    left join identity.delegations d on d.org_id = g.org_id and d.delegation_id = g.delegation_id
    left join identity.staff m on m.org_id = d.org_id and m.staff_id = d.made_by
    where g.org_id = ${ctx.orgId} and g.staff_id = ${staffId} and g.starts_at <= ${now} and (g.ends_at is null or g.ends_at > ${now})
    order by g.delegation_id is not null, g.starts_at, g.grant_id limit 200`.execute(ctx.tx);
  return rows;
}
