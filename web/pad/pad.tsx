/** The evaluator's page: who serves here; and when the clerk has finished, five faces until time runs out. */
import { useEffect, useState } from "react";
import { type Pad as PadView, viewPad } from "../../contracts/hall/views.ts";
import { rateAtWindow } from "../../contracts/hall/windows.ts";
import type { DeviceSelf } from "../../contracts/identity.ts";
import { declineOnPad, signOnPad, viewPadSigning } from "../../contracts/orders/pad-signing.ts";
import { call } from "../parts/api.ts";
import type { Level } from "../parts/faces.tsx";
import { Icon, Mark } from "../parts/icons.tsx";
import { useLive } from "../parts/live.ts";
import { ProblemNote } from "../parts/problem.tsx";
import { useReload } from "../parts/reload.ts";
import type { Signed } from "../parts/signature/signature-pad.tsx";
import { pick, setLanguage, useLanguage } from "../parts/words.ts";
import { Ask, type Given } from "./ask.tsx";
import { Sign } from "./sign.tsx";
import { t } from "./words.ts";

const thanksMs = 6_000;

export function Pad({ self: { hallId, windowId } }: { self: DeviceSelf }) {
  const language = useLanguage();
  const params = windowId ? { hallId, windowId } : null;
  const { status, data } = useLive(viewPad, params && { params });
  const paper = useLive(viewPadSigning, params && { params }).data?.ask;
  const [signed, setSigned] = useState<string>();
  /** Signed, or given back: the news of it may be a moment behind. */
  const [left, setLeft] = useState("");
  const [thanks, setThanks] = useState<Level>();
  const [rated, setRated] = useState("");
  const [error, setError] = useState<unknown>();
  useReload(status, !data?.ask && !paper);
  const asked = data?.ask?.ticketId;

  useEffect(() => {
    if (thanks === undefined && signed === undefined && !error) return;
    const timer = setTimeout(() => {
      setThanks(undefined);
      setSigned(undefined);
      setError(undefined);
      setLanguage("zh", { keep: false });
    }, thanksMs);
    return () => clearTimeout(timer);
  }, [thanks, signed, error]);

  async function rate(ticketId: string, { level, reasons, comment }: Given): Promise<void> {
    if (!params) return;
    try {
      await call(
        rateAtWindow,
        { params, body: { ticketId, level, reasons: [...reasons], comment } },
        { attempts: 3 },
      );
      setThanks(level);
    } catch (problem) {
      setError(problem);
    }
    setRated(ticketId);
  }

  const act = (askId: string, work: Promise<unknown>, done: () => void) =>
    work.then(done, setError).then(() => setLeft(askId));
  const ask = paper && paper.askId !== left ? paper : undefined;
  function sign(given: NonNullable<typeof ask>, { png, strokes }: Signed): Promise<void> {
    const at = { hallId, windowId: windowId ?? "", askId: given.askId };
    const body = { documentHash: given.hash, png, ...(strokes && { strokes }) };
    const work = call(signOnPad, { params: at, body }, { attempts: 3 });
    return act(given.askId, work, () => setSigned(given.askId));
  }
  function decline(given: NonNullable<typeof ask>): Promise<void> {
    const at = { hallId, windowId: windowId ?? "", askId: given.askId };
    return act(given.askId, call(declineOnPad, { params: at, body: {} }, { attempts: 3 }), () => {});
  }

  if (!data) {
    const words = windowId ? (status === "refused" ? t("refused") : t("connecting")) : t("noWindow");
    return (
      <main className="plain pad pad-center">
        <Mark size={96} />
        <p role="status">{words}</p>
      </main>
    );
  }
  return (
    <div className="plain pad">
      <header className="pad-top">
        <Mark size={44} />
        <h1>{pick(data.hall.name)}</h1>
        {status !== "live" && (
          <span className="pad-lost" role="status">
            <Icon name="offline" /> {t("lost")}
          </span>
        )}
        <button
          type="button"
          lang={language === "zh" ? "en" : "zh-CN"}
          onClick={() => setLanguage(language === "zh" ? "en" : "zh", { keep: false })}
        >
          {t("other")}
        </button>
      </header>
      {thanks !== undefined ? (
        <Thanks level={thanks} />
      ) : signed !== undefined ? (
        <main className="pad-center pad-thanks" role="status">
          <Icon name="check" size="7rem" />
          <h2>{t("signed")}</h2>
        </main>
      ) : error ? (
        <main className="pad-center">
          <ProblemNote error={error} />
        </main>
      ) : ask ? (
        <Sign key={ask.askId} ask={ask} onSign={(ink) => sign(ask, ink)} onDecline={() => decline(ask)} />
      ) : data.ask && asked !== rated ? (
        <Ask
          key={data.ask.ticketId}
          ask={data.ask}
          onRate={(given) => rate(data.ask?.ticketId ?? "", given)}
        />
      ) : (
        <Idle view={data} />
      )}
    </div>
  );
}

function Thanks({ level }: { level: Level }) {
  return (
    <main className="pad-center pad-thanks" role="status">
      <Icon name="check" size="7rem" />
      <h2>{t("thanks")}</h2>
      {level <= 2 && <p>{t("thanksSorry")}</p>}
    </main>
  );
}

function Idle({ view: { window, staff, ticketNumber, serving } }: { view: PadView }) {
  if (window.state !== "open") {
    const isPaused = window.state === "paused";
    return (
      <main className="pad-center pad-off">
        <p className="pad-window">{t("window", { number: window.number })}</p>
        <h2>
          <Icon name={isPaused ? "pause" : "window"} /> {isPaused ? t("paused") : t("closed")}
        </h2>
        {window.pauseReason && <p className="pad-reason">{pick(window.pauseReason)}</p>}
        <p>{isPaused ? t("pausedHelp") : t("closedHelp")}</p>
      </main>
    );
  }
  return (
    <main className="pad-idle">
      <section className="pad-staff">
        {staff && (
          <>
            {staff.photo ? (
              <img src={staff.photo} alt={t("photo", { name: staff.name })} />
            ) : (
              <span className="pad-initial" aria-hidden="true">
                {staff.name.slice(0, 1)}
              </span>
            )}
            <h2>{staff.name}</h2>
            <p>{t("staffNumber", { number: staff.number })}</p>
          </>
        )}
        <p className="pad-window">{t("window", { number: window.number })}</p>
        <p>{pick(window.name)}</p>
      </section>
      <section className="pad-now">
        <p className="pad-serving" role="status">
          {ticketNumber ? t(serving ? "serving" : "called", { number: ticketNumber }) : t("welcome")}
        </p>
        <ul>
          {([1, 2, 3] as const).map((n) => (
            <li key={n}>
              <strong>{t(`promise${n}`)}</strong>
              <span>{t(`promise${n}Text`)}</span>
            </li>
          ))}
        </ul>
      </section>
    </main>
  );
}
