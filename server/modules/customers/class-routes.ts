/** The HTTP face of classification. */
import { setClass as setClassEndpoint } from "../../../contracts/customers/archive.ts";
import * as contract from "../../../contracts/customers/classes.ts";
import { type Route, route } from "../../foundation/http/route.ts";
import { schemeAnswer } from "./class-names.ts";
import { classSchemes } from "./rules/class-schemes.ts";
import { readRun, runAnswer, startRun } from "./runs.ts";
import { setClass } from "./set-class.ts";
import { findLastRun } from "./store/runs.ts";

export const classRoutes: readonly Route[] = [
  route(setClassEndpoint, async (ctx, { params, body }) => {
    await setClass(ctx, params.customerId, { scheme: params.scheme, ...body });
    return {};
  }),
  route(contract.listClassSchemes, async (ctx) => {
    const last = await findLastRun(ctx, "classes");
    return { schemes: classSchemes.map(schemeAnswer), lastRun: last ? runAnswer(last) : null };
  }),
  route(contract.recomputeClasses, async (ctx) => ({ runId: await startRun(ctx, "classes") })),
  route(contract.readRun, (ctx, { params }) => readRun(ctx, params.runId)),
];
