/** What the order waits to hear: one large key for each answer, asked once more because it cannot be taken back. */
import { useState } from "react";
import { answerMyOrder, type MyOrderView } from "../../../contracts/orders/my.ts";
import { call } from "../../parts/api.ts";
import { ProblemNote } from "../../parts/problem.tsx";
import { pick } from "../../parts/words.ts";
import { t } from "./words.ts";

export function Questions({ view: { questions } }: { view: MyOrderView }) {
  const [message, setMessage] = useState<string>();
  const [note, setNote] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const asked = questions.find((one) => one.message === message);
  if (questions.length === 0) return null;
  async function answer(): Promise<void> {
    if (!asked) return;
    setBusy(true);
    setError(undefined);
    await call(answerMyOrder, { body: { message: asked.message, note: note.trim() } }).then(
      () => setMessage(undefined),
      setError,
    );
    setBusy(false);
  }
  return (
    <section className="my-card my-questions">
      <h2>{t("questions")}</h2>
      {asked ? (
        <>
          <p>
            <strong>{pick(asked.text)}</strong>
          </p>
          {asked.asksWhy && (
            <>
              <label htmlFor="note">{t("why")}</label>
              <textarea
                id="note"
                rows={3}
                maxLength={500}
                value={note}
                onChange={({ target }) => setNote(target.value)}
              />
            </>
          )}
          <p className="my-soft">{t("sure")}</p>
          <div className="my-two">
            <button type="button" onClick={() => setMessage(undefined)}>
              {t("no")}
            </button>
            <button
              type="button"
              className="main"
              disabled={isBusy || (asked.asksWhy && note.trim() === "")}
              onClick={answer}
            >
              {t("yes")}
            </button>
          </div>
        </>
      ) : (
        questions.map((one) => (
          <button
            type="button"
            key={one.message}
            className={one.asksWhy ? "" : "main"}
            onClick={() => setMessage(one.message)}
          >
            {pick(one.text)}
          </button>
        ))
      )}
      <ProblemNote error={error} />
    </section>
  );
}
