/** What a business module hands to the apps: everything that somebody outside sets in motion. */
import type { Route } from "./http/route.ts";
import type { Listener } from "./listeners.ts";
import type { Platform } from "./transaction.ts";

export type Module = {
  readonly name: string;
  readonly routes: readonly Route[];
  /**
   * Does what time alone brings about: limits that have passed, numbers that have expired. Called every second, and
   * whenever a moved clock has moved; several processes may call it at once, and it may be cut off anywhere.
   */
  readonly sweep?: (platform: Platform) => Promise<void>;
  readonly listeners?: readonly Listener[];
  /** Background jobs by name, for slow work outside; added with `addJob` in the transaction that needs them. */
  readonly jobs?: (platform: Platform) => Readonly<Record<string, (payload: unknown) => Promise<void>>>;
};
