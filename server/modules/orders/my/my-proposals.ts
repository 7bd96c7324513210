/** Proposals on the page of an order: for its customer alone, on a phone that is theirs. */
import type { MyProposals } from "../../../../contracts/customers/my-proposals.ts";
import type { Context } from "../../../foundation/context.ts";
import { Problem } from "../../../foundation/problem.ts";
import { answerOnPhone, isPhoneOf, proposalsOnPhone } from "../../customers/index.ts";
import { heldOrder } from "./held-order.ts";
import { contactOf } from "./store.ts";

export async function showProposals(ctx: Context): Promise<MyProposals> {
  const customerId = await customerHere(ctx);
  return customerId ? proposalsOnPhone(ctx, customerId, { isProven: true }) : { proposals: [] };
}

/** @throws thing.not_found, strategies.answered_already */
export async function answerProposal(
  ctx: Context,
  showingId: string,
  said: "accepted" | "declined",
): Promise<void> {
  const customerId = await customerHere(ctx);
  if (!customerId) throw new Problem("thing.not_found");
  await answerOnPhone(ctx, customerId, showingId, said);
}

/** The code went to the order's contact: is that the customer, by the archive's own numbers? */
async function customerHere(ctx: Context): Promise<string | null> {
  const { orderId, kind } = await heldOrder(ctx);
  if (kind !== "code") return null;
  const { customerId, phoneBlind } = await contactOf(ctx, orderId);
  const isTheirs =
    customerId !== null && phoneBlind !== null && (await isPhoneOf(ctx, customerId, phoneBlind));
  return isTheirs ? customerId : null;
}
