/** How a consultation looks to whoever may see the order: with who is late. */
import type { Consultation as Answer } from "../../../../contracts/orders.ts";
import type { Context } from "../../../foundation/context.ts";
import type { Consultation } from "../store/care-consults.ts";

export const consultationAnswer = (ctx: Context, row: Consultation): Answer => ({
  id: row.id,
  orderId: row.orderId,
  question: row.question,
  at: row.at.toString(),
  byName: row.byName,
  answerBy: row.answerBy.toString(),
  answers: row.answers.map((one) => ({
    ...one,
    answeredAt: one.answeredAt?.toString() ?? null,
    isLate: Temporal.Instant.compare(one.answeredAt ?? row.closedAt ?? ctx.clock.now(), row.answerBy) > 0,
  })),
  summary: row.summary,
  closedAt: row.closedAt?.toString() ?? null,
  closedByName: row.closedByName,
});
