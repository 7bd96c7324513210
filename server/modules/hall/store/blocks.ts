/** SQL over the numbers set aside for kiosks, and over what was issued from them. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";
import { fromMs } from "./rows.ts";

/** `used` counts the numbers of the block that have been merged. */
export type Block = {
  readonly letter: string;
  readonly from: number;
  readonly to: number;
  readonly used: number;
};
export type ReservedBlock = Block & { readonly day: string; readonly reservedAt: Temporal.Instant };

export async function listBlocks(
  ctx: Context,
  hallId: string,
  day: string,
  deviceId: string,
): Promise<ReservedBlock[]> {
  const { rows } = await sql<ReservedBlock>`
    select b.letter, b.first as "from", b.last as "to", b.day::text as day, b.reserved_at as "reservedAt",
      (select count(*)::int from hall.tickets t where t.org_id = b.org_id and t.hall_id = b.hall_id and t.day = b.day
        and t.letter = b.letter and t.seq between b.first and b.last) as used
    from hall.number_blocks b
    where b.org_id = ${ctx.orgId} and b.hall_id = ${hallId} and b.day = ${day} and b.device_id = ${deviceId}
    order by b.letter, b.first`.execute(ctx.tx);
  return rows;
}

export async function insertBlock(
  ctx: Context,
  hallId: string,
  day: string,
  block: { letter: string; from: number; to: number; deviceId: string; at: number },
): Promise<void> {
  await sql`
    insert into hall.number_blocks (org_id, hall_id, day, letter, first, last, device_id, reserved_at)
    values (${ctx.orgId}, ${hallId}, ${day}, ${block.letter}, ${block.from}, ${block.to}, ${block.deviceId},
      ${fromMs(block.at)})`.execute(ctx.tx);
}

/** What stands in the way of an offline ticket: the same one merged before, its number, or its token. */
export type Issued = {
  readonly id: string;
  readonly day: string;
  readonly letter: string;
  readonly seq: number;
  readonly tokenHash: string;
};

export async function findIssued(
  ctx: Context,
  hallId: string,
  wanted: { ids: string[]; days: string[]; seqs: number[]; tokenHashes: string[] },
): Promise<Issued[]> {
  const { rows } = await sql<Issued>`
    select id, day::text as day, letter, seq, token_hash::text as "tokenHash" from hall.tickets
    where org_id = ${ctx.orgId} and (id = any (${wanted.ids}::uuid[]) or token_hash = any (${wanted.tokenHashes}::bytea[])
      or (hall_id = ${hallId} and day = any (${wanted.days}::date[]) and seq = any (${wanted.seqs}::int[])))`.execute(
    ctx.tx,
  );
  return rows;
}
