/** Tells the platform what became of a proposal that was shown, so that its rule can be judged. */
import { answerProposal } from "../../../contracts/customers/strategies.ts";
import { call } from "../../parts/api.ts";
import type { ProposalAnswer } from "./proposals.tsx";

export const answerShown = (showingId: string, answer: ProposalAnswer) =>
  call(answerProposal, { params: { showingId }, body: { answer } });
