/** The HTTP face of reading orders: the work list, the board, the order's page, and finding one. */
import * as contract from "../../../contracts/orders.ts";
import type { Context } from "../../foundation/context.ts";
import { liveRoute, type Route } from "../../foundation/http/route.ts";
import { listWork } from "./read/list-work.ts";
import { unitsWith } from "./units-with.ts";

/** Colours and counts change by time alone. */
const refreshMs = 30_000;

/** What the work of a unit listens to; the hints carry ids only. */
export const unitTopic = (unitId: string): string => `orders:${unitId}`;

const callerOf = (ctx: Context) => (ctx.actor.kind === "staff" ? ctx.actor.id : "");

export const readRoutes: readonly Route[] = [
  liveRoute(contract.listWork, {
    topic: async (ctx) => (await unitsWith(ctx, "orders.work")).map(({ unitId }) => unitTopic(unitId)),
    // Nobody shares a list: what one may take, and what hides from those it is about, is each person's own.
    share: (ctx, { query }) => `${callerOf(ctx)} ${JSON.stringify(query)}`,
    load: (ctx, { query }) => listWork(ctx, query),
    refreshMs,
  }),
];
