/** One page for one hand: the list of visits, a visit, and what waits to be sent. The address says which (`#/visit/…`). */
import { useEffect, useState } from "react";
import { Icon, Mark } from "../parts/icons.tsx";
import { setLanguage, useLanguage } from "../parts/words.ts";
import { Outbox } from "./outbox.tsx";
import { SignIn } from "./sign-in.tsx";
import { useOnline, useOutbox, useVisits, useWho } from "./use-field.ts";
import { VisitForm } from "./visit-form.tsx";
import { VisitList } from "./visit-list.tsx";
import { t } from "./words.ts";

const routeOf = () => location.hash.replace(/^#\/?/, "").split("/");

export function FieldPage() {
  const language = useLanguage();
  const { who, gate, isOut, look, leave } = useWho();
  const isOnline = useOnline();
  const { visits } = useVisits(gate === "in");
  const { acts, send } = useOutbox(gate === "in" ? who?.staffId : undefined);
  const [route, setRoute] = useState(routeOf);
  const [isLeaving, setLeaving] = useState(false);
  const [signsIn, setSignsIn] = useState(false);
  useEffect(() => {
    const follow = () => {
      setRoute(routeOf());
      scrollTo(0, 0);
    };
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);

  const [place, id] = route;
  const shown = visits.find(({ line }) => line.stepId === id);
  const waiting = acts.filter(({ refusal }) => !refusal).length;
  const signedIn = () => {
    setSignsIn(false);
    void look().then(send);
  };
  return (
    <div className="plain field">
      <div className="field-head">
        <header className="field-top">
          <Mark size="2rem" />
          <h1>{who?.name ?? t("title")}</h1>
          <button
            type="button"
            lang={language === "zh" ? "en" : "zh-CN"}
            onClick={() => setLanguage(language === "zh" ? "en" : "zh")}
          >
            {language === "zh" ? "EN" : "中文"}
          </button>
          {gate === "in" && (
            <button type="button" onClick={() => setLeaving(true)}>
              {t("signOut")}
            </button>
          )}
        </header>
        {!isOnline && (
          <p className="field-offline" role="status">
            <Icon name="offline" /> {t("offline")}
          </p>
        )}
      </div>
      {gate === "in" && isOut && !signsIn && isOnline && (
        <div className="field-out" role="alert">
          <p>{t("again")}</p>
          <button type="button" className="main" onClick={() => setSignsIn(true)}>
            {t("signIn")}
          </button>
        </div>
      )}
      <main>
        {gate === "opening" && <p className="field-empty">{t("opening")}</p>}
        {gate === "elsewhere" && <p className="field-empty">{t("elsewhere")}</p>}
        {gate === "denied" && <p className="field-empty">{t("denied")}</p>}
        {gate === "strangers" && !isOnline && <p className="field-empty">{t("firstOnline")}</p>}
        {((gate === "strangers" && isOnline) || signsIn) && <SignIn onDone={signedIn} />}
        {gate === "in" && who && !signsIn && (
          <>
            {isLeaving && <Leaving unsent={acts.length} onStay={() => setLeaving(false)} onLeave={leave} />}
            {place === "outbox" ? (
              <Outbox acts={acts} onSend={send} isOnline={isOnline} />
            ) : place === "visit" && shown ? (
              <VisitForm key={shown.line.stepId} visit={shown} staffId={who.staffId} onRecorded={send} />
            ) : (
              <>
                {acts.length > 0 && (
                  <a className={`field-waiting ${waiting < acts.length ? "refused" : ""}`} href="#/outbox">
                    {waiting > 0 && <span>{t("waiting", { n: waiting })}</span>}
                    {waiting < acts.length && <span>{t("refusedCount", { n: acts.length - waiting })}</span>}
                    <Icon name="forward" />
                  </a>
                )}
                <VisitList visits={visits} acts={acts} />
              </>
            )}
          </>
        )}
      </main>
    </div>
  );
}

type LeavingProps = { unsent: number; onStay: () => void; onLeave: () => void };

function Leaving({ unsent, onStay, onLeave }: LeavingProps) {
  return (
    <section className="field-card field-sure" role="alertdialog" aria-label={t("signOut")}>
      <p>{t("signOutSure", { n: unsent > 0 ? t("unsent", { n: unsent }) : "" })}</p>
      <button type="button" className="main" onClick={onStay}>
        {t("stay")}
      </button>
      <button type="button" className="field-danger" onClick={onLeave}>
        {t("signOutYes")}
      </button>
    </section>
  );
}
