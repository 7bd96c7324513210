/** A number by phone: whoever scans today's code on the hall's screens is there, and takes one without an app. */
import { timingSafeEqual } from "node:crypto";
import type { Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { keyedHash } from "../../foundation/secrets.ts";
import { autoCall } from "./counter.ts";
import { issueTicket } from "./issue-ticket.ts";
import { lockHall, type Queue, readHall } from "./queue.ts";
import { fromMs } from "./store/rows.ts";
import { countTaker } from "./take-ticket.ts";
import type { Ticket } from "./ticket.ts";

export type TakeByPhone = {
  readonly serviceIds: readonly string[];
  readonly code: string;
  readonly language: Ticket["language"];
};

/** @throws hall.phone_code, hall.too_many_tickets, the refusals of `issueTicket` */
export async function takeByPhone(ctx: Context, hallId: string, input: TakeByPhone) {
  const queue = await lockHall(ctx, hallId);
  refuseStale(ctx, queue, input.code);
  const takenBy = `address:${ctx.ip ?? "unknown"}`;
  countTaker(queue, takenBy, queue.rules.takesPerAddress);
  const ticket = await issueTicket(ctx, queue, {
    serviceIds: input.serviceIds,
    priority: "ordinary",
    priorityReason: null,
    channel: "phone",
    takenBy,
    language: input.language,
    largeType: false,
    print: false,
    customerName: null,
    phone: null,
    personKey: null,
  });
  autoCall(ctx, queue);
  await queue.save(ctx);
  return { queue, ticket: queue.ticket(ticket.id) };
}

/** The address behind the QR code on kiosk and display. */
export async function phoneCode(ctx: Context, hallId: string): Promise<{ path: string; validUntil: string }> {
  const queue = await readHall(ctx, hallId);
  const { phoneCodeMs } = queue.rules;
  const slice = Math.floor(queue.now / phoneCodeMs);
  return {
    path: `/my/#hall=${hallId}&code=${codeOfSlice(ctx, hallId, slice)}`,
    validUntil: fromMs((slice + 1) * phoneCodeMs),
  };
}

/** No state: the code is made from the platform's secret, the hall and the quarter of an hour. */
const codeOfSlice = ({ secret, orgId }: Context, hallId: string, slice: number): string =>
  keyedHash(secret, "hall phone code", `${orgId}/${hallId}/${slice}`).toString("base64url").slice(0, 16);

/** This quarter's code or the one before: people take a while to choose. @throws hall.phone_code */
export function refuseStale(ctx: Context, queue: Queue, code: string): void {
  const slice = Math.floor(queue.now / queue.rules.phoneCodeMs);
  const given = Buffer.from(code);
  const isFresh = [slice, slice - 1].some((one) => {
    const expected = Buffer.from(codeOfSlice(ctx, queue.hallId, one));
    return expected.length === given.length && timingSafeEqual(expected, given);
  });
  if (!isFresh) throw new Problem("hall.phone_code");
}
