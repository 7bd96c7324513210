/** The next best things to do (策略推送), each with its reason; what the clerk answers is recorded. */
import { Button } from "antd";
import type { Proposal } from "../../../contracts/customers/shapes.ts";
import { defineWords, pick } from "../../parts/words.ts";
import { Keys } from "../../staff/keys.tsx";
import { Nothing, Part } from "./states.tsx";

const t = defineWords({
  title: ["建议", "Proposals"],
  none: ["没有建议", "No proposals"],
  accept: ["采纳", "Accept"],
  decline: ["不需要", "Decline"],
  accepted: ["已采纳", "Accepted"],
  declined: ["已婉拒", "Declined"],
});

export type ProposalAnswer = "accepted" | "declined";
type Props = {
  proposals: readonly Proposal[];
  answers: ReadonlyMap<string, ProposalAnswer>;
  onAnswer: (proposal: Proposal, answer: ProposalAnswer) => void;
  /** Keys of the first proposal that is not answered yet. */
  keys?: Readonly<Record<ProposalAnswer, string>>;
};

export function Proposals({ proposals, answers, onAnswer, keys }: Props) {
  const first = proposals.find(({ showingId }) => !answers.has(showingId));
  return (
    <Part title={t("title")} count={proposals.length - answers.size}>
      {proposals.length === 0 && <Nothing>{t("none")}</Nothing>}
      <ul className="cust-proposals">
        {proposals.map((proposal) => {
          const answer = answers.get(proposal.showingId);
          const isFirst = proposal === first;
          return (
            <li key={proposal.showingId} className={answer ? "is-answered" : ""}>
              <strong>{pick(proposal.title)}</strong>
              <p>{pick(proposal.text)}</p>
              <small>{pick(proposal.reason)}</small>
              <div className="cust-proposal-keys">
                {answer ? (
                  <span role="status">{t(answer)}</span>
                ) : (
                  <>
                    <Button size="small" type="primary" ghost onClick={() => onAnswer(proposal, "accepted")}>
                      {t("accept")} <Keys keys={isFirst ? keys?.accepted : undefined} />
                    </Button>
                    <Button size="small" type="text" onClick={() => onAnswer(proposal, "declined")}>
                      {t("decline")} <Keys keys={isFirst ? keys?.declined : undefined} />
                    </Button>
                  </>
                )}
              </div>
            </li>
          );
        })}
      </ul>
    </Part>
  );
}
