/**
 * What the hall tells the others. Every event's topic is the hall's id. What happens to a ticket is an event and a
 * line of its trail at once: `hall.ticket_<action>`; what happens to a window is `hall.window_<action>`.
 */
import { type Context, publish } from "../../foundation/context.ts";
import { numberOf, type Ticket } from "./ticket.ts";

export const ticketActions = [
  "taken",
  "print-failed",
  "queued",
  "reprinted",
  "voided",
  "abandoned",
  "prioritised",
  "called",
  "called-by-number",
  "recalled",
  "arrived",
  "missed",
  "returned",
  "moved-back",
  "held",
  "resumed",
  "transferred",
  "service-added",
  "service-finished",
  "finished",
  "rated",
  "unrated",
  "merged",
  "recognised",
] as const;
export type TicketAction = (typeof ticketActions)[number];
export type WindowAction =
  | "opened"
  | "paused"
  | "resumed"
  | "closed"
  | "pause-overrun"
  | "auto-call-on"
  | "auto-call-off";

export function tellTicket(ctx: Context, ticket: Ticket, action: TicketAction, reason: string | null): void {
  publish(ctx, {
    type: `hall.ticket_${action.replaceAll("-", "_")}`,
    topic: ticket.hallId,
    payload: {
      ticketId: ticket.id,
      number: numberOf(ticket),
      state: ticket.state,
      serviceId: ticket.serviceId,
      windowId: ticket.windowId,
      reason,
    },
  });
}

export function tellWindow(
  ctx: Context,
  hallId: string,
  windowId: string,
  action: WindowAction,
  reason: string | null,
): void {
  publish(ctx, {
    type: `hall.window_${action.replaceAll("-", "_")}`,
    topic: hallId,
    payload: { windowId, reason },
  });
}

/** An alert was raised, accepted or closed. */
export function tellAlert(
  ctx: Context,
  hallId: string,
  alertId: string,
  what: "raised" | "accepted" | "closed",
  kind: string,
): void {
  publish(ctx, { type: `hall.alert_${what}`, topic: hallId, payload: { alertId, kind } });
}

/** A customer waited longer than promised; quality work reads these. */
export function tellLongWait(ctx: Context, ticket: Ticket, waitedS: number, promiseS: number): void {
  publish(ctx, {
    type: "hall.wait_over_promise",
    topic: ticket.hallId,
    payload: {
      ticketId: ticket.id,
      number: numberOf(ticket),
      serviceId: ticket.serviceId,
      waitedS,
      promiseS,
    },
  });
}

/** A customer was not satisfied: somebody must meet or call them. */
export function tellUnhappy(
  ctx: Context,
  ticket: Ticket,
  rating: { level: number; reasons: readonly string[]; staffId: string; followUpBy: string },
): void {
  publish(ctx, {
    type: "hall.customer_unhappy",
    topic: ticket.hallId,
    payload: { ticketId: ticket.id, number: numberOf(ticket), serviceId: ticket.serviceId, ...rating },
  });
}
