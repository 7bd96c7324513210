/** SQL over set-up: halls, hours, services, windows and rosters as an administrator sees and changes them. */
import { sql } from "kysely";
import type {
  HallSettings,
  ServiceSettings,
  ServiceSetup,
  WindowSettings,
  WindowSetup,
} from "../../../../contracts/hall.ts";
import type { Context } from "../../../foundation/context.ts";
import { newId } from "../../../foundation/ids.ts";
import type { HoursRow, OpeningHours } from "../opening.ts";

export type HallRow = HallSettings & { readonly id: string; readonly orgId: number };

const hallColumns = sql`id, org_id as "orgId", code, json_build_object('zh', name_zh, 'en', name_en) as name, grade, address,
  seats, is_closed as "isClosed"`;

export async function findHall(ctx: Context, hallId: string): Promise<HallRow | undefined> {
  const { rows } = await sql<HallRow>`
    select ${hallColumns} from hall.halls where org_id = ${ctx.orgId} and id = ${hallId}`.execute(ctx.tx);
  return rows[0];
}

/** Locks the hall's settings against another administrator. */
export async function lockHall(ctx: Context, hallId: string): Promise<HallRow | undefined> {
  const { rows } = await sql<HallRow>`
    select ${hallColumns} from hall.halls where org_id = ${ctx.orgId} and id = ${hallId} for update`.execute(
    ctx.tx,
  );
  return rows[0];
}

/** Halls that the transaction may see, of any company in scope. */
export async function listHallRows(ctx: Context, ids: readonly string[]): Promise<readonly HallRow[]> {
  const { rows } = await sql<HallRow>`
    select ${hallColumns} from hall.halls where id = any(${ids}::uuid[])`.execute(ctx.tx);
  return rows;
}

/** The company's other halls that are its centre (grade A or B). */
export async function otherCentres(ctx: Context, hallId: string): Promise<readonly HallRow[]> {
  const { rows } = await sql<HallRow>`
    select ${hallColumns} from hall.halls
    where org_id = ${ctx.orgId} and id <> ${hallId} and grade in ('A', 'B') and not is_closed`.execute(
    ctx.tx,
  );
  return rows;
}

export async function saveHall(
  ctx: Context,
  id: string,
  hall: HallSettings,
  openedOn: string,
): Promise<void> {
  await sql`
    insert into hall.halls (org_id, id, code, name_zh, name_en, grade, address, seats, is_closed, opened_on)
    values (${ctx.orgId}, ${id}, ${hall.code}, ${hall.name.zh}, ${hall.name.en}, ${hall.grade}, ${hall.address},
      ${hall.seats}, ${hall.isClosed}, ${openedOn})
    on conflict (org_id, id) do update set code = excluded.code, name_zh = excluded.name_zh, name_en = excluded.name_en,
      grade = excluded.grade, address = excluded.address, seats = excluded.seats, is_closed = excluded.is_closed`.execute(
    ctx.tx,
  );
}

const mine = (ctx: Context, hallId: string) => sql`org_id = ${ctx.orgId} and hall_id = ${hallId}`;
const time = (column: string) => sql.raw(`to_char(${column}, 'HH24:MI')`);

export async function listHours(ctx: Context, hallId: string): Promise<readonly HoursRow[]> {
  const { rows } = await sql<HoursRow>`
    select days, ${time("opens")} as opens, ${time("closes")} as closes, valid_from::text as "validFrom", valid_to::text as "validTo"
    from hall.hours where ${mine(ctx, hallId)} order by valid_from, days, opens`.execute(ctx.tx);
  return rows;
}

/** Ends what holds on that day and begins the new hours; a plan that had not begun is replaced. */
export async function replaceHours(
  ctx: Context,
  hallId: string,
  validFrom: string,
  hours: readonly Pick<HoursRow, "days" | "opens" | "closes">[],
): Promise<void> {
  await sql`delete from hall.hours where ${mine(ctx, hallId)} and valid_from >= ${validFrom}::date`.execute(
    ctx.tx,
  );
  await sql`update hall.hours set valid_to = ${validFrom}::date - 1
    where ${mine(ctx, hallId)} and coalesce(valid_to, ${validFrom}::date) >= ${validFrom}::date`.execute(
    ctx.tx,
  );
  const rows = hours.map((row) => ({ ...row, id: newId() }));
  await sql`insert into hall.hours (org_id, id, hall_id, days, opens, closes, valid_from)
    select ${ctx.orgId}, id, ${hallId}, days, opens, closes, ${validFrom}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as h (id uuid, days text, opens time, closes time)`.execute(
    ctx.tx,
  );
}

export type SpecialDayRow = { day: string; spans: { opens: string; closes: string }[]; reason: string };

export async function listSpecialDays(
  ctx: Context,
  hallId: string,
  from: string,
): Promise<readonly SpecialDayRow[]> {
  const { rows } = await sql<SpecialDayRow>`
    select day::text as day, spans, reason from hall.special_days
    where ${mine(ctx, hallId)} and day >= ${from} order by day limit 400`.execute(ctx.tx);
  return rows;
}

export async function saveSpecialDay(
  ctx: Context,
  hallId: string,
  { day, spans, reason }: SpecialDayRow,
): Promise<void> {
  await sql`insert into hall.special_days (org_id, hall_id, day, spans, reason)
    values (${ctx.orgId}, ${hallId}, ${day}, ${JSON.stringify(spans)}, ${reason})
    on conflict (org_id, hall_id, day) do update set spans = excluded.spans, reason = excluded.reason`.execute(
    ctx.tx,
  );
}

export async function deleteSpecialDay(
  ctx: Context,
  hallId: string,
  day: string,
): Promise<SpecialDayRow | undefined> {
  const { rows } = await sql<SpecialDayRow>`
    delete from hall.special_days where ${mine(ctx, hallId)} and day = ${day} returning day::text as day, spans, reason`.execute(
    ctx.tx,
  );
  return rows[0];
}

const serviceColumns = sql`id, code, letter, json_build_object('zh', name_zh, 'en', name_en) as name,
  typical_minutes::float8 as "typicalMinutes", papers, at_kiosk as "atKiosk", daily_quota as "dailyQuota",
  last_number_minutes as "lastNumberMinutes",
  case when hint_zh is not null then json_build_object('zh', hint_zh, 'en', coalesce(hint_en, hint_zh)) end as hint,
  is_suspended as "isSuspended", sort, slot_contingent as "slotContingent", is_closed as "isClosed"`;

export async function listServices(ctx: Context, hallId: string): Promise<readonly ServiceSetup[]> {
  const { rows } = await sql<ServiceSetup>`
    select ${serviceColumns} from hall.services where ${mine(ctx, hallId)} order by sort, code limit 500`.execute(
    ctx.tx,
  );
  return rows;
}

export async function lockService(
  ctx: Context,
  hallId: string,
  id: string,
): Promise<ServiceSetup | undefined> {
  const { rows } = await sql<ServiceSetup>`
    select ${serviceColumns} from hall.services where ${mine(ctx, hallId)} and id = ${id} for update`.execute(
    ctx.tx,
  );
  return rows[0];
}

export async function saveService(
  ctx: Context,
  hallId: string,
  id: string,
  service: ServiceSettings,
): Promise<void> {
  await sql`
    insert into hall.services (org_id, id, hall_id, code, letter, name_zh, name_en, typical_minutes, papers, at_kiosk,
      daily_quota, last_number_minutes, hint_zh, hint_en, is_suspended, sort, slot_contingent)
    values (${ctx.orgId}, ${id}, ${hallId}, ${service.code}, ${service.letter}, ${service.name.zh}, ${service.name.en},
      ${service.typicalMinutes}, ${JSON.stringify(service.papers)}, ${service.atKiosk}, ${service.dailyQuota},
      ${service.lastNumberMinutes}, ${service.hint?.zh ?? null}, ${service.hint?.en ?? null}, ${service.isSuspended},
      ${service.sort}, ${service.slotContingent})
    on conflict (org_id, id) do update set code = excluded.code, letter = excluded.letter, name_zh = excluded.name_zh,
      name_en = excluded.name_en, typical_minutes = excluded.typical_minutes, papers = excluded.papers,
      at_kiosk = excluded.at_kiosk, daily_quota = excluded.daily_quota, last_number_minutes = excluded.last_number_minutes,
      hint_zh = excluded.hint_zh, hint_en = excluded.hint_en, is_suspended = excluded.is_suspended, sort = excluded.sort,
      slot_contingent = excluded.slot_contingent`.execute(ctx.tx);
}

export async function endService(ctx: Context, hallId: string, id: string): Promise<void> {
  await sql`update hall.services set is_closed = true where ${mine(ctx, hallId)} and id = ${id}`.execute(
    ctx.tx,
  );
}

/** Tickets that still need this service (or the hall, without one). */
export async function countAlive(ctx: Context, hallId: string, serviceId?: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from hall.tickets
    where ${mine(ctx, hallId)} and state in ('printing', 'waiting', 'called', 'serving', 'held', 'missed')
      and (${serviceId ?? null}::uuid is null or ${serviceId ?? null}::uuid = any (journey[journey_at + 1:]))`.execute(
    ctx.tx,
  );
  return rows[0]?.n ?? 0;
}

export async function hasTickets(ctx: Context, hallId: string, serviceId: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from hall.tickets where ${mine(ctx, hallId)} and service_id = ${serviceId}) as found`.execute(
    ctx.tx,
  );
  return rows[0]?.found ?? false;
}

const windowColumns = sql`id, number, json_build_object('zh', name_zh, 'en', name_en) as name, kind, skills, languages,
  is_elastic as "isElastic", sort, is_closed_down as "isClosedDown"`;

export async function listWindows(ctx: Context, hallId: string): Promise<readonly WindowSetup[]> {
  const { rows } = await sql<WindowSetup>`
    select ${windowColumns} from hall.windows where ${mine(ctx, hallId)} order by sort, number limit 500`.execute(
    ctx.tx,
  );
  return rows;
}

export type LockedWindow = WindowSetup & { readonly state: string; readonly staffName: string | null };

export async function lockWindow(
  ctx: Context,
  hallId: string,
  id: string,
): Promise<LockedWindow | undefined> {
  const { rows } = await sql<LockedWindow>`
    select ${windowColumns}, state, staff_name as "staffName" from hall.windows
    where ${mine(ctx, hallId)} and id = ${id} for update`.execute(ctx.tx);
  return rows[0];
}

export async function saveWindow(
  ctx: Context,
  hallId: string,
  id: string,
  window: WindowSettings,
): Promise<void> {
  await sql`
    insert into hall.windows (org_id, id, hall_id, number, name_zh, name_en, kind, skills, languages, is_elastic, sort)
    values (${ctx.orgId}, ${id}, ${hallId}, ${window.number}, ${window.name.zh}, ${window.name.en}, ${window.kind},
      ${window.skills}, ${window.languages}, ${window.isElastic}, ${window.sort})
    on conflict (org_id, id) do update set number = excluded.number, name_zh = excluded.name_zh, name_en = excluded.name_en,
      kind = excluded.kind, skills = excluded.skills, languages = excluded.languages, is_elastic = excluded.is_elastic,
      sort = excluded.sort`.execute(ctx.tx);
}

export async function endWindow(ctx: Context, hallId: string, id: string): Promise<void> {
  await sql`update hall.windows set is_closed_down = true where ${mine(ctx, hallId)} and id = ${id}`.execute(
    ctx.tx,
  );
}

export type ShiftRow = {
  readonly id: string;
  readonly windowId: string;
  readonly windowNumber: string;
  readonly staffId: string | null;
  readonly starts: string;
  readonly ends: string;
};

export async function listShifts(ctx: Context, hallId: string, day: string): Promise<readonly ShiftRow[]> {
  const { rows } = await sql<ShiftRow>`
    select r.id, r.window_id as "windowId", w.number as "windowNumber", r.staff_id as "staffId",
      ${time("r.starts")} as starts, ${time("r.ends")} as ends
    from hall.roster r join hall.windows w on w.org_id = r.org_id and w.id = r.window_id
    where r.org_id = ${ctx.orgId} and r.hall_id = ${hallId} and r.day = ${day} order by w.sort, w.number, r.starts`.execute(
    ctx.tx,
  );
  return rows;
}

export type NewShift = Omit<ShiftRow, "id" | "windowNumber"> & { readonly day: string };

/** Replaces the rosters of these days. */
export async function replaceShifts(
  ctx: Context,
  hallId: string,
  days: readonly string[],
  shifts: readonly NewShift[],
): Promise<void> {
  await sql`delete from hall.roster where ${mine(ctx, hallId)} and day = any(${days}::date[])`.execute(
    ctx.tx,
  );
  if (shifts.length === 0) return;
  const rows = shifts.map((shift) => ({ ...shift, id: newId() }));
  await sql`insert into hall.roster (org_id, id, hall_id, window_id, staff_id, day, starts, ends)
    select ${ctx.orgId}, id, ${hallId}, "windowId", "staffId", day, starts, ends
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r (id uuid, "windowId" uuid, "staffId" uuid, day date, starts time, ends time)`.execute(ctx.tx);
}

export async function listShiftsBetween(
  ctx: Context,
  hallId: string,
  from: string,
  to: string,
): Promise<readonly NewShift[]> {
  const { rows } = await sql<NewShift>`
    select window_id as "windowId", staff_id as "staffId", day::text as day, ${time("starts")} as starts, ${time("ends")} as ends
    from hall.roster r where ${mine(ctx, hallId)} and day between ${from} and ${to}
      and exists (select from hall.windows w where w.org_id = r.org_id and w.id = r.window_id and not w.is_closed_down)`.execute(
    ctx.tx,
  );
  return rows;
}

/** Weekly hours and special days of every hall of the company. */
export async function allOpeningHours(ctx: Context): Promise<Map<string, OpeningHours>> {
  const { rows } = await sql<{ hallId: string } & OpeningHours>`
    select h.id as "hallId",
      coalesce((select jsonb_agg(jsonb_build_object('days', w.days, 'opens', to_char(w.opens, 'HH24:MI'),
          'closes', to_char(w.closes, 'HH24:MI'), 'validFrom', w.valid_from, 'validTo', w.valid_to) order by w.id)
        from hall.hours w where w.org_id = h.org_id and w.hall_id = h.id), '[]') as hours,
      coalesce((select jsonb_agg(jsonb_build_object('day', s.day, 'spans', s.spans) order by s.day)
        from hall.special_days s where s.org_id = h.org_id and s.hall_id = h.id), '[]') as "specialDays"
    from hall.halls h where h.org_id = ${ctx.orgId} order by h.id`.execute(ctx.tx);
  return new Map(rows.map(({ hallId, hours, specialDays }) => [hallId, { hours, specialDays }]));
}
