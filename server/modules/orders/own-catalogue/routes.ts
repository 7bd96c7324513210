/** The HTTP face of what a company changes of the catalogue of orders. */
import * as contract from "../../../../contracts/orders/own-catalogue.ts";
import { type Route, route } from "../../../foundation/http/route.ts";
import { checkRow, dropProposal, proposeRow, releaseRow, withdrawRow } from "./change-row.ts";
import { readVocabulary } from "./known-codes.ts";
import { listRows, readRow, versionAnswer } from "./read-rows.ts";

export const ownCatalogueRoutes: readonly Route[] = [
  route(contract.listCatalogueRows, (ctx, { query }) => listRows(ctx, query)),
  route(contract.catalogueVocabulary, (ctx) => readVocabulary(ctx)),
  route(contract.readCatalogueRow, (ctx, { params, query }) => readRow(ctx, params, query.on)),
  route(contract.checkCatalogueRow, async (ctx, { params, body }) => ({
    faults: await checkRow(ctx, params, body),
  })),
  route(contract.proposeCatalogueRow, async (ctx, { params, body }) => ({
    version: versionAnswer(ctx, await proposeRow(ctx, params, body)),
  })),
  route(contract.dropCatalogueProposal, async (ctx, { params, body }) => {
    await dropProposal(ctx, params.versionId, body);
    return {};
  }),
  route(contract.releaseCatalogueRow, async (ctx, { params, body }) => ({
    version: versionAnswer(ctx, await releaseRow(ctx, params.versionId, body.version)),
  })),
  route(contract.withdrawCatalogueRow, async (ctx, { params, body }) => ({
    version: versionAnswer(ctx, await withdrawRow(ctx, params.versionId, body)),
  })),
];
