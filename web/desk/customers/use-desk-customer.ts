/** Whom the desk has open: the customer of the ticket at the window by itself, or whoever the clerk looked up. */
import { useState } from "react";
import type { CustomerLine } from "../../../contracts/customers/shapes.ts";
import type { Desk } from "../../../contracts/hall.ts";

/** The panel beside the queue shows a customer, or alerts and the day's figures. */
export type PanelView = "customer" | "today";
export type Recent = Pick<CustomerLine, "id" | "name" | "accountNumbers" | "kind">;

/** As many as fit beside a customer; older ones are found again by the field. */
const recentMost = 8;

/** What a ticket means for the panel: a known customer opens, an unknown one asks for a number, none shows the day. */
function panelOf({ ticket }: Desk): { key: string; open: string | undefined; view: PanelView } {
  const open = ticket?.customer?.id;
  return { key: `${ticket?.id}:${open}`, open, view: ticket ? "customer" : "today" };
}

export function useDeskCustomer(desk: Desk) {
  const fresh = panelOf(desk);
  const [state, setState] = useState(fresh);
  const [recent, setRecent] = useState<readonly Recent[]>([]);
  // Another ticket, another customer: decided while drawing, so that nobody's page stands beside the wrong number.
  const current = state.key === fresh.key ? state : fresh;
  if (current !== state) setState(fresh);
  return {
    open: current.open,
    view: current.view,
    recent,
    show: (view: PanelView) => setState((last) => ({ ...last, view })),
    openCustomer: (customerId: string | undefined) =>
      setState((last) => ({ ...last, open: customerId, view: "customer" })),
    remember: ({ id, name, accountNumbers, kind }: Recent) =>
      setRecent((last) =>
        [{ id, name, accountNumbers, kind }, ...last.filter((other) => other.id !== id)].slice(0, recentMost),
      ),
  };
}
export type DeskCustomer = ReturnType<typeof useDeskCustomer>;
