/** Who is called where, who was called last, what each window does, how long the waits are. Both languages at once. */
import type { ReactNode } from "react";
import { type Display, viewDisplay } from "../../contracts/hall/views.ts";
import type { DeviceSelf } from "../../contracts/identity.ts";
import { Icon, Mark } from "../parts/icons.tsx";
import { useLive } from "../parts/live.ts";
import { phoneAddress, Qr } from "../parts/qr.tsx";
import { useReload } from "../parts/reload.ts";
import { clockTime, longDay, useNow, waitWords } from "../parts/time.ts";
import { usePhonePath } from "../parts/use-phone-path.ts";
import { defineWords, useLanguage } from "../parts/words.ts";
import type { Call } from "./calls.ts";
import { SoundSwitch, useSound } from "./sound.tsx";
import { useAnnouncer } from "./use-announcer.ts";

const t = defineWords({
  connecting: ["正在连接营业厅…", "Connecting to the hall…"],
  refused: [
    "这块屏幕暂时无权显示，请联系管理员",
    "This screen may not show the hall; ask your administrator",
  ],
  lost: ["连接中断，正在恢复", "Reconnecting"],
  goTo: ["请到", "please go to"],
  window: ["号窗口", "Window"],
  lastCalls: ["刚刚叫号", "Last calls"],
  quiet: ["欢迎光临，请取号后在此等候叫号", "Welcome. Take a number and watch this screen"],
  closedHall: ["现在不在营业时间", "The hall is closed now"],
  windows: ["窗口", "Windows"],
  free: ["空闲", "Free"],
  paused: ["暂停", "Paused"],
  closed: ["未开", "Closed"],
  missed: ["过号", "Missed"],
  scan: ["扫码取号", "Take a number"],
});

export function DisplayScreen({ self: { hallId } }: { self: DeviceSelf }) {
  useLanguage();
  const { status, data } = useLive(viewDisplay, { params: { hallId } });
  const sound = useSound();
  const speaking = useAnnouncer(data?.calls, sound.isMuted);
  const phonePath = usePhonePath(hallId, status === "live");
  useReload(status, true);
  if (!data) {
    return (
      <main className="plain display display-empty">
        <Mark size="10rem" />
        <p role="status">{status === "refused" ? t("refused") : t("connecting")}</p>
      </main>
    );
  }
  const hero = speaking ?? data.calls[0];
  return (
    <div className="plain display">
      <Top data={data} lost={status !== "live"} sound={<SoundSwitch sound={sound} />} />
      <main className="display-main">
        <Hero call={hero} isSpeaking={speaking !== undefined} isOpen={data.hall.isOpen} />
        <LastCalls calls={data.calls.filter((call) => call.ticketId !== hero?.ticketId).slice(0, 4)} />
      </main>
      <Windows windows={data.windows} />
      <Bottom data={data} phonePath={phonePath} />
    </div>
  );
}

function Top({ data: { hall }, lost, sound }: { data: Display; lost: boolean; sound: ReactNode }) {
  const now = useNow();
  return (
    <header className="display-top">
      <Mark size="3.6rem" />
      <h1>
        {hall.name.zh} <small lang="en">{hall.name.en}</small>
      </h1>
      {lost && (
        <p className="display-lost" role="status">
          <Icon name="offline" /> {t("lost")}
        </p>
      )}
      {sound}
      <p className="display-clock">
        <span>{longDay(now)}</span>
        <strong>{clockTime(now)}</strong>
      </p>
    </header>
  );
}

function Hero({
  call,
  isSpeaking,
  isOpen,
}: {
  call: Call | undefined;
  isSpeaking: boolean;
  isOpen: boolean;
}) {
  if (!call) {
    const words = t.both(isOpen ? "quiet" : "closedHall");
    return (
      <section className="display-hero display-quiet">
        <p>{words.zh}</p>
        <p lang="en">{words.en}</p>
      </section>
    );
  }
  return (
    <section
      className={`display-hero ${isSpeaking ? "speaking" : ""}`}
      key={`${call.ticketId}/${call.times}`}
      aria-live="polite"
    >
      <strong className="display-number" data-testid="hero-number">
        {call.number}
      </strong>
      <p className="display-goto">
        <span>
          请到 <small lang="en">go to</small>
        </span>
      </p>
      <p className="display-window">
        <strong>{call.windowNumber}</strong>
        <span>
          {t.both("window").zh} <small lang="en">{t.both("window").en}</small>
        </span>
      </p>
    </section>
  );
}

function LastCalls({ calls }: { calls: readonly Call[] }) {
  return (
    <section className="display-last">
      <h2>
        {t.both("lastCalls").zh} <small lang="en">{t.both("lastCalls").en}</small>
      </h2>
      <ol>
        {calls.map((call) => (
          <li key={call.ticketId} className={call.arrived ? "arrived" : ""}>
            <strong>{call.number}</strong>
            <Icon name="forward" />
            <span>
              {call.windowNumber}
              <small>号窗口</small>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Windows({ windows }: { windows: Display["windows"] }) {
  return (
    <ul className="display-windows" aria-label={t("windows")}>
      {windows.map(({ number, name, state, ticketNumber }) => (
        <li key={number} className={state} title={name.zh}>
          <span className="display-window-number">{number}</span>
          <span className="display-window-now">
            {state === "open" ? (ticketNumber ?? t("free")) : t(state === "paused" ? "paused" : "closed")}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Bottom({ data, phonePath }: { data: Display; phonePath: string | undefined }) {
  return (
    <footer className="display-bottom">
      <ul className="display-services">
        {data.services.map(({ code, letter, name, waiting, wait }) => (
          <li key={code}>
            <b>{letter}</b>
            <span className="display-service-name">{name.zh}</span>
            <span className="display-service-wait">
              <Icon name="people" /> {waiting}
              {wait && (waiting > 0 || wait.highS > 60) && <em>{waitWords(wait)}</em>}
            </span>
          </li>
        ))}
      </ul>
      <div className="display-missed">
        <p className="display-missed-numbers">
          <b>
            {t.both("missed").zh} <small lang="en">{t.both("missed").en}</small>
          </b>{" "}
          {data.missed.length > 0 ? data.missed.slice(0, 8).join("  ") : "—"}
        </p>
        <p>{data.missedRule.zh}</p>
        <p lang="en">{data.missedRule.en}</p>
      </div>
      {phonePath && (
        <figure className="display-qr">
          <Qr text={phoneAddress(phonePath)} label={t("scan")} />
          <figcaption>
            {t.both("scan").zh}
            <br />
            <span lang="en">{t.both("scan").en}</span>
          </figcaption>
        </figure>
      )}
    </footer>
  );
}
