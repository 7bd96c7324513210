/**
 * Somebody asks for a file of customers (GB/T 35273-2020 7.1, service-rules §9): with a purpose, within a row limit. Few
 * rows with masked numbers are given at once; many, or whole numbers, wait for another person. Very many are told.
 */
import type { ExportColumn, ExportFilter } from "../../../../contracts/customers.ts";
import { dateOf } from "../../../foundation/clock.ts";
import { audit, type Context, publish, staffOf } from "../../../foundation/context.ts";
import { can } from "../../../foundation/http/access.ts";
import { newId } from "../../../foundation/ids.ts";
import { Problem } from "../../../foundation/problem.ts";
import { rulesInForce } from "../../catalogue/index.ts";
import * as store from "../store/exports.ts";

export type ExportRules = {
  readonly rowsAlone: number;
  readonly rowsMost: number;
  readonly alarmRows: number;
  readonly keepMs: number;
  readonly downloadsMost: number;
};

export async function exportRules(ctx: Context): Promise<ExportRules> {
  const rules = await rulesInForce(ctx, dateOf(ctx.clock.now()).toString());
  return {
    rowsAlone: rules.value("CUSTOMER.EXPORT.ROWS_ALONE"),
    rowsMost: rules.value("CUSTOMER.EXPORT.ROWS_MOST"),
    alarmRows: rules.value("CUSTOMER.EXPORT.ALARM"),
    keepMs: rules.ms("CUSTOMER.EXPORT.KEEP"),
    downloadsMost: rules.value("CUSTOMER.EXPORT.DOWNLOADS"),
  };
}

export type AskExport = {
  readonly purpose: string;
  readonly filter: ExportFilter;
  readonly columns: readonly ExportColumn[];
  readonly isWhole: boolean;
  readonly format: "csv" | "xlsx";
};

export async function countExport(ctx: Context, filter: ExportFilter) {
  const rules = await exportRules(ctx);
  return { rows: await store.countChosen(ctx, filter, rules.rowsMost), rules };
}

/** @throws exports.whole, exports.none, exports.too_many */
export async function askExport(ctx: Context, wish: AskExport): Promise<store.ExportRow> {
  const asker = staffOf(ctx);
  if (wish.isWhole && !can(asker, "customers.unmask")) throw new Problem("exports.whole");
  const { rows, rules } = await countExport(ctx, wish.filter);
  if (rows === 0) throw new Problem("exports.none");
  if (rows > rules.rowsMost) throw new Problem("exports.too_many", { rows, most: rules.rowsMost });
  const now = ctx.clock.now();
  const before = await store.rowsAskedSince(ctx, asker.id, now.subtract({ hours: 1 }));
  // What was taken in small pieces counts as one: otherwise the limit is only patience.
  const isAlone = !wish.isWhole && before + rows <= rules.rowsAlone;
  const asked: store.ExportRow = {
    ...wish,
    id: newId(),
    state: isAlone ? "ready" : "waiting",
    rows,
    isAlarm: before + rows >= rules.alarmRows,
    askedAt: now,
    askedBy: asker.id,
    askedByName: asker.name,
    decidedByName: null,
    decisionNote: null,
    downloads: 0,
    expiresAt: isAlone ? now.add({ milliseconds: rules.keepMs }) : null,
  };
  await store.insertExport(ctx, asked);
  const { id, purpose, filter, columns, isWhole } = asked;
  const after = { purpose, filter, columns, isWhole, rows, state: asked.state };
  audit(ctx, { action: "customers.export_asked", subject: `export:${id}`, after, reason: purpose });
  if (asked.isAlarm) {
    publish(ctx, {
      type: "customers.export_alarm",
      topic: `export:${id}`,
      payload: { exportId: id, rows, by: asker.id },
    });
    audit(ctx, {
      action: "customers.export_alarm",
      subject: `export:${id}`,
      after: { rows, withinHour: before + rows },
    });
  }
  return asked;
}
