/** The phone page of one ticket, projected from its hall's load: two thousand phones, one query. */
import type { MyTicketView } from "../../../../contracts/hall.ts";
import { at, missedWords } from "../answers.ts";
import type { Outlook } from "../outlook.ts";
import type { Queue } from "../queue.ts";
import { fromMs } from "../store/rows.ts";
import { numberOf, ratableUntil, type Ticket } from "../ticket.ts";

const canLeave: ReadonlySet<Ticket["state"]> = new Set(["waiting", "called", "held", "missed"]);

export function myTicketView(queue: Queue, outlook: Outlook, ticket: Ticket): MyTicketView {
  const { rules, now } = queue;
  const window = ticket.windowId ? queue.windows.get(ticket.windowId) : undefined;
  const ahead = outlook.ahead(ticket);
  const rateUntil = ratableUntil(ticket, rules);
  return {
    ticketId: ticket.id,
    number: numberOf(ticket),
    state: ticket.state,
    hallName: queue.setup.name,
    serviceName: queue.setup.services.get(ticket.serviceId)?.name ?? { zh: "?", en: "?" },
    priority: ticket.priority,
    largeType: ticket.largeType,
    takenAt: fromMs(ticket.takenAt),
    now: fromMs(now),
    ahead,
    wait: outlook.wait(ticket),
    callAhead: ahead !== null && ahead <= rules.callAheadPlaces,
    windowNumber: window?.number ?? null,
    windowName: window?.name ?? null,
    calledAt: at(ticket.calledAt),
    missedUntil: at(ticket.missedUntil),
    missedRule: missedWords(queue),
    canAskMoreTime: ticket.state === "waiting" && ticket.moreTimeCount < rules.moreTimeMax,
    canLeave: canLeave.has(ticket.state),
    canReturn: ticket.state === "missed" && now < (ticket.missedUntil ?? 0),
    canRate: rateUntil > now,
    rateUntil: rateUntil > now ? fromMs(rateUntil) : null,
    servedBy: ticket.state === "serving" ? (window?.staffName ?? null) : null,
    papers: ticket.journey.flatMap((id) => [...(queue.setup.services.get(id)?.papers ?? [])]),
  };
}
