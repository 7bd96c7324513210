/** What the archive tells the others. The topic is the customer's id, so that a page on that customer is refreshed. */
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

export const customerChanged = (
  customerId: string,
  part: ChangedPart,
  more: { readonly accountId?: string } = {},
): PendingEvent => ({
  type: "customers.changed",
  topic: customerId,
  payload: { customerId, part, ...more },
});
