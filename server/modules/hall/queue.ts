/**
 * A hall's queue in a command's hands: locked, read, altered in memory, saved with one statement. Instants are epoch
 * milliseconds; `now` never runs backwards within a hall's day, whatever the clocks of the processes say.
 */
import type { OpeningSpan } from "../../../contracts/hall/setup.ts";
import { dateOf } from "../../foundation/clock.ts";
import type { Context } from "../../foundation/context.ts";
import { newId } from "../../foundation/ids.ts";
import { Problem } from "../../foundation/problem.ts";
import { calendarOf } from "../catalogue/index.ts";
import { atTime, closingOf, endOfDay } from "./day-times.ts";
import { type TicketAction, tellAlert, tellTicket } from "./events.ts";
import { queueRules } from "./hall-rules.ts";
import { openingSpans } from "./opening.ts";
import type { DaySoFar } from "./rules/hall-state.ts";
import type { QueueRules } from "./rules/queue-rules.ts";
import {
  type Changes,
  type Handling,
  lockQueue,
  type Memory,
  type NewAlert,
  type QueueSnapshot,
  readQueue,
  saveQueue,
  type TrailEntry,
} from "./store/queue.ts";
import type { WindowLive } from "./store/rows.ts";
import { type HallSetup, type HallWindow, readSetup, type Service } from "./store/setup.ts";
import { tellProgress } from "./tell-customer.ts";
import { isAtWindow, numberOf, type Ticket } from "./ticket.ts";

export type Window = HallWindow & WindowLive;

/** Set-up by hall, checked by version and day; per clock object, so that two platforms of one process stay apart. */
const setups = new WeakMap<object, Map<string, HallSetup>>();

async function setupOf(ctx: Context, hallId: string, version: number, day: string): Promise<HallSetup> {
  const kept = setups.get(ctx.clock) ?? new Map<string, HallSetup>();
  setups.set(ctx.clock, kept);
  const known = kept.get(hallId);
  if (known && known.version === version && known.day === day) return known;
  const fresh = await readSetup(ctx, hallId, day);
  if (!fresh) throw new Problem("thing.not_found");
  // The oldest goes; a process that serves more halls than this only reads a little more.
  if (kept.size >= 2_000) kept.delete(kept.keys().next().value ?? "");
  kept.set(hallId, fresh);
  return fresh;
}

export class Queue {
  readonly hallId: string;
  readonly day: string;
  readonly now: number;
  readonly setup: HallSetup;
  readonly rules: QueueRules;
  readonly spans: readonly OpeningSpan[];
  readonly revision: number;
  readonly tickets: Map<string, Ticket>;
  readonly windows: Map<string, Window>;
  nextNumbers: Readonly<Record<string, number>>;
  memory: Memory;
  today: DaySoFar | undefined;
  dueAt: number | undefined;
  readonly #changed = new Set<string>();
  readonly #changedWindows = new Set<string>();
  readonly #trail: TrailEntry[] = [];
  readonly #handlings: Handling[] = [];
  readonly #alerts: NewAlert[] = [];
  #touched = false;

  constructor(
    setup: HallSetup,
    rules: QueueRules,
    spans: readonly OpeningSpan[],
    day: string,
    now: number,
    snapshot: QueueSnapshot,
  ) {
    this.hallId = setup.id;
    this.setup = setup;
    this.rules = rules;
    this.day = day;
    this.now = Math.max(now, snapshot.day.lastAt ?? 0);
    this.spans = spans;
    this.revision = snapshot.day.revision;
    this.nextNumbers = snapshot.day.nextNumbers;
    this.memory = snapshot.day.memory;
    this.today = snapshot.day.today;
    this.dueAt = snapshot.day.dueAt ?? closingOf(this.spans, day) ?? endOfDay(day);
    this.tickets = new Map(snapshot.tickets.map((ticket) => [ticket.id, ticket]));
    if (snapshot.also) this.tickets.set(snapshot.also.id, snapshot.also);
    this.windows = new Map();
    for (const live of snapshot.windows) {
      const window = setup.windows.get(live.id);
      if (window) this.windows.set(live.id, { ...window, ...live });
    }
  }

  /** @throws thing.not_found for a ticket of another hall, or none */
  ticket(id: string): Ticket {
    const ticket = this.tickets.get(id);
    if (!ticket) throw new Problem("thing.not_found");
    return ticket;
  }
  window(id: string): Window {
    const window = this.windows.get(id);
    if (!window) throw new Problem("thing.not_found");
    return window;
  }
  /** @throws hall.service_unknown */
  service(id: string): Service {
    const service = this.setup.services.get(id);
    if (!service) throw new Problem("hall.service_unknown");
    return service;
  }
  waiting(): Ticket[] {
    return [...this.tickets.values()].filter(({ state }) => state === "waiting");
  }
  /** The ticket called to or served at a window. */
  at(windowId: string): Ticket | undefined {
    for (const ticket of this.tickets.values())
      if (ticket.windowId === windowId && isAtWindow(ticket)) return ticket;
    return undefined;
  }
  isWorking(): boolean {
    return [...this.windows.values()].some(({ state }) => state !== "closed");
  }
  isPastClosing(): boolean {
    return this.now >= (closingOf(this.spans, this.day) ?? atTime(this.day, "00:00"));
  }

  put(ticket: Ticket): Ticket {
    this.tickets.set(ticket.id, ticket);
    this.#changed.delete(ticket.id);
    this.#changed.add(ticket.id);
    return ticket;
  }
  putWindow(window: Window): Window {
    this.windows.set(window.id, window);
    this.#changedWindows.add(window.id);
    return window;
  }
  /** Keeps a changed ticket, with a line in its trail and news for the others. */
  record(
    ctx: Context,
    ticket: Ticket,
    action: TicketAction,
    more: { windowId?: string | null; reason?: string | null } = {},
  ): Ticket {
    const { windowId = ticket.windowId, reason = null } = more;
    this.#trail.push({ id: newId(), ticketId: ticket.id, action, windowId, reason: reason || null });
    tellTicket(ctx, ticket, action, reason || null);
    tellProgress(ctx, this, ticket, action, reason || null);
    return this.put(ticket);
  }
  handled(handling: Omit<Handling, "id">): void {
    this.#handlings.push({ id: newId(), ...handling });
  }
  alarm(ctx: Context, alert: Omit<NewAlert, "id">): string {
    const id = newId();
    this.#alerts.push({ id, ...alert });
    tellAlert(ctx, this.hallId, id, "raised", alert.kind);
    return id;
  }
  /** Something of the day's row alone changed. */
  touch(): void {
    this.#touched = true;
  }

  /** The next number of a letter today; numbers are never used again on the same day. */
  takeNumber(letter: string): number {
    const seq = this.nextNumbers[letter] ?? 1;
    this.nextNumbers = { ...this.nextNumbers, [letter]: seq + 1 };
    return seq;
  }

  async save(ctx: Context): Promise<void> {
    const changes: Changes = {
      hallId: this.hallId,
      day: this.day,
      at: this.now,
      nextNumbers: this.nextNumbers,
      memory: this.memory,
      today: this.today,
      dueAt: this.dueAt,
      tickets: [...this.#changed].map((id) => this.ticket(id)),
      windows: [...this.#changedWindows].map((id) => this.window(id)),
      trail: this.#trail,
      handlings: this.#handlings,
      alerts: this.#alerts,
    };
    const isEmpty =
      changes.tickets.length + changes.windows.length + changes.trail.length + changes.alerts.length === 0;
    if (!isEmpty || this.#touched) await saveQueue(ctx, changes);
  }
}

/**
 * Locks a hall's queue for this command. The first thing that every command does that alters a queue.
 * @param also a ticket that may be final already
 * @throws thing.not_found when there is no such hall
 */
export const lockHall = (ctx: Context, hallId: string, also?: string): Promise<Queue> =>
  open(ctx, hallId, lockQueue, also);

/** The queue as it stands, for views; never saved. */
export const readHall = (ctx: Context, hallId: string, also?: string): Promise<Queue> =>
  open(ctx, hallId, readQueue, also);

async function open(ctx: Context, hallId: string, read: typeof lockQueue, also?: string): Promise<Queue> {
  const date = dateOf(ctx.clock.now());
  const day = date.toString();
  const snapshot = await read(ctx, hallId, day, also);
  if (!snapshot) throw new Problem("thing.not_found");
  const setup = await setupOf(ctx, hallId, snapshot.version, day);
  const rules = await queueRules(ctx, date);
  const spans = setup.isClosed ? [] : openingSpans(setup, await calendarOf(ctx), date);
  // Asked after the lock: whoever had it before us has acted before us.
  return new Queue(setup, rules, spans, day, ctx.clock.now().epochMilliseconds, snapshot);
}

export const numberAt = (queue: Queue, windowId: string): string => {
  const ticket = queue.at(windowId);
  return ticket ? numberOf(ticket) : "";
};
