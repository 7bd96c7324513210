/** The HTTP face of exports. */
import * as contract from "../../../contracts/customers.ts";
import { type Context, staffOf } from "../../foundation/context.ts";
import { type Route, route } from "../../foundation/http/route.ts";
import { askExport, countExport, type ExportRules, exportRules } from "./export/ask-export.ts";
import { decideExport } from "./export/decide-export.ts";
import { downloadExport } from "./export/export-file.ts";
import { type ExportRow, listAskedBy, listWaiting } from "./store/exports.ts";

const listMost = 100;

const limitsOf = ({ rowsAlone, rowsMost, keepMs }: ExportRules) => ({
  rowsAlone,
  rowsMost,
  keepHours: keepMs / 3_600_000,
});

function answer(ctx: Context, row: ExportRow, { downloadsMost }: ExportRules): contract.CustomerExport {
  const isOver = row.expiresAt !== null && Temporal.Instant.compare(row.expiresAt, ctx.clock.now()) <= 0;
  return {
    id: row.id,
    state: row.state === "ready" && isOver ? "expired" : row.state,
    purpose: row.purpose,
    filter: row.filter,
    columns: [...row.columns],
    isWhole: row.isWhole,
    format: row.format,
    rows: row.rows,
    isAlarm: row.isAlarm,
    askedAt: row.askedAt.toString(),
    askedByName: row.askedByName,
    isOwn: row.askedBy === staffOf(ctx).id,
    decidedByName: row.decidedByName,
    decisionNote: row.decisionNote,
    downloads: row.downloads,
    downloadsMost,
    expiresAt: row.expiresAt?.toString() ?? null,
  };
}

export const exportRoutes: readonly Route[] = [
  route(contract.countExport, async (ctx, { body }) => {
    const { rows, rules } = await countExport(ctx, body.filter);
    return { rows, limits: limitsOf(rules) };
  }),
  route(contract.askExport, async (ctx, { body }) => ({
    export: answer(ctx, await askExport(ctx, body), await exportRules(ctx)),
  })),
  route(contract.listExports, async (ctx) => {
    const rules = await exportRules(ctx);
    const own = await listAskedBy(ctx, staffOf(ctx).id, listMost);
    return { exports: own.map((row) => answer(ctx, row, rules)), limits: limitsOf(rules) };
  }),
  route(contract.listExportsToDecide, async (ctx) => {
    const rules = await exportRules(ctx);
    return { exports: (await listWaiting(ctx, listMost)).map((row) => answer(ctx, row, rules)) };
  }),
  route(contract.decideExport, async (ctx, { params, body }) => ({
    export: answer(ctx, await decideExport(ctx, params.exportId, body), await exportRules(ctx)),
  })),
  route(contract.downloadExport, (ctx, { params, query }) =>
    downloadExport(ctx, params.exportId, query.language),
  ),
];
