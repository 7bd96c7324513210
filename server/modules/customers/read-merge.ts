/** Merges as the reviewer sees them: both customers side by side, why they may be one, and what would move. */
import type { CustomerLine, readMerge as endpoint, MergeSummary } from "../../../contracts/customers.ts";
import type { AnswerOf } from "../../../contracts/endpoint.ts";
import { type Context, staffOf } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { customerLines } from "./customer-lines.ts";
import { readFound } from "./read-found.ts";
import { compare } from "./rules/duplicates.ts";
import { countSides } from "./store/merge-sides.ts";
import { findMerge, listMerges as listRows, type MergeRow } from "./store/merges.ts";

const pageMost = 50;

export async function listMerges(ctx: Context, state: MergeRow["state"], after: string | null) {
  const rows = await listRows(ctx, state, after, pageMost + 1);
  const shown = rows.slice(0, pageMost);
  const lines = await linesOf(ctx, shown);
  return {
    merges: shown.map((row) => summaryOf(row, lines)),
    next: rows.length > pageMost ? (shown.at(-1)?.id ?? null) : null,
  };
}

/** @throws thing.not_found */
export async function readMerge(ctx: Context, mergeId: string): Promise<AnswerOf<typeof endpoint>> {
  const row = await findMerge(ctx, mergeId);
  if (!row) throw new Problem("thing.not_found");
  const merge = summaryOf(row, await linesOf(ctx, [row]));
  const found = await readFound(ctx, [row.loserId, row.winnerId]);
  const [one, other] = found.map(({ bornOn, findable }) => ({ ...findable, bornOn }));
  // Once one is part of the other there is nothing left to compare.
  const { score, reasons } = one && other ? compare(one, other) : { score: 0, reasons: [] };
  const { id } = staffOf(ctx);
  return {
    merge,
    score,
    reasons: [...reasons],
    counts: await countSides(ctx, row),
    mayDecide: row.state === "proposed" && row.proposedBy !== id,
    mayUndo: row.state === "done",
  };
}

async function linesOf(ctx: Context, rows: readonly MergeRow[]): Promise<ReadonlyMap<string, CustomerLine>> {
  const ids = [...new Set(rows.flatMap(({ loserId, winnerId }) => [loserId, winnerId]))];
  return new Map((await customerLines(ctx, ids)).map((line) => [line.id, line]));
}

function summaryOf(row: MergeRow, lines: ReadonlyMap<string, CustomerLine>): MergeSummary {
  const { loserId, winnerId, proposedBy: _, ...rest } = row;
  const [loser, winner] = [lines.get(loserId), lines.get(winnerId)];
  if (!loser || !winner) throw new TypeError("a merge names a customer that is not there");
  return {
    ...rest,
    loser,
    winner,
    proposedAt: row.proposedAt.toString(),
    decidedAt: row.decidedAt?.toString() ?? null,
    undoneAt: row.undoneAt?.toString() ?? null,
  };
}
