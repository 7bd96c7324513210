/**
 * Hall: who waits in which hall, who is called next, and how it was.
 *
 * A ticket (号票) is taken, waits, is called, served and rated; done, abandoned and void are final. Who is next is
 * one published rule (`rules/calling-rule.ts`); the same pure functions serve the counter, the forecast and the
 * simulated day. Every command that alters a queue locks the hall's day first (`queue.ts`), decides in memory, and
 * saves with one statement. Owns the schema "hall". Calls catalogue and identity. Tells the others, by topic hall id:
 * what happened to tickets, windows and alerts (`events.ts`).
 */
import type { Module } from "../../foundation/module.ts";
import { sweepAppointments } from "./appointments.ts";
import { sweepForecasts } from "./learn-forecast.ts";
import { hallManagementRoutes } from "./management-routes.ts";
import { hallRoutes } from "./routes.ts";
import { companiesWithHalls } from "./store/due.ts";
import { sweepHalls } from "./sweep.ts";
import { watchCrowds } from "./watch-crowd.ts";

export { queueRules } from "./hall-rules.ts";
export { relearn } from "./learn-forecast.ts";
export { type OpeningHours, openingSpans } from "./opening.ts";
export { type Counters, type LivedDay, type PastCustomer, recordPastDay } from "./record-past-day.ts";
export { fillRoster, type HallPlan, type SetUpHall, setUpHall } from "./set-up-hall.ts";
export { allOpeningHours, listWindows } from "./store/halls.ts";
export { hasDays } from "./store/past-day.ts";
export { findWindowOf } from "./store/windows.ts";

export const hall: Module = {
  name: "hall",
  routes: [...hallRoutes, ...hallManagementRoutes],
  sweep: async (platform) => {
    await sweepHalls(platform);
    const orgIds = await companiesWithHalls(platform.db);
    await sweepAppointments(platform, orgIds);
    await watchCrowds(platform, orgIds);
    await sweepForecasts(platform, orgIds);
  },
};
