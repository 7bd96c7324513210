/** It is taken: the number to tell, by when, what is still owed; Enter goes on to the next. */
import { Button } from "antd";
import { useState } from "react";
import { Icon } from "../../../parts/icons.tsx";
import { dayAndTime } from "../../../parts/time.ts";
import { defineWords, pick } from "../../../parts/words.ts";
import { Keys } from "../../../staff/keys.tsx";
import { useMe } from "../../../staff/session.tsx";
import { PaperPreview } from "../page/paper-preview.tsx";
import "../page/page.css";
import { orderAt } from "../routes.ts";
import { useOrderKeys } from "../use-order-keys.ts";
import { layerName } from "../words.ts";
import type { Accepted } from "./use-intake.ts";

const t = defineWords({
  title: ["已受理", "Accepted"],
  by: ["{name}：{day} 前", "{name}: by {day}"],
  owed: ["欠交资料：{list}", "Papers owed: {list}"],
  group: ["受理", "Intake"],
  receipt: ["打印回执", "Print the receipt"],
  open: ["打开工单", "Open the order"],
  next: ["下一笔", "Next"],
});

type Props = { accepted: Accepted; onNext: () => void };

export function AcceptedPanel({ accepted: { order, promises, owed }, onNext }: Props) {
  const mayIssue = useMe().capabilities.includes("orders.work");
  const [isReceipt, setReceipt] = useState(false);
  const print = () => setReceipt(true);
  useOrderKeys(
    mayIssue
      ? [
          {
            id: "receipt",
            group: t("group"),
            label: t("receipt"),
            keys: "Alt+R",
            search: "dayin huizhi",
            run: print,
          },
        ]
      : [],
    "accepted",
  );
  return (
    <section className="intake-accepted" aria-live="polite">
      <Icon name="check" size={44} />
      <h2>{t("title")}</h2>
      <p className="intake-number" data-testid="accepted-number">
        {order.number}
      </p>
      <p>
        {pick(order.typeName)} · {order.customerName}
      </p>
      <ul>
        {promises.map(({ ruleCode, layer, name, dueAt }) => (
          <li key={`${ruleCode}-${layer}`}>
            <span className={`order-layer is-${layer}`}>{layerName(layer)}</span>{" "}
            {dueAt ? t("by", { name: pick(name), day: dayAndTime(dueAt) }) : pick(name)}
          </li>
        ))}
      </ul>
      {owed.length > 0 && <p className="tone-warn">{t("owed", { list: owed.join("、") })}</p>}
      <div className="intake-accepted-keys">
        <Button type="primary" size="large" autoFocus onClick={onNext}>
          {t("next")} <kbd>Enter</kbd>
        </Button>
        {mayIssue && (
          <Button size="large" onClick={print} aria-keyshortcuts="Alt+R">
            {t("receipt")} <Keys keys="Alt+R" />
          </Button>
        )}
        <Button size="large" href={orderAt(order.id)}>
          {t("open")}
        </Button>
      </div>
      {isReceipt && <PaperPreview order={order} issue="receipt" onClose={() => setReceipt(false)} />}
    </section>
  );
}
