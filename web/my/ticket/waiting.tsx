/** The wait as a calm picture: the people ahead between the customer and the window, and a range, never a false minute. */
import type { MyTicketView } from "../../../contracts/hall/my.ts";
import { Icon } from "../../parts/icons.tsx";
import { clockTime, now, waitWords } from "../../parts/time.ts";
import { t } from "./words.ts";

const mostDots = 7;

export function Waiting({ view: { ahead, wait, callAhead, now: seenAt } }: { view: MyTicketView }) {
  const from = Temporal.Instant.from(seenAt);
  return (
    <section className={`my-card my-waiting ${callAhead ? "soon" : ""}`}>
      {callAhead && (
        <p className="my-soon" role="alert">
          <Icon name="alert" /> {t("soon")}
        </p>
      )}
      {ahead !== null &&
        (ahead === 0 ? (
          <p className="my-ahead">
            <strong>{t("next")}</strong>
          </p>
        ) : (
          <p className="my-ahead">
            {t("ahead")} <strong>{ahead}</strong> {t("people")}
          </p>
        ))}
      {ahead !== null && <Queue ahead={ahead} />}
      {wait && (
        <div className="my-wait">
          <p className="my-soft">{t("wait")}</p>
          <p className="my-range">{waitWords(wait)}</p>
          <p className="my-soft">
            {t("callTime", {
              from: clockTime(from.add({ seconds: wait.lowS })),
              to: clockTime(later(from.add({ seconds: wait.highS }))),
            })}
          </p>
        </div>
      )}
      <p className="my-soft my-keep">
        <Icon name="phone" /> {t("keepOpen")}
      </p>
    </section>
  );
}

/** A wait that ran over its forecast does not promise the past. */
const later = (moment: Temporal.Instant) => (Temporal.Instant.compare(moment, now()) < 0 ? now() : moment);

function Queue({ ahead }: { ahead: number }) {
  const dots = Math.min(ahead, mostDots);
  return (
    <div className="my-queue" aria-hidden="true">
      <span className="my-queue-window">
        <Icon name="window" size="1.6rem" />
      </span>
      {Array.from({ length: dots }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the dots are places, not people
        <i key={at} />
      ))}
      {ahead > mostDots && <b>+{ahead - mostDots}</b>}
      <span className="my-queue-you">{t("you")}</span>
    </div>
  );
}
