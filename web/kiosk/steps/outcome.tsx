/** How it ended: the number, or what went wrong and what the customer can do now. */
import { useEffect, useState } from "react";
import { Icon } from "../../parts/icons.tsx";
import { problemWords } from "../../parts/problem.tsx";
import { Qr } from "../../parts/qr.tsx";
import { waitWords } from "../../parts/time.ts";
import { pick } from "../../parts/words.ts";
import { PrintFailed } from "../../print/printer.ts";
import { NeedsNetwork, NoNumbersLeft, type Taken } from "../take.ts";
import { t } from "../words.ts";

const shownS = 25;

export function Working({ printing }: { printing: boolean }) {
  return (
    <div className="kiosk-working" role="status">
      <Icon name={printing ? "printer" : "clock"} size="5rem" />
      <h2>{printing ? t("printing") : t("taking")}</h2>
    </div>
  );
}

export function Outcome({ taken, onDone }: { taken: Taken; onDone: () => void }) {
  const { slip, address, onPaper, offline, isLate, unconfirmed } = taken;
  const [left, setLeft] = useState(shownS);
  useEffect(() => {
    const timer = setInterval(() => setLeft((seconds) => seconds - 1), 1_000);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    if (left <= 0) onDone();
  }, [left, onDone]);
  return (
    <div className="kiosk-outcome">
      <section className="kiosk-card kiosk-number">
        <h2>{t("yourNumber")}</h2>
        <strong data-testid="number">{slip.number}</strong>
        <p className="kiosk-service">{pick(slip.serviceName)}</p>
        <p className="kiosk-next-step">
          <Icon name={onPaper ? "printer" : "phone"} /> {onPaper ? t("takePaper") : t("notPaper")}
        </p>
      </section>
      <section className="kiosk-card kiosk-facts">
        <dl>
          {slip.ahead !== null && (
            <div>
              <dt>
                <Icon name="people" />
              </dt>
              <dd>{slip.ahead === 0 ? t("first") : t("ahead", { n: slip.ahead })}</dd>
            </div>
          )}
          {slip.wait && (
            <div>
              <dt>
                <Icon name="clock" /> {t("wait")}
              </dt>
              <dd>{waitWords(slip.wait)}</dd>
            </div>
          )}
          {slip.hint && (
            <div>
              <dt>
                <Icon name="pin" /> {t("place")}
              </dt>
              <dd>{pick(slip.hint)}</dd>
            </div>
          )}
        </dl>
        <figure className="kiosk-qr">
          <Qr text={address} label={t("scan")} />
          <figcaption>{t("scan")}</figcaption>
        </figure>
      </section>
      {(offline || unconfirmed || isLate) && (
        <p className="kiosk-notice warn" role="status">
          <Icon name="alert" size="1.5em" />{" "}
          {isLate ? t("late") : offline ? t("offlineNote") : t("confirmLater")}
        </p>
      )}
      <p className="kiosk-soft kiosk-missed">
        <strong>{t("missedRule")}</strong> {pick(slip.missedRule)}
      </p>
      <button type="button" className="main kiosk-next" onClick={onDone}>
        {t("doneIn", { n: left })}
      </button>
    </div>
  );
}

type TroubleProps = {
  error: unknown;
  onRetry: () => void;
  onPhone: () => void;
  onBack: () => void;
};

export function Trouble({ error, onRetry, onPhone, onBack }: TroubleProps) {
  const isPaper = error instanceof PrintFailed;
  return (
    <div className="kiosk-card kiosk-trouble" role="alert">
      <Icon name={isPaper ? "printer" : "alert"} size="5rem" />
      <h2>{isPaper ? t("failedTitle") : t("failedTake")}</h2>
      <p>{sentence(error)}</p>
      <div className="kiosk-ends">
        <button type="button" onClick={onBack}>
          <Icon name="back" /> {t("restart")}
        </button>
        {isPaper && (
          <>
            <button type="button" onClick={onRetry}>
              {t("retryPrint")}
            </button>
            <button type="button" className="main" onClick={onPhone}>
              <Icon name="phone" /> {t("elsePhone")}
            </button>
          </>
        )}
      </div>
    </div>
  );
}

function sentence(error: unknown): string {
  if (error instanceof PrintFailed) {
    if (error.fault === "paper-out") return t("failedPaper");
    return error.fault === "cover-open" ? t("failedCover") : t("failedOther");
  }
  if (error instanceof NoNumbersLeft) return t("offlineNone");
  if (error instanceof NeedsNetwork) return t("codeOffline");
  return pick(problemWords(error));
}
