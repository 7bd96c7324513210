/** It is taken: the number to tell, by when, what is still owed; Enter goes on to the next. */
import { Button } from "antd";
import { Icon } from "../../../parts/icons.tsx";
import { dayAndTime } from "../../../parts/time.ts";
import { defineWords, pick } from "../../../parts/words.ts";
import { orderAt } from "../routes.ts";
import { layerName } from "../words.ts";
import type { Accepted } from "./use-intake.ts";

const t = defineWords({
  title: ["已受理", "Accepted"],
  by: ["{name}：{day} 前", "{name}: by {day}"],
  owed: ["欠交资料：{list}", "Papers owed: {list}"],
  open: ["打开工单", "Open the order"],
  next: ["下一笔", "Next"],
});

type Props = { accepted: Accepted; onNext: () => void };

export function AcceptedPanel({ accepted: { order, promises, owed }, onNext }: Props) {
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
        <Button size="large" href={orderAt(order.id)}>
          {t("open")}
        </Button>
      </div>
    </section>
  );
}
