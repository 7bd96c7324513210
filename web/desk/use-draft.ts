import { useEffect, useState } from "react";
import type { Ticket } from "../../contracts/hall.ts";
import type { Outcome } from "./commands.ts";

type Kept = { note: string; outcome: Outcome };
const keyOf = (ticketId: string) => `mingchuang.draft.${ticketId}`;

function kept(ticket: Ticket | null): Kept {
  const text = ticket && sessionStorage.getItem(keyOf(ticket.id));
  return text ? (JSON.parse(text) as Kept) : { note: ticket?.note ?? "", outcome: "solved" };
}

/** The note and outcome being written for the current ticket: kept over a reload, gone when the ticket is finished. */
export function useDraft(ticket: Ticket | null) {
  const id = ticket?.id;
  const [state, setState] = useState({ id, ...kept(ticket) });
  // Another ticket, another draft: decided while drawing, so that a note is never shown beside the wrong number.
  const current = state.id === id ? state : { id, ...kept(ticket) };
  if (current !== state) setState(current);

  useEffect(() => {
    const { id, note, outcome } = state;
    if (id) sessionStorage.setItem(keyOf(id), JSON.stringify({ note, outcome }));
  }, [state]);

  return {
    note: current.note,
    outcome: current.outcome,
    change: (part: Partial<Kept>) => setState((last) => ({ ...last, ...part })),
    forget: (ticketId: string) => sessionStorage.removeItem(keyOf(ticketId)),
  };
}

export type Draft = ReturnType<typeof useDraft>;
