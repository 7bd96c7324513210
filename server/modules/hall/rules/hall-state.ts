/**
 * What a hall looks like at one instant, and what a past day looked like: the two shapes that the day's simulation, the
 * wait forecast and the real hall share. All instants are epoch milliseconds.
 */
import type { PriorityClass, Skills, WaitingTicket } from "./calling-rule.ts";

/** A window at work, or one that the roster will open later today. */
export interface WindowState {
  readonly window: string;
  readonly skills: Skills;
  /** In the past where the window is open; in the future for a planned opening. */
  readonly opensAt: number;
  /** The planned closing, where a roster knows it. A window at its closing still finishes the business in hand. */
  readonly closesAt?: number | undefined;
  /** The business in hand. */
  readonly serving?: { readonly serviceCode: string; readonly since: number } | undefined;
  /** Calls of this window after the last one that overtook; see `CallMemory`. */
  readonly sinceOvertake?: number | undefined;
}

/** Everything a forecast may know when a ticket is taken. */
export interface HallState {
  readonly now: number;
  readonly waiting: readonly WaitingTicket[];
  readonly windows: readonly WindowState[];
  readonly calls: number;
  readonly sinceOvertake: number;
  /** What today has shown so far; without it today is taken to be like other days. */
  readonly today?: DaySoFar | undefined;
}

/** What the hall has seen today; begins with `freshDay` and grows by `withService` in the order in which services end. */
export interface DaySoFar {
  /** What the latest services took, and what the model expected of them. Both sums fade as further services end. */
  readonly tookMs: number;
  readonly expectedMs: number;
  /** Priority customers and emergencies that have taken a number. */
  readonly overtakers: number;
}

/** When a window was staffed, or is planned to be. A window with a break has several. */
export interface WindowPresence {
  readonly window: string;
  readonly skills: Skills;
  readonly opensAt: number;
  readonly closesAt: number;
}

/** What became of one customer. Absent instants did not happen. */
export interface CustomerRecord {
  readonly id: string;
  readonly serviceCode: string;
  readonly priority: PriorityClass;
  readonly slotAt?: number | undefined;
  readonly takenAt: number;
  readonly calledAt?: number | undefined;
  readonly finishedAt?: number | undefined;
  readonly leftAt?: number | undefined;
  readonly window?: string | undefined;
}

/** A service day that is over: all that the forecast learns from. */
export interface PastDay {
  /** Midnight at the start of the day, so that times of day can be compared. */
  readonly startsAt: number;
  readonly customers: readonly CustomerRecord[];
  readonly presence: readonly WindowPresence[];
}

/**
 * The shifts as the hall keeps them: the windows that stay longest have no end, because they serve all who hold a number when
 * the doors close (handbook §1.4, HALL-T9).
 */
export function keptShifts(presence: readonly WindowPresence[]): WindowPresence[] {
  const lastClose = lastCloseOf(presence);
  return presence.map((shift) =>
    shift.closesAt === lastClose ? { ...shift, closesAt: Number.POSITIVE_INFINITY } : shift,
  );
}

/** When the last window closes and no more numbers are given. */
export function lastCloseOf(presence: readonly WindowPresence[]): number {
  return presence.reduce((last, shift) => Math.max(last, shift.closesAt), Number.NEGATIVE_INFINITY);
}
