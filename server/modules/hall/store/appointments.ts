/** SQL over slots and appointments. */
import { sql } from "kysely";
import type { Words } from "../../../../contracts/endpoint.ts";
import type { Context } from "../../../foundation/context.ts";
import { type Database, transaction } from "../../../foundation/database.ts";
import { newId } from "../../../foundation/ids.ts";

export type SlotRow = {
  readonly id: string;
  readonly startsAt: Temporal.Instant;
  readonly contingent: number;
  readonly booked: number;
};
const slotColumns = sql`id, starts_at as "startsAt", contingent, booked`;

/** Slots that somebody has booked or changed; the others have their service's contingent. */
export async function listSlots(
  ctx: Context,
  hallId: string,
  serviceId: string | undefined,
  from: Temporal.Instant,
  to: Temporal.Instant,
): Promise<readonly (SlotRow & { serviceId: string })[]> {
  const { rows } = await sql<SlotRow & { serviceId: string }>`
    select ${slotColumns}, service_id as "serviceId" from hall.slots
    where org_id = ${ctx.orgId} and hall_id = ${hallId} and (${serviceId ?? null}::uuid is null or service_id = ${serviceId ?? null})
      and starts_at >= ${from} and starts_at < ${to} order by starts_at, service_id`.execute(ctx.tx);
  return rows;
}

/** The slot's row, locked; made with the service's contingent when nobody has touched it. */
export async function lockSlot(
  ctx: Context,
  hallId: string,
  serviceId: string,
  startsAt: Temporal.Instant,
  contingent: number,
): Promise<SlotRow> {
  await sql`insert into hall.slots (org_id, id, hall_id, service_id, starts_at, contingent)
    values (${ctx.orgId}, ${newId()}, ${hallId}, ${serviceId}, ${startsAt}, ${contingent}) on conflict do nothing`.execute(
    ctx.tx,
  );
  const { rows } = await sql<SlotRow>`
    select ${slotColumns} from hall.slots where org_id = ${ctx.orgId} and hall_id = ${hallId} and service_id = ${serviceId}
      and starts_at = ${startsAt} for update`.execute(ctx.tx);
  const [slot] = rows;
  if (!slot) throw new Error("a slot vanished");
  return slot;
}

export async function setContingent(ctx: Context, slotId: string, contingent: number): Promise<void> {
  await sql`update hall.slots set contingent = ${contingent} where org_id = ${ctx.orgId} and id = ${slotId}`.execute(
    ctx.tx,
  );
}

/** The constraint `booked between 0 and contingent` has the last word. */
export async function moveBooked(ctx: Context, slotId: string, by: 1 | -1): Promise<void> {
  await sql`update hall.slots set booked = booked + ${by}::int where org_id = ${ctx.orgId} and id = ${slotId}`.execute(
    ctx.tx,
  );
}

export type AppointmentRow = {
  readonly id: string;
  readonly slotId: string;
  readonly serviceId: string;
  readonly startsAt: Temporal.Instant;
  readonly code: string;
  readonly name: string;
  readonly state: "booked" | "arrived" | "late" | "no-show" | "cancelled";
  readonly ticketId: string | null;
  readonly bookedAt: Temporal.Instant;
  readonly arrivedAt: Temporal.Instant | null;
};
const columns = sql`a.id, a.slot_id as "slotId", a.service_id as "serviceId", a.starts_at as "startsAt", a.code,
  a.name_masked as name, a.state, a.ticket_id as "ticketId", a.booked_at as "bookedAt", a.arrived_at as "arrivedAt"`;

/** One booking of a phone at a time, so that its limit holds in a race. */
export async function lockPhone(ctx: Context, phoneHash: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${ctx.orgId}, hashtext(${phoneHash}))`.execute(ctx.tx);
}

export async function countAhead(ctx: Context, phoneHash: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from hall.appointments
    where org_id = ${ctx.orgId} and phone_hash = ${phoneHash}::bytea and state = 'booked' and starts_at >= ${ctx.clock.now()}`.execute(
    ctx.tx,
  );
  return rows[0]?.n ?? 0;
}

export async function insertAppointment(
  ctx: Context,
  hallId: string,
  { phoneHash, dueAt, ...row }: AppointmentRow & { phoneHash: string; dueAt: Temporal.Instant },
): Promise<void> {
  await sql`insert into hall.appointments (org_id, id, hall_id, slot_id, service_id, starts_at, code, name_masked, phone_hash,
      state, booked_at, due_at)
    values (${ctx.orgId}, ${row.id}, ${hallId}, ${row.slotId}, ${row.serviceId}, ${row.startsAt}, ${row.code}, ${row.name},
      ${phoneHash}::bytea, ${row.state}, ${row.bookedAt}, ${dueAt})`.execute(ctx.tx);
}

export async function lockAppointment(
  ctx: Context,
  hallId: string,
  code: string,
): Promise<AppointmentRow | undefined> {
  const { rows } = await sql<AppointmentRow>`
    select ${columns} from hall.appointments a where org_id = ${ctx.orgId} and hall_id = ${hallId} and code = ${code} for update`.execute(
    ctx.tx,
  );
  return rows[0];
}

export async function saveAppointment(
  ctx: Context,
  { id, state, ticketId, arrivedAt }: AppointmentRow,
): Promise<void> {
  await sql`update hall.appointments set state = ${state}, ticket_id = ${ticketId}, arrived_at = ${arrivedAt}, due_at = null
    where org_id = ${ctx.orgId} and id = ${id}`.execute(ctx.tx);
}

export type ListedRow = AppointmentRow & {
  readonly serviceName: Words;
  readonly ticketNumber: string | null;
};

export async function listAppointments(
  ctx: Context,
  hallId: string,
  from: Temporal.Instant,
  to: Temporal.Instant,
): Promise<readonly ListedRow[]> {
  const { rows } = await sql<ListedRow>`
    select ${columns}, json_build_object('zh', s.name_zh, 'en', s.name_en) as "serviceName",
      t.letter || lpad(t.seq::text, greatest(3, length(t.seq::text)), '0') as "ticketNumber"
    from hall.appointments a
    join hall.services s on s.org_id = a.org_id and s.id = a.service_id
    left join hall.tickets t on t.org_id = a.org_id and t.id = a.ticket_id
    where a.org_id = ${ctx.orgId} and a.hall_id = ${hallId} and a.starts_at >= ${from} and a.starts_at < ${to}
    order by a.starts_at, a.id limit 2000`.execute(ctx.tx);
  return rows;
}

export async function companiesWithDue(
  db: Database,
  orgIds: readonly number[],
  now: Temporal.Instant,
): Promise<readonly number[]> {
  if (orgIds.length === 0) return [];
  return transaction(db, { orgIds }, async (tx) => {
    const { rows } = await sql<{ orgId: number }>`
      select distinct org_id as "orgId" from hall.appointments where org_id = any(${orgIds}::int[]) and due_at < ${now}`.execute(
      tx,
    );
    return rows.map(({ orgId }) => orgId);
  });
}

/** Appointments whose time has passed become no-shows; safe to run many times over. */
export async function markNoShows(
  ctx: Context,
): Promise<readonly { id: string; hallId: string; serviceId: string }[]> {
  const { rows } = await sql<{ id: string; hallId: string; serviceId: string }>`
    update hall.appointments set state = 'no-show', due_at = null
    where org_id = ${ctx.orgId} and due_at < ${ctx.clock.now()} and state = 'booked'
    returning id, hall_id as "hallId", service_id as "serviceId"`.execute(ctx.tx);
  return rows;
}
