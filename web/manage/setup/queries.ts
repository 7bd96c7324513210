import { getHallSetup, listHalls, listOpeningDays } from "../../../contracts/hall.ts";
import { useAsk } from "../../staff/query.ts";

export const useHallSetup = (hallId: string) => useAsk(getHallSetup, { params: { hallId } });

/** What every change of a hall's settings makes stale. */
export const setupStale = [getHallSetup, listHalls, listOpeningDays] as const;
