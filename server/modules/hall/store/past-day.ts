/** SQL that writes a whole past day at once. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";

type Rows = {
  readonly nextNumbers: Readonly<Record<string, number>>;
  readonly tickets: readonly object[];
  readonly stints: readonly object[];
};

export async function insertPastDay(ctx: Context, hallId: string, day: string, rows: Rows): Promise<void> {
  const tickets = JSON.stringify(rows.tickets);
  await sql`insert into hall.queue_days (org_id, hall_id, day, next_numbers, closed_at)
    values (${ctx.orgId}, ${hallId}, ${day}, ${JSON.stringify(rows.nextNumbers)}, ${day}::date + time '17:30' at time zone 'Asia/Shanghai')`.execute(
    ctx.tx,
  );
  await sql`insert into hall.tickets (org_id, hall_id, day, id, letter, seq, state, service_id, journey, priority, priority_reason,
      channel, taken_by, token_hash, taken_at, queued_at, appointment_at, called_at, last_call_at, call_count, first_called_at,
      started_at, finished_at, window_id, rate_staff_id, rated_at, told_low_s, told_mid_s, told_high_s, formula_s)
    select ${ctx.orgId}, ${hallId}, ${day}, id, letter, seq, state, service_id, array[service_id], priority, priority_reason, channel,
      'sample', token_hash, taken_at, taken_at, appointment_at, called_at, called_at, case when called_at is null then 0 else 1 end,
      called_at, started_at, finished_at, window_id, staff_id, case when level is not null then finished_at end,
      told_low_s, told_mid_s, told_high_s, formula_s
    from jsonb_to_recordset(${tickets}::jsonb) as t (id uuid, letter text, seq int, state text, service_id uuid, priority text,
      priority_reason text, channel text, token_hash bytea, taken_at timestamptz, appointment_at timestamptz, called_at timestamptz,
      started_at timestamptz, finished_at timestamptz, window_id uuid, staff_id uuid, told_low_s int, told_mid_s int,
      told_high_s int, formula_s int, level int)`.execute(ctx.tx);
  await sql`insert into hall.handlings (org_id, hall_id, day, id, ticket_id, service_id, window_id, staff_id, waited_from, called_at,
      started_at, ended_at, ending)
    select ${ctx.orgId}, ${hallId}, ${day}, handling_id, id, service_id, window_id, staff_id, taken_at, called_at, started_at,
      finished_at, 'solved'
    from jsonb_to_recordset(${tickets}::jsonb) as t (id uuid, handling_id uuid, state text, service_id uuid, window_id uuid,
      staff_id uuid, taken_at timestamptz, called_at timestamptz, started_at timestamptz, finished_at timestamptz)
    where state = 'done'`.execute(ctx.tx);
  await sql`insert into hall.ratings (org_id, hall_id, day, ticket_id, staff_id, window_id, service_id, level, reasons, channel,
      asked_at, rated_at)
    select ${ctx.orgId}, ${hallId}, ${day}, id, staff_id, window_id, service_id, level,
      case when level <= 2 then array['long-wait'] else '{}'::text[] end, 'pad', finished_at, finished_at + interval '6 seconds'
    from jsonb_to_recordset(${tickets}::jsonb) as t (id uuid, service_id uuid, window_id uuid, staff_id uuid,
      finished_at timestamptz, level int)
    where level is not null`.execute(ctx.tx);
  await sql`insert into hall.stints (org_id, hall_id, id, window_id, staff_id, kind, started_at, ended_at)
    select ${ctx.orgId}, ${hallId}, id, window_id, staff_id, 'open', started_at, ended_at
    from jsonb_to_recordset(${JSON.stringify(rows.stints)}::jsonb)
      as s (id uuid, window_id uuid, staff_id uuid, started_at timestamptz, ended_at timestamptz)`.execute(
    ctx.tx,
  );
}

/** Whether the hall has any day in its books. */
export async function hasDays(ctx: Context, hallId: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from hall.queue_days where org_id = ${ctx.orgId} and hall_id = ${hallId}) as found`.execute(
    ctx.tx,
  );
  return rows[0]?.found ?? false;
}
