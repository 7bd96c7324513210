/** Rating on the phone, as on the evaluator at the window: whichever is first counts. */
import { type FormEvent, useState } from "react";
import { rateMyTicket } from "../../../contracts/hall/my.ts";
import { call } from "../../parts/api.ts";
import { asksWhy, Faces, type Level, Reasons } from "../../parts/faces.tsx";
import { ProblemNote } from "../../parts/problem.tsx";
import type { RatingReason } from "../../parts/rating-words.ts";
import { t } from "./words.ts";

export function RateTicket() {
  const [level, setLevel] = useState<Level>();
  const [reasons, setReasons] = useState<readonly RatingReason[]>([]);
  const [comment, setComment] = useState("");
  const [busy, setBusy] = useState(false);
  const [sent, setSent] = useState(false);
  const [error, setError] = useState<unknown>();

  async function rate(given: Level): Promise<void> {
    setBusy(true);
    setError(undefined);
    try {
      await call(rateMyTicket, {
        body: { level: given, reasons: [...reasons], comment: comment.trim() || null },
      });
      setSent(true);
    } catch (problem) {
      setError(problem);
    }
    setBusy(false);
  }
  function choose(given: Level): void {
    if (asksWhy(given)) setLevel(given);
    else void rate(given);
  }
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (level) void rate(level);
  }
  const toggle = (reason: RatingReason) =>
    setReasons((last) =>
      last.includes(reason) ? last.filter((other) => other !== reason) : [...last, reason],
    );

  if (sent) return <p role="status">{t("rated")}</p>;
  return (
    <form className="my-rate" onSubmit={submit}>
      <h3>{level ? t("why") : t("rate")}</h3>
      {level ? (
        <>
          <Reasons chosen={reasons} onToggle={toggle} />
          <label htmlFor="comment">{t("comment")}</label>
          <textarea
            id="comment"
            rows={3}
            maxLength={200}
            value={comment}
            onChange={(event) => setComment(event.target.value)}
          />
          <button type="submit" className="main" disabled={busy || reasons.length === 0}>
            {t("submit")}
          </button>
        </>
      ) : (
        <Faces onLevel={choose} disabled={busy} />
      )}
      <ProblemNote error={error} />
    </form>
  );
}
