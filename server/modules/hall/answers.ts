/** How the hall looks to the outside: written by hand, so that a new column stays private until someone adds it here. */

import type { Words } from "../../../contracts/endpoint.ts";
import type {
  HallFace,
  JourneyStop,
  Reason,
  ServiceOffer,
  Slip,
  Ticket as TicketAnswer,
  WindowBoard,
} from "../../../contracts/hall.ts";
import { remainingToday, whyUnavailable } from "./availability.ts";
import { isOpenAt } from "./day-times.ts";
import type { Outlook } from "./outlook.ts";
import type { Queue, Window } from "./queue.ts";
import { missedRule } from "./rules/missed-rule.ts";
import { fromMs } from "./store/rows.ts";
import type { Service } from "./store/setup.ts";
import { numberOf, type Ticket } from "./ticket.ts";

/** Handbook §5.1: printed on every slip. */
export const hotlines = ["95598", "12398"] as const;

export const at = (ms: number | null): string | null => (ms === null ? null : fromMs(ms));

const unknownService = { code: "?", name: { zh: "?", en: "?" }, papers: [], hint: null } as const;
const serviceOf = (queue: Queue, id: string): Pick<Service, "code" | "name" | "papers" | "hint"> =>
  queue.setup.services.get(id) ?? unknownService;

export function ticketAnswer(queue: Queue, ticket: Ticket, outlook: Outlook): TicketAnswer {
  const service = serviceOf(queue, ticket.serviceId);
  const window = ticket.windowId ? queue.windows.get(ticket.windowId) : undefined;
  return {
    id: ticket.id,
    number: numberOf(ticket),
    state: ticket.state,
    serviceId: ticket.serviceId,
    serviceCode: service.code,
    serviceName: service.name,
    journey: ticket.journey.map((id, index) => journeyStop(queue, ticket, id, index)),
    priority: ticket.priority,
    priorityReason: ticket.priorityReason,
    channel: ticket.channel,
    language: ticket.language,
    largeType: ticket.largeType,
    customerName: ticket.customerName,
    customer: ticket.customerId ? { id: ticket.customerId, maskedName: ticket.customerName ?? "" } : null,
    takenAt: fromMs(ticket.takenAt),
    queuedAt: at(ticket.queuedAt),
    ahead: outlook.ahead(ticket),
    wait: outlook.wait(ticket),
    windowId: ticket.windowId,
    windowNumber: window?.number ?? null,
    calledAt: at(ticket.calledAt),
    startedAt: at(ticket.startedAt),
    finishedAt: at(ticket.finishedAt),
    callCount: ticket.callCount,
    missedCount: ticket.missedCount,
    missedUntil: at(ticket.missedUntil),
    holdUntil: at(ticket.holdUntil),
    transferred: ticket.transferCount > 0,
    note: ticket.note,
    appointmentAt: at(ticket.appointmentAt),
  };
}

function journeyStop(queue: Queue, ticket: Ticket, serviceId: string, index: number): JourneyStop {
  const { code, name } = serviceOf(queue, serviceId);
  const isOver = index < ticket.journeyAt || ticket.state === "done";
  return {
    serviceId,
    code,
    name,
    state: isOver ? "done" : index === ticket.journeyAt ? "current" : "pending",
  };
}

export function windowAnswer(queue: Queue, window: Window): WindowBoard {
  const ticket = queue.at(window.id);
  return {
    id: window.id,
    number: window.number,
    name: window.name,
    kind: window.kind,
    skills: [...window.skills],
    languages: [...window.languages],
    isElastic: window.isElastic,
    state: window.state,
    staff: staffFaceOf(window),
    pauseReason: window.pauseReason,
    pausedAt: at(window.pausedAt),
    pauseUntil: at(window.pauseUntil),
    autoCall: window.autoCall,
    ticket: ticket
      ? {
          id: ticket.id,
          number: numberOf(ticket),
          state: ticket.state,
          serviceName: serviceOf(queue, ticket.serviceId).name,
          since: fromMs(ticket.startedAt ?? ticket.calledAt ?? queue.now),
        }
      : null,
    servedToday: queue.memory.served[window.id] ?? 0,
    online: window.state !== "closed",
  };
}

export const staffFaceOf = ({ staffId, staffName, staffNumber }: Window) =>
  staffId ? { id: staffId, name: staffName ?? "", number: staffNumber ?? "", photo: null } : null;

export const hallFace = ({ setup, spans, day, now }: Queue): HallFace => ({
  id: setup.id,
  code: setup.code,
  name: setup.name,
  grade: setup.grade,
  address: setup.address,
  isOpen: isOpenAt(spans, day, now),
  hours: [...spans],
  hotlines: [...hotlines],
});

/** The services that a customer may choose, closed ones left out. */
export function serviceOffers(queue: Queue, outlook: Outlook): ServiceOffer[] {
  const waiting = Map.groupBy(queue.waiting(), ({ serviceId }) => serviceId);
  const windows = [...queue.windows.values()].filter(({ state }) => state === "open");
  const offers: ServiceOffer[] = [];
  for (const service of queue.setup.services.values()) {
    if (service.isClosed) continue;
    const refusal = whyUnavailable(queue, service);
    const openWindows = windows.filter(({ skills }) => skills.has(service.code)).length;
    offers.push({
      id: service.id,
      code: service.code,
      letter: service.letter,
      name: service.name,
      typicalMinutes: Number(service.typicalMinutes),
      papers: [...service.papers],
      atKiosk: service.atKiosk,
      waiting: waiting.get(service.id)?.length ?? 0,
      wait: openWindows > 0 ? outlook.newcomer(service).wait : null,
      openWindows,
      where: service.hint ?? windowsHint(queue, service.code),
      available: refusal === undefined,
      unavailable: refusal?.code ?? null,
      remainingToday: remainingToday(queue, service),
    });
  }
  return offers;
}

export const missedWords = (queue: Queue): Words => missedRule(queue.rules).sentence;

/** What goes onto paper (handbook §5.1): no full name, id or phone. */
export function slipAnswer(queue: Queue, ticket: Ticket, outlook: Outlook, token: string): Slip {
  // Before the printer's word the ticket is in nobody's queue: then it is told what it would find there.
  const told = ticket.toldLowS !== null && ticket.toldMidS !== null && ticket.toldHighS !== null;
  const range = told
    ? { lowS: ticket.toldLowS ?? 0, midS: ticket.toldMidS ?? 0, highS: ticket.toldHighS ?? 0 }
    : outlook.wait(ticket);
  const service = serviceOf(queue, ticket.serviceId);
  return {
    ticketId: ticket.id,
    number: numberOf(ticket),
    hallName: queue.setup.name,
    serviceName: service.name,
    ahead: outlook.ahead(ticket) ?? outlook.aheadOfNewcomer(service.code),
    wait: range,
    takenAt: fromMs(ticket.takenAt),
    priority: ticket.priority,
    hint: service.hint ?? windowsHint(queue, service.code),
    papers: ticket.journey.flatMap((id) => [...serviceOf(queue, id).papers]),
    missedRule: missedWords(queue),
    hotlines: [...hotlines],
    customerName: ticket.customerName,
    progressPath: `/my/ticket/#t=${token}`,
    copy: ticket.copies,
  };
}

function windowsHint(queue: Queue, serviceCode: string): Words | null {
  const numbers = [...queue.windows.values()]
    .filter(({ skills }) => skills.has(serviceCode))
    .map(({ number }) => number);
  if (numbers.length === 0 || numbers.length > 12) return null;
  return {
    zh: `${numbers.join("、")} 号窗口`,
    en: `Window${numbers.length > 1 ? "s" : ""} ${numbers.join(", ")}`,
  };
}

export const reasonAnswer = ({ code, zh, en, limitMinutes }: Reason): Reason => ({
  code,
  zh,
  en,
  limitMinutes,
});
