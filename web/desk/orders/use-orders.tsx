/** The orders' part of the desk: what it draws instead of the window, its keys, and what it lends to the palette. */
import { Skeleton } from "antd";
import { lazy, type ReactNode, Suspense, useState } from "react";
import type { Ticket } from "../../../contracts/hall.ts";
import { defineWords } from "../../parts/words.ts";
import type { Action } from "../../staff/action.ts";
import { useRoute } from "../../staff/router.ts";
import { useMe } from "../../staff/session.tsx";
import { areaKeys } from "./areas.tsx";
import { areaOf, boardAt, intakeAt, listAt, papersAt } from "./routes.ts";
import { type Lent, LentActions } from "./use-order-keys.ts";

const load = () => import("./orders-area.tsx").then(({ OrdersArea }) => ({ default: OrdersArea }));
const OrdersArea = lazy(load);

const t = defineWords({
  group: ["工单", "Orders"],
  list: ["我的工单", "My orders"],
  window: ["回到窗口", "Back to the window"],
  intake: ["受理业务", "Take an order"],
  board: ["调度看板", "Dispatcher's board"],
  papers: ["待签待送达单据", "Papers that wait"],
});

type Orders = {
  /** Instead of the window; null at the window. */
  area: ReactNode;
  actions: readonly Action[];
  /** The keys of the page that is open, for palette and sheet. */
  lent: () => readonly Action[];
};

/** @param open the customer who is open beside the queue */
export function useOrders(ticket: Ticket | null, open?: string): Orders {
  const { capabilities } = useMe();
  const route = useRoute();
  const [lent] = useState<Lent>(() => new Map());
  const here = areaOf(route.path);
  const to = (hash: string) => () => {
    location.hash = hash;
  };
  const mayCall = capabilities.includes("hall.call");
  const group = t("group");
  const actions: Action[] = [];
  if (capabilities.includes("orders.work")) {
    const isBack = here === "orders" && mayCall;
    actions.push({
      ...{ id: "orders", group, keys: areaKeys.orders, search: "gongdan daiban orders work chuangkou" },
      label: t(isBack ? "window" : "list"),
      run: to(isBack ? "#/" : listAt()),
    });
  }
  if (capabilities.includes("orders.work")) {
    actions.push({
      ...{ id: "papers", group, label: t("papers"), search: "daiqian songda danju papers delivery" },
      run: to(papersAt()),
    });
  }
  if (capabilities.includes("orders.accept")) {
    actions.push({
      ...{
        id: "take-order",
        group,
        label: t("intake"),
        keys: "Alt+S",
        search: "shouli yewu take order intake",
      },
      run: to(intakeAt({ customer: ticket?.customer ? undefined : open })),
    });
  }
  if (capabilities.includes("orders.dispatch")) {
    actions.push({
      ...{
        id: "board",
        group,
        label: t("board"),
        keys: areaKeys.board,
        search: "diaodu kanban board dispatch",
      },
      run: to(boardAt()),
    });
  }
  const isOpen =
    (here === "orders" && capabilities.includes("orders.read")) ||
    (here === "board" && capabilities.includes("orders.dispatch"));
  return {
    actions,
    lent: () => [...lent.values()].flat(),
    area: isOpen ? (
      <LentActions value={lent}>
        <Suspense fallback={<Skeleton active className="desk-loading" paragraph={{ rows: 12 }} />}>
          <OrdersArea route={route} ticket={ticket} />
        </Suspense>
      </LentActions>
    ) : null,
  };
}
