/** Tells the platform what became of a proposal that was shown, so that its rule can be judged. */
import type { ProposalAnswer } from "./proposals.tsx";

export async function answerShown(_showingId: string, _answer: ProposalAnswer): Promise<void> {}
