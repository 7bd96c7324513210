/** SQL over crowding: readings, the one open alert of a hall, broken promises. */
import { sql } from "kysely";
import type { Words } from "../../../../contracts/endpoint.ts";
import type { Alert, CrowdMeasured } from "../../../../contracts/hall.ts";
import type { Context } from "../../../foundation/context.ts";
import { type Database, transaction } from "../../../foundation/database.ts";
import type { CrowdLevel } from "../crowding.ts";

export type HallKey = { readonly orgId: number; readonly hallId: string };

/** Halls with somebody at a window and no reading since. */
export async function hallsToJudge(
  db: Database,
  orgIds: readonly number[],
  since: Temporal.Instant,
): Promise<readonly HallKey[]> {
  if (orgIds.length === 0) return [];
  return transaction(db, { orgIds }, async (tx) => {
    const { rows } = await sql<HallKey>`
      select distinct w.org_id as "orgId", w.hall_id as "hallId" from hall.windows w
      where w.org_id = any(${orgIds}::int[]) and w.state <> 'closed'
        and not exists (select from hall.crowd_readings r where r.org_id = w.org_id and r.hall_id = w.hall_id and r.at > ${since})
      union
      select a.org_id, a.hall_id from hall.alerts a
      where a.org_id = any(${orgIds}::int[]) and a.kind = 'crowding' and a.closed_at is null
        and not exists (select from hall.crowd_readings r where r.org_id = a.org_id and r.hall_id = a.hall_id and r.at > ${since})`.execute(
      tx,
    );
    return rows;
  });
}

export type Reading = CrowdMeasured & { readonly at: Temporal.Instant; readonly level: CrowdLevel };

/** False when another process was quicker; readings of a day ago go. */
export async function insertReading(
  ctx: Context,
  hallId: string,
  { at, level, ...seen }: Reading,
): Promise<boolean> {
  await sql`delete from hall.crowd_readings where org_id = ${ctx.orgId} and hall_id = ${hallId}
    and at < ${at}::timestamptz - interval '1 day'`.execute(ctx.tx);
  const { numAffectedRows } = await sql`
    insert into hall.crowd_readings (org_id, hall_id, at, waiting, wait_s, longest_s, abandoned_share, open_windows, level)
    values (${ctx.orgId}, ${hallId}, ${at}, ${seen.waiting}, ${seen.waitS}, ${seen.longestS}, ${seen.abandonedShare},
      ${seen.openWindows}, ${level}) on conflict do nothing`.execute(ctx.tx);
  return numAffectedRows === 1n;
}

export async function listReadings(
  ctx: Context,
  hallId: string,
  since: Temporal.Instant,
): Promise<readonly Reading[]> {
  const { rows } = await sql<Reading>`
    select at, waiting, wait_s as "waitS", longest_s as "longestS", abandoned_share as "abandonedShare",
      open_windows as "openWindows", level
    from hall.crowd_readings where org_id = ${ctx.orgId} and hall_id = ${hallId} and at > ${since} order by at`.execute(
    ctx.tx,
  );
  return rows;
}

/** Numbers taken and given up within the last hour. */
export async function lastHour(ctx: Context, hallId: string): Promise<{ taken: number; abandoned: number }> {
  const since = ctx.clock.now().subtract({ hours: 1 });
  const { rows } = await sql<{ taken: number; abandoned: number }>`
    select count(*)::int as taken, (count(*) filter (where state = 'abandoned'))::int as abandoned from hall.tickets
    where org_id = ${ctx.orgId} and hall_id = ${hallId} and state not in ('printing', 'void') and taken_at > ${since}
      and day >= (${since}::timestamptz at time zone 'Asia/Shanghai')::date`.execute(ctx.tx);
  return rows[0] ?? { taken: 0, abandoned: 0 };
}

export type OpenAlert = {
  readonly id: string;
  readonly level: CrowdLevel;
  readonly acceptedAt: Temporal.Instant | null;
};

export async function lockCrowdAlert(ctx: Context, hallId: string): Promise<OpenAlert | undefined> {
  const { rows } = await sql<OpenAlert>`
    select id, level, accepted_at as "acceptedAt" from hall.alerts
    where org_id = ${ctx.orgId} and hall_id = ${hallId} and kind = 'crowding' and closed_at is null for update`.execute(
    ctx.tx,
  );
  return rows[0];
}

export type CrowdAlert = {
  readonly id: string;
  readonly level: CrowdLevel;
  readonly title: Words;
  readonly proposal: Words;
  readonly windowId: string | null;
  readonly answerBy: Temporal.Instant;
  readonly measured: CrowdMeasured;
};

/** Raises the hall's crowding alert, or brings it up to date; what was seen at first stays. */
export async function saveCrowdAlert(ctx: Context, hallId: string, alert: CrowdAlert): Promise<void> {
  await sql`insert into hall.alerts (org_id, id, hall_id, kind, level, title_zh, title_en, proposal_zh, proposal_en,
      proposed_window_id, measured, raised_at, answer_by)
    values (${ctx.orgId}, ${alert.id}, ${hallId}, 'crowding', ${alert.level}, ${alert.title.zh}, ${alert.title.en},
      ${alert.proposal.zh}, ${alert.proposal.en}, ${alert.windowId}, ${JSON.stringify({ before: alert.measured })},
      ${ctx.clock.now()}, ${alert.answerBy})
    on conflict (org_id, id) do update set level = excluded.level, title_zh = excluded.title_zh, title_en = excluded.title_en,
      proposal_zh = excluded.proposal_zh, proposal_en = excluded.proposal_en, proposed_window_id = excluded.proposed_window_id,
      answer_by = coalesce(least(hall.alerts.answer_by, excluded.answer_by), excluded.answer_by)`.execute(
    ctx.tx,
  );
}

export async function closeCrowdAlert(ctx: Context, id: string, outcome: string): Promise<void> {
  await sql`update hall.alerts set closed_at = ${ctx.clock.now()}, outcome = ${outcome}
    where org_id = ${ctx.orgId} and id = ${id}`.execute(ctx.tx);
}

/** Accepted a quarter of an hour ago (also if closed since) and not measured yet: writes what it did. */
export async function writeOutcomes(
  ctx: Context,
  hallId: string,
  acceptedBefore: Temporal.Instant,
  after: CrowdMeasured,
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    update hall.alerts set measured = measured || jsonb_build_object('after', ${JSON.stringify(after)}::jsonb)
    where org_id = ${ctx.orgId} and hall_id = ${hallId} and kind = 'crowding' and accepted_at <= ${acceptedBefore}
      and raised_at > ${acceptedBefore}::timestamptz - interval '1 day' and not measured ? 'after'
    returning id`.execute(ctx.tx);
  return rows.map(({ id }) => id);
}

export type BrokenPromise = {
  readonly ticketId: string;
  readonly number: string;
  readonly serviceId: string;
  readonly waitedS: number;
};

/** Who gave up after a longer wait than promised and was never called; each ticket once. */
export async function findBrokenPromises(
  ctx: Context,
  hallId: string,
  promiseMs: number,
): Promise<readonly BrokenPromise[]> {
  const now = ctx.clock.now();
  const { rows } = await sql<BrokenPromise>`
    with broken as (
      insert into hall.broken_promises (org_id, ticket_id, hall_id, day, at)
      select org_id, id, hall_id, day, ${now} from hall.tickets
      where org_id = ${ctx.orgId} and hall_id = ${hallId} and state = 'abandoned' and first_called_at is null
        and finished_at > ${now.subtract({ hours: 1 })}
        and extract(epoch from finished_at - taken_at) * 1000 > ${promiseMs}::float8
      on conflict do nothing returning ticket_id)
    select t.id as "ticketId", t.letter || lpad(t.seq::text, greatest(3, length(t.seq::text)), '0') as number,
      t.service_id as "serviceId", extract(epoch from t.finished_at - t.taken_at)::int as "waitedS"
    from broken b join hall.tickets t on t.org_id = ${ctx.orgId} and t.id = b.ticket_id`.execute(ctx.tx);
  return rows;
}

export type ListedAlert = Omit<Alert, "title"> & {
  readonly title: Words;
  readonly before: CrowdMeasured | null;
  readonly after: CrowdMeasured | null;
};

export async function listAlerts(ctx: Context, hallId: string, day: string): Promise<readonly ListedAlert[]> {
  const iso = (column: string) =>
    sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);
  const { rows } = await sql<ListedAlert>`
    select a.id, a.kind, a.level, json_build_object('zh', a.title_zh, 'en', a.title_en) as title,
      case when a.proposal_zh is not null then json_build_object('zh', a.proposal_zh, 'en', a.proposal_en) end as proposal,
      a.proposed_window_id as "proposedWindowId", ${iso("a.raised_at")} as "raisedAt", ${iso("a.answer_by")} as "answerBy",
      a.accepted_name as "acceptedBy", ${iso("a.accepted_at")} as "acceptedAt", ${iso("a.closed_at")} as "closedAt", a.outcome,
      coalesce(w.number, a.source) as "where", a.measured->'before' as before, a.measured->'after' as after
    from hall.alerts a left join hall.windows w on w.org_id = a.org_id and w.id = a.window_id
    where a.org_id = ${ctx.orgId} and a.hall_id = ${hallId} and (a.raised_at at time zone 'Asia/Shanghai')::date = ${day}::date
    order by a.raised_at desc, a.id desc limit 500`.execute(ctx.tx);
  return rows;
}
