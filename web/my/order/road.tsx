/** The road of an order: what is over, where it stands, what is still to come; and the promises along it. */
import type { MyOrderView } from "../../../contracts/orders/my.ts";
import { Icon } from "../../parts/icons.tsx";
import { localDay } from "../../parts/time.ts";
import { pick } from "../../parts/words.ts";
import { t } from "./words.ts";

export function Road({ view: { stages } }: { view: MyOrderView }) {
  return (
    <section className="my-card">
      <h2>{t("road")}</h2>
      <ol className="my-road">
        {stages.map(({ name, state, doneAt, steps, isYours }) => (
          <li
            key={name.zh}
            className={isYours ? "now yours" : state}
            aria-current={state === "now" ? "step" : undefined}
          >
            <span className="my-road-dot">{state === "done" && <Icon name="check" />}</span>
            <div>
              <p>
                <strong>{pick(name)}</strong>{" "}
                {state === "now" && <b className="my-tag">{isYours ? t("yours") : t("now")}</b>}
                {state === "next" && <span className="visually-hidden">{t("next")}</span>}
              </p>
              {doneAt && <p className="my-soft">{t("doneAt", { day: localDay(doneAt) })}</p>}
              {steps.map((step) => (
                <p key={step.zh} className="my-soft">
                  {pick(step)}
                </p>
              ))}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

export function Promises({ view: { promises } }: { view: MyOrderView }) {
  if (promises.length === 0) return null;
  return (
    <section className="my-card">
      <h2>
        <Icon name="clock" /> {t("promises")}
      </h2>
      <ul className="my-promises">
        {promises.map(({ name, limit, dueAt, state, pausedFor }) => (
          <li key={`${name.zh}${limit.zh}${dueAt}`}>
            <strong>{pick(name)}</strong>
            <span className="my-soft">
              {pausedFor
                ? t("paused", { why: pick(pausedFor) })
                : dueAt
                  ? t("limit", { limit: pick(limit), day: localDay(dueAt) })
                  : pick(limit)}
              {state === "met" && ` · ${t("met")}`}
              {state === "missed" && ` · ${t("missed")}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
