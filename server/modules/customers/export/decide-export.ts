/** Another person approves or refuses an export. */
import { audit, type Context, staffOf } from "../../../foundation/context.ts";
import { Problem } from "../../../foundation/problem.ts";
import * as store from "../store/exports.ts";
import { exportRules } from "./ask-export.ts";

/** @throws thing.not_found, customers.own_review, exports.decided */
export async function decideExport(
  ctx: Context,
  exportId: string,
  { verdict, note }: { readonly verdict: "approve" | "refuse"; readonly note: string | null },
): Promise<store.ExportRow> {
  const decider = staffOf(ctx);
  const asked = await store.lockExport(ctx, exportId);
  if (!asked) throw new Problem("thing.not_found");
  if (asked.askedBy === decider.id) throw new Problem("customers.own_review");
  if (asked.state !== "waiting") throw new Problem("exports.decided", { who: asked.decidedByName ?? "—" });
  const { keepMs } = await exportRules(ctx);
  const isApproved = verdict === "approve";
  const decided: store.ExportRow = {
    ...asked,
    state: isApproved ? "ready" : "refused",
    decidedByName: decider.name,
    decisionNote: note,
    expiresAt: isApproved ? ctx.clock.now().add({ milliseconds: keepMs }) : null,
  };
  await store.saveDecision(ctx, { ...decided, by: decider.id });
  audit(ctx, {
    action: isApproved ? "customers.export_approved" : "customers.export_refused",
    subject: `export:${exportId}`,
    before: { state: asked.state, rows: asked.rows, isWhole: asked.isWhole },
    after: { state: decided.state },
    ...(note && { reason: note }),
  });
  return decided;
}
