/** What lies before those who wait: the probable order of calling, people ahead, and the rest of the wait. */
import type { WaitRange } from "../../../contracts/hall.ts";
import type { Context } from "../../foundation/context.ts";
import { codeOf, forecastFor, modelOf, remainingWait, stateOf } from "./forecast.ts";
import type { Queue } from "./queue.ts";
import { afterCall, type CallMemory, chooseNext, type PriorityClass } from "./rules/calling-rule.ts";
import type { HallState } from "./rules/hall-state.ts";
import type { WaitModel } from "./rules/wait-model.ts";
import type { Service } from "./store/setup.ts";
import { asWaiting, type Ticket } from "./ticket.ts";

export const outlookOf = async (ctx: Context, queue: Queue): Promise<Outlook> =>
  new Outlook(queue, await modelOf(ctx, queue));

/** Computed when asked, and once: a command that answers with a called ticket asks nothing. */
export class Outlook {
  readonly #queue: Queue;
  readonly model: WaitModel;
  #state: HallState | undefined;
  #order: readonly Ticket[] | undefined;
  readonly #waits = new Map<string, WaitRange>();

  constructor(queue: Queue, model: WaitModel) {
    this.#queue = queue;
    this.model = model;
  }

  get state(): HallState {
    this.#state ??= stateOf(this.#queue);
    return this.#state;
  }

  /** Those who wait, in the order in which they will probably be called. */
  get order(): readonly Ticket[] {
    this.#order ??= this.#probableOrder();
    return this.#order;
  }

  /** People who will probably be called before by windows that could serve this ticket. */
  ahead(ticket: Ticket): number | null {
    if (ticket.state !== "waiting") return null;
    let count = 0;
    for (const other of this.order) {
      if (other.id === ticket.id) break;
      if (this.#competes(codeOf(this.#queue, other), codeOf(this.#queue, ticket))) count++;
    }
    return count;
  }

  /** The same for somebody who would join as an ordinary customer now. */
  aheadOfNewcomer(serviceCode: string): number {
    return this.order.filter((other) => this.#competes(codeOf(this.#queue, other), serviceCode)).length;
  }

  wait(ticket: Ticket): WaitRange | null {
    if (ticket.state !== "waiting") return null;
    let wait = this.#waits.get(ticket.id);
    if (!wait) {
      const seen = asWaiting(ticket, codeOf(this.#queue, ticket));
      wait = remainingWait(this.#queue, this.model, this.state, seen);
      this.#waits.set(ticket.id, wait);
    }
    return wait;
  }

  /** What somebody would be told who took a number for this service now. */
  newcomer(service: Service, priority: PriorityClass = "ordinary", slotAt?: number) {
    const newcomer = { id: "newcomer", serviceCode: service.code, priority, slotAt };
    return forecastFor(this.#queue, this.model, this.state, newcomer);
  }

  /** Whether two services are served by a window that works now, or by any when none works. */
  #competes(a: string, b: string): boolean {
    const all = [...this.#queue.windows.values()];
    const working = all.filter(({ state }) => state !== "closed");
    return (working.length > 0 ? working : all).some(({ skills }) => skills.has(a) && skills.has(b));
  }

  #probableOrder(): Ticket[] {
    const queue = this.#queue;
    const left = queue.waiting().map((ticket) => ({ ...asWaiting(ticket, codeOf(queue, ticket)), ticket }));
    const { calls, hallSinceOvertake } = queue.memory;
    let memory: CallMemory = { calls, hallSinceOvertake, windowSinceOvertake: hallSinceOvertake };
    const order: Ticket[] = [];
    while (left.length > 0) {
      const choice = chooseNext(left, "all", memory, queue.rules, queue.now);
      if (!choice) break;
      memory = afterCall(memory, choice);
      order.push(choice.ticket.ticket);
      left.splice(left.indexOf(choice.ticket), 1);
    }
    return order;
  }
}
