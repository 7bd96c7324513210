/** SQL over consultations and appeals. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";

export type AnswerRow = {
  readonly staffId: string;
  readonly staffName: string;
  readonly post: string;
  readonly answer: string | null;
  readonly answeredAt: Temporal.Instant | null;
};
export type ConsultRow = {
  readonly id: string;
  readonly orderId: string;
  readonly question: string;
  readonly at: Temporal.Instant;
  readonly byId: string;
  readonly byName: string;
  readonly clockId: string;
  readonly answerBy: Temporal.Instant;
  readonly notifyAt: Temporal.Instant;
  readonly summary: string | null;
  readonly closedAt: Temporal.Instant | null;
  readonly closedByName: string | null;
};
export type Consultation = ConsultRow & { readonly answers: readonly AnswerRow[] };

const columns = sql`id, order_id as "orderId", question, at, by_id as "byId", by_name as "byName", clock_id as "clockId",
  answer_by as "answerBy", notify_at as "notifyAt", summary, closed_at as "closedAt", closed_by_name as "closedByName"`;

async function withAnswers(ctx: Context, rows: readonly ConsultRow[]): Promise<Consultation[]> {
  const { rows: answers } = await sql<AnswerRow & { consultationId: string }>`
    select consultation_id as "consultationId", staff_id as "staffId", staff_name as "staffName", post, answer,
      answered_at as "answeredAt"
    from orders.answers where org_id = ${ctx.orgId} and consultation_id = any (${rows.map(({ id }) => id)}::uuid[])
    order by staff_name, staff_id`.execute(ctx.tx);
  return rows.map((row) => ({
    ...row,
    answers: answers
      .filter(({ consultationId }) => consultationId === row.id)
      .map(({ consultationId: _, ...answer }) => answer),
  }));
}

/** Oldest first. */
export async function listConsultations(ctx: Context, orderId: string): Promise<Consultation[]> {
  const { rows } = await sql<ConsultRow>`
    select ${columns} from orders.consultations where org_id = ${ctx.orgId} and order_id = ${orderId}
    order by at, id limit 100`.execute(ctx.tx);
  return withAnswers(ctx, rows);
}

/** Those that wait for this person's answer, the soonest due first. */
export async function listAsked(ctx: Context, staffId: string, limit: number): Promise<Consultation[]> {
  const { rows } = await sql<ConsultRow>`
    select ${columns} from orders.consultations where org_id = ${ctx.orgId} and closed_at is null and id in (
      select consultation_id from orders.answers
      where org_id = ${ctx.orgId} and staff_id = ${staffId} and answered_at is null)
    order by answer_by, id limit ${limit}`.execute(ctx.tx);
  return withAnswers(ctx, rows);
}

export async function insertConsultation(
  ctx: Context,
  made: Omit<ConsultRow, "summary" | "closedAt" | "closedByName">,
  asked: readonly { readonly id: string; readonly name: string; readonly post: string }[],
): Promise<void> {
  await sql`
    insert into orders.consultations (org_id, order_id, id, question, at, by_id, by_name, clock_id, answer_by, notify_at)
    values (${ctx.orgId}, ${made.orderId}, ${made.id}, ${made.question}, ${made.at}, ${made.byId}, ${made.byName},
      ${made.clockId}, ${made.answerBy}, ${made.notifyAt})`.execute(ctx.tx);
  for (const { id, name, post } of asked)
    await sql`
      insert into orders.answers (org_id, order_id, consultation_id, staff_id, staff_name, post)
      values (${ctx.orgId}, ${made.orderId}, ${made.id}, ${id}, ${name}, ${post})`.execute(ctx.tx);
}

export async function saveAnswer(
  ctx: Context,
  consultationId: string,
  staffId: string,
  answer: string,
): Promise<void> {
  await sql`
    update orders.answers set answer = ${answer}, answered_at = ${ctx.clock.now()}
    where org_id = ${ctx.orgId} and consultation_id = ${consultationId} and staff_id = ${staffId}`.execute(
    ctx.tx,
  );
}

export async function closeConsultation(
  ctx: Context,
  id: string,
  { summary, byName }: { summary: string; byName: string },
): Promise<void> {
  await sql`
    update orders.consultations set summary = ${summary}, closed_at = ${ctx.clock.now()}, closed_by_name = ${byName}
    where org_id = ${ctx.orgId} and id = ${id}`.execute(ctx.tx);
}

export type AppealRow = {
  readonly id: string;
  readonly kind: "class" | "responsibility";
  readonly ground: string;
  readonly purpose: string;
  readonly proofs: readonly string[];
  readonly at: Temporal.Instant;
  readonly byId: string;
  readonly byName: string;
  readonly decideBy: Temporal.Instant;
  readonly decidedAt: Temporal.Instant | null;
  readonly decidedByName: string | null;
  readonly isUpheld: boolean | null;
  readonly note: string | null;
};

/** Oldest first. */
export async function listAppeals(ctx: Context, orderId: string): Promise<readonly AppealRow[]> {
  const { rows } = await sql<AppealRow>`
    select id, kind, ground, purpose, proofs, at, by_id as "byId", by_name as "byName", decide_by as "decideBy",
      decided_at as "decidedAt", decided_by_name as "decidedByName", is_upheld as "isUpheld", note
    from orders.appeals where org_id = ${ctx.orgId} and order_id = ${orderId} order by at, id limit 50`.execute(
    ctx.tx,
  );
  return rows;
}

export async function insertAppeal(
  ctx: Context,
  orderId: string,
  made: Pick<AppealRow, "id" | "kind" | "ground" | "purpose" | "proofs" | "byId" | "byName" | "decideBy">,
): Promise<void> {
  await sql`
    insert into orders.appeals (org_id, order_id, id, kind, ground, purpose, proofs, at, by_id, by_name, decide_by)
    values (${ctx.orgId}, ${orderId}, ${made.id}, ${made.kind}, ${made.ground}, ${made.purpose}, ${made.proofs}::uuid[],
      ${ctx.clock.now()}, ${made.byId}, ${made.byName}, ${made.decideBy})`.execute(ctx.tx);
}

export async function decideAppeal(
  ctx: Context,
  id: string,
  { isUpheld, note, byId, byName }: { isUpheld: boolean; note: string; byId: string; byName: string },
): Promise<void> {
  await sql`
    update orders.appeals set decided_at = ${ctx.clock.now()}, decided_by = ${byId}, decided_by_name = ${byName},
      is_upheld = ${isUpheld}, note = ${note}
    where org_id = ${ctx.orgId} and id = ${id}`.execute(ctx.tx);
}
