/**
 * Days and times of day as plain numbers. A clock is recomputed millions of times, and zoned arithmetic costs a thousand
 * times what a division does. It is allowed because Shanghai has had one offset since 1991; a test holds it against
 * Temporal. Milliseconds are the grain of business time (foundation/clock.ts).
 */
import { businessZone } from "../../../foundation/clock.ts";

export const minuteMs = 60_000;
export const hourMs = 3_600_000;
export const dayMs = 86_400_000;

const epoch = new Temporal.PlainDate(1970, 1, 1);
const offsetMs =
  Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(businessZone).offsetNanoseconds / 1e6;

/** The local day of an instant, in days since 1970-01-01. */
export const dayOf = (ms: number): number => Math.floor((ms + offsetMs) / dayMs);
/** Milliseconds since local midnight. */
export const timeOfDay = (ms: number): number => ms + offsetMs - dayOf(ms) * dayMs;
/** The instant of a local day and a time of day. */
export const msAt = (day: number, time: number): number => day * dayMs + time - offsetMs;

export const dayNumber = (date: Temporal.PlainDate): number =>
  epoch.until(date, { largestUnit: "days" }).days;
export const dateOfDay = (day: number): Temporal.PlainDate => epoch.add({ days: day });

export const msOfTime = (time: Temporal.PlainTime): number =>
  time.hour * hourMs + time.minute * minuteMs + time.second * 1_000 + time.millisecond;

export const instantOf = (ms: number): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(ms);
