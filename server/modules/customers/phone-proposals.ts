/**
 * Proposals on the customer's own phone: shown, answered and limited as anywhere else. What was answered today stays with
 * its answer, so that the page looks the same after a reload.
 */
import type { MyProposals } from "../../../contracts/customers/my-proposals.ts";
import type { Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { answerProposal } from "./answer-proposal.ts";
import { today } from "./edit.ts";
import { proposalsFor } from "./propose.ts";
import { findPresentCustomer } from "./store/happenings.ts";
import { hasPhone } from "./store/personal-fields.ts";
import { lockShowing, readShown } from "./store/showings.ts";

/** @param isProven the phone that asks is known to be theirs; else the reasons stay with us */
export async function proposalsOnPhone(
  ctx: Context,
  customerId: string,
  { isProven }: { readonly isProven: boolean },
): Promise<MyProposals> {
  const present = await findPresentCustomer(ctx, customerId);
  if (present === undefined) return { proposals: [] };
  const shown = await proposalsFor(ctx, present, "phone");
  const { past } = await readShown(ctx, present, today(ctx));
  const answers = new Map(past.map(({ id, answer }) => [id, answer]));
  return {
    proposals: shown.map(({ showingId, title, text, reason, action }) => ({
      ...{ showingId, title, text, action },
      reason: isProven ? reason : null,
      answer: answers.get(showingId) ?? null,
    })),
  };
}

/** @throws thing.not_found for what was not shown to this customer on a phone, strategies.answered_already */
export async function answerOnPhone(
  ctx: Context,
  customerId: string,
  showingId: string,
  answer: "accepted" | "declined",
): Promise<void> {
  const present = await findPresentCustomer(ctx, customerId);
  const showing = await lockShowing(ctx, showingId);
  const isTheirs = present !== undefined && showing?.customerId === present;
  if (!isTheirs || showing.surface !== "phone") throw new Problem("thing.not_found");
  await answerProposal(ctx, showingId, answer);
}

/** Whether a phone, by its hash, is this customer's own now. */
export async function isPhoneOf(ctx: Context, customerId: string, blind: Buffer): Promise<boolean> {
  const present = await findPresentCustomer(ctx, customerId);
  return present !== undefined && hasPhone(ctx, present, blind);
}
