/** All that is looked at before a process is published; any finding of level "error" refuses it. */
import { checkCodes, type Lookups } from "./check-codes.ts";
import { checkCourses } from "./check-courses.ts";
import { checkChoices, checkPaths } from "./check-paths.ts";
import type { Definition } from "./definition.ts";
import type { Finding } from "./finding.ts";

export type { Lookups } from "./check-codes.ts";
export type { Finding, FindingCode } from "./finding.ts";

export function checkDefinition(definition: Definition, lookups: Lookups): readonly Finding[] {
  return [
    ...checkPaths(definition),
    ...checkChoices(definition),
    ...checkCourses(definition),
    ...checkCodes(definition, lookups),
  ];
}

export const isRefused = (findings: readonly Finding[]): boolean =>
  findings.some((one) => one.level === "error");
