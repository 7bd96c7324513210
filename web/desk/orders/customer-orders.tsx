/** The open orders of the customer beside the queue, and the way to take another for them. */
import { Button } from "antd";
import { useState } from "react";
import { now } from "../../parts/time.ts";
import { defineWords, pick } from "../../parts/words.ts";
import { Keys } from "../../staff/keys.tsx";
import { useMe } from "../../staff/session.tsx";
import { Nothing, Part } from "../customers/states.tsx";
import { HeatMark } from "./heat.tsx";
import { useFindOrders } from "./queries.ts";
import { intakeAt, orderAt } from "./routes.ts";
import "./heat.css";

const t = defineWords({
  title: ["在办工单", "Open orders"],
  none: ["没有在办工单", "No open orders"],
  take: ["受理业务", "Take an order"],
});

export function CustomerOrders({ customerId }: { customerId: string }) {
  const { capabilities } = useMe();
  const may = capabilities.includes("orders.read");
  const [at] = useState(now);
  const { data } = useFindOrders({ customerId, openOnly: true, limit: 10 }, may);
  if (!may) return null;
  const orders = data?.orders ?? [];
  return (
    <Part
      title={t("title")}
      count={orders.length}
      extra={
        capabilities.includes("orders.accept") && (
          <Button size="small" href={intakeAt({ customer: customerId })} aria-keyshortcuts="Alt+S">
            {t("take")} <Keys keys="Alt+S" />
          </Button>
        )
      }
    >
      {data && orders.length === 0 && <Nothing>{t("none")}</Nothing>}
      <ul className="order-links">
        {orders.map((order) => (
          <li key={order.id}>
            <a href={orderAt(order.id)}>{pick(order.typeName)}</a>
            <span>{order.stage && pick(order.stage)}</span>
            <HeatMark heat={order.heat} dueAt={order.dueAt} now={at} />
          </li>
        ))}
      </ul>
    </Part>
  );
}
