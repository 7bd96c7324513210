/**
 * Taking a number at a kiosk: from the server while it answers, from the reserved block when it does not. A number counts
 * only when the paper is out (or when the customer chose the phone instead of paper).
 */
import { checkIn } from "../../contracts/hall/appointments.ts";
import type { PriorityReason, ServiceOffer, Slip } from "../../contracts/hall/shapes.ts";
import { confirmPrint, takeTicket } from "../../contracts/hall/tickets.ts";
import type { Front } from "../../contracts/hall/views.ts";
import { call, NetworkLost } from "../parts/api.ts";
import { phoneAddress } from "../parts/qr.tsx";
import type { Language } from "../parts/words.ts";
import { type Printer, PrintFailed } from "../print/printer.ts";
import type { PaperSlip } from "../print/slip-layout.ts";
import type { Keeper } from "./offline/keeper.ts";

export type Wish =
  | {
      readonly kind: "services";
      readonly services: readonly ServiceOffer[];
      readonly reason: PriorityReason | null;
      /** From recognition: the number knows its customer. */
      readonly customerKey: string | null;
    }
  | { readonly kind: "appointment"; readonly code: string };

export type Setting = {
  readonly hallId: string;
  readonly orgId: number;
  readonly front: Front;
  readonly keeper: Keeper;
  readonly printer: Printer | undefined;
  readonly isOffline: boolean;
  readonly language: Language;
  readonly largeType: boolean;
};

export type Taken = {
  readonly slip: PaperSlip;
  readonly address: string;
  readonly onPaper: boolean;
  readonly offline: boolean;
  readonly isLate: boolean;
  /** The paper is out but the server has not heard it yet. */
  readonly unconfirmed: boolean;
};

/** The reserved numbers are used up, or there are none for today. */
export class NoNumbersLeft extends Error {}
/** A booking cannot be checked without the network. */
export class NeedsNetwork extends Error {}

/** Short: a customer stands there, and a number that nobody confirmed joins no queue. */
const impatient = { attempts: 2, timeoutMs: 5_000 };

/** @throws ApiProblem refused; PrintFailed no paper, so no number; NoNumbersLeft, NeedsNetwork when offline */
export async function take(wish: Wish, setting: Setting, onPrinting: () => void): Promise<Taken> {
  if (!setting.isOffline) {
    try {
      return await takeOnline(wish, setting, onPrinting);
    } catch (error) {
      if (!(error instanceof NetworkLost)) throw error;
    }
  }
  if (wish.kind === "appointment") throw new NeedsNetwork();
  return takeOffline(wish, setting, onPrinting);
}

async function takeOnline(wish: Wish, setting: Setting, onPrinting: () => void): Promise<Taken> {
  const { hallId, printer, language, largeType } = setting;
  const params = { hallId };
  // Always to be confirmed, also without paper: if this answer is lost, no number waits that nobody holds.
  const print = true;
  const answer =
    wish.kind === "appointment"
      ? await call(checkIn, { params, body: { code: wish.code, language, largeType, print } }, impatient)
      : await call(
          takeTicket,
          {
            params,
            body: {
              serviceIds: wish.services.map(({ id }) => id),
              priorityReason: wish.reason,
              customerKey: wish.customerKey,
              language,
              largeType,
              print,
            },
          },
          impatient,
        );
  const address = phoneAddress(answer.slip.progressPath);
  const isLate = "isLate" in answer && answer.isLate === true;
  if (printer) onPrinting();
  const unconfirmed = await printAndConfirm(answer.slip, address, setting);
  return { slip: answer.slip, address, onPaper: printer !== undefined, offline: false, isLate, unconfirmed };
}

/** True when the number has reached the customer but the confirmation did not get through; it is kept and repeated. */
async function printAndConfirm(slip: Slip, address: string, setting: Setting): Promise<boolean> {
  const { hallId, keeper, printer } = setting;
  const failure = await printer?.print(slip, address).then(
    () => undefined,
    (error: unknown) => (error instanceof PrintFailed ? error : new PrintFailed("error", error)),
  );
  const body = { ok: !failure, error: failure?.fault ?? null };
  const { ticketId } = slip;
  let unconfirmed = false;
  try {
    await call(confirmPrint, { params: { hallId, ticketId }, body }, impatient);
  } catch (error) {
    if (!(error instanceof NetworkLost)) throw error;
    await keeper.keepConfirmation({ ticketId, ...body });
    unconfirmed = true;
  }
  if (failure) throw failure;
  return unconfirmed;
}

async function takeOffline(
  wish: Extract<Wish, { kind: "services" }>,
  { orgId, front, keeper, printer, language, largeType }: Setting,
  onPrinting: () => void,
): Promise<Taken> {
  const [service] = wish.services;
  if (!service) throw new NoNumbersLeft();
  const ticket = await keeper.issue({
    letter: service.letter,
    serviceId: service.id,
    priorityReason: wish.reason,
    language,
    largeType,
  });
  if (!ticket) throw new NoNumbersLeft();
  // As the server makes it: the company's number makes the token findable.
  const progressPath = `/my/ticket/#t=${orgId}.${ticket.token}`;
  const address = phoneAddress(progressPath);
  const slip: PaperSlip = {
    ticketId: ticket.ticketId,
    number: ticket.number,
    hallName: front.hall.name,
    serviceName: service.name,
    ahead: null,
    wait: null,
    takenAt: ticket.takenAt,
    priority: wish.reason ? "priority" : "ordinary",
    hint: null,
    papers: service.papers,
    missedRule: front.missedRule,
    hotlines: front.hall.hotlines,
    customerName: null,
    progressPath,
    copy: 0,
  };
  if (printer) {
    onPrinting();
    try {
      await printer.print(slip, address);
    } catch (error) {
      await keeper.dropIssued(ticket);
      throw error instanceof PrintFailed ? error : new PrintFailed("error", error);
    }
  }
  await keeper.confirmIssued(ticket);
  return { slip, address, onPaper: printer !== undefined, offline: true, isLate: false, unconfirmed: false };
}
