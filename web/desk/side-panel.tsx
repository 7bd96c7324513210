/** What else a clerk keeps an eye on: alerts, their own day, the hall's day, who was served last. */
import type { Alert, Desk, TodayFigures } from "../../contracts/hall.ts";
import { clockTime } from "../parts/time.ts";
import { defineWords, pick } from "../parts/words.ts";
import { alertKindName, percentOrDash, secondsOrDash, stateName, toneOf } from "../staff/ticket-words.tsx";

const t = defineWords({
  alerts: ["预警", "Alerts"],
  noAlerts: ["没有预警", "No alerts"],
  accepted: ["{name} 已接手", "{name} is on it"],
  mine: ["我的今天", "My day"],
  hall: ["全厅今天", "The hall's day"],
  served: ["办结", "Served"],
  handling: ["平均办理", "Mean handling"],
  satisfied: ["满意率", "Satisfied"],
  wait: ["平均等候", "Mean wait"],
  within: ["承诺内", "Within promise"],
  forecast: ["预计误差", "Forecast error"],
  coverage: ["区间命中", "Inside range"],
  waiting: ["等候中", "Waiting"],
  last: ["刚办结", "Just served"],
  side: ["预警与今天的指标", "Alerts and today's figures"],
  nobodyYet: ["今天还没有办结", "Nobody served yet"],
});

type Fact = [name: string, value: string | number, tone?: string];

export function SidePanel({ desk }: { desk: Desk }) {
  const { mine, today } = desk;
  const open = desk.alerts.filter(({ closedAt }) => closedAt === null);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without a focus stop the keyboard could not scroll it (WCAG 2.1.1)
    <aside className="desk-side" tabIndex={0} aria-label={t("side")}>
      <section className="panel" aria-live="polite">
        <header>
          <h2>
            {t("alerts")} {open.length > 0 && <b>{open.length}</b>}
          </h2>
        </header>
        {open.length === 0 ? (
          <p className="quiet">{t("noAlerts")}</p>
        ) : (
          <ul className="alert-list">
            {open.map((alert) => (
              <AlertLine key={alert.id} alert={alert} />
            ))}
          </ul>
        )}
      </section>
      <section className="panel">
        <header>
          <h2>{t("mine")}</h2>
        </header>
        <Facts
          facts={[
            [t("served"), mine.served],
            [t("handling"), secondsOrDash(mine.handlingMeanS)],
            [t("satisfied"), percentOrDash(mine.satisfied)],
          ]}
        />
      </section>
      <section className="panel">
        <header>
          <h2>{t("hall")}</h2>
        </header>
        <Facts facts={hallFacts(today, desk.limits.waitPromiseS)} />
      </section>
      <section className="panel last-served">
        <header>
          <h2>{t("last")}</h2>
        </header>
        {desk.lastServed.length === 0 ? (
          <p className="quiet">{t("nobodyYet")}</p>
        ) : (
          <ol>
            {desk.lastServed.map((ticket) => (
              <li key={ticket.id} title={ticket.note ?? undefined}>
                <strong>{ticket.number}</strong>
                <span>{pick(ticket.serviceName)}</span>
                <small>{ticket.finishedAt ? clockTime(ticket.finishedAt) : stateName(ticket.state)}</small>
              </li>
            ))}
          </ol>
        )}
      </section>
    </aside>
  );
}

function hallFacts(today: TodayFigures, promiseS: number): Fact[] {
  const wait = today.waitMeanS;
  return [
    [t("waiting"), today.waiting],
    [t("served"), today.served],
    [t("wait"), secondsOrDash(wait), wait === null ? "" : `tone-${toneOf(wait, promiseS)}`],
    [t("within"), percentOrDash(today.withinPromise)],
    [t("forecast"), today.forecastErrorS === null ? "–" : `±${secondsOrDash(today.forecastErrorS)}`],
    [t("coverage"), percentOrDash(today.forecastCoverage)],
  ];
}

function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="facts">
      {facts.map(([name, value, tone]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className={tone}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function AlertLine({ alert }: { alert: Alert }) {
  return (
    <li className={`alert-line is-${alert.level}`}>
      <strong>{alertKindName(alert.kind)}</strong>
      <span>
        {pick(alert.title)}
        {alert.where && ` · ${alert.where}`}
      </span>
      {alert.proposal && <p>{pick(alert.proposal)}</p>}
      <small>
        {alert.acceptedBy ? t("accepted", { name: alert.acceptedBy }) : clockTime(alert.raisedAt)}
      </small>
    </li>
  );
}
