/**
 * What a recognised customer's page is told of their visit: an open matter that follows the ticket, and a line in the
 * timeline for each thing that a later clerk would want to know. Keys make what is told twice one.
 */

import type { Words } from "../../../contracts/endpoint.ts";
import { actorName, type Context } from "../../foundation/context.ts";
import { tellCustomer } from "../customers/index.ts";
import type { TicketAction } from "./events.ts";
import type { Queue } from "./queue.ts";
import { isAlive, numberOf, type Ticket } from "./ticket.ts";

const states = {
  printing: { zh: "出票中", en: "Printing" },
  waiting: { zh: "等候中", en: "Waiting" },
  called: { zh: "已叫号", en: "Called" },
  serving: { zh: "办理中", en: "Being served" },
  held: { zh: "挂起", en: "On hold" },
  missed: { zh: "过号", en: "Missed" },
  done: { zh: "已办结", en: "Done" },
  abandoned: { zh: "已离开", en: "Left" },
  void: { zh: "已作废", en: "Void" },
} as const satisfies Record<Ticket["state"], Words>;

const outcomes: Readonly<Record<string, Words>> = {
  solved: { zh: "办结", en: "solved" },
  accepted: { zh: "已受理，待后续处理", en: "accepted, to be continued" },
  referred: { zh: "转其他渠道", en: "referred elsewhere" },
  unsolved: { zh: "未能办理", en: "not solved" },
};

/** Which actions are a line of the timeline; the rest only move the matter. */
const entryOf: Partial<Record<TicketAction, { kind: "visit" | "ticket" | "rating"; words: Words }>> = {
  taken: { kind: "visit", words: { zh: "到厅取号", en: "Came to the hall and took a number" } },
  merged: { kind: "visit", words: { zh: "到厅取号", en: "Came to the hall and took a number" } },
  finished: { kind: "ticket", words: { zh: "柜台办理", en: "Served at the counter" } },
  "service-finished": { kind: "ticket", words: { zh: "柜台办理", en: "Served at the counter" } },
  abandoned: { kind: "ticket", words: { zh: "未办理即离开", en: "Left without being served" } },
  voided: { kind: "ticket", words: { zh: "号票作废", en: "Ticket voided" } },
  rated: { kind: "rating", words: { zh: "评价", en: "Rated the service" } },
};

const matterKey = ({ id }: Ticket) => `hall:ticket:${id}`;

/** Called with every line of a ticket's trail; does nothing for a customer that nobody has recognised. */
export function tellProgress(
  ctx: Context,
  queue: Queue,
  ticket: Ticket,
  action: TicketAction,
  reason: string | null,
): void {
  const { customerId } = ticket;
  if (!customerId) return;
  const entry = entryOf[action];
  tellCustomer(ctx, {
    customerId,
    ...(entry && {
      entry: {
        key: `${matterKey(ticket)}:${action}:${ticket.journeyAt}`,
        kind: entry.kind,
        at: Temporal.Instant.fromEpochMilliseconds(queue.now),
        title: titled(entry.words, queue, ticket, action === "service-finished"),
        ...placeOf(ctx, queue),
        result: resultOf(action, ticket, reason),
      },
    }),
    matter: matterOf(queue, ticket),
  });
}

/** The visit of a ticket that was recognised after it had been taken. */
export function tellVisit(ctx: Context, queue: Queue, ticket: Ticket): void {
  tellProgress(ctx, queue, ticket, "taken", null);
}

/** The recognition was wrong: this ticket is not their matter any more. */
export function tellNotTheirs(ctx: Context, queue: Queue, ticket: Ticket): void {
  if (!ticket.customerId) return;
  tellCustomer(ctx, {
    customerId: ticket.customerId,
    entry: {
      key: `${matterKey(ticket)}:not-theirs`,
      kind: "visit",
      at: Temporal.Instant.fromEpochMilliseconds(queue.now),
      title: titled(
        { zh: "更正：号票不是本客户的", en: "Corrected: not this customer's ticket" },
        queue,
        ticket,
      ),
      ...placeOf(ctx, queue),
      result: null,
    },
    matter: { ...matterOf(queue, ticket), isClosed: true },
  });
}

/** @param isFormer the service before the present one of the journey is meant */
function titled(words: Words, queue: Queue, ticket: Ticket, isFormer = false): Words {
  const serviceId = isFormer ? ticket.journey[ticket.journeyAt - 1] : ticket.serviceId;
  const service = queue.setup.services.get(serviceId ?? "")?.name ?? { zh: "?", en: "?" };
  const number = numberOf(ticket);
  return { zh: `${words.zh}：${service.zh}（${number}）`, en: `${words.en}: ${service.en} (${number})` };
}

const placeOf = (ctx: Context, queue: Queue) => ({
  channel: "hall",
  place: queue.setup.name.zh,
  who: ctx.actor.kind === "staff" ? actorName(ctx.actor) : null,
});

function resultOf(action: TicketAction, ticket: Ticket, reason: string | null): string | null {
  if (action === "rated") return reason === null ? null : `${reason}/5`;
  if (action !== "finished") return reason;
  const outcome = outcomes[reason ?? ""]?.zh ?? reason;
  return [outcome, ticket.note].filter(Boolean).join("；") || null;
}

const matterOf = (queue: Queue, ticket: Ticket) => ({
  key: matterKey(ticket),
  kind: "ticket" as const,
  title: titled({ zh: "号票", en: "Ticket" }, queue, ticket),
  state: states[ticket.state],
  openedAt: Temporal.Instant.fromEpochMilliseconds(ticket.takenAt),
  isClosed: !isAlive(ticket),
});
