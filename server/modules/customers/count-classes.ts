/** How many customers each class has. */
import type { RunResult } from "./store/runs.ts";

type ByClass = RunResult["byClass"];

/** Adds one customer's classes, given as codes by scheme. */
export function countClasses(counts: ByClass, classes: Readonly<Record<string, string>>): ByClass {
  const made: Record<string, Readonly<Record<string, number>>> = { ...counts };
  for (const [scheme, code] of Object.entries(classes)) {
    const codes = made[scheme] ?? {};
    made[scheme] = { ...codes, [code]: (codes[code] ?? 0) + 1 };
  }
  return made;
}
