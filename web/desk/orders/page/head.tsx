/** The head of an order: number, kind, customer, how much time is left and why, and the keys to act. */
import { Button, Dropdown } from "antd";
import type { OrderPage } from "../../../../contracts/orders/page.ts";
import { Icon } from "../../../parts/icons.tsx";
import { dayAndTime } from "../../../parts/time.ts";
import { defineWords, pick } from "../../../parts/words.ts";
import { ActionButton } from "../../../staff/action-button.tsx";
import { useRoute } from "../../../staff/router.ts";
import { HeatMark, useClock } from "../heat.tsx";
import { listAt } from "../routes.ts";
import { gradeName, orderStateName, priorityName, secrecyName } from "../words.ts";
import { ClockWhy } from "./clock-why.tsx";
import type { OrderActions } from "./order-actions.ts";

const t = defineWords({
  close: ["关闭工单，回到列表", "Close the order"],
  more: ["更多操作", "More"],
  responsible: ["主办 {name}", "Responsible: {name}"],
  nobody: ["无主办人", "Nobody is responsible"],
  dueAt: ["应于 {day} 前办完", "Due by {day}"],
  noDue: ["没有总时限", "No limit for the whole"],
  met: ["总时限已按时完成", "The whole was in time"],
  missed: ["总时限已超期", "The whole was late"],
  provisional: ["容缺受理", "Papers owed"],
  green: ["绿色通道", "Green channel"],
});

type Props = { page: OrderPage; actions: OrderActions; pending: string | undefined };

export function OrderHead({ page, actions, pending }: Props) {
  const { order } = page;
  const now = useClock(1_000);
  const { query } = useRoute();
  const { claim, complete, assign, giveBack, ...others } = actions;
  const rest = Object.values(others);
  const isMine = complete.blocked === undefined;
  // The clock that gives the order its due time; the others stand beside.
  const clock = page.clocks.find(({ stepId, dueAt }) => stepId === null && dueAt === order.dueAt);
  // What was promised for the whole may be over while something is still to be done: a return visit, the filing.
  const ended = page.clocks.find(
    ({ stepId, layer, state }) =>
      stepId === null && layer !== "internal" && (state === "met" || state === "missed"),
  );
  return (
    <header className="order-head">
      <div className="order-head-what">
        <h2>
          <span className="order-number">{order.number}</span> {pick(order.typeName)}
          <span className={`order-state is-${order.state}`}>{orderStateName(order.state)}</span>
          {order.priority !== "normal" && (
            <span className="badge badge-priority">{priorityName(order.priority)}</span>
          )}
          {order.grade !== null && order.grade !== "normal" && (
            <span className="badge badge-emergency">{gradeName(order.grade)}</span>
          )}
          {page.secrecy !== "none" && <span className="badge">{secrecyName(page.secrecy)}</span>}
          {order.isProvisional && <span className="badge badge-priority">{t("provisional")}</span>}
          {page.greenChannel !== null && <span className="badge badge-appointment">{t("green")}</span>}
        </h2>
        <Button
          type="text"
          aria-label={t("close")}
          icon={<Icon name="cross" />}
          href={listAt(Object.fromEntries(query))}
        />
      </div>
      <div className="order-head-due">
        <HeatMark heat={order.heat} dueAt={order.dueAt} now={now} />
        <span>
          {order.dueAt
            ? t("dueAt", { day: dayAndTime(order.dueAt) })
            : t(ended ? (ended.state === "met" ? "met" : "missed") : "noDue")}
        </span>
        {clock && <ClockWhy orderId={order.id} clock={clock} />}
        <span className="order-head-who">
          {[
            order.customerName,
            order.address,
            order.responsibleName ? t("responsible", { name: order.responsibleName }) : t("nobody"),
          ]
            .filter(Boolean)
            .join(" · ")}
        </span>
      </div>
      <div className="order-head-keys">
        {isMine ? (
          <ActionButton action={complete} type="primary" pending={pending === "complete"} />
        ) : (
          <ActionButton action={claim} type="primary" pending={pending === "claim"} />
        )}
        <ActionButton action={assign} />
        <ActionButton action={giveBack} />
        <ActionButton action={actions.note} />
        <Dropdown
          trigger={["click"]}
          menu={{
            items: rest
              .filter((action) => action !== actions.note)
              .map(({ id, label, blocked, run }) => ({
                key: id,
                label: blocked ? (
                  <span title={blocked}>
                    {label} <small className="order-blocked">{blocked}</small>
                  </span>
                ) : (
                  label
                ),
                disabled: blocked !== undefined,
                danger: id === "order-terminate",
                onClick: run,
              })),
          }}
        >
          <Button>{t("more")} ▾</Button>
        </Dropdown>
      </div>
    </header>
  );
}
