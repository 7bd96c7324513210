/** SQL over reminders, warnings and supervision. What hides from the accused hides here, too (row-level security). */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";
import type { Level } from "../care/levels.ts";

export type SupervisionRow = {
  readonly id: string;
  readonly orderId: string;
  readonly level: Level;
  readonly trigger: string;
  readonly cause: string;
  readonly clockId: string | null;
  readonly reasonZh: string;
  readonly reasonEn: string;
  readonly demanded: string;
  readonly receivers: readonly string[];
  readonly receiverNames: string;
  readonly at: Temporal.Instant;
  readonly notifyAt: Temporal.Instant;
  readonly byId: string | null;
  readonly byName: string;
  readonly answerClockId: string | null;
  readonly answerBy: Temporal.Instant | null;
  readonly answer: string | null;
  readonly answeredAt: Temporal.Instant | null;
  readonly answeredBy: string | null;
  readonly answeredByName: string | null;
  readonly result: "accepted" | "rejected" | null;
  readonly resultNote: string | null;
  readonly verifiedByName: string | null;
  readonly counts: boolean;
};

const columns = sql`id, order_id as "orderId", level, trigger, cause, clock_id as "clockId", reason_zh as "reasonZh",
  reason_en as "reasonEn", demanded, receivers, receiver_names as "receiverNames", at, notify_at as "notifyAt",
  by_id as "byId", by_name as "byName", answer_clock_id as "answerClockId", answer_by as "answerBy", answer,
  answered_at as "answeredAt", answered_by as "answeredBy", answered_by_name as "answeredByName", result,
  result_note as "resultNote", verified_by_name as "verifiedByName", counts`;

export type NewSupervision = Omit<
  SupervisionRow,
  "answer" | "answeredAt" | "answeredBy" | "answeredByName" | "result" | "resultNote" | "verifiedByName"
>;

/** @returns false when the same cause has raised one before */
export async function insertSupervision(ctx: Context, row: NewSupervision): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into orders.supervisions (org_id, order_id, id, level, trigger, cause, clock_id, reason_zh, reason_en, demanded,
      receivers, receiver_names, at, notify_at, by_id, by_name, answer_clock_id, answer_by, counts)
    values (${ctx.orgId}, ${row.orderId}, ${row.id}, ${row.level}, ${row.trigger}, ${row.cause}, ${row.clockId},
      ${row.reasonZh}, ${row.reasonEn}, ${row.demanded}, ${row.receivers}::uuid[], ${row.receiverNames}, ${row.at},
      ${row.notifyAt}, ${row.byId}, ${row.byName}, ${row.answerClockId}, ${row.answerBy}, ${row.counts})
    on conflict (org_id, order_id, cause) do nothing`.execute(ctx.tx);
  return numAffectedRows === 1n;
}

/** Oldest first. */
export async function listOfOrder(ctx: Context, orderId: string): Promise<readonly SupervisionRow[]> {
  const { rows } = await sql<SupervisionRow>`
    select ${columns} from orders.supervisions where org_id = ${ctx.orgId} and order_id = ${orderId}
    order by at, id limit 500`.execute(ctx.tx);
  return rows;
}

export async function findSupervision(
  ctx: Context,
  orderId: string,
  id: string,
): Promise<SupervisionRow | undefined> {
  const { rows } = await sql<SupervisionRow>`
    select ${columns} from orders.supervisions
    where org_id = ${ctx.orgId} and order_id = ${orderId} and id = ${id}`.execute(ctx.tx);
  return rows[0];
}

/** Told to this person, or waiting for an answer somewhere in these units; what waits longest first, then the newest. */
export async function listForPerson(
  ctx: Context,
  { staffId, unitIds, limit }: { staffId: string; unitIds: readonly string[] | null; limit: number },
): Promise<readonly SupervisionRow[]> {
  const whose =
    unitIds === null
      ? sql`s.receivers @> array[${staffId}]::uuid[]`
      : sql`s.answer_clock_id is not null and s.answered_at is null and o.unit_id = any (${unitIds}::uuid[])`;
  const { rows } = await sql<SupervisionRow>`
    select ${columns} from orders.supervisions where org_id = ${ctx.orgId} and id = any (
      select s.id from orders.supervisions s join orders.orders o on o.org_id = s.org_id and o.id = s.order_id
      where s.org_id = ${ctx.orgId} and ${whose}
      order by (s.answer_clock_id is not null and s.answered_at is null) desc, s.answer_by, s.at desc limit ${limit})
    order by (answer_clock_id is not null and answered_at is null) desc, answer_by, at desc`.execute(ctx.tx);
  return rows;
}

/** What this person has to answer, the soonest due first; by the index `supervisions_owed`, however many he was ever told. */
export async function listOwedBy(
  ctx: Context,
  staffId: string,
  limit: number,
): Promise<readonly SupervisionRow[]> {
  const { rows } = await sql<SupervisionRow>`
    select ${columns} from orders.supervisions
    where org_id = ${ctx.orgId} and receivers @> array[${staffId}]::uuid[] and answer_clock_id is not null
      and answered_at is null
    order by answer_by, at, id limit ${limit}`.execute(ctx.tx);
  return rows;
}

export async function saveAnswer(
  ctx: Context,
  id: string,
  { answer, by }: { answer: string; by: { id: string | null; name: string } },
): Promise<void> {
  await sql`
    update orders.supervisions set answer = ${answer}, answered_at = ${ctx.clock.now()}, answered_by = ${by.id},
      answered_by_name = ${by.name}
    where org_id = ${ctx.orgId} and id = ${id}`.execute(ctx.tx);
}

export async function saveVerdict(
  ctx: Context,
  id: string,
  {
    result,
    note,
    by,
  }: { result: "accepted" | "rejected"; note: string; by: { id: string | null; name: string } },
): Promise<void> {
  await sql`
    update orders.supervisions set result = ${result}, result_note = ${note}, verified_at = ${ctx.clock.now()},
      verified_by = ${by.id}, verified_by_name = ${by.name}
    where org_id = ${ctx.orgId} and id = ${id}`.execute(ctx.tx);
}
