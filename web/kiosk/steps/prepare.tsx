/** Before the number: the papers to have ready, and whether the customer goes first by law (优待). */
import type { PriorityReason, Reason, ServiceOffer } from "../../../contracts/hall/shapes.ts";
import { Icon } from "../../parts/icons.tsx";
import { pick } from "../../parts/words.ts";
import { declarable, t } from "../words.ts";

type Props = {
  services: readonly ServiceOffer[];
  reasons: readonly Reason[];
  reason: PriorityReason | null;
  /** Of the papers, by their Chinese name, those that need not be brought again. */
  onFile: ReadonlySet<string>;
  onReason: (reason: PriorityReason | null) => void;
  onBack: () => void;
  onTake: () => void;
};

export function Prepare({ services, reasons, reason, onFile, onReason, onBack, onTake }: Props) {
  return (
    <>
      <section className="kiosk-card">
        <h2>
          <Icon name="paper" /> {t("papersTitle")}
        </h2>
        <ul className="kiosk-papers">
          {services.map(({ id, name, papers }) => (
            <li key={id}>
              <strong>{pick(name)}</strong>
              {papers.length === 0 ? (
                <span>{t("papersNone")}</span>
              ) : (
                papers.map((paper) => (
                  <span key={paper.zh} className={onFile.has(paper.zh) ? "is-on-file" : undefined}>
                    <Icon name={onFile.has(paper.zh) ? "check" : "paper"} /> {pick(paper)}
                    {onFile.has(paper.zh) && <small>{t("onFile")}</small>}
                  </span>
                ))
              )}
            </li>
          ))}
        </ul>
        <p className="kiosk-soft">{t("papersHelp")}</p>
      </section>
      <section className="kiosk-card">
        <h2>
          <Icon name="heart" /> {t("priorityTitle")}
        </h2>
        <div className="kiosk-reasons">
          <button type="button" aria-pressed={reason === null} onClick={() => onReason(null)}>
            {t("ordinary")}
          </button>
          {reasons.map(
            (entry) =>
              declarable(entry.code) && (
                <ReasonButton
                  key={entry.code}
                  entry={entry}
                  code={entry.code}
                  chosen={reason}
                  onReason={onReason}
                />
              ),
          )}
        </div>
        <p className="kiosk-soft">{t("priorityHelp")}</p>
      </section>
      <div className="kiosk-ends">
        <button type="button" onClick={onBack}>
          <Icon name="back" /> {t("back")}
        </button>
        <button type="button" className="main kiosk-next" onClick={onTake}>
          {t("take")}
        </button>
      </div>
    </>
  );
}

type ReasonProps = {
  entry: Reason;
  code: PriorityReason;
  chosen: PriorityReason | null;
  onReason: (reason: PriorityReason) => void;
};

function ReasonButton({ entry, code, chosen, onReason }: ReasonProps) {
  return (
    <button type="button" aria-pressed={chosen === code} onClick={() => onReason(code)}>
      {pick(entry)}
    </button>
  );
}
