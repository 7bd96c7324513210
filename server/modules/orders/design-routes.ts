/** The HTTP face of the process designer and of the catalogue that processes draw on. */
import * as catalogue from "../../../contracts/orders/catalogue.ts";

import * as design from "../../../contracts/orders/design.ts";
import * as runs from "../../../contracts/orders/design-runs.ts";
import { type Route, route } from "../../foundation/http/route.ts";
import { compareVersions } from "./design/compare-versions.ts";
import { readDrawing } from "./design/drawing.ts";
import { discardDraft, saveDraft } from "./design/edit-draft.ts";
import { startMigration } from "./design/migrate-orders.ts";
import { previewMigrationOf } from "./design/preview-migration.ts";
import { publishVersion, retireProcess } from "./design/publish-process.ts";
import { readProcesses, readVersion, versionAnswer } from "./design/read-processes.ts";
import { readRun, runAnswer } from "./design/runs.ts";
import { startSimulation } from "./design/simulate-process.ts";
import { readVocabulary } from "./design/vocabulary.ts";
import { dropCover, readCovers, setCover } from "./keep-covers.ts";
import { readCatalogue } from "./read-catalogue.ts";
import { listMigrationRuns } from "./store/design-runs.ts";

export const designRoutes: readonly Route[] = [
  route(catalogue.readOrderCatalogue, (ctx) => readCatalogue(ctx)),
  route(catalogue.listOrderCovers, (ctx) => readCovers(ctx)),
  route(catalogue.coverPost, async (ctx, { body }) => {
    await setCover(ctx, body);
    return {};
  }),
  route(catalogue.endOrderCover, async (ctx, { body }) => {
    await dropCover(ctx, body);
    return {};
  }),
  route(design.listProcesses, (ctx) => readProcesses(ctx)),
  route(design.processVocabulary, (ctx) => readVocabulary(ctx)),
  route(design.readProcessVersion, (ctx, { params }) => readVersion(ctx, params.processKey, params.version)),
  route(design.checkProcess, async (ctx, { body }) => ({
    findings: [...(await readDrawing(ctx, body.processKey, body.xml)).findings],
  })),
  route(design.saveProcessDraft, async (ctx, { params, body }) => {
    const { row, findings } = await saveDraft(ctx, params.processKey, body);
    return { version: versionAnswer(ctx, row), findings: [...findings] };
  }),
  route(design.discardProcessDraft, async (ctx, { params, query }) => {
    await discardDraft(ctx, params.processKey, query.hash);
    return {};
  }),
  route(design.publishProcess, async (ctx, { params, body }) => ({
    version: versionAnswer(ctx, await publishVersion(ctx, params.processKey, params.version, body.hash)),
  })),
  route(design.retireProcess, async (ctx, { params, body }) => {
    await retireProcess(ctx, params.processKey, body.reason);
    return {};
  }),
  route(design.compareProcesses, (ctx, { params, query }) => compareVersions(ctx, params.processKey, query)),
  route(runs.simulateProcess, async (ctx, { params, body }) => ({
    runId: await startSimulation(ctx, params.processKey, body),
  })),
  route(runs.readDesignRun, (ctx, { params }) => readRun(ctx, params.runId)),
  route(runs.previewMigration, (ctx, { params, body }) => previewMigrationOf(ctx, params.processKey, body)),
  route(runs.migrateOrders, async (ctx, { params, body }) => ({
    runId: await startMigration(ctx, params.processKey, body),
  })),
  route(runs.listMigrations, async (ctx, { params }) => ({
    runs: await Promise.all(
      (await listMigrationRuns(ctx, params.processKey)).map((run) => runAnswer(ctx, run)),
    ),
  })),
];
