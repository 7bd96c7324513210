/**
 * Virtual customers and clerks live through a service day in a real hall, by its public API alone.
 *
 * The day is a list of instants: somebody arrives, a clerk opens or goes, a service ends, patience runs out. At each of
 * them the clock is moved and people act. Within one instant services end first, then windows open and close, then
 * customers arrive, then those leave whose patience is over: the same order as the simulated day.
 */
import { recognise, recogniseAtHall } from "../../contracts/customers.ts";
import * as hall from "../../contracts/hall.ts";
import { formulaWait } from "../../server/modules/hall/rules/formula-wait.ts";
import { keptShifts, type WindowPresence } from "../../server/modules/hall/rules/hall-state.ts";
import { type DayCustomer, serviceTimes } from "../../server/modules/hall/rules/simulate-day.ts";
import type { ServiceDay } from "../day-files.ts";
import { type ApiClient, Refusal } from "./api-client.ts";
import type { Diary, DiaryEntry } from "./diary.ts";
import type { OrderDay } from "./order-day.ts";
import { Timeline } from "./timeline.ts";
import type { Recogniser, Visitor } from "./visitors.ts";

/** A hall made ready for the day: who acts in it, and with which rights. */
export type Stage = {
  readonly hallId: string;
  /** By the code that the day's files use. */
  readonly serviceIds: ReadonlyMap<string, string>;
  /** By the window's name in the staff file: the window and the clerk who sits there. */
  readonly desks: ReadonlyMap<string, { readonly windowId: string; readonly clerk: ApiClient }>;
  /** Codes of the appointments that were booked beforehand, by customer. */
  readonly bookings: ReadonlyMap<string, string>;
  readonly kiosk: ApiClient;
  readonly guide: ApiClient;
  /** The phone of somebody who holds a ticket. */
  readonly phone: (token: string) => ApiClient;
};

export type Progress = {
  readonly at: number;
  readonly taken: number;
  readonly served: number;
  readonly waiting: number;
};

export type PlayOptions = {
  readonly stage: Stage;
  readonly day: ServiceDay;
  /** Makes it `at`: moves the server's clock, or sleeps until then. */
  readonly moveTo: (at: number) => Promise<void>;
  /** The history's mean service time, for the usual formula; the day's own first guess without history. */
  readonly meanServiceMs: number;
  /** Who the day's customers are, where the hall's company has the sample population; strangers unless given. */
  readonly visitors?: ReadonlyMap<string, Visitor>;
  /** The day's orders: taken at the windows, and worked on at these instants. */
  readonly orders?: Pick<OrderDay, "atWindow" | "happenings">;
  readonly onProgress?: (progress: Progress) => void;
};

type Desk = {
  readonly window: string;
  readonly windowId: string;
  readonly clerk: ApiClient;
  shift: WindowPresence | undefined;
  serving: { readonly entry: DiaryEntry; readonly since: number } | undefined;
  idleSince: number;
};

const rank = { finish: 0, open: 1, close: 2, arrive: 3, leave: 4, work: 5 } as const;

/** Plays the day to its end and returns what the customers remember. */
export async function playDay(options: PlayOptions): Promise<Diary> {
  const day = new Play(options);
  await day.run();
  return day.diary;
}

class Play {
  readonly diary: Diary = new Map();
  readonly #options: PlayOptions;
  readonly #stage: Stage;
  readonly #serviceMs: (customer: DayCustomer) => number;
  readonly #timeline = new Timeline<() => Promise<void>>();
  readonly #desks: Desk[];
  readonly #byTicket = new Map<string, DiaryEntry>();
  readonly #waiting = new Set<DiaryEntry>();
  #now = 0;
  #order = 0;
  #taken = 0;
  #served = 0;

  constructor(options: PlayOptions) {
    this.#options = options;
    this.#stage = options.stage;
    this.#serviceMs = serviceTimes(options.day.customers, 1);
    this.#desks = [...options.stage.desks].map(([window, { windowId, clerk }]) => ({
      window,
      windowId,
      clerk,
      shift: undefined,
      serving: undefined,
      idleSince: 0,
    }));
    for (const shift of keptShifts(options.day.presence)) this.#plan(shift);
    for (const customer of options.day.customers) {
      this.#timeline.add(customer.arrivesAt, rank.arrive, () => this.#arrive(customer));
    }
    for (const { at, what } of options.orders?.happenings() ?? []) this.#timeline.add(at, rank.work, what);
  }

  async run(): Promise<void> {
    for (let next = this.#timeline.take(); next; next = this.#timeline.take()) {
      this.#now = next.at;
      await this.#options.moveTo(next.at);
      await next.what();
      this.#options.onProgress?.({
        at: next.at,
        taken: this.#taken,
        served: this.#served,
        waiting: this.#waiting.size,
      });
    }
    for (const desk of this.#desks) if (desk.shift) await this.#closeWindow(desk);
  }

  #plan(shift: WindowPresence): void {
    const desk = this.#desks.find(({ window }) => window === shift.window);
    if (!desk) throw new Error(`the staff file's window ${shift.window} is not in the hall`);
    this.#timeline.add(shift.opensAt, rank.open, () => this.#openWindow(desk, shift));
    if (shift.closesAt !== Number.POSITIVE_INFINITY) {
      this.#timeline.add(shift.closesAt, rank.close, async () => {
        if (desk.shift === shift && !desk.serving) await this.#closeWindow(desk);
      });
    }
  }

  async #openWindow(desk: Desk, shift: WindowPresence): Promise<void> {
    // Still finishing somebody of the shift before: the window simply stays open.
    const isOpen = desk.shift !== undefined;
    desk.shift = shift;
    if (isOpen) return;
    desk.idleSince = this.#now;
    await desk.clerk.call(hall.openWindow, { params: this.#at(desk), body: {} });
    await this.#callNext(desk);
  }

  async #closeWindow(desk: Desk): Promise<void> {
    desk.shift = undefined;
    await desk.clerk.call(hall.closeWindow, { params: this.#at(desk), body: {} });
  }

  async #arrive(wish: DayCustomer): Promise<void> {
    const formulaS = formulaWait(this.#state(), wish.serviceCode, this.#options.meanServiceMs);
    const entry: DiaryEntry = {
      customer: wish,
      calls: [],
      formulaS,
      metFreeWindow: this.#isAnyoneFree(wish.serviceCode),
    };
    const visitor = this.#options.visitors?.get(wish.id);
    if (visitor) entry.visitor = visitor;
    this.diary.set(wish.id, entry);
    const taken = await this.#take(wish, entry).catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
      entry.refused = error.problem.code;
    });
    if (!taken) return;
    this.#taken++;
    const { ticket, token } = taken;
    Object.assign(entry, {
      ticketId: ticket.id,
      number: ticket.number,
      token,
      takenAt: this.#now,
      joinedOrder: this.#order++,
    });
    // Whoever came too early for the appointment, or had none, waits like everybody else.
    if (wish.priority === "appointment" && ticket.priority !== "appointment") {
      entry.customer = { ...wish, priority: "ordinary", slotAt: undefined };
    }
    if (ticket.wait) entry.told = ticket.wait;
    this.#byTicket.set(ticket.id, entry);
    this.#waiting.add(entry);
    if (wish.patienceMs !== undefined) {
      this.#timeline.add(this.#now + wish.patienceMs, rank.leave, () => this.#leave(entry));
    }
    await this.#callWhoIsFree();
  }

  /** Ordinary customers take a number at the kiosk and wait for the paper; who needs priority goes to the guide. */
  async #take(customer: DayCustomer, entry: DiaryEntry) {
    const { hallId, kiosk, guide, bookings, serviceIds } = this.#stage;
    const serviceId = serviceIds.get(customer.serviceCode);
    if (!serviceId) throw new Error(`the hall does not offer ${customer.serviceCode}`);
    const params = { hallId };
    if (customer.priority === "priority" || customer.priority === "emergency") {
      const reason: "emergency" | "elderly" = customer.priority === "emergency" ? "emergency" : "elderly";
      const customerKey = await this.#present(guide, "guide", entry);
      const body = { serviceIds: [serviceId], priorityReason: reason, customerKey };
      return guide.call(hall.takeTicket, { params, body });
    }
    const code = bookings.get(customer.id);
    const walkIn = async () => {
      const customerKey = await this.#present(kiosk, "kiosk", entry);
      const body = { serviceIds: [serviceId], print: true, customerKey };
      return kiosk.call(hall.takeTicket, { params, body });
    };
    const taken = code
      ? await kiosk.call(hall.checkIn, { params, body: { code, print: true } }).catch(ifEarly(walkIn))
      : await walkIn();
    const onTicket = { hallId, ticketId: taken.ticket.id };
    const printed = await kiosk.call(hall.confirmPrint, { params: onTicket, body: { ok: true } });
    return { ...taken, ticket: printed.ticket };
  }

  /** A card on the kiosk's or the guide's reader, for those who are recognised there. @returns what the ticket is told */
  async #present(where: ApiClient, recogniser: Recogniser, entry: DiaryEntry): Promise<string | null> {
    const { visitor } = entry;
    if (visitor?.recognisedBy !== recogniser) return null;
    const known = await where.call(recogniseAtHall, {
      params: { hallId: this.#stage.hallId },
      body: { value: visitor.value },
    });
    if (!known.isKnown) entry.wasWrong = true;
    else entry.recognisedAs = visitor.customerId;
    return known.customerKey;
  }

  /** The clerk sees who has come; whoever is still a stranger and has a paper is recognised before anything is done. */
  async #meet(desk: Desk, entry: DiaryEntry, shown: string | undefined): Promise<void> {
    if (shown !== entry.recognisedAs) entry.wasWrong = true;
    const { visitor, ticketId = "" } = entry;
    if (visitor?.recognisedBy !== "desk") return;
    const { recognition } = await desk.clerk.call(recognise, { body: { value: visitor.value } });
    if (recognition?.customer.id !== visitor.customerId) entry.wasWrong = true;
    if (!recognition) return;
    const { ticket } = await desk.clerk.call(hall.setTicketCustomer, {
      params: { hallId: this.#stage.hallId, ticketId },
      body: { customerId: recognition.customer.id },
    });
    entry.recognisedAs = visitor.customerId;
    if (ticket.customer?.id !== visitor.customerId) entry.wasWrong = true;
  }

  async #leave(entry: DiaryEntry): Promise<void> {
    if (!this.#waiting.has(entry) || !entry.token) return;
    await this.#stage.phone(entry.token).call(hall.leaveQueue, { body: {} });
    this.#waiting.delete(entry);
    entry.leftAt = this.#now;
    entry.leftOrder = this.#order++;
  }

  /** A clerk with nobody in front looks at the queue as soon as somebody has come; who has been free longest calls first. */
  async #callWhoIsFree(): Promise<void> {
    const free = this.#desks
      .filter((desk) => desk.shift && !desk.serving)
      .sort((a, b) => a.idleSince - b.idleSince);
    for (const desk of free) {
      if (this.#waiting.size === 0) return;
      await this.#callNext(desk);
    }
  }

  #isAnyoneFree(serviceCode: string): boolean {
    return this.#desks.some(
      ({ shift, serving }) => shift && !serving && (shift.skills === "all" || shift.skills.has(serviceCode)),
    );
  }

  async #callNext(desk: Desk): Promise<void> {
    const { ticket } = await desk.clerk.call(hall.callNext, { params: this.#at(desk), body: {} });
    if (ticket) await this.#serve(desk, ticket.id);
  }

  async #serve(desk: Desk, ticketId: string): Promise<void> {
    const entry = this.#byTicket.get(ticketId);
    if (!entry) throw new Error(`window ${desk.window} was given a ticket that nobody took: ${ticketId}`);
    entry.calls.push({ window: desk.window, at: this.#now, order: this.#order++ });
    const arrived = await desk.clerk.call(hall.markArrived, { params: this.#at(desk), body: { ticketId } });
    await this.#meet(desk, entry, arrived.ticket?.customer?.id);
    this.#waiting.delete(entry);
    entry.startedAt = this.#now;
    entry.window = desk.window;
    desk.serving = { entry, since: this.#now };
    this.#timeline.add(this.#now + this.#serviceMs(entry.customer), rank.finish, () =>
      this.#finish(desk, entry),
    );
  }

  async #finish(desk: Desk, entry: DiaryEntry): Promise<void> {
    await this.#options.orders?.atWindow(desk.window, desk.clerk, entry, this.#now);
    const goes = !desk.shift || desk.shift.closesAt <= this.#now;
    const { ticket } = await desk.clerk.call(hall.finishTicket, {
      params: this.#at(desk),
      body: { ticketId: entry.ticketId ?? "", next: !goes },
    });
    entry.finishedAt = this.#now;
    this.#served++;
    desk.serving = undefined;
    desk.idleSince = this.#now;
    await this.#rate(entry);
    if (ticket) await this.#serve(desk, ticket.id);
    else if (goes) await this.#closeWindow(desk);
  }

  /** Six in ten rate, by phone; most are content. Which ones depends on the customer alone. */
  async #rate(entry: DiaryEntry): Promise<void> {
    const draw = (Number(entry.customer.id) * 7919) % 100;
    if (draw >= 60 || !entry.token) return;
    const level = draw < 2 ? 2 : draw < 6 ? 3 : draw < 25 ? 4 : 5;
    const body = { level, reasons: level <= 2 ? (["long-wait"] as const).slice() : [], comment: null };
    await this.#stage.phone(entry.token).call(hall.rateMyTicket, { body });
    entry.rating = level;
  }

  /** The hall as a bystander sees it: all that the usual formula needs. */
  #state() {
    return {
      now: this.#now,
      calls: 0,
      sinceOvertake: 0,
      waiting: [...this.#waiting].map(({ customer, takenAt = this.#now }) => ({
        id: customer.id,
        serviceCode: customer.serviceCode,
        priority: customer.priority,
        queuedAt: takenAt,
      })),
      windows: this.#desks.flatMap((desk) =>
        desk.shift
          ? [
              {
                ...desk.shift,
                serving: desk.serving && {
                  serviceCode: desk.serving.entry.customer.serviceCode,
                  since: desk.serving.since,
                },
              },
            ]
          : [],
      ),
    };
  }

  #at(desk: Desk) {
    return { hallId: this.#stage.hallId, windowId: desk.windowId };
  }
}

const ifEarly =
  <T>(instead: () => Promise<T>) =>
  (error: unknown): Promise<T> => {
    if (error instanceof Refusal && error.problem.code === "hall.appointment_early") return instead();
    throw error;
  };
