/** What the archive tells the others. The topic is the customer's id, so that a page on that customer is refreshed. */
import type { Words } from "../../../contracts/endpoint.ts";
import type { PendingEvent } from "../../foundation/context.ts";

/** What part of a customer's archive changed; search terms and classes are worked out anew from it. */
export type ChangedPart =
  | "customer"
  | "account"
  | "premise"
  | "supply"
  | "meter"
  | "contract"
  | "person"
  | "relation"
  | "personal"
  | "register"
  | "class"
  | "document"
  | "merge"
  | "contact"
  | "pin"
  | "analysis"
  | "fact";

/** How the change reads in the timeline; without a title by a word for its part. */
export type ChangeLine = {
  readonly title?: Words;
  readonly who?: string;
  readonly accountId?: string;
};

export const customerChanged = (
  customerId: string,
  part: ChangedPart,
  more: ChangeLine = {},
): PendingEvent => ({
  type: "customers.changed",
  topic: customerId,
  payload: { customerId, part, ...more },
});

/** A strategy was written, released, paused or ended. */
export const strategyChanged = (strategyId: string): PendingEvent => ({
  type: "customers.strategy-changed",
  topic: "strategies",
  payload: { strategyId },
});
