/** Answers of commands: the changed ticket as the outside sees it, with its place and wait only when it waits. */
import type { Context } from "../../foundation/context.ts";
import { slipAnswer, ticketAnswer } from "./answers.ts";
import { phoneToken } from "./issue-ticket.ts";
import { outlookOf } from "./outlook.ts";
import type { Queue } from "./queue.ts";
import type { Ticket } from "./ticket.ts";

type Changed = { readonly queue: Queue; readonly ticket: Ticket };

export const shown = async (ctx: Context, { queue, ticket }: Changed) => ({
  ticket: ticketAnswer(queue, ticket, await outlookOf(ctx, queue)),
});

export const shownOrNull = async (
  ctx: Context,
  { queue, ticket }: { readonly queue: Queue; readonly ticket: Ticket | undefined },
) => (ticket ? shown(ctx, { queue, ticket }) : { ticket: null });

export const slipOf = async (ctx: Context, { queue, ticket }: Changed) =>
  slipAnswer(queue, ticket, await outlookOf(ctx, queue), phoneToken(ctx, ticket.token ?? ""));
