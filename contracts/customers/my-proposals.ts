/** Proposals (策略推送) on the customer's own phone: what to do and why it helps, never what we know about them. */
import { z } from "zod";
import { id } from "../common.ts";
import { proposal } from "./shapes.ts";

export const myProposals = z.object({
  proposals: z.array(
    proposal.pick({ showingId: true, title: true, text: true, action: true }).extend({
      /** Only where the phone itself is proven to be the customer's; a number's slip may lie about. */
      reason: proposal.shape.reason.nullable(),
      answer: z.enum(["accepted", "declined"]).nullable(),
    }),
  ),
});
export type MyProposals = z.output<typeof myProposals>;

export const ofShowing = z.object({ showingId: id });
export const saidToProposal = z.strictObject({ answer: z.enum(["accepted", "declined"]) });
