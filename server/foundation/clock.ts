/** Business time. Business code asks this clock and nothing else: never the wall clock, never SQL now(). */

export type Clock = { now(): Temporal.Instant };

export const businessZone = "Asia/Shanghai";

/** The machine's clock, which never runs backwards within a process: a clock set back holds still instead. */
export function wallClock(read: () => number = Date.now): Clock {
  let last = 0;
  return {
    now() {
      last = Math.max(last, read());
      return Temporal.Instant.fromEpochMilliseconds(last);
    },
  };
}

/** A clock that a test or a replay moves by hand, forward only. */
export function movedClock(start: Temporal.Instant): Clock & { moveTo(instant: Temporal.Instant): void } {
  let at = start;
  return {
    now: () => at,
    moveTo(instant) {
      if (Temporal.Instant.compare(instant, at) > 0) at = instant;
    },
  };
}

/** The local date of an instant in the business zone. */
export const dateOf = (instant: Temporal.Instant): Temporal.PlainDate =>
  instant.toZonedDateTimeISO(businessZone).toPlainDate();

/** The local time of day of an instant in the business zone. */
export const timeOf = (instant: Temporal.Instant): Temporal.PlainTime =>
  instant.toZonedDateTimeISO(businessZone).toPlainTime();

/** The instant at which a local date and time of day fall. Shanghai has had no summer time since 1991. */
export const instantAt = (date: Temporal.PlainDate, time: Temporal.PlainTime): Temporal.Instant =>
  date.toZonedDateTime({ timeZone: businessZone, plainTime: time }).toInstant();

/** For libraries that know nothing better: a given instant as a `Date`, never the machine's. */
export const plainOldDate = (instant: Temporal.Instant): Date => new Date(instant.epochMilliseconds);
