/** The HTTP face of set-up. */
import * as contract from "../../../contracts/hall.ts";
import type { Context } from "../../foundation/context.ts";
import { type Route, route } from "../../foundation/http/route.ts";
import { Problem } from "../../foundation/problem.ts";
import { calendarOf, isWorkday } from "../catalogue/index.ts";
import { listHallsBelow } from "../identity/index.ts";
import { openingSpans } from "./opening.ts";
import {
  closeDownWindow,
  closeService,
  createService,
  createWindow,
  editService,
  editWindow,
} from "./setup-counters.ts";
import { readHallSetup, removeSpecialDay, saveHall, saveHours, saveSpecialDay } from "./setup-hall.ts";
import { copyRosterWeek, readRoster, saveRoster } from "./setup-roster.ts";
import * as store from "./store/halls.ts";
import { unitsWith } from "./units-with.ts";

export const setupRoutes: readonly Route[] = [
  route(contract.listHalls, async (ctx) => {
    const units = await listHallsBelow(ctx, unitsWith(ctx, contract.listHalls.capability));
    const halls = new Map(
      (
        await store.listHallRows(
          ctx,
          units.map(({ unitId }) => unitId),
        )
      ).map((hall) => [hall.id, hall]),
    );
    return {
      halls: units.map(({ unitId, orgId, name }) => {
        const hall = halls.get(unitId);
        return {
          id: unitId,
          orgId,
          name: hall?.name ?? name,
          code: hall?.code ?? null,
          grade: hall?.grade ?? null,
          isSetUp: hall !== undefined,
          isClosed: hall?.isClosed ?? false,
        };
      }),
    };
  }),
  route(contract.getHallSetup, (ctx, { params }) => readHallSetup(ctx, params.hallId)),
  route(contract.saveHall, async (ctx, { params, body }) => {
    await saveHall(ctx, params.hallId, body);
    return readHallSetup(ctx, params.hallId);
  }),
  route(contract.saveHours, async (ctx, { params, body }) => {
    await saveHours(ctx, params.hallId, body);
    return readHallSetup(ctx, params.hallId);
  }),
  route(contract.saveSpecialDay, async (ctx, { params, body }) => {
    await saveSpecialDay(ctx, params.hallId, { day: params.day, ...body });
    return readHallSetup(ctx, params.hallId);
  }),
  route(contract.removeSpecialDay, async (ctx, { params }) => {
    await removeSpecialDay(ctx, params.hallId, params.day);
    return readHallSetup(ctx, params.hallId);
  }),
  route(contract.listOpeningDays, async (ctx, { params, query }) => ({
    days: await openingDays(ctx, params.hallId, query.from, query.days),
  })),
  route(contract.createService, async (ctx, { params, body }) => ({
    service: await createService(ctx, params.hallId, body),
  })),
  route(contract.editService, async (ctx, { params, body }) => ({
    service: await editService(ctx, params.hallId, params.serviceId, body),
  })),
  route(contract.closeService, async (ctx, { params, body }) => ({
    service: await closeService(ctx, params.hallId, params.serviceId, body.reason),
  })),
  route(contract.createWindow, async (ctx, { params, body }) => ({
    window: await createWindow(ctx, params.hallId, body),
  })),
  route(contract.editWindow, async (ctx, { params, body }) => ({
    window: await editWindow(ctx, params.hallId, params.windowId, body),
  })),
  route(contract.closeDownWindow, async (ctx, { params, body }) => ({
    window: await closeDownWindow(ctx, params.hallId, params.windowId, body.reason),
  })),
  route(contract.getRoster, async (ctx, { params, query }) => {
    if (!(await store.findHall(ctx, params.hallId))) throw new Problem("hall.not_set_up");
    return readRoster(ctx, params.hallId, query.day);
  }),
  route(contract.saveRoster, async (ctx, { params, body }) => {
    await saveRoster(ctx, params.hallId, params.day, body.shifts);
    return readRoster(ctx, params.hallId, params.day);
  }),
  route(contract.copyRosterWeek, async (ctx, { params, body }) => ({
    shifts: await copyRosterWeek(ctx, params.hallId, body.from, body.to),
  })),
];

async function openingDays(ctx: Context, hallId: string, from: string, count: number) {
  if (!(await store.findHall(ctx, hallId))) throw new Problem("hall.not_set_up");
  const calendar = await calendarOf(ctx);
  const specialDays = await store.listSpecialDays(ctx, hallId, from);
  const opening = { hours: await store.listHours(ctx, hallId), specialDays };
  return Array.from({ length: count }, (_, index) => {
    const date = Temporal.PlainDate.from(from).add({ days: index });
    const day = date.toString();
    return {
      day,
      isWorkday: isWorkday(calendar, date),
      note: specialDays.find((one) => one.day === day)?.reason ?? calendar.days.get(day)?.name ?? null,
      spans: [...openingSpans(opening, calendar, date)],
    };
  });
}
