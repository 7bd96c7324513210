/** The HTTP face of figures and reports. */
import * as contract from "../../../contracts/hall.ts";
import { audit } from "../../foundation/context.ts";
import { type Route, route } from "../../foundation/http/route.ts";
import { figureDefinitions, readFigureRows, readFigures } from "./figures.ts";
import { figuresSheet } from "./figures-sheet.ts";
import { eveningReport } from "./report.ts";

export const figuresRoutes: readonly Route[] = [
  route(contract.listFigureDefinitions, async () => ({ definitions: [...figureDefinitions] })),
  route(contract.getFigures, (ctx, { query }) => readFigures(ctx, query, query.by)),
  route(contract.listFigureRows, (ctx, { query }) => readFigureRows(ctx, query)),
  route(contract.exportFigures, async (ctx, { query }) => {
    const figures = await readFigures(ctx, query, query.by, "hall.figures.export");
    audit(ctx, { action: "hall.figures.export", subject: `figures:${query.by}`, after: query });
    const title = `${query.from} – ${query.to}`;
    return {
      body: await figuresSheet(figures, figureDefinitions, title, query.language),
      filename: `hall-figures-${query.from}-${query.to}.xlsx`,
    };
  }),
  route(contract.getEveningReport, (ctx, { params, query }) => eveningReport(ctx, params.hallId, query.day)),
];
