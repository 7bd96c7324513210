/** Whether an order may be refused (退单, service rules §3.7), and if not, why. Pure; the numbers are rules. */
import { Problem } from "../../../foundation/problem.ts";
import type { OrderReason } from "../catalogue/order-reasons.ts";

export type RefusalFacts = {
  /** Of the list "refuse"; undefined: there is none of that code. */
  readonly reason: OrderReason | undefined;
  /** The posts that the caller may work as here. */
  readonly posts: ReadonlySet<string>;
  /** Since it was sent to whoever refuses. */
  readonly minutes: number;
  readonly minutesMost: number;
  /** How often it was refused before. */
  readonly refused: number;
  readonly refusedMost: number;
  readonly calls: number;
  readonly callsLeast: number;
  readonly words: string;
};

export function refusalOfRefusing(facts: RefusalFacts): Problem | null {
  const { reason, posts, refused, refusedMost, minutes, minutesMost, calls, callsLeast, words } = facts;
  if (refused >= refusedMost) return new Problem("orders.refuse_used_up", { most: refusedMost });
  if (!reason || (reason.by.length > 0 && !reason.by.some((post) => posts.has(post))))
    return new Problem("orders.refuse_reason", { field: "refusal" });
  if (minutes > minutesMost) return new Problem("orders.refuse_late", { minutes: minutesMost });
  // RT3 is the one with proof: that the customer was called.
  if (reason.needsProof && calls < callsLeast)
    return new Problem("orders.refuse_calls", { calls: callsLeast });
  if (words.trim().length < 2) return new Problem("orders.refuse_words", { field: "note" });
  return null;
}
