/** The orders of the desk: the work list, beside it an open order, taking a new one, and the dispatcher's board. */
import { Skeleton } from "antd";
import { lazy, Suspense } from "react";
import type { Ticket } from "../../../contracts/hall.ts";
import { family } from "../../../contracts/orders/shapes.ts";
import type { Route } from "../../staff/router.ts";
import { listAt, orderAt } from "./routes.ts";
import type { WorkQuery } from "./work/use-work.ts";
import { WorkPanel } from "./work/work-panel.tsx";
import "../customers/customers.css";
import "./orders.css";

const OrderPage = lazy(() =>
  import("./page/order-page.tsx").then(({ OrderPage }) => ({ default: OrderPage })),
);
const IntakePage = lazy(() =>
  import("./intake/intake-page.tsx").then(({ IntakePage }) => ({ default: IntakePage })),
);
const PapersPage = lazy(() =>
  import("./papers/papers-page.tsx").then(({ PapersPage }) => ({ default: PapersPage })),
);
const BoardPage = lazy(() =>
  import("./board/board-page.tsx").then(({ BoardPage }) => ({ default: BoardPage })),
);

const views = ["mine", "open", "team", "waiting"] as const;
const heats = ["warm", "over"] as const;

function workQuery(query: URLSearchParams): WorkQuery {
  return {
    view: views.find((one) => one === query.get("view")) ?? "mine",
    post: query.get("post") ?? undefined,
    family: family.options.find((one) => one === query.get("family")),
    heat: heats.find((one) => one === query.get("heat")),
  };
}

type Props = { route: Route; ticket: Ticket | null };

export function OrdersArea({ route: { path, query }, ticket }: Props) {
  const [area, id] = path;
  const wait = <Skeleton active className="order-loading" paragraph={{ rows: 12 }} />;
  if (area === "board") {
    return (
      <main className="orders">
        <Suspense fallback={wait}>
          <BoardPage />
        </Suspense>
      </main>
    );
  }
  if (id === "new") {
    return (
      <main className="orders">
        <Suspense fallback={wait}>
          <IntakePage ticket={ticket} />
        </Suspense>
      </main>
    );
  }
  if (id === "papers") {
    return (
      <main className="orders">
        <Suspense fallback={wait}>
          <PapersPage />
        </Suspense>
      </main>
    );
  }
  const wanted = workQuery(query);
  const change = (next: WorkQuery) => {
    location.hash = id ? orderAt(id, { ...next }) : listAt({ ...next });
  };
  return (
    <main className={id ? "orders is-split" : "orders"}>
      <WorkPanel query={wanted} onQuery={change} openId={id} />
      {id && (
        <div className="order-detail">
          <Suspense fallback={wait}>
            <OrderPage key={id} orderId={id} />
          </Suspense>
        </div>
      )}
    </main>
  );
}
