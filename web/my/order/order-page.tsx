/** What the customer of an order sees: where it stands, by when the rest, whom to ask, and what is wanted of them. */
import { lazy, Suspense, useState } from "react";
import {
  answerOrderProposal,
  leaveMyOrder,
  type MyOrderView,
  showOrderProposals,
  viewMyOrder,
} from "../../../contracts/orders/my.ts";
import { call, speakWithTicket } from "../../parts/api.ts";
import { Icon } from "../../parts/icons.tsx";
import { useLive } from "../../parts/live.ts";
import { localDay } from "../../parts/time.ts";
import { pick, useLanguage } from "../../parts/words.ts";
import { Frame } from "../frame.tsx";
import { Proposals } from "../proposals.tsx";
import { OpenForm } from "./open-form.tsx";
import { Owed } from "./owed.tsx";
import { Papers } from "./papers.tsx";
import { Questions } from "./questions.tsx";
import { Promises, Road } from "./road.tsx";
import { Rate, Urge } from "./speak.tsx";
import { t } from "./words.ts";

const PaperSheet = lazy(() =>
  import("./paper-sheet.tsx").then(({ PaperSheet }) => ({ default: PaperSheet })),
);

const token = new URLSearchParams(location.hash.slice(1)).get("t");
speakWithTicket(token);
// Another order's code opened in the same tab: begin anew, nothing of the first may stay.
addEventListener("hashchange", () => location.reload());

export function OrderPage() {
  useLanguage();
  const { status, data } = useLive(viewMyOrder, token ? {} : null);
  const [paperId, setPaper] = useState<string>();
  if (!token || status === "refused")
    return (
      <Frame title={t("title")} isLost={false}>
        {token && (
          <p className="problem" role="alert">
            {t("refused")}
          </p>
        )}
        <OpenForm />
      </Frame>
    );
  if (!data)
    return (
      <Frame title={t("title")} isLost={status === "lost"}>
        <p className="my-empty" role="status">
          {t("loading")}
        </p>
      </Frame>
    );
  if (paperId)
    return (
      <Frame title={t("title")} isLost={status === "lost"}>
        <Suspense fallback={<p className="my-empty">{t("loading")}</p>}>
          <PaperSheet paperId={paperId} onClose={() => setPaper(undefined)} />
        </Suspense>
      </Frame>
    );
  return (
    <Frame title={pick(data.typeName)} isLost={status === "lost"}>
      <Head view={data} />
      <Questions view={data} />
      <Owed view={data} />
      <Proposals show={showProposals} answer={answerShown} />
      <Road view={data} />
      {data.canRate || data.rating !== null ? <Rate view={data} /> : null}
      <Papers view={data} onOpen={setPaper} />
      <Promises view={data} />
      <Ask view={data} />
      <News view={data} />
      <Leave />
    </Frame>
  );
}

const showProposals = () => call(showOrderProposals, { body: {} }, { attempts: 1 });
const answerShown = (showingId: string, answer: "accepted" | "declined") =>
  call(answerOrderProposal, { params: { showingId }, body: { answer } });

const stateWords = {
  open: "stateOpen",
  suspended: "stateSuspended",
  done: "stateDone",
  terminated: "stateTerminated",
  merged: "stateMerged",
} as const;

function Head({ view }: { view: MyOrderView }) {
  const due = view.promises.find(({ dueAt, state }) => dueAt !== null && state === "running")?.dueAt;
  const paused = view.promises.find(({ pausedFor }) => pausedFor !== null)?.pausedFor;
  const isLate = due !== undefined && due !== null && due < view.now;
  return (
    <section className={`my-card my-order-head ${isLate ? "is-late" : ""}`}>
      <p className="my-order-state">
        <span className={`my-tag ${view.state}`}>{t(stateWords[view.state])}</span>
        <span className="my-soft">{t("taken", { day: localDay(view.openedAt) })}</span>
      </p>
      {view.closedAt ? (
        <p className="my-order-due">
          <strong>{t("closedOn", { day: localDay(view.closedAt) })}</strong>
        </p>
      ) : paused ? (
        <p className="my-order-due">
          <strong>{t("paused", { why: pick(paused) })}</strong>
        </p>
      ) : due ? (
        <p className="my-order-due">
          <span>{t("dueBy")}</span> <strong>{localDay(due)}</strong>
        </p>
      ) : null}
      {isLate && (
        <p className="my-order-late">
          <Icon name="alert" /> {t("late")}
        </p>
      )}
      <dl className="my-order-facts">
        <dt>{t("number")}</dt>
        <dd data-testid="number">{view.number}</dd>
        <dd>{[view.contactName, view.address].filter((text) => text !== "").join(" · ")}</dd>
      </dl>
      {view.canUrge && <Urge view={view} />}
    </section>
  );
}

function Ask({ view: { ask } }: { view: MyOrderView }) {
  return (
    <section className="my-card">
      <h2>
        <Icon name="help" /> {t("ask")}
      </h2>
      {ask.responsibleName && <p>{t("responsible", { name: ask.responsibleName })}</p>}
      <p>{t("hall", { name: pick(ask.unitName) })}</p>
      <a className="my-order-call" href={`tel:${ask.hotline}`}>
        <Icon name="phone" /> {t("call", { hotline: ask.hotline })}
      </a>
    </section>
  );
}

function News({ view: { news } }: { view: MyOrderView }) {
  if (news.length === 0) return null;
  return (
    <section className="my-card">
      <h2>{t("news")}</h2>
      <ol className="my-order-news">
        {news.map(({ at, text }) => (
          <li key={`${at}${text.zh}`}>
            <time dateTime={at}>{localDay(at)}</time>
            <span>{pick(text)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Leave() {
  const leave = () => {
    const forget = () => location.replace(location.pathname);
    call(leaveMyOrder, { body: {} }, { attempts: 1 }).then(forget, forget);
  };
  return (
    <div className="my-actions">
      <button type="button" className="my-quiet" onClick={leave}>
        <Icon name="leave" /> {t("leave")}
        <small>{t("leaveHelp")}</small>
      </button>
    </div>
  );
}
