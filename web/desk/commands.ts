/** What a desk can ask of the server, at its window. Each names the ticket that the clerk sees. */
import {
  addService,
  callNext,
  callNumber,
  closeWindow,
  finishTicket,
  holdTicket,
  markArrived,
  markMissed,
  openWindow,
  pauseWindow,
  pressPanic,
  recallTicket,
  resumeTicket,
  returnTicket,
  setTicketCustomer,
  transferTicket,
} from "../../contracts/hall.ts";
import { call } from "../parts/api.ts";

export type Outcome = "solved" | "accepted" | "referred" | "unsolved";
export type Destination = { serviceId: string } | { windowId: string };

export function deskCommands(hallId: string, windowId: string) {
  const params = { hallId, windowId };
  const onTicket = (ticketId: string) => ({ params: { hallId, ticketId } });
  return {
    open: (autoCall: boolean) => call(openWindow, { params, body: { autoCall } }),
    pause: (reason: string) => call(pauseWindow, { params, body: { reason } }),
    close: () => call(closeWindow, { params, body: {} }),
    callNext: () => call(callNext, { params, body: {} }),
    callNumber: (ticketId: string, reason: string) =>
      call(callNumber, { params, body: { ticketId, reason } }),
    recall: (ticketId: string) => call(recallTicket, { params, body: { ticketId } }),
    arrived: (ticketId: string) => call(markArrived, { params, body: { ticketId } }),
    missed: (ticketId: string) => call(markMissed, { params, body: { ticketId } }),
    hold: (ticketId: string, reason: string) => call(holdTicket, { params, body: { ticketId, reason } }),
    resume: (ticketId: string) => call(resumeTicket, { params, body: { ticketId } }),
    transfer: (ticketId: string, to: Destination, reason: string) =>
      call(transferTicket, { params, body: { ticketId, ...to, reason } }),
    finish: (ticketId: string, outcome: Outcome, note: string, next: boolean) =>
      call(finishTicket, { params, body: { ticketId, outcome, note: note.trim() || null, next } }),
    addService: (ticketId: string, serviceId: string) =>
      call(addService, { ...onTicket(ticketId), body: { serviceId } }),
    setCustomer: (ticketId: string, customerId: string | null) =>
      call(setTicketCustomer, { ...onTicket(ticketId), body: { customerId } }),
    bringBack: (ticketId: string) => call(returnTicket, { ...onTicket(ticketId), body: {} }),
    panic: () => call(pressPanic, { params, body: {} }),
  };
}

export type DeskCommands = ReturnType<typeof deskCommands>;
