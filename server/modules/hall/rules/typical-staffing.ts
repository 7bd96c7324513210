/**
 * When windows usually open and close, learned from past days: for a hall that keeps no roster. A roster, where there is one, goes before it.
 */
import type { HallState, PastDay, WindowState } from "./hall-state.ts";

/** An opening or closing of one window on a usual day. */
export interface TypicalChange {
  readonly timeOfDayMs: number;
  /** What the window serves; absent: everything. */
  readonly skills?: readonly string[];
}

export interface TypicalStaffing {
  readonly openings: readonly TypicalChange[];
  readonly closings: readonly TypicalChange[];
}

export const noTypicalStaffing: TypicalStaffing = { openings: [], closings: [] };

/** Of all openings in D days, in order of the time of day, the middle one of every D: a day with the usual number of them. */
export function learnStaffing(days: readonly PastDay[]): TypicalStaffing {
  const changes = (at: "opensAt" | "closesAt"): TypicalChange[] =>
    days
      .flatMap((day) =>
        day.presence.map((shift) => ({
          timeOfDayMs: shift[at] - day.startsAt,
          ...(shift.skills === "all" ? {} : { skills: [...shift.skills] }),
        })),
      )
      .sort((a, b) => a.timeOfDayMs - b.timeOfDayMs)
      .filter((_, index) => index % days.length === Math.floor(days.length / 2));
  return { openings: changes("opensAt"), closings: changes("closesAt") };
}

/**
 * The hall with the openings and closings that are usual from now on, or as it is where a roster has told something. The
 * windows that have been open longest close first, and the last one stays: somebody must serve those who hold a number.
 */
export function withTypicalStaffing(
  state: HallState,
  staffing: TypicalStaffing,
  timeOfDayMs: number,
): HallState {
  const isPlanned = state.windows.some(
    ({ opensAt, closesAt }) => closesAt !== undefined || opensAt > state.now,
  );
  if (isPlanned || staffing.openings.length === 0) return state;
  const midnight = state.now - timeOfDayMs;
  const later = (changes: readonly TypicalChange[]) =>
    changes.filter((change) => change.timeOfDayMs > timeOfDayMs);
  const closings = later(staffing.closings);
  const open = [...state.windows].sort((a, b) => a.opensAt - b.opensAt);
  const coming = later(staffing.openings).map(
    ({ timeOfDayMs: at, skills }, index): WindowState => ({
      window: `usual ${index}`,
      skills: skills ? new Set(skills) : "all",
      opensAt: midnight + at,
    }),
  );
  const closing = open.map((window, index) => {
    const usual = closings[index];
    return usual && index < open.length - 1 ? { ...window, closesAt: midnight + usual.timeOfDayMs } : window;
  });
  return { ...state, windows: [...closing, ...coming] };
}
