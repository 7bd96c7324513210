/**
 * Merges what a kiosk issued without the network. May come twice, late and in any order: each number lands once, at
 * its own time and so in its own place; a number that was not reserved for this kiosk, or is taken, is refused alone.
 */
import type { PriorityReason } from "../../../contracts/hall.ts";
import type { ProblemCode } from "../../../contracts/problems.ts";
import { dateOf } from "../../foundation/clock.ts";
import { actorKey, type Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { autoCall } from "./counter.ts";
import { blank, countTaken, hashOf } from "./issue-ticket.ts";
import { lockHall, type Queue } from "./queue.ts";
import { findIssued, type Issued, listBlocks, type ReservedBlock } from "./store/blocks.ts";
import { priorityOf } from "./take-ticket.ts";
import type { Ticket } from "./ticket.ts";

export type OfflineTicket = {
  readonly ticketId: string;
  readonly number: string;
  readonly serviceId: string;
  readonly takenAt: string;
  readonly priorityReason: PriorityReason | null;
  readonly language: Ticket["language"];
  readonly largeType: boolean;
  readonly token: string;
};
export type Merged = {
  readonly ticketId: string;
  readonly number: string;
  readonly merged: "now" | "before" | "refused";
  readonly problem: string | null;
};

type Wish = OfflineTicket & { letter: string; seq: number; day: string; at: number };

export async function mergeOffline(
  ctx: Context,
  hallId: string,
  tickets: readonly OfflineTicket[],
): Promise<Merged[]> {
  const { actor } = ctx;
  if (actor.kind !== "device") throw new Problem("access.denied");
  const queue = await lockHall(ctx, hallId);
  const wishes = tickets.map(parse);
  const days = [...new Set(wishes.map(({ day }) => day))];
  const blocks = (await Promise.all(days.map((day) => listBlocks(ctx, hallId, day, actor.id)))).flat();
  const issued = await findIssued(ctx, hallId, {
    ids: wishes.map(({ ticketId }) => ticketId),
    days,
    seqs: wishes.map(({ seq }) => seq),
    tokenHashes: wishes.map(({ token }) => hashOf(token)),
  });
  const results: Merged[] = [];
  for (const wish of wishes) results.push(await mergeOne(ctx, queue, wish, blocks, issued));
  autoCall(ctx, queue);
  await queue.save(ctx);
  return results;
}

function parse(ticket: OfflineTicket): Wish {
  const taken = Temporal.Instant.from(ticket.takenAt);
  return {
    ...ticket,
    letter: ticket.number.slice(0, 1),
    seq: Number(ticket.number.slice(1)),
    day: dateOf(taken).toString(),
    at: taken.epochMilliseconds,
  };
}

async function mergeOne(
  ctx: Context,
  queue: Queue,
  wish: Wish,
  blocks: readonly ReservedBlock[],
  issued: Issued[],
): Promise<Merged> {
  const { ticketId, number, letter, seq, day } = wish;
  const refused = (problem: ProblemCode): Merged => ({ ticketId, number, merged: "refused", problem });
  const block = blocks.find(
    (one) => one.day === day && one.letter === letter && one.from <= seq && seq <= one.to,
  );
  const isNumber = (one: Issued) => one.day === day && one.letter === letter && one.seq === seq;
  const same = issued.find(({ id }) => id === ticketId);
  if (same && isNumber(same)) return { ticketId, number, merged: "before", problem: null };
  if (!block) return refused("hall.offline_foreign");
  const tokenHash = hashOf(wish.token);
  if (same || issued.some((one) => isNumber(one) || one.tokenHash === tokenHash))
    return refused("hall.offline_taken");
  const service = queue.setup.services.get(wish.serviceId);
  if (!service) return refused("hall.service_unknown");
  // A kiosk's clock may be wrong: nobody stands before the block was reserved, nor in the future.
  const takenAt = Math.min(Math.max(wish.at, block.reservedAt.epochMilliseconds), queue.now);
  const isLate = day !== queue.day || (queue.isPastClosing() && !queue.isWorking());
  const ticket: Ticket = {
    ...blank,
    id: ticketId,
    hallId: queue.hallId,
    day,
    letter,
    seq,
    state: isLate ? "abandoned" : "waiting",
    serviceId: service.id,
    journey: [service.id],
    priority: await priorityOf(ctx, wish.priorityReason),
    priorityReason: wish.priorityReason,
    channel: "kiosk",
    takenBy: actorKey(ctx.actor),
    language: wish.language,
    largeType: wish.largeType,
    customerName: null,
    phoneHash: null,
    personKey: null,
    token: isLate ? null : wish.token,
    tokenHash,
    takenAt,
    queuedAt: takenAt,
    waitingSince: takenAt,
    finishedAt: isLate ? queue.now : null,
    copies: 1,
    appointmentId: null,
    appointmentAt: null,
    toldLowS: null,
    toldMidS: null,
    toldHighS: null,
    formulaS: null,
    dueAt: null,
  };
  queue.record(ctx, ticket, "merged", { reason: isLate ? "came after the hall's day" : null });
  if (!isLate) countTaken(queue, service.id, 1);
  issued.push({ id: ticketId, day, letter, seq, tokenHash });
  return { ticketId, number, merged: "now", problem: null };
}
