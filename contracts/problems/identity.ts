import type { ProblemText } from "../problems.ts";

/** Refusals of identity: signing in, staff, roles, devices. */
export const identityProblems = {} as const satisfies Record<string, ProblemText>;
