/** The HTTP face of imports of orders. */
import * as contract from "../../../../contracts/orders/order-imports.ts";
import { type Route, route, uploadRoute } from "../../../foundation/http/route.ts";
import { beginImport, importAnswer, previewImport, refusedRows, startImport } from "./manage-import.ts";
import { orderImportFields } from "./read-row.ts";
import { listImports } from "./store.ts";

const listMost = 100;

export const orderImportRoutes: readonly Route[] = [
  route(contract.listOrderImports, async (ctx) => ({
    jobs: (await listImports(ctx, listMost)).map(importAnswer),
    fields: orderImportFields,
  })),
  uploadRoute(contract.uploadOrderImport, async (ctx, { query }, file) => ({
    job: await beginImport(ctx, file, query),
  })),
  route(contract.previewOrderImport, (ctx, { params, body }) =>
    previewImport(ctx, params.orderImportId, body.mapping),
  ),
  route(contract.startOrderImport, async (ctx, { params, body }) => ({
    job: await startImport(ctx, params.orderImportId, body.mapping),
  })),
  route(contract.refusedOrderRows, (ctx, { params, query }) =>
    refusedRows(ctx, params.orderImportId, query.language),
  ),
];
