/** The HTTP face of imports. */
import * as contract from "../../../contracts/customers.ts";
import { liveRoute, type Route, route, uploadRoute } from "../../foundation/http/route.ts";
import { Problem } from "../../foundation/problem.ts";
import { importFields } from "./import/fields.ts";
import { faultAnswer, previewImport, refusedRows } from "./import/look-at-import.ts";
import { beginImport, pauseImport, startImport } from "./import/manage-import.ts";
import { importTopic } from "./import/run-import.ts";
import { countRefused, findImport, type ImportRow, listImports, listRefused } from "./store/imports.ts";

const listMost = 100;
const faultsMost = 200;

function answer(row: ImportRow): contract.ImportJob {
  const { id, fileName, fileBytes, form, mapping, state, rowsTotal, isTotalExact, rowsRead } = row;
  return {
    ...{ id, fileName, fileBytes, form, mapping, state, rowsTotal, isTotalExact, rowsRead },
    headers: [...row.headers],
    created: row.created,
    present: row.present,
    refused: row.refused,
    rowsPerSecond: row.busyMs > 0 ? Math.round((row.rowsRead * 1000) / row.busyMs) : null,
    fault: row.fault,
    createdAt: row.createdAt.toString(),
    createdByName: row.createdByName,
    startedAt: row.startedAt?.toString() ?? null,
    finishedAt: row.finishedAt?.toString() ?? null,
    keptUntil: row.keptUntil.toString(),
  };
}

export const importRoutes: readonly Route[] = [
  uploadRoute(contract.uploadImport, async (ctx, { query }, file) => ({
    job: answer(await beginImport(ctx, file, query.unitId)),
  })),
  route(contract.listImports, async (ctx) => ({
    jobs: (await listImports(ctx, listMost)).map(answer),
    fields: importFields,
  })),
  liveRoute(contract.readImport, {
    topic: (_, { params }) => importTopic(params.importId),
    share: (_, { params }) => params.importId,
    load: async (ctx, { params }) => {
      const row = await findImport(ctx, params.importId);
      if (!row) throw new Problem("thing.not_found");
      return { job: answer(row) };
    },
  }),
  route(contract.previewImport, (ctx, { params, body }) => previewImport(ctx, params.importId, body.mapping)),
  route(contract.startImport, async (ctx, { params, body }) => ({
    job: answer(await startImport(ctx, params.importId, body.mapping)),
  })),
  route(contract.pauseImport, async (ctx, { params }) => ({
    job: answer(await pauseImport(ctx, params.importId)),
  })),
  route(contract.refusedRows, (ctx, { params, query }) => refusedRows(ctx, params.importId, query.language)),
  route(contract.listRefused, async (ctx, { params, query }) => {
    if (!(await findImport(ctx, params.importId))) throw new Problem("thing.not_found");
    const rows = await listRefused(ctx, params.importId, query.after, faultsMost);
    const summary = await countRefused(ctx, params.importId);
    return {
      faults: rows.map(({ line, faults }) => ({ line, faults: faults.map(faultAnswer) })),
      next: rows.length === faultsMost ? (rows.at(-1)?.line ?? null) : null,
      summary: summary.map(({ fault, count }) => {
        const { code, text } = faultAnswer(fault);
        return { code, text, count };
      }),
    };
  }),
];
