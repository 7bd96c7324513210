/** Five faces, and for the unhappy ones the reason. Silence is never taken for satisfaction: time out counts as unrated. */
import { useEffect, useRef, useState } from "react";
import type { Pad } from "../../contracts/hall/views.ts";
import { asksWhy, Face, Faces, type Level, Reasons } from "../parts/faces.tsx";
import type { RatingReason } from "../parts/rating-words.ts";
import { secondsUntil, useNow } from "../parts/time.ts";
import { t } from "./words.ts";

export type Given = { level: Level; reasons: readonly RatingReason[]; comment: string | null };
type Props = { ask: NonNullable<Pad["ask"]>; onRate: (given: Given) => Promise<void> };

/** What has been chosen is sent this long before the time runs out: the customer did say it. */
const lastMomentS = 2;

export function Ask({ ask, onRate }: Props) {
  const left = secondsUntil(ask.until, useNow(250));
  const [level, setLevel] = useState<Level>();
  const [reasons, setReasons] = useState<readonly RatingReason[]>([]);
  const [comment, setComment] = useState("");
  const [busy, setBusy] = useState(false);
  const whole = useRef(Math.max(1, left));

  const rate = (given: Level, why: readonly RatingReason[]) => {
    if (busy) return;
    setBusy(true);
    void onRate({ level: given, reasons: why, comment: comment.trim() || null });
  };
  const choose = (given: Level) => (asksWhy(given) ? setLevel(given) : rate(given, []));
  const toggle = (reason: RatingReason) =>
    setReasons((last) =>
      last.includes(reason) ? last.filter((other) => other !== reason) : [...last, reason],
    );

  const isLastMoment = left <= lastMomentS;
  useEffect(() => {
    if (isLastMoment && level !== undefined && reasons.length > 0) rate(level, reasons);
  });

  return (
    <main className="pad-ask">
      <div className="pad-question">
        <div>
          <h2>{level === undefined ? t("ask") : t("why")}</h2>
          <p>{t("askHelp", { number: ask.number })}</p>
        </div>
        <Ring left={left} whole={whole.current} />
      </div>
      {level === undefined ? (
        <Faces onLevel={choose} disabled={busy || left <= 0} />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            rate(level, reasons);
          }}
        >
          <div className="pad-why">
            <Face level={level} />
            <Reasons chosen={reasons} onToggle={toggle} />
          </div>
          <label htmlFor="comment">{t("comment")}</label>
          <textarea
            id="comment"
            rows={2}
            maxLength={200}
            value={comment}
            onChange={(event) => setComment(event.target.value)}
          />
          <div className="pad-ends">
            <button type="button" onClick={() => setLevel(undefined)}>
              {t("back")}
            </button>
            <button type="submit" className="main" disabled={busy || reasons.length === 0 || left <= 0}>
              {t("submit")}
            </button>
          </div>
        </form>
      )}
    </main>
  );
}

function Ring({ left, whole }: { left: number; whole: number }) {
  const shown = Math.max(0, left);
  const around = 2 * Math.PI * 26;
  return (
    <div className="pad-ring" role="timer" aria-label={t("secondsLeft", { n: shown })}>
      <svg viewBox="0 0 60 60" aria-hidden="true">
        <circle cx="30" cy="30" r="26" fill="none" stroke="var(--line)" strokeWidth="6" />
        <circle
          cx="30"
          cy="30"
          r="26"
          fill="none"
          stroke="var(--brand)"
          strokeWidth="6"
          strokeDasharray={around}
          strokeDashoffset={around * (1 - Math.min(1, shown / whole))}
          transform="rotate(-90 30 30)"
        />
      </svg>
      <span>{shown}</span>
    </div>
  );
}
