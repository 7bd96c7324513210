/** The live views' HTTP face: what each is about, who shares a load, what each watcher sees of it. */

import type { MyTicketView } from "../../../../contracts/hall.ts";
import * as hall from "../../../../contracts/hall.ts";
import type { Context } from "../../../foundation/context.ts";
import { liveRoute, type Route } from "../../../foundation/http/route.ts";
import { Problem } from "../../../foundation/problem.ts";
import { heldTicket, viewMine } from "../my-ticket.ts";
import { unitsWith } from "../units-with.ts";
import { loadDesks, projectDesk } from "./desk.ts";
import { loadDisplay } from "./display.ts";
import { loadFloor } from "./floor.ts";
import { loadFront } from "./front.ts";
import { type HallLoadWithFinished, loadWithFinished } from "./load.ts";
import { myTicketView } from "./my.ts";
import { hallsSeen, loadOverview } from "./overview.ts";
import { loadPads, projectPad } from "./pad.ts";

/** Predictions grow old by themselves: the screens are refreshed this often even when nothing happens. */
const refreshMs = 15_000;

type InHall = { readonly params: { readonly hallId: string } };
type AtWindow = { readonly params: { readonly hallId: string; readonly windowId: string } };
const byHall = {
  topic: (_: Context, { params }: InHall) => params.hallId,
  share: (_: Context, { params }: InHall) => params.hallId,
  refreshMs,
};

/** An evaluator sees its own window only. */
function refuseForeignWindow(ctx: Context, windowId: string): void {
  if (ctx.actor.kind === "device" && ctx.actor.windowId !== windowId) throw new Problem("thing.not_found");
}

/** A window that was closed down while somebody watched keeps its last picture; asked anew, there is none. */
function projected<View>(lastSeen: WeakMap<object, View>, input: object, view: View | undefined): View {
  if (view !== undefined) lastSeen.set(input, view);
  const seen = view ?? lastSeen.get(input);
  if (seen === undefined) throw new Problem("thing.not_found");
  return seen;
}
const lastPads = new WeakMap<object, hall.Pad>();
const lastDesks = new WeakMap<object, hall.Desk>();
const lastMine = new WeakMap<object, MyTicketView>();

/** Every phone of a hall projects from one load. */
const mineOf = new WeakMap<object, { id: string; hallId: string }>();

export const viewRoutes: readonly Route[] = [
  liveRoute(hall.viewFront, { ...byHall, load: (ctx, { params }) => loadFront(ctx, params.hallId) }),
  liveRoute(hall.viewDisplay, { ...byHall, load: (ctx, { params }) => loadDisplay(ctx, params.hallId) }),
  liveRoute(hall.viewFloor, { ...byHall, load: (ctx, { params }) => loadFloor(ctx, params.hallId) }),
  liveRoute(hall.viewHalls, {
    topic: hallsSeen,
    // Who sees the same units sees the same halls.
    share: (ctx) => unitsWith(ctx, hall.viewHalls.capability).sort().join(),
    load: loadOverview,
    refreshMs,
  }),
  liveRoute(hall.viewPad, {
    ...byHall,
    topic: async (ctx, input: AtWindow) => {
      refuseForeignWindow(ctx, input.params.windowId);
      const { hallId, windowId } = input.params;
      projected(lastPads, input, projectPad(await loadPads(ctx, hallId), windowId));
      return hallId;
    },
    load: async (ctx, { params }) => {
      refuseForeignWindow(ctx, params.windowId);
      return loadPads(ctx, params.hallId);
    },
    project: (load, _, input) => projected(lastPads, input, projectPad(load, input.params.windowId)),
  }),
  liveRoute(hall.viewDesk, {
    ...byHall,
    topic: async (ctx, input: AtWindow) => {
      const { hallId, windowId } = input.params;
      projected(lastDesks, input, projectDesk(await loadDesks(ctx, hallId), windowId));
      return hallId;
    },
    load: (ctx, { params }) => loadDesks(ctx, params.hallId),
    project: (load, _, input) => projected(lastDesks, input, projectDesk(load, input.params.windowId)),
  }),
  liveRoute(hall.viewMyTicket, {
    topic: async (ctx, input) => {
      const held = await heldTicket(ctx);
      mineOf.set(input, held);
      lastMine.set(input, await viewMine(ctx));
      return held.hallId;
    },
    share: (_, input) => mineOf.get(input)?.hallId ?? "",
    load: async (ctx, input): Promise<HallLoadWithFinished> => {
      const held = mineOf.get(input) ?? (await heldTicket(ctx));
      if (!mineOf.has(input)) lastMine.set(input, await viewMine(ctx));
      mineOf.set(input, held);
      return loadWithFinished(ctx, held.hallId);
    },
    project: ({ queue, outlook, finished }, _, input) => {
      const id = mineOf.get(input)?.id ?? "";
      const ticket = queue.tickets.get(id) ?? finished.find((one) => one.id === id);
      // Over since long: the last picture stays.
      return projected(lastMine, input, ticket && myTicketView(queue, outlook, ticket));
    },
    refreshMs,
  }),
];
