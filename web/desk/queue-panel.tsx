/** Who comes next, who is away for a moment, who did not come. */
import { Button, Tooltip } from "antd";
import type { ReactNode } from "react";
import type { Desk, Ticket } from "../../contracts/hall.ts";
import { secondsUntil, stopwatch } from "../parts/time.ts";
import { defineWords, pick } from "../parts/words.ts";
import type { Action } from "../staff/action.ts";
import { Keys } from "../staff/keys.tsx";
import { PriorityBadge, toneOf, waitedS } from "../staff/ticket-words.tsx";
import { t as desk } from "./words.ts";

const t = defineWords({
  queue: ["等候", "Waiting"],
  elsewhere: ["其他业务还有 {n} 人", "{n} more for other services"],
  order: ["按叫号规则的大致顺序", "Probable order of calling"],
  nobody: ["没有人在等本窗口的业务", "Nobody waits for this window"],
  held: ["挂起", "On hold"],
  missed: ["过号", "Missed"],
  until: ["剩 {time}", "{time} left"],
  over: ["已到期", "expired"],
  transferred: ["转来", "Transferred"],
});

type Props = {
  desk: Desk;
  now: Temporal.Instant;
  /** The palette's actions on tickets: the rows' buttons are the same. */
  actions: readonly Action[];
  callNumber: Action;
};

export function QueuePanel({ desk: view, now, actions, callNumber }: Props) {
  const act = (verb: string, ticket: Ticket) => actions.find(({ id }) => id === `${verb}-${ticket.id}`);
  const until = (moment: string | null) => {
    if (!moment) return undefined;
    const left = secondsUntil(moment, now);
    return (
      <span className={left < 120 ? "tone-bad" : ""}>
        {left > 0 ? t("until", { time: stopwatch(left) }) : t("over")}
      </span>
    );
  };
  return (
    <aside className="desk-queue" aria-label={t("queue")}>
      <section className="panel queue-waiting">
        <header>
          <h2>
            {t("queue")} <b>{view.queue.length}</b>
          </h2>
          <Button size="small" type="text" disabled={!!callNumber.blocked} onClick={callNumber.run}>
            {callNumber.label} <Keys keys={callNumber.keys} />
          </Button>
        </header>
        {view.queue.length === 0 ? (
          <p className="quiet">{t("nobody")}</p>
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard
          <ol className="queue-list" title={t("order")} aria-label={t("order")} tabIndex={0}>
            {view.queue.map((ticket, index) => (
              <Row
                key={ticket.id}
                ticket={ticket}
                place={index + 1}
                action={act("callThis", ticket)}
                label={desk("callThis", { number: ticket.number })}
                time={<Waited ticket={ticket} now={now} promiseS={view.limits.waitPromiseS} />}
              />
            ))}
          </ol>
        )}
        {view.waitingElsewhere > 0 && <footer>{t("elsewhere", { n: view.waitingElsewhere })}</footer>}
      </section>
      <Aside title={t("held")} tickets={view.held}>
        {(ticket) => (
          <Row
            key={ticket.id}
            ticket={ticket}
            action={act("resumeThis", ticket)}
            button={desk("resumeHeld")}
            time={until(ticket.holdUntil)}
          />
        )}
      </Aside>
      <Aside title={t("missed")} tickets={view.missed} note={pick(view.missedRule)}>
        {(ticket) => (
          <Row
            key={ticket.id}
            ticket={ticket}
            action={act("returnThis", ticket)}
            button={desk("bringBack")}
            time={until(ticket.missedUntil)}
          />
        )}
      </Aside>
    </aside>
  );
}

type AsideProps = {
  title: string;
  tickets: readonly Ticket[];
  note?: string;
  children: (ticket: Ticket) => ReactNode;
};
/** Held and missed numbers take no room while there are none. */
function Aside({ title, tickets, note, children }: AsideProps) {
  if (tickets.length === 0) return null;
  return (
    <section className="panel queue-aside">
      <header>
        <h2>
          {title} <b>{tickets.length}</b>
        </h2>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard */}
      <ol className="queue-list" tabIndex={0} aria-label={title} title={note}>
        {tickets.map(children)}
      </ol>
    </section>
  );
}

function Waited({ ticket, now, promiseS }: { ticket: Ticket; now: Temporal.Instant; promiseS: number }) {
  const seconds = waitedS(ticket, now);
  return <span className={`tone-${toneOf(seconds, promiseS)}`}>{stopwatch(seconds)}</span>;
}

type RowProps = {
  ticket: Ticket;
  place?: number;
  action: Action | undefined;
  /** Words of a button that is always there; without it the whole row is one. */
  button?: string;
  label?: string;
  time: ReactNode;
};

function Row({ ticket, place, action, button, label, time }: RowProps) {
  const body = (
    <>
      <span className="queue-place">{place}</span>
      <strong>{ticket.number}</strong>
      <span className="queue-what">
        <span>{pick(ticket.serviceName)}</span>
        <PriorityBadge ticket={ticket} />
        {ticket.transferred && <span className="badge">{t("transferred")}</span>}
      </span>
      <span className="queue-time">{time}</span>
    </>
  );
  if (button) {
    return (
      <li className="queue-row is-away">
        {body}
        {action && (
          <Tooltip title={action.blocked}>
            <Button size="small" disabled={!!action.blocked} onClick={action.run}>
              {button}
            </Button>
          </Tooltip>
        )}
      </li>
    );
  }
  return (
    <li>
      <button
        type="button"
        className="queue-row"
        disabled={!action || !!action.blocked}
        onClick={action?.run}
        title={label}
      >
        {body}
      </button>
    </li>
  );
}
