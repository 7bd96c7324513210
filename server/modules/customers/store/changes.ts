/** SQL over requests to change what identifies a customer. */
import { sql } from "kysely";
import type { z } from "zod";
import type { changeField, changeState, PersonalKind } from "../../../../contracts/customers.ts";
import type { Context } from "../../../foundation/context.ts";

export type ChangeRow = {
  readonly id: string;
  readonly customerId: string;
  readonly field: z.output<typeof changeField>;
  readonly kind: PersonalKind | null;
  readonly replacesId: string | null;
  readonly isEnding: boolean;
  readonly beforeText: string | null;
  readonly afterText: string | null;
  readonly sealed: Buffer | null;
  readonly label: string | null;
  readonly holdsFrom: Temporal.PlainDate;
  readonly reason: string;
  readonly evidence: string | null;
  readonly documentId: string | null;
  readonly state: z.output<typeof changeState>;
  readonly askedAt: Temporal.Instant;
  readonly askedBy: string;
  readonly askedByName: string;
  readonly decidedAt: Temporal.Instant | null;
  readonly decidedByName: string | null;
  readonly note: string | null;
};
/** With what there is now, to see whether the request still fits. */
export type ChangeView = ChangeRow & {
  readonly nameNow: string;
  readonly creditCodeNow: string | null;
  readonly replaced: { readonly id: string; readonly sealed: Buffer; readonly isOpen: boolean } | null;
};

const columns = sql`r.id, r.customer_id as "customerId", r.field, r.kind, r.replaces_id as "replacesId",
  r.is_ending as "isEnding", r.before_text as "beforeText", r.after_text as "afterText", r.sealed, r.label,
  r.holds_from as "holdsFrom", r.reason, r.evidence, r.document_id as "documentId", r.state, r.asked_at as "askedAt",
  r.asked_by as "askedBy", r.asked_by_name as "askedByName", r.decided_at as "decidedAt",
  r.decided_by_name as "decidedByName", r.note`;

export type NewChange = Omit<
  ChangeRow,
  "state" | "askedAt" | "decidedAt" | "decidedByName" | "note" | "holdsFrom"
> & {
  readonly holdsFrom: string;
  readonly keyVersion: number | null;
};

export async function insertChange(ctx: Context, row: NewChange): Promise<void> {
  await sql`insert into customers.change_requests (org_id, id, customer_id, field, kind, replaces_id, is_ending, before_text,
      after_text, sealed, key_version, label, holds_from, reason, evidence, document_id, state, asked_at, asked_by, asked_by_name)
    values (${ctx.orgId}, ${row.id}, ${row.customerId}, ${row.field}, ${row.kind}, ${row.replacesId}, ${row.isEnding},
      ${row.beforeText}, ${row.afterText}, ${row.sealed}, ${row.keyVersion}, ${row.label}, ${row.holdsFrom}, ${row.reason},
      ${row.evidence}, ${row.documentId}, 'open', ${ctx.clock.now()}, ${row.askedBy}, ${row.askedByName})`.execute(
    ctx.tx,
  );
}

export async function lockChange(ctx: Context, id: string): Promise<ChangeRow | undefined> {
  const { rows } = await sql<ChangeRow>`select ${columns} from customers.change_requests r
    where r.org_id = ${ctx.orgId} and r.id = ${id} for update`.execute(ctx.tx);
  return rows[0];
}

export async function decideChange(
  ctx: Context,
  id: string,
  verdict: { state: ChangeRow["state"]; by: string; byName: string; note: string | null },
): Promise<void> {
  await sql`update customers.change_requests set state = ${verdict.state}, decided_at = ${ctx.clock.now()},
      decided_by = ${verdict.by}, decided_by_name = ${verdict.byName}, note = ${verdict.note}
    where org_id = ${ctx.orgId} and id = ${id}`.execute(ctx.tx);
}

type Filter = {
  readonly state: ChangeRow["state"] | null;
  readonly customerId: string | null;
  readonly after: string | null;
};

/** The newest first; ids are in the order of asking. */
export async function listChanges(
  ctx: Context,
  filter: Filter,
  most: number,
): Promise<readonly ChangeView[]> {
  const { state, customerId, after } = filter;
  const { rows } = await sql<ChangeView & { replacedSealed: Buffer | null; replacedOpen: boolean | null }>`
    select ${columns}, c.name as "nameNow", c.credit_code as "creditCodeNow", f.sealed as "replacedSealed",
      f.valid_to is null as "replacedOpen"
    from customers.change_requests r
    join customers.customers c on c.org_id = r.org_id and c.id = r.customer_id
    left join customers.personal_fields f on f.org_id = r.org_id and f.id = r.replaces_id
    where r.org_id = ${ctx.orgId} and (${state}::text is null or r.state = ${state})
      and (${customerId}::uuid is null or r.customer_id = ${customerId}) and (${after}::uuid is null or r.id < ${after}::uuid)
    order by r.id desc limit ${most}`.execute(ctx.tx);
  return rows.map(({ replacedSealed: sealed, replacedOpen, ...row }) => ({
    ...row,
    replaced: row.replacesId && sealed ? { id: row.replacesId, sealed, isOpen: replacedOpen === true } : null,
  }));
}

/** Whether the paper is one of the customer's that can be shown. */
export async function hasDocument(ctx: Context, customerId: string, documentId: string): Promise<boolean> {
  const { rows } =
    await sql`select from customers.documents where org_id = ${ctx.orgId} and id = ${documentId}
    and customer_id = ${customerId} and state in ('incomplete', 'current')`.execute(ctx.tx);
  return rows.length > 0;
}

export async function saveName(
  ctx: Context,
  customerId: string,
  name: string,
  from: string,
  by: string,
): Promise<void> {
  await sql`update customers.customers set name = ${name}, valid_from = ${from}, version = version + 1,
      updated_at = ${ctx.clock.now()}, updated_by = ${by}
    where org_id = ${ctx.orgId} and id = ${customerId}`.execute(ctx.tx);
}

export async function saveCreditCode(
  ctx: Context,
  customerId: string,
  code: string,
  from: string,
  by: string,
): Promise<void> {
  await sql`update customers.customers set credit_code = ${code}, valid_from = ${from}, version = version + 1,
      updated_at = ${ctx.clock.now()}, updated_by = ${by}
    where org_id = ${ctx.orgId} and id = ${customerId}`.execute(ctx.tx);
}

/** What an identity card says; for a person only. */
export async function saveBirth(
  ctx: Context,
  customerId: string,
  { bornOn, gender, from }: { bornOn: string; gender: "female" | "male"; from: string },
): Promise<void> {
  await sql`update customers.customers set born_on = ${bornOn}, gender = ${gender},
      valid_from = greatest(valid_from, ${from}::date), version = version + 1
    where org_id = ${ctx.orgId} and id = ${customerId} and kind = 'individual'
      and (born_on, gender) is distinct from (${bornOn}::date, ${gender})`.execute(ctx.tx);
}
