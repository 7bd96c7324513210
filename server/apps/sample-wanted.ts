import type { Settings } from "../foundation/settings.ts";

/** Yes for the database that we start ourselves, no for one that was named, unless MC_SAMPLE says otherwise. */
export const isSampleWanted = ({ MC_SAMPLE, DATABASE_URL }: Settings): boolean =>
  (MC_SAMPLE ?? (DATABASE_URL ? "off" : "on")) === "on";
