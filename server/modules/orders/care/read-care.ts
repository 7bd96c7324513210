/** All that is done about an order beside its process, for its page. */
import type { AnswerOf } from "../../../../contracts/endpoint.ts";
import type { readCare as endpoint } from "../../../../contracts/orders.ts";
import type { Context } from "../../../foundation/context.ts";
import { Problem } from "../../../foundation/problem.ts";
import * as consults from "../store/care-consults.ts";
import * as links from "../store/care-links.ts";
import * as promises from "../store/care-promises.ts";
import * as supervision from "../store/care-supervision.ts";
import * as urges from "../store/care-urges.ts";
import * as visits from "../store/care-visits.ts";
import { listLines } from "../store/read-lines.ts";
import { consultationAnswer } from "./consultation-answer.ts";
import { supervisionAnswer } from "./supervision-answer.ts";
import { urgeAnswer } from "./urge-answer.ts";

/** @throws thing.not_found, also for those whom the order is about */
export async function readCare(ctx: Context, orderId: string): Promise<AnswerOf<typeof endpoint>> {
  if ((await listLines(ctx, [orderId])).length === 0) throw new Problem("thing.not_found");
  return {
    supervisions: (await supervision.listOfOrder(ctx, orderId)).map((row) => supervisionAnswer(ctx, row)),
    urges: (await urges.listUrges(ctx, orderId)).map((row) => urgeAnswer(ctx, row)),
    refusals: (await visits.listRefusals(ctx, orderId)).map((row) => ({ ...row, at: row.at.toString() })),
    visits: (await visits.listVisits(ctx, orderId)).map(({ answers: _, ...row }) => ({
      ...row,
      at: row.at.toString(),
    })),
    commitments: (await promises.listCommitments(ctx, orderId)).map(({ byId: _, ...row }) => ({
      ...row,
      dueAt: row.dueAt.toString(),
      at: row.at.toString(),
      settledAt: text(row.settledAt),
    })),
    outcome: await outcomeOf(ctx, orderId),
    extensions: (await promises.listExtensions(ctx, orderId)).map((row) => ({
      ...row,
      at: row.at.toString(),
    })),
    overdueReasons: (await promises.listOverdueReasons(ctx, orderId)).map((row) => ({
      ...row,
      at: row.at.toString(),
    })),
    consultations: (await consults.listConsultations(ctx, orderId)).map((row) =>
      consultationAnswer(ctx, row),
    ),
    appeals: (await consults.listAppeals(ctx, orderId)).map(({ byId: _, ...row }) => ({
      ...row,
      proofs: [...row.proofs],
      at: row.at.toString(),
      decideBy: row.decideBy.toString(),
      decidedAt: text(row.decidedAt),
      isLate: Temporal.Instant.compare(row.decidedAt ?? ctx.clock.now(), row.decideBy) > 0,
    })),
    links: (await links.listLinks(ctx, orderId)).map(linkAnswer),
  };
}

const text = (at: Temporal.Instant | null) => at?.toString() ?? null;

const linkAnswer = (row: links.LinkRow) => ({
  id: row.id,
  orderId: row.orderId,
  mainId: row.mainId,
  kind: row.kind,
  reasonCode: row.reasonCode,
  reason: row.reason,
  proof: row.proof,
  at: row.at.toString(),
  byName: row.byName,
  countsAs: row.countsAs,
  arrivedAt: text(row.arrivedAt),
  restoredAt: text(row.restoredAt),
  endedAt: text(row.endedAt),
  endedReason: row.endedReason,
});

/** With how many days later than expected it was delivered; fewer than none: earlier. */
async function outcomeOf(ctx: Context, orderId: string) {
  const row = await promises.findOutcome(ctx, orderId);
  if (!row) return null;
  const { expectedOn, deliveredOn } = row;
  const daysLate =
    expectedOn && deliveredOn
      ? Temporal.PlainDate.from(expectedOn).until(deliveredOn, { largestUnit: "days" }).days
      : null;
  return { ...row, daysLate };
}
