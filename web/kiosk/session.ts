/** One customer's visit to the kiosk. A new one knows nothing of the last. */
import type { PriorityReason } from "../../contracts/hall/shapes.ts";
import type { Known } from "./recognise.ts";
import type { Taken, Wish } from "./take.ts";

export type Step =
  | { readonly at: "choose" }
  | { readonly at: "identify" }
  | { readonly at: "known"; readonly known: Known }
  | { readonly at: "prepare" }
  | { readonly at: "code" }
  | { readonly at: "working"; readonly printing: boolean }
  | { readonly at: "done"; readonly taken: Taken }
  | { readonly at: "failed"; readonly error: unknown; readonly wish: Wish };

export type Session = {
  /** Counts visits: whatever an earlier visit still has under way must not touch this one. */
  readonly visit: number;
  readonly step: Step;
  /** Service ids in the order they were tapped. */
  readonly chosen: readonly string[];
  readonly reason: PriorityReason | null;
  /** Recognised: handed on with the number, and gone with the visit. */
  readonly known: Known | null;
};

/** As many as one ticket can carry (contract of `takeTicket`). */
export const mostServices = 5;

export const newVisit = (visit: number): Session => ({
  visit,
  step: { at: "choose" },
  chosen: [],
  reason: null,
  known: null,
});

export const toggle = (chosen: readonly string[], id: string): readonly string[] => {
  if (chosen.includes(id)) return chosen.filter((other) => other !== id);
  return chosen.length < mostServices ? [...chosen, id] : chosen;
};

/** Seconds without a touch until the kiosk forgets the customer; null where there is nothing to forget. */
export function idleAfter({ step, chosen, known }: Session, isChanged: boolean): number | null {
  switch (step.at) {
    case "working":
      return null;
    case "choose":
      return chosen.length > 0 || known !== null || isChanged ? 45 : null;
    case "done":
      return 30;
    default:
      return 60;
  }
}
