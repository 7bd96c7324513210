/**
 * Quiet hours: when nobody is called or reminded. Which hours they are is a rule of the catalogue (handbook §3.8: no
 * visit calls 12:00-14:00 and 21:00-08:00) and comes as an argument.
 */
import { dayMs, dayOf, instantOf, msAt, msOfTime, timeOfDay } from "./local-time.ts";

/** From the first instant up to, not including, the second; past midnight when it is the smaller. */
export type QuietSpan = { readonly from: Temporal.PlainTime; readonly to: Temporal.PlainTime };

export function inQuietHours(at: Temporal.Instant, quiet: readonly QuietSpan[]): boolean {
  const time = timeOfDay(at.epochMilliseconds);
  return quiet.some((span) => contains(span, time));
}

/**
 * The instant itself when it is not in quiet hours, otherwise the first after them.
 * @throws RangeError when the whole day is quiet: such a rule would silence everything for ever
 */
export function nextAllowed(at: Temporal.Instant, quiet: readonly QuietSpan[]): Temporal.Instant {
  const start = at.epochMilliseconds;
  let ms = start;
  for (;;) {
    const span = quiet.find((each) => contains(each, timeOfDay(ms)));
    if (!span) return ms === start ? at : instantOf(ms);
    const end = msOfTime(span.to);
    ms = msAt(end > timeOfDay(ms) ? dayOf(ms) : dayOf(ms) + 1, end);
    if (ms - start > dayMs) throw new RangeError("Quiet hours that last the whole day.");
  }
}

function contains({ from, to }: QuietSpan, time: number): boolean {
  const [begins, ends] = [msOfTime(from), msOfTime(to)];
  return begins < ends ? time >= begins && time < ends : begins > ends && (time >= begins || time < ends);
}
