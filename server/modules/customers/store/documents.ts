/** SQL over the papers of customers and their pages. */
import { sql } from "kysely";
import type { z } from "zod";
import type { DocumentSide, documentState, VerifiedHow } from "../../../../contracts/customers/documents.ts";
import type { FileType } from "../../../../contracts/files.ts";
import type { Context } from "../../../foundation/context.ts";
import type { Dates } from "../rules/document-types.ts";

export type DocumentState = z.output<typeof documentState>;

export type PageRow = {
  readonly page: number;
  readonly side: DocumentSide;
  readonly sha256: string;
  readonly name: string;
  readonly type: FileType;
  readonly bytes: number;
  readonly width: number | null;
  readonly height: number | null;
};

export type DocumentRow = Dates & {
  readonly id: string;
  readonly customerId: string;
  readonly accountId: string | null;
  readonly type: string;
  readonly state: DocumentState;
  readonly withdrawnReason: string | null;
  readonly verifiedAt: Temporal.Instant | null;
  readonly verifiedByName: string | null;
  readonly verifiedHow: VerifiedHow | null;
  readonly addedAt: Temporal.Instant;
  readonly addedByName: string;
  readonly version: number;
  readonly files: readonly PageRow[];
};

const columns = sql`d.id, d.customer_id as "customerId", d.account_id as "accountId", d.type, d.state,
  d.issued_on::text as "issuedOn", d.expires_on::text as "expiresOn", d.is_long_term as "isLongTerm",
  d.withdrawn_reason as "withdrawnReason", d.verified_at as "verifiedAt", d.verified_by_name as "verifiedByName",
  d.verified_how as "verifiedHow", d.added_at as "addedAt", d.added_by_name as "addedByName", d.version,
  coalesce((select json_agg(json_build_object('page', p.page, 'side', p.side, 'sha256', encode(p.sha256, 'hex'),
      'name', p.name, 'type', f.type, 'bytes', f.bytes, 'width', f.width, 'height', f.height) order by p.page)
    from customers.document_files p join foundation.files f on f.org_id = p.org_id and f.sha256 = p.sha256
    where p.org_id = d.org_id and p.document_id = d.id), '[]') as files`;

/** One command on a customer's papers at a time: two that complete the same paper would each see it incomplete. */
export async function lockCustomer(ctx: Context, customerId: string): Promise<void> {
  await sql`select 1 from customers.customers where org_id = ${ctx.orgId} and id = ${customerId} for no key update`.execute(
    ctx.tx,
  );
}

/** The current ones first, then those being completed, then what is over; the newest first in each. */
export async function listRows(
  ctx: Context,
  customerId: string,
  states: readonly DocumentState[],
): Promise<DocumentRow[]> {
  const { rows } = await sql<DocumentRow>`
    select ${columns} from customers.documents d
    where d.org_id = ${ctx.orgId} and d.customer_id = ${customerId} and d.state = any (${states}::text[])
    order by array_position(array['current', 'incomplete', 'superseded', 'withdrawn'], d.state), d.added_at desc, d.id
    limit 500`.execute(ctx.tx);
  return rows;
}

/** Papers that were current on a day, whatever became of them later. */
export async function listCurrentOn(ctx: Context, customerId: string, day: string): Promise<DocumentRow[]> {
  const { rows } = await sql<DocumentRow>`
    select ${columns} from customers.documents d
    where d.org_id = ${ctx.orgId} and d.customer_id = ${customerId}
      and d.current_from <= ${day}::date and (d.current_to is null or d.current_to > ${day}::date)
    order by d.type, d.added_at, d.id limit 500`.execute(ctx.tx);
  return rows;
}

export async function findDocument(
  ctx: Context,
  customerId: string,
  id: string,
): Promise<DocumentRow | undefined> {
  const { rows } = await sql<DocumentRow>`
    select ${columns} from customers.documents d
    where d.org_id = ${ctx.orgId} and d.id = ${id} and d.customer_id = ${customerId}`.execute(ctx.tx);
  return rows[0];
}

export type NewDocument = Dates & {
  readonly id: string;
  readonly customerId: string;
  readonly accountId: string | null;
  readonly type: string;
  readonly isSingle: boolean;
  readonly addedByName: string;
};

/** Begins as incomplete; `completeDocument` makes it current. */
export async function insertDocument(ctx: Context, document: NewDocument): Promise<void> {
  const { id, customerId, accountId, type, isSingle, issuedOn, expiresOn, isLongTerm } = document;
  await sql`
    insert into customers.documents (org_id, id, customer_id, account_id, type, is_single, state, issued_on, expires_on,
      is_long_term, added_at, added_by_name)
    values (${ctx.orgId}, ${id}, ${customerId}, ${accountId}, ${type}, ${isSingle}, 'incomplete', ${issuedOn}, ${expiresOn},
      ${isLongTerm}, ${ctx.clock.now()}, ${document.addedByName})`.execute(ctx.tx);
}

export type NewPage = {
  readonly documentId: string;
  readonly page: number;
  readonly side: DocumentSide;
  readonly sha256: string;
  readonly name: string;
  readonly addedByName: string;
};

export async function insertPage(ctx: Context, given: NewPage): Promise<void> {
  const { documentId, page, side, sha256, name, addedByName } = given;
  await sql`
    insert into customers.document_files (org_id, document_id, page, side, sha256, name, added_at, added_by_name)
    values (${ctx.orgId}, ${documentId}, ${page}, ${side}, ${Buffer.from(sha256, "hex")}, ${name}, ${ctx.clock.now()},
      ${addedByName})`.execute(ctx.tx);
}

/** A side that is given again takes the place of the one before. */
export async function deletePage(ctx: Context, documentId: string, page: number): Promise<void> {
  await sql`delete from customers.document_files
    where org_id = ${ctx.orgId} and document_id = ${documentId} and page = ${page}`.execute(ctx.tx);
}

/** @returns the current paper of the same single type whose place `next` takes, marked as superseded */
export async function supersede(
  ctx: Context,
  next: Pick<DocumentRow, "id" | "customerId" | "accountId" | "type">,
  on: string,
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    update customers.documents set state = 'superseded', current_to = greatest(${on}::date, current_from),
      superseded_by = ${next.id}, version = version + 1
    where org_id = ${ctx.orgId} and customer_id = ${next.customerId} and type = ${next.type} and is_single
      and state = 'current' and account_id is not distinct from ${next.accountId} and id <> ${next.id}
    returning id`.execute(ctx.tx);
  return rows[0]?.id ?? null;
}

export async function completeDocument(ctx: Context, id: string, on: string): Promise<void> {
  await sql`update customers.documents set state = 'current', current_from = ${on}, version = version + 1
    where org_id = ${ctx.orgId} and id = ${id}`.execute(ctx.tx);
}

/** New dates or a new page: what was verified is another paper now. */
export async function saveDates(ctx: Context, id: string, dates: Dates): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    update customers.documents set issued_on = ${dates.issuedOn}, expires_on = ${dates.expiresOn},
      is_long_term = ${dates.isLongTerm}, verified_at = null, verified_by = null, verified_by_name = null,
      verified_how = null, version = version + 1
    where org_id = ${ctx.orgId} and id = ${id} returning version`.execute(ctx.tx);
  return rows[0]?.version ?? 0;
}

export async function saveVerified(
  ctx: Context,
  id: string,
  by: { readonly id: string; readonly name: string },
  how: VerifiedHow,
): Promise<void> {
  await sql`update customers.documents set verified_at = ${ctx.clock.now()}, verified_by = ${by.id},
      verified_by_name = ${by.name}, verified_how = ${how}, version = version + 1
    where org_id = ${ctx.orgId} and id = ${id}`.execute(ctx.tx);
}

export async function saveWithdrawn(ctx: Context, id: string, reason: string, on: string): Promise<void> {
  await sql`update customers.documents set state = 'withdrawn', withdrawn_reason = ${reason}, version = version + 1,
      current_to = case when current_from is null then null else greatest(${on}::date, current_from) end
    where org_id = ${ctx.orgId} and id = ${id}`.execute(ctx.tx);
}

/** Whether there is such a paper of any customer of the company. */
export async function documentExists(ctx: Context, id: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from customers.documents where org_id = ${ctx.orgId} and id = ${id}`.execute(ctx.tx);
  return rows.length > 0;
}
