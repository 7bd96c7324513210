/** Each service's queue, with the wait that somebody taking a number now is told. */
import type { ServiceOffer } from "../../../contracts/hall.ts";
import { pick } from "../../parts/words.ts";
import { dash, minutesOf } from "../parts/format.ts";
import { Scroll } from "../parts/scroll.tsx";
import { t } from "./words.ts";

type Props = { readonly services: readonly ServiceOffer[]; readonly promiseS: number };

export function QueueBars({ services, promiseS }: Props) {
  const longest = Math.max(promiseS * 1.6, 600, ...services.map(({ wait }) => wait?.highS ?? 0));
  const at = (seconds: number) => `${(100 * Math.min(seconds, longest)) / longest}%`;
  return (
    <section className="wall-panel wall-side">
      <h3>
        {t("queues")}
        <small>{t("queuesHint", { minutes: minutesOf(promiseS, 0) })}</small>
      </h3>
      {services.length === 0 && <p className="wall-quiet">{t("noQueues")}</p>}
      <Scroll label={t("queues")}>
        {services.length > 0 && (
          <div className="queue-row head">
            <span>{t("service")}</span>
            <span className="num">{t("waiting")}</span>
            <span>{t("predicted")}</span>
            <span className="num">{t("minutes")}</span>
          </div>
        )}
        {services.map(({ id, letter, name, waiting, wait, openWindows }) => (
          <div className="queue-row" key={id}>
            <span className="name" title={pick(name)}>
              <i>{letter}</i>
              {pick(name)}
            </span>
            <b>{waiting}</b>
            <div className="range" aria-hidden="true">
              {wait && (
                <>
                  <div
                    className="span"
                    style={{ left: at(wait.lowS), width: `calc(${at(wait.highS)} - ${at(wait.lowS)})` }}
                  />
                  <div className="mid" style={{ left: at(wait.midS) }} />
                </>
              )}
              <div className="promise" style={{ left: at(promiseS) }} />
            </div>
            <span className="num">
              {openWindows === 0 ? t("noWindow") : wait ? rangeText(wait.lowS, wait.highS) : dash}
            </span>
          </div>
        ))}
      </Scroll>
    </section>
  );
}

const rangeText = (low: number, high: number) => `${minutesOf(low, 0)}–${minutesOf(high, 0)}`;
