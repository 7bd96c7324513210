/** SQL of papers that lie before a customer on a window's evaluator. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";
import { rowFrom } from "../store/rows.ts";

export type PadAsk = {
  readonly id: string;
  readonly orderId: string;
  readonly paperId: string;
  readonly hallId: string;
  readonly windowId: string;
  readonly windowNumber: string;
  readonly slot: string;
  readonly signerName: string;
  readonly documentHash: string;
  readonly askedAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
  readonly byId: string;
  readonly byName: string;
};

/** @returns false when another clerk's paper came to this pad in the same moment */
export async function insertAsk(ctx: Context, ask: PadAsk): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into orders.sign_asks (org_id, id, order_id, paper_id, hall_id, window_id, window_number, slot, signer_name,
      document_hash, state, asked_at, expires_at, by_id, by_name)
    values (${ctx.orgId}, ${ask.id}, ${ask.orderId}, ${ask.paperId}, ${ask.hallId}, ${ask.windowId}, ${ask.windowNumber},
      ${ask.slot}, ${ask.signerName}, ${ask.documentHash}, 'asked', ${ask.askedAt}, ${ask.expiresAt}, ${ask.byId},
      ${ask.byName})
    on conflict (org_id, window_id) where state = 'asked' do nothing`.execute(ctx.tx);
  return numAffectedRows === 1n;
}

export type AskEnd = "signed" | "declined" | "ended";

export async function endAsksOfWindow(ctx: Context, windowId: string): Promise<void> {
  await sql`
    update orders.sign_asks set state = 'ended', ended_at = ${ctx.clock.now()}
    where org_id = ${ctx.orgId} and window_id = ${windowId} and state = 'asked'`.execute(ctx.tx);
}

/** @returns the windows at which the paper lay */
export async function endAsksOfPaper(ctx: Context, paperId: string): Promise<string[]> {
  const { rows } = await sql<{ windowId: string }>`
    update orders.sign_asks set state = 'ended', ended_at = ${ctx.clock.now()}
    where org_id = ${ctx.orgId} and paper_id = ${paperId} and state = 'asked' returning window_id as "windowId"`.execute(
    ctx.tx,
  );
  return rows.map(({ windowId }) => windowId);
}

/** Once: of two who end it, one does. */
export async function endAsk(ctx: Context, askId: string, state: AskEnd): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update orders.sign_asks set state = ${state}, ended_at = ${ctx.clock.now()}
    where org_id = ${ctx.orgId} and id = ${askId} and state = 'asked'`.execute(ctx.tx);
  return numAffectedRows === 1n;
}

/** What lies on the pad of a window and has not run out. */
export async function findAskAt(ctx: Context, windowId: string): Promise<PadAsk | undefined> {
  const { rows } = await sql<{ ask: unknown }>`
    select to_jsonb(a) as ask from orders.sign_asks a
    where a.org_id = ${ctx.orgId} and a.window_id = ${windowId} and a.state = 'asked' and a.expires_at > ${ctx.clock.now()}`.execute(
    ctx.tx,
  );
  return rows[0] && rowFrom<PadAsk>(rows[0].ask);
}
