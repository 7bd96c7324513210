/** SQL over what the forecast has learned. */
import { sql } from "kysely";
import { businessZone } from "../../../foundation/clock.ts";
import type { Context } from "../../../foundation/context.ts";
import type { CustomerRecord, PastDay, WindowPresence } from "../rules/hall-state.ts";
import type { WaitModel } from "../rules/wait-model.ts";

export async function findModel(ctx: Context, hallId: string): Promise<WaitModel | undefined> {
  const { rows } = await sql<{ model: WaitModel }>`
    select model from hall.wait_models where org_id = ${ctx.orgId} and hall_id = ${hallId}`.execute(ctx.tx);
  return rows[0]?.model;
}

export async function saveModel(ctx: Context, hallId: string, model: WaitModel): Promise<void> {
  await sql`insert into hall.wait_models (org_id, hall_id, learned_at, days, model)
    values (${ctx.orgId}, ${hallId}, ${ctx.clock.now()}, ${model.days}, ${JSON.stringify(model)})
    on conflict (org_id, hall_id) do update set learned_at = excluded.learned_at, days = excluded.days, model = excluded.model`.execute(
    ctx.tx,
  );
}

/** A past day as it is stored: plain JSON, skills as a list. */
export type StoredDay = {
  readonly date: string;
  readonly customers: readonly CustomerRecord[];
  readonly presence: readonly (Omit<WindowPresence, "skills"> & { skills: "all" | readonly string[] })[];
};

/** A day that comes again replaces itself. */
export async function savePastDays(
  ctx: Context,
  hallId: string,
  days: readonly StoredDay[],
  source: "own" | "imported",
): Promise<void> {
  await sql`insert into hall.past_days (org_id, hall_id, day, source, customers, presence)
    select ${ctx.orgId}, ${hallId}, date, ${source}, customers, presence
    from jsonb_to_recordset(${JSON.stringify(days)}::jsonb) as d (date date, customers jsonb, presence jsonb)
    on conflict (org_id, hall_id, day) do update
      set source = excluded.source, customers = excluded.customers, presence = excluded.presence`.execute(
    ctx.tx,
  );
}

/** The last days before today, in order of date. */
export async function listPastDays(
  ctx: Context,
  hallId: string,
  today: string,
  days: number,
): Promise<readonly PastDay[]> {
  const { rows } = await sql<StoredDay>`
    select day::text as date, customers, presence from hall.past_days
    where org_id = ${ctx.orgId} and hall_id = ${hallId} and day < ${today}::date and day >= ${today}::date - ${days}::int
    order by day`.execute(ctx.tx);
  return rows.map(({ date, customers, presence }) => ({
    startsAt: Temporal.PlainDate.from(date).toZonedDateTime(businessZone).epochMilliseconds,
    customers,
    presence: presence.map((shift) => ({
      ...shift,
      skills: shift.skills === "all" ? "all" : new Set(shift.skills),
    })),
  }));
}

const ms = (column: string) => sql.raw(`(extract(epoch from ${column}) * 1000)::bigint`);

/** What one of the hall's own days came to, as the forecast learns it. */
export async function readOwnDay(ctx: Context, hallId: string, day: string): Promise<StoredDay> {
  const customers = await sql<CustomerRecord>`
    select t.id::text as id, s.code as "serviceCode", t.priority, ${ms("t.appointment_at")} as "slotAt",
      ${ms("t.taken_at")} as "takenAt", ${ms("h.called_at")} as "calledAt", ${ms("h.ended_at")} as "finishedAt",
      case when h.ticket_id is null then ${ms("coalesce(t.finished_at, t.missed_at)")} end as "leftAt", h.window_id::text as window
    from hall.tickets t
    join hall.services s on s.org_id = t.org_id and s.id = t.service_id
    left join (
      select ticket_id, min(called_at) as called_at, max(ended_at) as ended_at, (array_agg(window_id order by started_at))[1] as window_id
      from hall.handlings where org_id = ${ctx.orgId} and hall_id = ${hallId} and day = ${day} group by ticket_id) h on h.ticket_id = t.id
    where t.org_id = ${ctx.orgId} and t.hall_id = ${hallId} and t.day = ${day} and t.state not in ('printing', 'void')
    order by t.taken_at`.execute(ctx.tx);
  const presence = await sql<StoredDay["presence"][number]>`
    select s.window_id::text as window, to_json(w.skills) as skills, ${ms("s.started_at")} as "opensAt", ${ms("s.ended_at")} as "closesAt"
    from hall.stints s join hall.windows w on w.org_id = s.org_id and w.id = s.window_id
    where s.org_id = ${ctx.orgId} and s.hall_id = ${hallId} and s.kind = 'open' and s.ended_at is not null
      and (s.started_at at time zone 'Asia/Shanghai')::date = ${day}::date order by s.started_at`.execute(
    ctx.tx,
  );
  const present = (record: CustomerRecord) =>
    Object.fromEntries(
      Object.entries(record).filter(([, value]) => value !== null),
    ) as unknown as CustomerRecord;
  return { date: day, customers: customers.rows.map(present), presence: presence.rows };
}

export type DayToLearn = { readonly orgId: number; readonly hallId: string; readonly day: string };

/** Days that are over and have not been learned from, over all companies in scope. */
export async function daysToLearn(ctx: Context, today: string): Promise<readonly DayToLearn[]> {
  const { rows } = await sql<DayToLearn>`
    select d.org_id as "orgId", d.hall_id as "hallId", d.day::text as day from hall.queue_days d
    where d.day < ${today}::date and d.day >= ${today}::date - 30
      and exists (select from hall.tickets t where t.org_id = d.org_id and t.hall_id = d.hall_id and t.day = d.day and t.state = 'done')
      and not exists (select from hall.past_days p where p.org_id = d.org_id and p.hall_id = d.hall_id and p.day = d.day)
    order by d.org_id, d.hall_id, d.day`.execute(ctx.tx);
  return rows;
}

export type Accuracy = {
  readonly day: string;
  readonly measured: number;
  readonly errorS: number | null;
  readonly formulaErrorS: number | null;
  readonly coverage: number | null;
};

/** What customers were told against what they waited, day by day, newest first. */
export async function readAccuracy(ctx: Context, hallId: string, from: string): Promise<readonly Accuracy[]> {
  const { rows } = await sql<Accuracy>`
    select day::text as day, count(*)::int as measured, avg(abs(wait_s - told_mid_s))::float8 as "errorS",
      avg(abs(wait_s - formula_s))::float8 as "formulaErrorS",
      (count(*) filter (where wait_s between told_low_s and told_high_s))::float8 / count(*) as coverage
    from (select day, told_low_s, told_mid_s, told_high_s, formula_s, extract(epoch from first_called_at - taken_at) as wait_s
      from hall.tickets where org_id = ${ctx.orgId} and hall_id = ${hallId} and day >= ${from}
        and first_called_at is not null and told_mid_s is not null) t
    group by day order by day limit 100`.execute(ctx.tx);
  return rows;
}

export async function findLearned(
  ctx: Context,
  hallId: string,
): Promise<{ days: number; learnedAt: Temporal.Instant } | undefined> {
  const { rows } = await sql<{ days: number; learnedAt: Temporal.Instant }>`
    select days, learned_at as "learnedAt" from hall.wait_models where org_id = ${ctx.orgId} and hall_id = ${hallId}`.execute(
    ctx.tx,
  );
  return rows[0];
}
