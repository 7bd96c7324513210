/** From signing in to a desk: the hall and the window, remembered on this device because a desk does not move. */
import { Empty } from "antd";
import { lazy, Suspense, useState } from "react";
import { defineWords } from "../parts/words.ts";
import { useHallChoice } from "../staff/hall-choice.tsx";
import { useRoute } from "../staff/router.ts";
import { useMe } from "../staff/session.tsx";
import { DeskScreen } from "./desk-screen.tsx";
import { areaOf } from "./orders/routes.ts";
import { WindowChoice } from "./window-choice.tsx";

const OrdersDesk = lazy(() =>
  import("./orders/orders-desk.tsx").then(({ OrdersDesk }) => ({ default: OrdersDesk })),
);

const t = defineWords({
  noHall: [
    "您还没有被分配到营业厅，请联系系统管理员。",
    "No hall is assigned to you; ask the administrator.",
  ],
});
const store = "mingchuang.desk.window";

export function DeskPage() {
  const choice = useHallChoice();
  const { capabilities } = useMe();
  const { path } = useRoute();
  const asked = new URLSearchParams(location.search).get("window");
  const [windowId, setWindowId] = useState(asked ?? localStorage.getItem(store));
  const hallId = choice.hall?.hallId;

  const chooseWindow = (next: string | null) => {
    if (next) localStorage.setItem(store, next);
    else localStorage.removeItem(store);
    setWindowId(next);
  };
  const callsNumbers = capabilities.includes("hall.call") && hallId !== undefined;
  const worksOnOrders = capabilities.includes("orders.work") || capabilities.includes("orders.dispatch");
  // Orders need no window: who calls no numbers, or has not sat down yet, works on them all the same.
  if (worksOnOrders && (!callsNumbers || (!windowId && areaOf(path) !== "window"))) {
    return (
      <Suspense>
        <OrdersDesk />
      </Suspense>
    );
  }
  if (!hallId) return <Empty description={t("noHall")} style={{ paddingTop: 160 }} />;
  if (!windowId) return <WindowChoice choice={choice} hallId={hallId} onChoose={chooseWindow} />;
  return <DeskScreen key={windowId} hallId={hallId} windowId={windowId} onLeave={() => chooseWindow(null)} />;
}
