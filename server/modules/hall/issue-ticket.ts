/** A number is given: the one way in which tickets come into being, whoever asks for them. */
import { createHash } from "node:crypto";
import type { PriorityClass, PriorityReason, WaitRange } from "../../../contracts/hall.ts";
import type { Context } from "../../foundation/context.ts";
import { newId, newToken } from "../../foundation/ids.ts";
import { Problem } from "../../foundation/problem.ts";
import { keyedHash } from "../../foundation/secrets.ts";
import { whyUnavailable } from "./availability.ts";
import { learnFromTaking } from "./forecast.ts";
import { outlookOf } from "./outlook.ts";
import type { Queue } from "./queue.ts";
import { numberOf, type Ticket } from "./ticket.ts";

export type Order = {
  readonly serviceIds: readonly string[];
  readonly priority: PriorityClass;
  readonly priorityReason: PriorityReason | null;
  readonly channel: Ticket["channel"];
  /** Who asked: an actor, or the address of a phone. */
  readonly takenBy: string;
  readonly language: Ticket["language"];
  readonly largeType: boolean;
  /** Waits for the printer's word before it joins the queue. */
  readonly print: boolean;
  readonly customerName: string | null;
  readonly phone: string | null;
  readonly personKey: string | null;
  readonly customerId?: string | null;
  readonly appointment?: { readonly id: string; readonly at: number };
};

/** The letter of priority people and of appointments; everyone else has the service's (handbook §5.1). */
export function letterFor(priority: PriorityClass, serviceLetter: string): string {
  if (priority === "ordinary") return serviceLetter;
  return priority === "appointment" ? "Y" : "V";
}

/** Shown to others: the first character only. */
export const maskName = (name: string): string => {
  const [first = "", ...rest] = [...name.trim()];
  return first + "*".repeat(Math.min(rest.length, 3));
};

export const hashOf = (text: string): string => `\\x${createHash("sha256").update(text).digest("hex")}`;
/** Who is behind a phone number or a document is told apart, never known: the platform's secret is in the hash. */
const keyed = ({ secret, orgId }: Context, what: "phone" | "person", text: string) =>
  keyedHash(secret, `hall ${what}`, `${orgId}/${text}`).toString("hex");
export const phoneHashOf = (ctx: Context, phone: string): string => `\\x${keyed(ctx, "phone", phone)}`;
/** The token as the phone page sends it: the company's number makes it findable. */
export const phoneToken = (ctx: Context, token: string): string => `${ctx.orgId}.${token}`;

/**
 * Gives a number, tells the wait, and puts the ticket into the queue (or lets it wait for the printer).
 * @throws the refusals of `whyUnavailable`, hall.already_waiting
 */
export async function issueTicket(ctx: Context, queue: Queue, order: Order): Promise<Ticket> {
  const services = [...new Set(order.serviceIds)].map((id) => queue.service(id));
  const [service] = services;
  if (!service) throw new Problem("hall.service_unknown");
  for (const one of services) {
    const refusal = whyUnavailable(queue, one);
    if (refusal) throw new Problem(refusal.code, refusal.facts);
  }
  const { customerId = null } = order;
  const personKey = order.personKey && keyed(ctx, "person", order.personKey);
  refuseSecond(queue, { personKey, customerId }, order.serviceIds);
  const outlook = await outlookOf(ctx, queue);
  const { wait, formulaS } = outlook.newcomer(service, order.priority, order.appointment?.at);
  const token = newToken();
  const letter = letterFor(order.priority, service.letter);
  const ticket: Ticket = {
    ...blank,
    id: newId(),
    hallId: queue.hallId,
    day: queue.day,
    letter,
    seq: queue.takeNumber(letter),
    state: order.print ? "printing" : "waiting",
    serviceId: service.id,
    journey: services.map(({ id }) => id),
    priority: order.priority,
    priorityReason: order.priorityReason,
    channel: order.channel,
    takenBy: order.takenBy,
    language: order.language,
    largeType: order.largeType,
    customerName: order.customerName ? maskName(order.customerName) : null,
    phoneHash: order.phone ? phoneHashOf(ctx, order.phone) : null,
    personKey,
    customerId,
    token,
    tokenHash: hashOf(token),
    takenAt: queue.now,
    queuedAt: order.print ? null : queue.now,
    waitingSince: order.print ? null : queue.now,
    appointmentId: order.appointment?.id ?? null,
    appointmentAt: order.appointment?.at ?? null,
    ...told(wait, formulaS),
    dueAt: order.print ? queue.now + queue.rules.printConfirmMs : null,
  };
  countTaken(queue, ticket.serviceId, 1);
  learnFromTaking(queue, ticket.priority);
  return queue.record(ctx, ticket, "taken");
}

export const told = (wait: WaitRange, formulaS: number) => ({
  toldLowS: wait.lowS,
  toldMidS: wait.midS,
  toldHighS: wait.highS,
  formulaS,
});

/** Numbers of a service given today; one that never came out of the printer is given back. */
export function countTaken(queue: Queue, serviceId: string, by: 1 | -1): void {
  const taken = queue.memory.taken[serviceId] ?? 0;
  queue.memory = {
    ...queue.memory,
    taken: { ...queue.memory.taken, [serviceId]: Math.max(0, taken + by) },
  };
}

/** One live ticket per person and service. @throws hall.already_waiting */
export function refuseSecond(
  queue: Queue,
  person: Pick<Ticket, "personKey" | "customerId">,
  serviceIds: readonly string[],
  except?: string,
): void {
  const isSame = (ticket: Ticket) =>
    (person.personKey !== null && ticket.personKey === person.personKey) ||
    (person.customerId !== null && ticket.customerId === person.customerId);
  for (const ticket of queue.tickets.values()) {
    if (ticket.id === except || ticket.finishedAt !== null || !isSame(ticket)) continue;
    if (serviceIds.includes(ticket.serviceId))
      throw new Problem("hall.already_waiting", { number: numberOf(ticket) });
  }
}

/** All that a fresh ticket does not have yet. */
export const blank = {
  customerId: null,
  journeyAt: 0,
  behindCall: null,
  behindUntil: null,
  transferred: false,
  targetWindowId: null,
  windowId: null,
  calledAt: null,
  lastCallAt: null,
  callCount: 0,
  startedAt: null,
  finishedAt: null,
  holdUntil: null,
  missedAt: null,
  missedCount: 0,
  missedUntil: null,
  moreTimeCount: 0,
  transferCount: 0,
  copies: 0,
  note: null,
  rateUntil: null,
  rateStaffId: null,
  ratedAt: null,
  firstCalledAt: null,
} as const;
