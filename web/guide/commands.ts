/** What a guide can ask of the server, in one hall. */
import {
  abandonTicket,
  acceptAlert,
  checkIn,
  closeAlert,
  markPriority,
  type PriorityReason,
  reprintTicket,
  returnTicket,
  takeTicket,
  voidTicket,
} from "../../contracts/hall.ts";
import { call } from "../parts/api.ts";
import type { Language } from "../parts/words.ts";

export type TakeWish = {
  serviceIds: string[];
  priorityReason: PriorityReason | null;
  language: Language;
  largeType: boolean;
  customerName: string | null;
  /** From recognition: the number knows its customer. */
  customerKey: string | null;
};

export function guideCommands(hallId: string) {
  const params = { hallId };
  const onTicket = (ticketId: string) => ({ hallId, ticketId });
  return {
    take: (body: TakeWish) => call(takeTicket, { params, body }),
    checkIn: (code: string, language: Language) => call(checkIn, { params, body: { code, language } }),
    reprint: (ticketId: string, reason: string) =>
      call(reprintTicket, { params: onTicket(ticketId), body: { reason } }),
    priority: (ticketId: string, reason: PriorityReason | null) =>
      call(markPriority, { params: onTicket(ticketId), body: { reason } }),
    bringBack: (ticketId: string) => call(returnTicket, { params: onTicket(ticketId), body: {} }),
    void: (ticketId: string, reason: string) =>
      call(voidTicket, { params: onTicket(ticketId), body: { reason } }),
    left: (ticketId: string, reason: string) =>
      call(abandonTicket, { params: onTicket(ticketId), body: { reason } }),
    accept: (alertId: string) => call(acceptAlert, { params: { hallId, alertId }, body: {} }),
    close: (alertId: string, outcome: string) =>
      call(closeAlert, { params: { hallId, alertId }, body: { outcome } }),
  };
}
