/** SQL over what a company changed of the catalogue of orders. */
import { sql } from "kysely";
import type { Context, StaffActor } from "../../../foundation/context.ts";
import type { CatalogueKind } from "../catalogue/order-catalogue.ts";

export type OwnRow = {
  readonly id: string;
  readonly kind: CatalogueKind;
  readonly code: string;
  readonly content: Readonly<Record<string, unknown>>;
  readonly state: "proposed" | "released" | "withdrawn";
  readonly validFrom: string;
  readonly note: string;
  readonly version: number;
  readonly editors: readonly string[];
  readonly proposedAt: Temporal.Instant;
  readonly proposedByName: string;
  readonly releasedAt: Temporal.Instant | null;
  readonly releasedByName: string | null;
  readonly withdrawnAt: Temporal.Instant | null;
  readonly withdrawnByName: string | null;
  readonly withdrawnWhy: string | null;
  /** Of a type: the checks that were shipped for it when this was written. */
  readonly seenChecks: readonly string[] | null;
};

const columns = sql`id, kind, code, content, state, valid_from::text as "validFrom", note, version, editors,
  proposed_at as "proposedAt", proposed_by_name as "proposedByName", released_at as "releasedAt",
  released_by_name as "releasedByName", withdrawn_at as "withdrawnAt", withdrawn_by_name as "withdrawnByName",
  withdrawn_why as "withdrawnWhy", seen_checks as "seenChecks"`;

/** Zero while the company has changed nothing. */
export async function readHead(ctx: Context): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    select version from orders.catalogue_heads where org_id = ${ctx.orgId}`.execute(ctx.tx);
  return rows[0]?.version ?? 0;
}

/** One change at a time: what is checked against the rest of the catalogue holds until the commit. */
export async function lockHead(ctx: Context): Promise<void> {
  await sql`insert into orders.catalogue_heads (org_id) values (${ctx.orgId}) on conflict do nothing`.execute(
    ctx.tx,
  );
  await sql`select from orders.catalogue_heads where org_id = ${ctx.orgId} for update`.execute(ctx.tx);
}

export async function bumpHead(ctx: Context): Promise<void> {
  await sql`update orders.catalogue_heads set version = version + 1 where org_id = ${ctx.orgId}`.execute(
    ctx.tx,
  );
}

/** All that ever was, oldest first. A company changes some dozens of rows in its life. */
export async function listOwn(ctx: Context): Promise<readonly OwnRow[]> {
  const { rows } = await sql<OwnRow>`
    select ${columns} from orders.catalogue_rows where org_id = ${ctx.orgId} order by proposed_at, id`.execute(
    ctx.tx,
  );
  return rows;
}

export async function findOwn(ctx: Context, id: string): Promise<OwnRow | undefined> {
  const { rows } = await sql<OwnRow>`
    select ${columns} from orders.catalogue_rows where org_id = ${ctx.orgId} and id = ${id}`.execute(ctx.tx);
  return rows[0];
}

export type Proposal = Pick<OwnRow, "id" | "kind" | "code" | "content" | "validFrom" | "note" | "seenChecks">;

export async function insertProposal(ctx: Context, row: Proposal, by: StaffActor): Promise<void> {
  await sql`insert into orders.catalogue_rows (org_id, id, kind, code, content, valid_from, note, editors, proposed_at,
      proposed_by_name, seen_checks)
    values (${ctx.orgId}, ${row.id}, ${row.kind}, ${row.code}, ${JSON.stringify(row.content)}::jsonb, ${row.validFrom},
      ${row.note}, array[${by.id}::uuid], ${ctx.clock.now()}, ${by.name},
      ${row.seenChecks}::text[])`.execute(ctx.tx);
}

export async function updateProposal(ctx: Context, row: Proposal, by: StaffActor): Promise<void> {
  await sql`update orders.catalogue_rows set content = ${JSON.stringify(row.content)}::jsonb, valid_from = ${row.validFrom},
      note = ${row.note}, seen_checks = ${row.seenChecks}::text[], proposed_at = ${ctx.clock.now()}, proposed_by_name = ${by.name}, version = version + 1,
      editors = case when ${by.id}::uuid = any (editors) then editors else editors || ${by.id}::uuid end
    where org_id = ${ctx.orgId} and id = ${row.id} and state = 'proposed'`.execute(ctx.tx);
}

/** The database refuses whoever had a hand in it. */
export async function markReleased(ctx: Context, id: string, by: StaffActor): Promise<void> {
  await sql`update orders.catalogue_rows set state = 'released', released_at = ${ctx.clock.now()}, released_by = ${by.id},
      released_by_name = ${by.name}, version = version + 1
    where org_id = ${ctx.orgId} and id = ${id} and state = 'proposed'`.execute(ctx.tx);
}

/** A proposal that is dropped, or what was released. */
export async function markWithdrawn(ctx: Context, id: string, by: StaffActor, why: string): Promise<void> {
  await sql`update orders.catalogue_rows set state = 'withdrawn', withdrawn_at = ${ctx.clock.now()},
      withdrawn_by_name = ${by.name}, withdrawn_why = ${why}, version = version + 1
    where org_id = ${ctx.orgId} and id = ${id} and state <> 'withdrawn'`.execute(ctx.tx);
}
