/** What the caller is asked and has not answered yet. */
import type { AnswerOf } from "../../../../contracts/endpoint.ts";
import type { listConsultations as endpoint } from "../../../../contracts/orders.ts";
import { type Context, staffOf } from "../../../foundation/context.ts";
import { orderLines } from "../read/lines.ts";
import { listAsked } from "../store/care-consults.ts";
import { consultationAnswer } from "./consultation-answer.ts";

export async function listConsultations(ctx: Context, limit: number): Promise<AnswerOf<typeof endpoint>> {
  const rows = await listAsked(ctx, staffOf(ctx).id, limit);
  const lines = await orderLines(ctx, [...new Set(rows.map(({ orderId }) => orderId))]);
  const byId = new Map(lines.map((line) => [line.id, line]));
  return {
    consultations: rows.flatMap((row) => {
      const order = byId.get(row.orderId);
      return order ? [{ consultation: consultationAnswer(ctx, row), order }] : [];
    }),
  };
}
