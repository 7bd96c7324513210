/**
 * Keeps a kiosk able to issue numbers without the network: reserves blocks while it is there, issues from them while
 * it is not, and afterwards tells the server, as often as it takes. The server lands each number once.
 */
import { confirmPrint, mergeOffline, reserveBlocks } from "../../../contracts/hall/tickets.ts";
import { ApiProblem, call } from "../../parts/api.ts";
import { freshId, freshToken } from "../../parts/ids.ts";
import { localDay, now } from "../../parts/time.ts";
import { enterBlocks, nextNumber } from "./book.ts";
import {
  type Confirmation,
  changeBook,
  type Issued,
  listConfirmations,
  listIssued,
  type OfflineTicket,
  openMemory,
  put,
  remove,
} from "./store.ts";

type Wish = Pick<OfflineTicket, "serviceId" | "priorityReason" | "language" | "largeType"> & {
  letter: string;
};
const batch = 200;

export class Keeper {
  readonly #hallId: string;
  readonly #memory: Promise<IDBDatabase>;
  readonly #onChange: (unmerged: number) => void;
  #running: Promise<void> | undefined;

  constructor(hallId: string, deviceId: string, onChange: (unmerged: number) => void) {
    this.#hallId = hallId;
    this.#memory = openMemory(deviceId);
    this.#onChange = onChange;
    void this.#report();
  }

  /** A number from the reserved block, on the disk before it is returned; undefined when none is left for today. */
  async issue({ letter, ...wish }: Wish): Promise<OfflineTicket | undefined> {
    const at = now();
    const ticketId = freshId();
    const ticket = await changeBook(await this.#memory, (book) => {
      const next = book && nextNumber(book, localDay(at), letter);
      if (!next) return { result: undefined };
      const takenAt = at.toString({ fractionalSecondDigits: 3 });
      const made: OfflineTicket = { ...wish, ticketId, number: next.number, takenAt, token: freshToken() };
      return { book: next.book, issued: { ticket: made, state: "printing" }, result: made };
    });
    await this.#report();
    return ticket;
  }

  /** The paper came out (or the phone has the code): the number counts. */
  async confirmIssued(ticket: OfflineTicket): Promise<void> {
    await put(await this.#memory, "issued", ticket.ticketId, { ticket, state: "issued" });
  }

  /** No paper: the number is burnt and never reaches the queue. */
  async dropIssued(ticket: OfflineTicket): Promise<void> {
    await remove(await this.#memory, "issued", [ticket.ticketId]);
    await this.#report();
  }

  /** Keeps a print confirmation that did not get through. */
  async keepConfirmation(confirmation: Confirmation): Promise<void> {
    await put(await this.#memory, "confirmations", confirmation.ticketId, confirmation);
  }

  /** With the network there: tells the server everything it has not heard, then reserves numbers. One at a time. */
  async catchUp(): Promise<void> {
    this.#running ??= this.#catchUp().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #catchUp(): Promise<void> {
    const memory = await this.#memory;
    for (const { ticketId, ...body } of await listConfirmations(memory)) {
      // Refused means that the server has decided already (it timed out): there is nothing to repeat.
      await call(confirmPrint, { params: { hallId: this.#hallId, ticketId }, body }).catch(unlessRefused);
      await remove(memory, "confirmations", [ticketId]);
    }
    await this.#merge(memory);
    const reserved = await call(reserveBlocks, { params: { hallId: this.#hallId } }).catch(unlessRefused);
    if (!reserved) return;
    await changeBook(memory, (book) => ({
      book: enterBlocks(book, reserved.day, reserved.blocks),
      result: undefined,
    }));
  }

  async #merge(memory: IDBDatabase): Promise<void> {
    const waiting = (await listIssued(memory)).filter(({ state }) => state !== "refused");
    for (let at = 0; at < waiting.length; at += batch) {
      const tickets = waiting.slice(at, at + batch).map(({ ticket }) => ticket);
      const { results } = await call(mergeOffline, { params: { hallId: this.#hallId }, body: { tickets } });
      const landed = results.filter(({ merged }) => merged !== "refused").map(({ ticketId }) => ticketId);
      await remove(memory, "issued", landed);
      for (const { ticketId, problem } of results.filter(({ merged }) => merged === "refused")) {
        const ticket = tickets.find((candidate) => candidate.ticketId === ticketId);
        if (ticket)
          await put(memory, "issued", ticketId, { ticket, state: "refused", problem: problem ?? "" });
      }
      await this.#report();
    }
  }

  /** Everything still in the memory, for the service panel. */
  async list(): Promise<Issued[]> {
    return listIssued(await this.#memory);
  }

  async #report(): Promise<void> {
    const issued = await listIssued(await this.#memory);
    this.#onChange(issued.filter(({ state }) => state !== "refused").length);
  }
}

/** A refusal is an answer; only a lost network is worth a repeat later. */
function unlessRefused(error: unknown): undefined {
  if (error instanceof ApiProblem) return undefined;
  throw error;
}
