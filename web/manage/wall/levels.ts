/** How the wall reads the state of a window and of somebody who waits; pure, so that it can be tested. */
import type { Ticket, WindowBoard } from "../../../contracts/hall.ts";

export type CounterLook = "closed" | "free" | "serving" | "called" | "paused";

export function counterLook({ state, ticket }: Pick<WindowBoard, "state" | "ticket">): CounterLook {
  if (state === "closed") return "closed";
  if (ticket?.state === "serving") return "serving";
  if (ticket?.state === "called") return "called";
  return state === "paused" ? "paused" : "free";
}

export type SeatLook = "fine" | "late" | "broken";

/** Whether the promise is kept for one who waits: seconds waited and still expected against the promise. */
export function seatLook(waitedS: number, expectedS: number | null, promiseS: number): SeatLook {
  if (waitedS > promiseS) return "broken";
  return waitedS + (expectedS ?? 0) > promiseS ? "late" : "fine";
}

export const waitingOf = (tickets: readonly Ticket[]) => tickets.filter(({ state }) => state === "waiting");
