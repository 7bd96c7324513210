/** Alerts with what to do about them: take one, then say how it ended. */
import { Button } from "antd";
import { useState } from "react";
import type { Alert } from "../../contracts/hall.ts";
import { Icon } from "../parts/icons.tsx";
import { clockTime, durationWords, secondsUntil } from "../parts/time.ts";
import { defineWords, pick } from "../parts/words.ts";
import { alertKindName } from "../staff/ticket-words.tsx";
import type { GuideProps } from "./guide-page.tsx";

const t = defineWords({
  alerts: ["预警与求助", "Alerts"],
  none: ["现场平稳，没有预警", "All calm, no alerts"],
  accept: ["我来处理", "I take it"],
  close: ["处理完毕", "Done"],
  how: ["结果如何？", "How did it end?"],
  back: ["返回", "Back"],
  acceptedBy: ["{name} 正在处理", "{name} is on it"],
  within: ["请在 {time} 内应答", "Answer within {time}"],
  overdue: ["应答已超时", "Answer overdue"],
  panicNow: ["{where} 紧急求助", "Panic: {where}"],
});
const outcomes = defineWords({
  helped: ["已帮助客户", "Helped the customer"],
  opened: ["已增开窗口", "Opened a window"],
  diverted: ["已分流到自助或线上", "Sent to kiosks or online"],
  calmed: ["已安抚客户", "Calmed the customer"],
  onSite: ["已到场处理", "Dealt with on site"],
  police: ["已报警并通知负责人", "Police and manager called"],
  reminded: ["已提醒窗口", "Reminded the window"],
  falseAlarm: ["误报", "False alarm"],
});

const outcomesOf = {
  crowding: ["opened", "diverted", "calmed"],
  panic: ["onSite", "police", "falseAlarm"],
  help: ["helped", "falseAlarm"],
  unhappy: ["calmed", "onSite"],
  "pause-overrun": ["reminded", "onSite"],
  failure: ["onSite", "calmed"],
} as const satisfies Record<Alert["kind"], readonly Parameters<typeof outcomes>[0][]>;

const isOpen = ({ closedAt }: Alert) => closedAt === null;
const urgency = { red: 0, orange: 1, yellow: 2, info: 3 } as const;
const mostUrgentFirst = (a: Alert, b: Alert) =>
  Number(!!a.acceptedAt) - Number(!!b.acceptedAt) || urgency[a.level] - urgency[b.level];

export function AlertPanel(props: GuideProps) {
  // A panic call that nobody has taken stands in the banner already.
  const open = props.floor.alerts
    .filter((alert) => isOpen(alert) && !(alert.kind === "panic" && !alert.acceptedAt))
    .sort(mostUrgentFirst);
  return (
    <section className="guide-alerts" aria-label={t("alerts")} aria-live="polite">
      <h2>
        {t("alerts")} {open.length > 0 && <b>{open.length}</b>}
      </h2>
      {open.length === 0 && (
        <p className="guide-quiet">
          <Icon name="check" /> {t("none")}
        </p>
      )}
      {open.map((alert) => (
        <AlertCard key={alert.id} alert={alert} {...props} />
      ))}
    </section>
  );
}

function AlertCard({ alert, now, commands, run, pending }: GuideProps & { alert: Alert }) {
  const [closing, setClosing] = useState(false);
  const left = alert.answerBy ? secondsUntil(alert.answerBy, now) : undefined;
  const close = (outcome: string) => void run(alert.id, () => commands.close(alert.id, outcome));
  return (
    <article className={`guide-alert is-${alert.level}`}>
      <header>
        <strong>{alertKindName(alert.kind)}</strong>
        {alert.where && <span>{alert.where}</span>}
        <time>{clockTime(alert.raisedAt)}</time>
      </header>
      <p>{pick(alert.title)}</p>
      {alert.proposal && (
        <p className="guide-proposal">
          <Icon name="forward" /> {pick(alert.proposal)}
        </p>
      )}
      {closing ? (
        <footer>
          <span>{t("how")}</span>
          {outcomesOf[alert.kind].map((key) => (
            <Button key={key} disabled={!!pending} onClick={() => close(outcomes(key))}>
              {outcomes(key)}
            </Button>
          ))}
          <Button type="text" onClick={() => setClosing(false)}>
            {t("back")}
          </Button>
        </footer>
      ) : (
        <footer>
          <span className={left !== undefined && left < 0 && !alert.acceptedAt ? "tone-bad" : ""}>
            {alert.acceptedBy
              ? t("acceptedBy", { name: alert.acceptedBy })
              : left !== undefined && (left < 0 ? t("overdue") : t("within", { time: durationWords(left) }))}
          </span>
          {alert.acceptedAt ? (
            <Button onClick={() => setClosing(true)}>{t("close")}</Button>
          ) : (
            <Button
              type="primary"
              loading={pending === alert.id}
              disabled={!!pending}
              onClick={() => void run(alert.id, () => commands.accept(alert.id))}
            >
              {t("accept")}
            </Button>
          )}
        </footer>
      )}
    </article>
  );
}

/** A panic call that nobody has taken stands over every tab. */
export function AlertBanner({ floor, commands, run, pending }: GuideProps) {
  const panics = floor.alerts.filter(({ kind, acceptedAt }) => kind === "panic" && acceptedAt === null);
  return (
    <div aria-live="assertive">
      {panics.filter(isOpen).map((alert) => (
        <div key={alert.id} className="panic-banner">
          <Icon name="alert" size={28} />
          <strong>{t("panicNow", { where: alert.where ?? pick(alert.title) })}</strong>
          <Button
            size="large"
            loading={pending === alert.id}
            disabled={!!pending}
            onClick={() => void run(alert.id, () => commands.accept(alert.id))}
          >
            {t("accept")}
          </Button>
        </div>
      ))}
    </div>
  );
}
