/** What the holder of a number does on the phone: look, ask for time, leave, come back, rate. Known by the token alone. */
import type { MyProposals } from "../../../contracts/customers/my-proposals.ts";
import type { MyTicketView } from "../../../contracts/hall.ts";
import type { Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { answerOnPhone, proposalsOnPhone } from "../customers/index.ts";
import { giveUp } from "./abandon-ticket.ts";
import { outlookOf } from "./outlook.ts";
import { lockHall, type Queue, readHall } from "./queue.ts";
import { type RateTicket, rateByPhone } from "./rate-ticket.ts";
import { bringBack } from "./return-ticket.ts";
import { findByToken } from "./store/tickets.ts";
import { moveBack, type Ticket } from "./ticket.ts";
import { myTicketView } from "./views/my.ts";

/** @throws thing.not_found when the token opens nothing */
export async function heldTicket(ctx: Context): Promise<{ id: string; hallId: string }> {
  const held = ctx.actor.kind === "customer" ? await findByToken(ctx, ctx.actor.tokenHash) : undefined;
  if (!held) throw new Problem("thing.not_found");
  return held;
}

export async function viewMine(ctx: Context): Promise<MyTicketView> {
  const { id, hallId } = await heldTicket(ctx);
  return answer(ctx, await readHall(ctx, hallId, id), id);
}

/** @throws hall.ticket_state, hall.more_time_too_often */
export const askMoreTime = (ctx: Context): Promise<MyTicketView> =>
  act(ctx, (queue, id) => {
    const moved = moveBack(queue.ticket(id), queue.memory.calls, queue.rules, queue.now);
    queue.record(ctx, moved, "moved-back");
  });

/** @throws hall.ticket_state */
export const leaveQueue = (ctx: Context): Promise<MyTicketView> =>
  act(ctx, (queue, id) => {
    giveUp(ctx, queue, queue.ticket(id), "left by phone");
  });

/** @throws hall.ticket_state, hall.missed_expired, hall.missed_too_often */
export const returnMine = (ctx: Context): Promise<MyTicketView> =>
  act(ctx, (queue, id) => bringBack(ctx, queue, queue.ticket(id)));

/** @throws hall.rating_not_asked, hall.rating_twice, hall.rating_reason */
export async function rateMine(ctx: Context, input: RateTicket): Promise<MyTicketView> {
  const { id, hallId } = await heldTicket(ctx);
  const queue = await lockHall(ctx, hallId, id);
  await rateByPhone(ctx, queue, queue.ticket(id), input);
  return answer(ctx, queue, id);
}

/** While the number is alive; afterwards the slip is only paper. */
export async function showProposals(ctx: Context): Promise<MyProposals> {
  const customerId = await customerHere(ctx);
  // A slip may lie about: whoever opens its page is not told why.
  return customerId ? proposalsOnPhone(ctx, customerId, { isProven: false }) : { proposals: [] };
}

/** @throws thing.not_found, strategies.answered_already */
export async function answerProposal(
  ctx: Context,
  showingId: string,
  said: "accepted" | "declined",
): Promise<void> {
  const customerId = await customerHere(ctx);
  if (!customerId) throw new Problem("thing.not_found");
  await answerOnPhone(ctx, customerId, showingId, said);
}

const alive: ReadonlySet<Ticket["state"]> = new Set(["waiting", "called", "serving", "held", "missed"]);

/** Whom somebody of ours, or the kiosk, recognised as the holder. */
async function customerHere(ctx: Context): Promise<string | null> {
  const { id, hallId } = await heldTicket(ctx);
  const { state, customerId } = (await readHall(ctx, hallId, id)).ticket(id);
  return alive.has(state) ? customerId : null;
}

async function act(ctx: Context, change: (queue: Queue, id: string) => void): Promise<MyTicketView> {
  const { id, hallId } = await heldTicket(ctx);
  const queue = await lockHall(ctx, hallId, id);
  change(queue, id);
  await queue.save(ctx);
  return answer(ctx, queue, id);
}

const answer = async (ctx: Context, queue: Queue, id: string): Promise<MyTicketView> =>
  myTicketView(queue, await outlookOf(ctx, queue), queue.ticket(id));
