/** What we propose to a customer on their own phone (为您推荐); what they say is kept, and not asked again. */
import { useEffect, useState } from "react";
import type { MyProposals } from "../../contracts/customers/my-proposals.ts";
import { Icon } from "../parts/icons.tsx";
import { ProblemNote } from "../parts/problem.tsx";
import { defineWords, pick } from "../parts/words.ts";
import "./proposals.css";

const t = defineWords({
  title: ["为您推荐", "For you"],
  yes: ["需要", "Yes, please"],
  no: ["不需要", "No, thank you"],
  accepted: ["已记下，办理时会为您一并处理", "Noted: we see to it when you are served"],
  declined: ["已记下，近期不再提示", "Noted: we do not ask again soon"],
});

type Said = "accepted" | "declined";
type Props = {
  show: () => Promise<MyProposals>;
  answer: (showingId: string, said: Said) => Promise<unknown>;
};

/** Asked for once per visit of the page; without it the page is as good. */
export function Proposals({ show, answer }: Props) {
  const [proposals, setProposals] = useState<MyProposals["proposals"]>([]);
  const [error, setError] = useState<unknown>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: one look at the page is one showing
  useEffect(() => {
    show().then(
      (shown) => setProposals(shown.proposals),
      () => {},
    );
  }, []);
  if (proposals.length === 0) return null;
  const say = async (showingId: string, said: Said) => {
    setError(undefined);
    try {
      await answer(showingId, said);
      setProposals((last) =>
        last.map((one) => (one.showingId === showingId ? { ...one, answer: said } : one)),
      );
    } catch (refusal) {
      setError(refusal);
    }
  };
  return (
    <section className="my-card my-proposals" aria-label={t("title")}>
      <h2>{t("title")}</h2>
      <ul>
        {proposals.map(({ showingId, title, text, reason, answer: said }) => (
          <li key={showingId}>
            <strong>{pick(title)}</strong>
            <p>{pick(text)}</p>
            {reason && <p className="my-soft">{pick(reason)}</p>}
            {said ? (
              <p className="my-proposal-said" role="status">
                <Icon name="check" /> {t(said)}
              </p>
            ) : (
              <div className="my-two">
                <button type="button" onClick={() => void say(showingId, "declined")}>
                  {t("no")}
                </button>
                <button type="button" className="main" onClick={() => void say(showingId, "accepted")}>
                  {t("yes")}
                </button>
              </div>
            )}
          </li>
        ))}
      </ul>
      <ProblemNote error={error} />
    </section>
  );
}
