/** Urging while it lasts, rating when it is over. */
import { useState } from "react";
import { type MyOrderView, rateMyOrder, urgeMyOrder } from "../../../contracts/orders/my.ts";
import { call } from "../../parts/api.ts";
import { Faces, type Level } from "../../parts/faces.tsx";
import { Icon } from "../../parts/icons.tsx";
import { ProblemNote } from "../../parts/problem.tsx";
import { dayAndTime } from "../../parts/time.ts";
import { t } from "./words.ts";

export function Urge({ view: { urgedAt } }: { view: MyOrderView }) {
  const [isOpen, setOpen] = useState(false);
  const [said, setSaid] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  async function urge(): Promise<void> {
    setBusy(true);
    setError(undefined);
    await call(urgeMyOrder, { body: { said: said.trim() } }).then(() => setOpen(false), setError);
    setBusy(false);
  }
  return (
    <div className="my-urge">
      {urgedAt && <p className="my-soft">{t("urged", { time: dayAndTime(urgedAt) })}</p>}
      {isOpen ? (
        <>
          <label htmlFor="said">{t("urgeSaid")}</label>
          <textarea
            id="said"
            rows={2}
            maxLength={500}
            value={said}
            onChange={({ target }) => setSaid(target.value)}
          />
          <div className="my-two">
            <button type="button" onClick={() => setOpen(false)}>
              {t("no")}
            </button>
            <button type="button" className="main" disabled={isBusy} onClick={urge}>
              {t("urgeYes")}
            </button>
          </div>
        </>
      ) : (
        <button type="button" onClick={() => setOpen(true)}>
          <Icon name="clock" /> {t("urge")}
        </button>
      )}
      <ProblemNote error={error} />
    </div>
  );
}

export function Rate({ view: { canRate, rating } }: { view: MyOrderView }) {
  const [level, setLevel] = useState<Level>();
  const [comment, setComment] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  if (!canRate)
    return (
      <section className="my-card my-center">
        <p>
          <Icon name="check" /> {t("rated", { n: rating ?? 0 })}
        </p>
      </section>
    );
  async function rate(): Promise<void> {
    if (!level) return;
    setBusy(true);
    setError(undefined);
    await call(rateMyOrder, { body: { level, comment: comment.trim() } }).catch(setError);
    setBusy(false);
  }
  return (
    <section className="my-card my-rate">
      <h2>{t("rate")}</h2>
      {level ? (
        <>
          <label htmlFor="comment">{t("comment")}</label>
          <textarea
            id="comment"
            rows={3}
            maxLength={500}
            value={comment}
            onChange={({ target }) => setComment(target.value)}
          />
          <button type="button" className="main" disabled={isBusy} onClick={rate}>
            {t("submit")}
          </button>
        </>
      ) : (
        <Faces onLevel={setLevel} disabled={isBusy} />
      )}
      <ProblemNote error={error} />
    </section>
  );
}
