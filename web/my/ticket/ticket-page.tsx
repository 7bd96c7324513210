/** What the holder of a ticket sees, from taking it to rating the service. */
import { useState } from "react";
import {
  answerMyProposal,
  askMoreTime,
  leaveQueue,
  type MyTicketView,
  returnMyTicket,
  showMyProposals,
  viewMyTicket,
} from "../../../contracts/hall/my.ts";
import { call, speakWithTicket } from "../../parts/api.ts";
import { Icon } from "../../parts/icons.tsx";
import { useLive } from "../../parts/live.ts";
import { ProblemNote } from "../../parts/problem.tsx";
import { clockTime } from "../../parts/time.ts";
import { pick, useLanguage } from "../../parts/words.ts";
import { Frame } from "../frame.tsx";
import { Proposals } from "../proposals.tsx";
import { RateTicket } from "./rate-ticket.tsx";
import { useAttention } from "./use-attention.ts";
import { Waiting } from "./waiting.tsx";
import { t } from "./words.ts";

const token = new URLSearchParams(location.hash.slice(1)).get("t");
speakWithTicket(token);
// Another ticket's code opened in the same tab: begin anew, nothing of the first may stay.
addEventListener("hashchange", () => location.reload());

export function TicketPage() {
  useLanguage();
  const { status, data } = useLive(viewMyTicket, token ? {} : null);
  useAttention(data);
  if (!token || status === "refused") {
    return (
      <Frame title={t("title")} isLost={false}>
        <p className="my-empty" role="alert">
          {token ? t("refused") : t("noToken")}
        </p>
      </Frame>
    );
  }
  if (!data) {
    return (
      <Frame title={t("title")} isLost={status === "lost"}>
        <p className="my-empty" role="status">
          {t("loading")}
        </p>
      </Frame>
    );
  }
  return (
    <Frame title={pick(data.hallName)} isLost={status === "lost"} asksLarge={data.largeType}>
      <TicketHead view={data} />
      <TicketState view={data} />
      {data.papers.length > 0 && (data.state === "waiting" || data.state === "called") && (
        <Papers view={data} />
      )}
      {data.state === "waiting" && <Proposals show={showProposals} answer={answerShown} />}
      {(data.state === "waiting" || data.state === "called" || data.state === "missed") && (
        <section className="my-card my-rule">
          <h2>{t("missRule")}</h2>
          <p>{pick(data.missedRule)}</p>
        </section>
      )}
      <Actions view={data} />
    </Frame>
  );
}

const showProposals = () => call(showMyProposals, { body: {} }, { attempts: 1 });
const answerShown = (showingId: string, answer: "accepted" | "declined") =>
  call(answerMyProposal, { params: { showingId }, body: { answer } });

function TicketHead({ view: { number, serviceName, takenAt, priority } }: { view: MyTicketView }) {
  return (
    <section className="my-card my-head">
      <div>
        <p className="my-soft">{t("number")}</p>
        <strong className="my-number" data-testid="number">
          {number}
        </strong>
      </div>
      <div className="my-head-right">
        <p>{pick(serviceName)}</p>
        <p className="my-soft">{t("taken", { time: clockTime(takenAt) })}</p>
        {(priority === "priority" || priority === "appointment") && <p className="my-tag">{t(priority)}</p>}
      </div>
    </section>
  );
}

function TicketState({ view }: { view: MyTicketView }) {
  const { state, windowNumber, servedBy } = view;
  switch (state) {
    case "waiting":
      return <Waiting view={view} />;
    case "called":
      return <Called view={view} />;
    case "serving":
      return (
        <section className="my-card my-center">
          <h2>{t("serving")}</h2>
          {windowNumber && <p className="my-soft">{t("windowNumber", { number: windowNumber })}</p>}
          {servedBy && <p className="my-soft">{t("servedBy", { name: servedBy })}</p>}
        </section>
      );
    case "held":
      return <section className="my-card my-center">{t("held", { window: windowNumber ?? "" })}</section>;
    case "missed":
      return (
        <section className="my-card my-center my-warn" role="alert">
          <h2>{t("missed")}</h2>
          {view.canReturn && view.missedUntil && (
            <p>{t("missedUntil", { time: clockTime(view.missedUntil) })}</p>
          )}
        </section>
      );
    case "done":
      return <Done view={view} />;
    default:
      return (
        <section className="my-card my-center">
          <h2>{t(state)}</h2>
        </section>
      );
  }
}

function Called({ view: { windowNumber, windowName, calledAt } }: { view: MyTicketView }) {
  return (
    <section className="my-card my-called" role="alert">
      <p>{t("goNow")}</p>
      <strong>{windowNumber}</strong>
      <p>{t("window")}</p>
      {windowName && <p className="my-called-soft">{pick(windowName)}</p>}
      {calledAt && <p className="my-called-soft">{t("calledAt", { time: clockTime(calledAt) })}</p>}
    </section>
  );
}

function Done({ view }: { view: MyTicketView }) {
  return (
    <section className="my-card my-center">
      <h2>
        <Icon name="check" /> {t("done")}
      </h2>
      <p className="my-soft">{view.servedBy ? t("servedBy", { name: view.servedBy }) : t("doneThanks")}</p>
      {view.canRate && <RateTicket />}
    </section>
  );
}

function Papers({ view: { papers } }: { view: MyTicketView }) {
  return (
    <section className="my-card">
      <h2>
        <Icon name="paper" /> {t("papers")}
      </h2>
      <ul className="my-papers">
        {papers.map((paper) => (
          <li key={paper.zh}>
            <Icon name="check" /> {pick(paper)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Actions({ view: { canAskMoreTime, canLeave, canReturn } }: { view: MyTicketView }) {
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [sure, setSure] = useState(false);
  async function act(
    endpoint: typeof askMoreTime | typeof leaveQueue | typeof returnMyTicket,
  ): Promise<void> {
    setBusy(true);
    setError(undefined);
    await call(endpoint, {}).catch(setError);
    setBusy(false);
    setSure(false);
  }
  return (
    <div className="my-actions">
      <ProblemNote error={error} />
      {canReturn && (
        <button type="button" className="main" disabled={busy} onClick={() => act(returnMyTicket)}>
          {t("back")}
        </button>
      )}
      {canAskMoreTime && (
        <button type="button" disabled={busy} onClick={() => act(askMoreTime)}>
          <Icon name="clock" /> {t("moreTime")}
          <small>{t("moreTimeHelp")}</small>
        </button>
      )}
      {canLeave && !sure && (
        <button type="button" className="my-quiet" disabled={busy} onClick={() => setSure(true)}>
          <Icon name="leave" /> {t("leave")}
        </button>
      )}
      {canLeave && sure && (
        <section className="my-card my-sure" role="alertdialog" aria-label={t("leave")}>
          <p>{t("leaveSure")}</p>
          <div>
            <button type="button" className="main" onClick={() => setSure(false)}>
              {t("stay")}
            </button>
            <button type="button" className="my-danger" disabled={busy} onClick={() => act(leaveQueue)}>
              {t("leaveYes")}
            </button>
          </div>
        </section>
      )}
    </div>
  );
}
