/** Open alerts with what the system proposes; whoever takes one answers for it. */
import { App, Button, Input } from "antd";
import { useState } from "react";
import { type Alert, acceptAlert, closeAlert, type Floor } from "../../../contracts/hall.ts";
import { clockTime, useNow } from "../../parts/time.ts";
import { pick } from "../../parts/words.ts";
import { useCommand } from "../../staff/query.ts";
import { useMay } from "../parts/may.ts";
import { Scroll } from "../parts/scroll.tsx";
import { t } from "./words.ts";

export function Alerts({ floor }: { floor: Floor }) {
  const open = floor.alerts.filter(({ closedAt }) => closedAt === null);
  return (
    <section className="wall-panel wall-alerts" aria-live="polite">
      <h3>
        {t("alerts")}
        {open.length > 0 && <small>{open.length}</small>}
      </h3>
      {open.length === 0 ? (
        <p className="wall-quiet">{t("noAlerts")}</p>
      ) : (
        <Scroll label={t("alerts")}>
          {open.map((alert) => (
            <AlertRow key={alert.id} alert={alert} hallId={floor.hall.id} />
          ))}
        </Scroll>
      )}
    </section>
  );
}

function AlertRow({ alert, hallId }: { alert: Alert; hallId: string }) {
  const now = useNow();
  const may = useMay();
  const overdue =
    alert.answerBy !== null &&
    alert.acceptedAt === null &&
    Temporal.Instant.compare(now, Temporal.Instant.from(alert.answerBy)) > 0;
  return (
    <article className={`alert-row ${alert.level}`}>
      <header>
        <span>
          {pick(alert.title)}
          {alert.where && ` · ${alert.where}`}
        </span>
        <time dateTime={alert.raisedAt}>{clockTime(alert.raisedAt)}</time>
      </header>
      {alert.proposal && <p>{pick(alert.proposal)}</p>}
      <footer>
        <span className={overdue ? "is-bad" : ""}>
          {alert.acceptedBy
            ? t("accepted", { who: alert.acceptedBy })
            : overdue
              ? t("overdue")
              : alert.answerBy && t("answerBy", { time: clockTime(alert.answerBy) })}
        </span>
        {may("hall.alert.answer") && <Answers alert={alert} hallId={hallId} />}
      </footer>
    </article>
  );
}

function Answers({ alert, hallId }: { alert: Alert; hallId: string }) {
  const { modal } = App.useApp();
  const accept = useCommand(acceptAlert);
  const close = useCommand(closeAlert);
  const params = { hallId, alertId: alert.id };
  if (!alert.acceptedAt) {
    return (
      <Button
        size="small"
        type="primary"
        loading={accept.isPending}
        onClick={() => accept.mutate({ params, body: {} })}
      >
        {t("accept")}
      </Button>
    );
  }
  const ask = () => {
    let outcome = "";
    modal.confirm({
      title: t("outcome"),
      icon: null,
      content: (
        <Outcome
          onChange={(text) => {
            outcome = text;
          }}
        />
      ),
      onOk: () => close.mutateAsync({ params, body: { outcome } }),
    });
  };
  return (
    <Button size="small" onClick={ask}>
      {t("close")}
    </Button>
  );
}

function Outcome({ onChange }: { onChange: (text: string) => void }) {
  const [text, setText] = useState("");
  return (
    <Input.TextArea
      aria-label={t("outcome")}
      placeholder={t("outcomeHint")}
      maxLength={200}
      value={text}
      onChange={({ target }) => {
        setText(target.value);
        onChange(target.value);
      }}
    />
  );
}
