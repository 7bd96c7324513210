import type { ProblemText } from "../problems.ts";

/** Refusals of the hall: tickets, windows, appointments, ratings. */
export const hallProblems = {} as const satisfies Record<string, ProblemText>;
