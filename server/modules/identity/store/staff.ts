/** SQL over staff, their passwords and one-time codes. */
import { sql } from "kysely";
import type { Staff, StaffState } from "../../../../contracts/identity.ts";
import type { Context } from "../../../foundation/context.ts";
import type { PasswordHash } from "../password.ts";

export type StaffRow = Omit<Staff, "lastSignedInAt"> & { readonly lastSignedInAt: Temporal.Instant | null };

const selectStaff = (now: Temporal.Instant) => sql`
  select p.staff_id as "staffId", p.login, p.name, p.staff_number as "staffNumber", p.post, p.unit_id as "unitId", p.state,
    coalesce((select w.must_change from identity.passwords w where w.org_id = p.org_id and w.staff_id = p.staff_id
              order by w.version desc limit 1), true) as "mustChangePassword",
    exists (select from identity.totp t where t.org_id = p.org_id and t.staff_id = p.staff_id and t.confirmed_at is not null) as totp,
    (select max(s.signed_in_at) from identity.sessions s where s.org_id = p.org_id and s.staff_id = p.staff_id) as "lastSignedInAt",
    coalesce((select jsonb_agg(jsonb_build_object('grantId', g.grant_id, 'role', g.role, 'unitId', g.unit_id) order by g.grant_id)
              from identity.grants g where g.org_id = p.org_id and g.staff_id = p.staff_id), '[]') as roles,
    coalesce((select jsonb_agg(jsonb_build_object('delegationId', g.delegation_id, 'role', g.role, 'unitId', g.unit_id,
                'for', l.name, 'until', to_char(g.ends_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) order by g.ends_at)
              from identity.standing g join identity.staff l on l.org_id = g.org_id and l.staff_id = g.from_staff_id
              where g.org_id = p.org_id and g.staff_id = p.staff_id and g.starts_at <= ${now} and g.ends_at > ${now}), '[]') as "standsIn"
  from identity.staff p`;

export async function findStaff(ctx: Context, staffId: string): Promise<StaffRow | undefined> {
  const { rows } = await sql<StaffRow>`
    ${selectStaff(ctx.clock.now())} where p.org_id = ${ctx.orgId} and p.staff_id = ${staffId}`.execute(
    ctx.tx,
  );
  return rows[0];
}

/** Locks the person: grants, passwords and state of one person change one after the other. */
export async function lockStaff(ctx: Context, staffId: string): Promise<StaffRow | undefined> {
  await sql`select from identity.staff where org_id = ${ctx.orgId} and staff_id = ${staffId} for update`.execute(
    ctx.tx,
  );
  return findStaff(ctx, staffId);
}

export type StaffFilter = {
  readonly text?: string | undefined;
  readonly state?: StaffState | undefined;
  readonly unitId?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
};

/** Ordered by login name, which is also the page mark. */
export async function listStaff(ctx: Context, filter: StaffFilter): Promise<StaffRow[]> {
  const { text = null, state = null, unitId = null, after = "", limit } = filter;
  const { rows } = await sql<StaffRow>`
    ${selectStaff(ctx.clock.now())}
    where p.org_id = ${ctx.orgId} and p.login > ${after}
      and (${state}::text is null or p.state = ${state})
      and (${unitId}::uuid is null or p.unit_id in
        (select u.unit_id from identity.units u where u.org_id = ${ctx.orgId} and ${unitId}::uuid = any (u.path)))
      and (${text}::text is null or position(lower(${text}) in lower(p.name || ' ' || p.login || ' ' || p.staff_number)) > 0)
    order by p.login limit ${limit}`.execute(ctx.tx);
  return rows;
}

export type NewStaff = Pick<Staff, "staffId" | "login" | "name" | "staffNumber" | "post" | "unitId">;

export async function insertStaff(ctx: Context, staff: NewStaff): Promise<void> {
  await sql`
    insert into identity.staff (org_id, staff_id, login, name, staff_number, post, unit_id, state, created_at)
    values (${ctx.orgId}, ${staff.staffId}, ${staff.login}, ${staff.name}, ${staff.staffNumber}, ${staff.post},
      ${staff.unitId}, 'active', ${ctx.clock.now()})`.execute(ctx.tx);
}

export async function saveStaff(ctx: Context, staff: NewStaff & { state: StaffState }): Promise<void> {
  await sql`
    update identity.staff set name = ${staff.name}, staff_number = ${staff.staffNumber}, post = ${staff.post},
      unit_id = ${staff.unitId}, state = ${staff.state}
    where org_id = ${ctx.orgId} and staff_id = ${staff.staffId}`.execute(ctx.tx);
}

export type KeptPassword = PasswordHash & {
  readonly version: number;
  readonly mustChange: boolean;
  readonly expiresAt: Temporal.Instant | null;
};

const passwordColumns = sql`algorithm, memory_kib as "memoryKib", passes, lanes, salt, hash, version,
  must_change as "mustChange", expires_at as "expiresAt"`;

/** A person's passwords, the present one first. */
export async function listPasswords(ctx: Context, staffId: string): Promise<KeptPassword[]> {
  const { rows } = await sql<KeptPassword>`
    select ${passwordColumns} from identity.passwords where org_id = ${ctx.orgId} and staff_id = ${staffId}
    order by version desc limit 25`.execute(ctx.tx);
  return rows;
}

export async function insertPassword(
  ctx: Context,
  staffId: string,
  kept: PasswordHash & { mustChange: boolean; expiresAt: Temporal.Instant | null; history: number },
): Promise<void> {
  await sql`
    insert into identity.passwords (org_id, staff_id, version, algorithm, memory_kib, passes, lanes, salt, hash, set_at,
      expires_at, must_change)
    select ${ctx.orgId}, ${staffId}, coalesce(max(version), 0) + 1, ${kept.algorithm}, ${kept.memoryKib}, ${kept.passes},
      ${kept.lanes}, ${kept.salt}, ${kept.hash}, ${ctx.clock.now()}, ${kept.expiresAt}, ${kept.mustChange}
    from identity.passwords where org_id = ${ctx.orgId} and staff_id = ${staffId}`.execute(ctx.tx);
  await sql`
    delete from identity.passwords p where org_id = ${ctx.orgId} and staff_id = ${staffId} and version <=
      (select max(version) from identity.passwords where org_id = ${ctx.orgId} and staff_id = ${staffId})
        - ${Math.max(1, kept.history)}::int`.execute(ctx.tx);
}

export type Totp = {
  readonly sealed: Buffer;
  readonly confirmedAt: Temporal.Instant | null;
};

export async function findTotp(ctx: Context, staffId: string): Promise<Totp | undefined> {
  const { rows } = await sql<Totp>`
    select secret as sealed, confirmed_at as "confirmedAt" from identity.totp
    where org_id = ${ctx.orgId} and staff_id = ${staffId}`.execute(ctx.tx);
  return rows[0];
}

/** A set-up begun again replaces one that was never confirmed. */
export async function insertTotp(ctx: Context, staffId: string, sealed: Buffer): Promise<void> {
  await sql`
    insert into identity.totp (org_id, staff_id, secret) values (${ctx.orgId}, ${staffId}, ${sealed})
    on conflict (org_id, staff_id) do update set secret = excluded.secret, last_step = 0
    where totp.confirmed_at is null`.execute(ctx.tx);
}

/** Accepts a step once: of two calls with the same code, the second finds the step used. */
export async function acceptTotpStep(ctx: Context, staffId: string, step: number): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update identity.totp set last_step = ${step}, confirmed_at = coalesce(confirmed_at, ${ctx.clock.now()})
    where org_id = ${ctx.orgId} and staff_id = ${staffId} and last_step < ${step}`.execute(ctx.tx);
  return numAffectedRows === 1n;
}

export async function deleteTotp(ctx: Context, staffId: string): Promise<void> {
  await sql`delete from identity.totp where org_id = ${ctx.orgId} and staff_id = ${staffId}`.execute(ctx.tx);
}

/** A person as other modules name them beside their own things. */
export type StaffFace = {
  readonly staffId: string;
  readonly name: string;
  readonly post: string;
  readonly unitId: string;
  readonly state: StaffState;
};

const faceColumns = sql`staff_id as "staffId", name, post, unit_id as "unitId", state`;

/** These people of the company, by id; whoever is unknown is left out. */
export async function staffFaces(
  ctx: Context,
  staffIds: readonly string[],
): Promise<ReadonlyMap<string, StaffFace>> {
  if (staffIds.length === 0) return new Map();
  const { rows } = await sql<StaffFace>`
    select ${faceColumns} from identity.staff
    where org_id = ${ctx.orgId} and staff_id = any (${[...new Set(staffIds)]}::uuid[])`.execute(ctx.tx);
  return new Map(rows.map((face) => [face.staffId, face]));
}

/** Active people placed in these units themselves, not below them; by name. */
export async function staffOfUnits(
  ctx: Context,
  unitIds: readonly string[],
  most: number,
): Promise<readonly StaffFace[]> {
  const { rows } = await sql<StaffFace>`
    select ${faceColumns} from identity.staff
    where org_id = ${ctx.orgId} and state = 'active' and unit_id = any (${unitIds}::uuid[])
    order by name, staff_id limit ${most}`.execute(ctx.tx);
  return rows;
}
