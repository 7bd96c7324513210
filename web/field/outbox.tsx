/** What waits to be sent, and what was not accepted: the step was closed meanwhile, given to somebody else, or changed. */
import { useState } from "react";
import { Icon } from "../parts/icons.tsx";
import { freshId } from "../parts/ids.ts";
import { dayAndTime } from "../parts/time.ts";
import { pick } from "../parts/words.ts";
import { type Act, dropAct, keepDraft } from "./store.ts";
import { tellActs } from "./sync.ts";
import { t } from "./words.ts";

type Props = { acts: readonly Act[]; isOnline: boolean; onSend: () => void };

export function Outbox({ acts, isOnline, onSend }: Props) {
  return (
    <section>
      <a className="field-back" href="#/">
        <Icon name="back" /> {t("back")}
      </a>
      <h2>{t("outbox")}</h2>
      {acts.length === 0 && <p className="field-empty">{t("sent")}</p>}
      <ul className="field-list">
        {acts.map((act) => (
          <li key={act.actId}>
            <Waiting act={act} />
          </li>
        ))}
      </ul>
      {acts.some(({ refusal }) => !refusal) && (
        <button type="button" className="main field-wide" disabled={!isOnline} onClick={onSend}>
          {t("sendNow")}
        </button>
      )}
    </section>
  );
}

function Waiting({ act }: { act: Act }) {
  const [isSure, setSure] = useState(false);
  const { refusal, visit, stepId } = act;
  async function reopen(): Promise<void> {
    // A fresh key: it is another act, with the same content.
    await keepDraft({
      stepId,
      actId: freshId(),
      values: act.values,
      pictures: act.pictures,
      note: act.note,
      sheet: act.sheet,
    });
    await dropAct(act.actId);
    tellActs();
    location.hash = `#/visit/${stepId}`;
  }
  async function discard(): Promise<void> {
    await dropAct(act.actId);
    tellActs();
  }
  return (
    <article className={`field-card ${refusal ? "refused" : ""}`}>
      <strong>{pick(visit.line.name)}</strong>
      <p className="field-soft">
        {act.number} · {t("doneAt", { time: dayAndTime(act.doneAt) })} ·{" "}
        {t("pictures", { n: act.pictures.length })}
      </p>
      {refusal ? (
        <>
          <p className="problem" role="alert">
            {pick(refusal)}
          </p>
          {act.isCompleted ? (
            <>
              <p>{t("sheetRefused")}</p>
              <button type="button" className="main" onClick={discard}>
                {t("sheetSeen")}
              </button>
            </>
          ) : isSure ? (
            <>
              <p>{t("discardSure")}</p>
              <button type="button" onClick={() => setSure(false)}>
                {t("keepIt")}
              </button>
              <button type="button" className="field-danger" onClick={discard}>
                {t("discard")}
              </button>
            </>
          ) : (
            <>
              <button type="button" className="main" onClick={reopen}>
                {t("reopen")}
              </button>
              <button type="button" onClick={() => setSure(true)}>
                {t("discard")}
              </button>
            </>
          )}
        </>
      ) : (
        <p>{t("kept")}</p>
      )}
    </article>
  );
}
