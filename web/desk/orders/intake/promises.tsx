/** What is promised with this order and by when, before anybody presses "accept"; and orders that may be the same. */
import { useState } from "react";
import type { CallOf, ResultOf } from "../../../../contracts/endpoint.ts";
import type { previewOrder } from "../../../../contracts/orders/intake.ts";
import { dayAndTime, now } from "../../../parts/time.ts";
import { defineWords, pick } from "../../../parts/words.ts";
import { Nothing, Part } from "../../customers/states.tsx";
import { HeatMark } from "../heat.tsx";
import { orderAt } from "../routes.ts";
import { layerName, sameWords, unitName } from "../words.ts";

const t = defineWords({
  title: ["承诺时限", "What is promised"],
  none: ["没有总时限", "No limit for the whole"],
  by: ["{day} 前", "by {day}"],
  similar: ["可能是同一件事", "May be the same matter"],
  score: ["相似 {n}%", "{n}% alike"],
});

type Preview = ResultOf<typeof previewOrder>;
export type Question = NonNullable<CallOf<typeof previewOrder>["body"]>;

export function Promises({ promises }: { promises: Preview["promises"] }) {
  return (
    <Part title={t("title")}>
      {promises.length === 0 ? (
        <Nothing>{t("none")}</Nothing>
      ) : (
        <ul className="intake-promises">
          {promises.map(({ ruleCode, layer, name, limit, dueAt, because, source }) => (
            <li key={`${ruleCode}-${layer}`}>
              <div>
                <b>{dueAt ? t("by", { day: dayAndTime(dueAt) }) : "—"}</b>
                <span className={`order-layer is-${layer}`}>{layerName(layer)}</span>
                <span>
                  {pick(name)} · {unitName(limit.unit, { n: limit.value })}
                </span>
              </div>
              <small title={source}>{pick(because)}</small>
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}

export function Similar({ similar }: { similar: Preview["similar"] }) {
  const [at] = useState(now);
  if (similar.length === 0) return null;
  return (
    <Part title={t("similar")} count={similar.length}>
      <ul className="order-links">
        {similar.map(({ order, score, because }) => (
          <li key={order.id}>
            <span className="badge" title={sameWords(because)}>
              {t("score", { n: score })}
            </span>
            <a href={orderAt(order.id)}>
              {order.number} {pick(order.typeName)}
            </a>
            <HeatMark heat={order.heat} dueAt={order.dueAt} now={at} />
            <small>{sameWords(because)}</small>
          </li>
        ))}
      </ul>
    </Part>
  );
}
