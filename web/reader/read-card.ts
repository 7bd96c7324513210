/** What of a card that was read goes to the server: its number to be recognised by, and that the card itself was there. */
import type { CardSeen } from "../../contracts/customers/shapes.ts";
import type { Card } from "./card.ts";

export const seenOf = ({ kind, expiresOn }: Card): CardSeen => ({ kind, expiresOn });

/** Kept in memory for the form that is opened next, and given out once: never in the tab's storage. */
let waiting: { readonly card: Card; readonly at: number } | undefined;
const keptMs = 120_000;

export function keepForForm(card: Card): void {
  waiting = { card, at: performance.now() };
}
export function takeForForm(): Card | undefined {
  const kept = waiting;
  waiting = undefined;
  return kept && performance.now() - kept.at < keptMs ? kept.card : undefined;
}
