/** The hall at a glance: who waits, what the windows do, what needs somebody. */
import { Empty, Input } from "antd";
import { useState } from "react";
import type { Ticket, WindowBoard } from "../../contracts/hall.ts";
import { secondsUntil, stopwatch } from "../parts/time.ts";
import { defineWords, pick } from "../parts/words.ts";
import {
  PriorityBadge,
  percentOrDash,
  secondsOrDash,
  secondsSince,
  stateName,
  toneOf,
  waitedS,
  windowStateName,
} from "../staff/ticket-words.tsx";
import { AlertPanel } from "./alerts.tsx";
import type { GuideProps } from "./guide-page.tsx";
import { TicketDrawer } from "./ticket-drawer.tsx";

const t = defineWords({
  search: ["查号码或姓名", "Find a number or name"],
  all: ["全部", "All"],
  waiting: ["等候", "Waiting"],
  priority: ["优先", "Priority"],
  missed: ["过号", "Missed"],
  atWindow: ["窗口中", "At windows"],
  held: ["挂起", "On hold"],
  nobody: ["没有人在等候", "Nobody is waiting"],
  notFound: ["没有匹配的号码", "No number matches"],
  windows: ["窗口", "Windows"],
  window: ["{number} 号窗口", "Window {number}"],
  left: ["可激活 {time}", "returns for {time}"],
  expired: ["已过期", "expired"],
  ahead: ["前面 {n} 人", "{n} ahead"],
  nobodyThere: ["无人", "Nobody"],
  elastic: ["弹性", "Elastic"],
  served: ["办结", "Served"],
  wait: ["平均等候", "Mean wait"],
  within: ["承诺内", "Within promise"],
  abandoned: ["弃号", "Left"],
});

const filters = {
  all: () => true,
  waiting: ({ state }: Ticket) => state === "waiting",
  priority: ({ priority }: Ticket) => priority === "priority" || priority === "emergency",
  missed: ({ state }: Ticket) => state === "missed",
  held: ({ state }: Ticket) => state === "held",
  atWindow: ({ state }: Ticket) => state === "called" || state === "serving",
};
type Filter = keyof typeof filters;

export function FloorTab(props: GuideProps) {
  const { floor, now } = props;
  const [filter, setFilter] = useState<Filter>("waiting");
  const [text, setText] = useState("");
  const [opened, setOpened] = useState<string>();
  const wanted = text.trim().toUpperCase();
  // Who looks for a number wants it wherever it is.
  const shown = floor.tickets.filter((ticket) =>
    wanted ? `${ticket.number} ${ticket.customerName ?? ""}`.includes(wanted) : filters[filter](ticket),
  );
  return (
    <main className="floor-tab">
      <section className="guide-queue">
        <div className="guide-filters">
          <Input
            size="large"
            allowClear
            placeholder={t("search")}
            aria-label={t("search")}
            value={text}
            maxLength={10}
            onChange={({ target }) => setText(target.value)}
          />
          <div className="guide-chips">
            {(Object.keys(filters) as Filter[]).map((key) => (
              <button
                key={key}
                type="button"
                aria-pressed={filter === key && !wanted}
                onClick={() => {
                  setFilter(key);
                  setText("");
                }}
              >
                {t(key)} <b>{floor.tickets.filter(filters[key]).length}</b>
              </button>
            ))}
          </div>
        </div>
        {shown.length === 0 ? (
          <Empty
            image={Empty.PRESENTED_IMAGE_SIMPLE}
            description={t(wanted || filter !== "waiting" ? "notFound" : "nobody")}
          />
        ) : (
          <ul className="guide-list">
            {shown.map((ticket) => (
              <li key={ticket.id}>
                <button type="button" onClick={() => setOpened(ticket.id)}>
                  <strong>{ticket.number}</strong>
                  <span className="guide-list-what">
                    <span>
                      {pick(ticket.serviceName)}
                      {ticket.customerName && ` · ${ticket.customerName}`}
                    </span>
                    <span className="guide-list-more">
                      <PriorityBadge ticket={ticket} />
                      {ticket.state !== "waiting" && <span className="badge">{stateName(ticket.state)}</span>}
                      {ticket.state === "waiting" && ticket.ahead !== null && (
                        <small>{t("ahead", { n: ticket.ahead })}</small>
                      )}
                    </span>
                  </span>
                  <Since ticket={ticket} now={now} promiseS={floor.waitPromiseS} />
                </button>
              </li>
            ))}
          </ul>
        )}
      </section>
      <aside className="guide-side">
        <AlertPanel {...props} />
        <section>
          <h2>{t("windows")}</h2>
          <ul className="guide-windows">
            {floor.windows.map((window) => (
              <WindowTile key={window.id} window={window} now={now} />
            ))}
          </ul>
        </section>
        <dl className="guide-figures">
          <Figure name={t("served")} value={floor.today.served} />
          <Figure name={t("wait")} value={secondsOrDash(floor.today.waitMeanS)} />
          <Figure name={t("within")} value={percentOrDash(floor.today.withinPromise)} />
          <Figure name={t("abandoned")} value={floor.today.abandoned} />
        </dl>
      </aside>
      <TicketDrawer
        {...props}
        ticket={floor.tickets.find(({ id }) => id === opened)}
        onClose={() => setOpened(undefined)}
      />
    </main>
  );
}

const Figure = ({ name, value }: { name: string; value: string | number }) => (
  <div>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </div>
);

function Since({ ticket, now, promiseS }: { ticket: Ticket; now: Temporal.Instant; promiseS: number }) {
  if (ticket.state === "missed" && ticket.missedUntil) {
    const left = secondsUntil(ticket.missedUntil, now);
    return (
      <span className={`guide-since ${left < 120 ? "tone-bad" : ""}`}>
        {left > 0 ? t("left", { time: stopwatch(left) }) : t("expired")}
      </span>
    );
  }
  if (ticket.windowNumber) {
    return <span className="guide-since">{t("window", { number: ticket.windowNumber })}</span>;
  }
  const waited = waitedS(ticket, now);
  return <span className={`guide-since tone-${toneOf(waited, promiseS)}`}>{stopwatch(waited)}</span>;
}

function WindowTile({ window, now }: { window: WindowBoard; now: Temporal.Instant }) {
  const { ticket, pausedAt } = window;
  const since = ticket ? ticket.since : window.state === "paused" ? pausedAt : null;
  return (
    <li className={`is-${window.state}`}>
      <b>{window.number}</b>
      <span>
        <strong>{ticket?.number ?? windowStateName(window.state)}</strong>
        <small>
          {window.staff?.name ?? (window.isElastic ? t("elastic") : t("nobodyThere"))}
          {since && ` · ${stopwatch(secondsSince(since, now))}`}
        </small>
      </span>
    </li>
  );
}
