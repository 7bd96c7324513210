/** The wait forecast over a live queue: the hall's model, its state as the forecast sees it, and what today teaches. */
import type { WaitRange } from "../../../contracts/hall.ts";
import type { Context } from "../../foundation/context.ts";
import { atTime } from "./day-times.ts";
import type { Queue } from "./queue.ts";
import type { PriorityClass, WaitingTicket } from "./rules/calling-rule.ts";
import { formulaWait } from "./rules/formula-wait.ts";
import type { HallState, WindowState } from "./rules/hall-state.ts";
import { forecastWait, learn } from "./rules/wait-forecast.ts";
import { freshDay, type WaitModel, withService } from "./rules/wait-model.ts";
import { findModel } from "./store/history.ts";
import { asWaiting, type Ticket } from "./ticket.ts";

/** A model is learned at night; within a minute every process knows. */
const keepMs = 60_000;
type Kept = { readonly at: number; readonly model: WaitModel };
const kept = new WeakMap<object, Map<string, Kept>>();

/** The hall's learned model, or the first day's, from the catalogue's typical times. */
export async function modelOf(ctx: Context, queue: Queue): Promise<WaitModel> {
  const models = kept.get(ctx.clock) ?? new Map<string, Kept>();
  kept.set(ctx.clock, models);
  const known = models.get(queue.hallId);
  if (known && performance.now() - known.at < keepMs) return known.model;
  const typical = Object.fromEntries(
    [...queue.setup.services.values()].map(({ code, typicalMinutes }) => [
      code,
      Number(typicalMinutes) * 60_000,
    ]),
  );
  const model = (await findModel(ctx, queue.hallId)) ?? learn([], typical, queue.rules);
  if (models.size >= 2_000) models.delete(models.keys().next().value ?? "");
  models.set(queue.hallId, { at: performance.now(), model });
  return model;
}

/** A model was learned: this process takes it at once. */
export function forgetModel(ctx: Context, hallId: string): void {
  kept.get(ctx.clock)?.delete(hallId);
}

export const codeOf = (queue: Queue, ticket: Ticket): string =>
  queue.setup.services.get(ticket.serviceId)?.code ?? "";

/** The hall as the forecast sees it. */
export function stateOf(queue: Queue): HallState {
  const windows: WindowState[] = [];
  for (const window of queue.windows.values()) {
    const sinceOvertake = queue.memory.sinceOvertake[window.id];
    const shifts = queue.setup.roster
      .filter(({ windowId, ends }) => windowId === window.id && atTime(queue.day, ends) > queue.now)
      .map(({ starts, ends }) => ({ opensAt: atTime(queue.day, starts), closesAt: plannedEnd(queue, ends) }))
      .sort((a, b) => a.opensAt - b.opensAt);
    const base = { window: window.id, skills: window.skills, sinceOvertake };
    for (const shift of shifts) if (shift.opensAt > queue.now) windows.push({ ...base, ...shift });
    if (window.state === "closed") continue;
    const closesAt = shifts.find(({ opensAt }) => opensAt <= queue.now)?.closesAt;
    const ticket = queue.at(window.id);
    const serving = ticket && {
      serviceCode: codeOf(queue, ticket),
      since: ticket.startedAt ?? ticket.calledAt ?? queue.now,
    };
    const back = window.state === "paused" ? Math.max(window.pauseUntil ?? queue.now, queue.now) : queue.now;
    windows.push({ ...base, opensAt: back, closesAt, serving });
  }
  return {
    now: queue.now,
    waiting: queue.waiting().map((ticket) => asWaiting(ticket, codeOf(queue, ticket))),
    windows,
    calls: queue.memory.calls,
    sinceOvertake: queue.memory.hallSinceOvertake,
    today: queue.today,
  };
}

/** The windows that stay to the end serve all who hold a number: their last shift has no end. */
function plannedEnd(queue: Queue, ends: string): number {
  const isLast = queue.setup.roster.every((shift) => shift.ends <= ends);
  return isLast ? Number.POSITIVE_INFINITY : atTime(queue.day, ends);
}

/** The wait of somebody who would join now, and what the usual formula would say; both in seconds. */
export function forecastFor(
  queue: Queue,
  model: WaitModel,
  state: HallState,
  newcomer: { id: string; serviceCode: string; priority: PriorityClass; slotAt?: number | undefined },
): { wait: WaitRange; formulaS: number } {
  const ticket: WaitingTicket = { ...newcomer, queuedAt: queue.now };
  return {
    wait: forecastWait(model, state, ticket, queue.now - atTime(queue.day, "00:00"), queue.rules),
    formulaS: Math.round(formulaWait(state, newcomer.serviceCode, model.meanServiceMs)),
  };
}

/** What remains of a waiting ticket's wait. */
export function remainingWait(
  queue: Queue,
  model: WaitModel,
  state: HallState,
  ticket: WaitingTicket,
): WaitRange {
  const others = { ...state, waiting: state.waiting.filter(({ id }) => id !== ticket.id) };
  return forecastWait(model, others, ticket, queue.now - atTime(queue.day, "00:00"), queue.rules);
}

/** Service times teach the forecast what sort of day it is, and so do the people who may go first. */
export function learnFromService(queue: Queue, model: WaitModel, serviceCode: string, tookMs: number): void {
  queue.today = withService(queue.today ?? freshDay, model, serviceCode, tookMs);
}
export function learnFromTaking(queue: Queue, priority: PriorityClass): void {
  if (priority !== "priority" && priority !== "emergency") return;
  const today = queue.today ?? freshDay;
  queue.today = { ...today, overtakers: today.overtakers + 1 };
}
