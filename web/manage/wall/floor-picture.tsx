/** The hall as a picture: counters above, everybody who waits below, each coloured by the promise. */
import { Tooltip } from "antd";
import type { Floor, Ticket, WindowBoard } from "../../../contracts/hall.ts";
import { stopwatch, useNow } from "../../parts/time.ts";
import { pick } from "../../parts/words.ts";
import { minutesOf } from "../parts/format.ts";
import { Scroll } from "../parts/scroll.tsx";
import { counterLook, seatLook, waitingOf } from "./levels.ts";
import { t } from "./words.ts";

const seatsShown = 72;

type Props = { readonly floor: Floor; readonly promiseS: number };

export function FloorPicture({ floor, promiseS }: Props) {
  const open = floor.windows.filter(({ state }) => state !== "closed").length;
  return (
    <section className="wall-panel floor-picture">
      <h3>
        {t("floor")}
        <small>{t("openOf", { open, all: floor.windows.length })}</small>
      </h3>
      <Scroll label={t("floor")}>
        <ul className="counters">
          {floor.windows.map((window) => (
            <Counter key={window.id} window={window} />
          ))}
        </ul>
        <WaitingArea tickets={waitingOf(floor.tickets)} promiseS={promiseS} />
      </Scroll>
    </section>
  );
}

function Counter({ window }: { window: WindowBoard }) {
  const now = useNow();
  const look = counterLook(window);
  const since = look === "paused" ? window.pausedAt : (window.ticket?.since ?? null);
  const waited = since && now.since(Temporal.Instant.from(since)).total("seconds");
  return (
    <li className={`counter ${look}`} data-window={window.number} data-look={look}>
      <header>
        <b>{window.number}</b>
        <span>
          {pick(window.name)}
          {window.isElastic && ` · ${t("elastic")}`}
        </span>
      </header>
      {window.ticket ? (
        <>
          <div className="ticket">{window.ticket.number}</div>
          <div className="doing">{pick(window.ticket.serviceName)}</div>
        </>
      ) : (
        <div className="state">{t(`state_${look}`)}</div>
      )}
      <footer>
        <span>{window.staff?.name ?? t("servedToday", { n: window.servedToday })}</span>
        {typeof waited === "number" && <b>{stopwatch(waited)}</b>}
      </footer>
    </li>
  );
}

function WaitingArea({ tickets, promiseS }: { tickets: readonly Ticket[]; promiseS: number }) {
  return (
    <div className="wall-area">
      <h4>
        {t("waitingArea")} · {tickets.length}
        <Key color="var(--green)" text={t("seatFine")} />
        <Key color="var(--yellow)" text={t("seatLate")} />
        <Key color="var(--red)" text={t("seatBroken")} />
      </h4>
      {tickets.length === 0 ? (
        <p className="wall-quiet">{t("nobodyWaits")}</p>
      ) : (
        <ol className="seats">
          {tickets.slice(0, seatsShown).map((ticket) => (
            <Seat key={ticket.id} ticket={ticket} promiseS={promiseS} />
          ))}
          {tickets.length > seatsShown && (
            <li className="more">{t("moreWait", { n: tickets.length - seatsShown })}</li>
          )}
        </ol>
      )}
    </div>
  );
}

const Key = ({ color, text }: { color: string; text: string }) => (
  <span className="key" style={{ "--k": color } as React.CSSProperties}>
    <i />
    {text}
  </span>
);

function Seat({ ticket, promiseS }: { ticket: Ticket; promiseS: number }) {
  const now = useNow();
  const since = Temporal.Instant.from(ticket.queuedAt ?? ticket.takenAt);
  const waitedS = now.since(since).total("seconds");
  const look = seatLook(waitedS, ticket.wait?.midS ?? null, promiseS);
  const first = ticket.priority === "priority" || ticket.priority === "emergency";
  const tip = t("seatTip", {
    number: ticket.number,
    service: pick(ticket.serviceName),
    waited: minutesOf(waitedS, 0),
  });
  const left = ticket.wait
    ? t("seatTipLeft", { low: minutesOf(ticket.wait.lowS, 0), high: minutesOf(ticket.wait.highS, 0) })
    : "";
  return (
    <Tooltip title={`${tip} · ${left}`}>
      <li className={`seat ${look} ${first ? "priority" : ""}`} data-ticket={ticket.number}>
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <circle cx="12" cy="7" r="5" />
          <path d="M2 23c0-7 4-10 10-10s10 3 10 10z" />
        </svg>
        {ticket.number}
      </li>
    </Tooltip>
  );
}
