/** Which calls are still to be spoken. Pure: what was said before, what the view shows now, and the time. */
import type { Display } from "../../contracts/hall/views.ts";

export type Call = Display["calls"][number];

/** A call older than this is not spoken any more: after an outage nobody needs to hear the last half hour. */
export const speakableMs = 60_000;
const kept = 200;

/** A repeated call is a new one to the ear. */
export const keyOf = ({ ticketId, times }: Call): string => `${ticketId}/${times}`;

/** The calls to speak, oldest first, and what has been said including them. */
export function unheard(
  said: readonly string[],
  calls: readonly Call[],
  nowMs: number,
): { speak: readonly Call[]; said: readonly string[] } {
  const known = new Set(said);
  const fresh = calls.filter((call) => !known.has(keyOf(call)));
  const speak = fresh
    .filter(({ calledAt, arrived }) => !arrived && nowMs - Date.parse(calledAt) <= speakableMs)
    .toSorted((a, b) => Date.parse(a.calledAt) - Date.parse(b.calledAt));
  return { speak, said: [...said, ...fresh.map(keyOf)].slice(-kept) };
}
