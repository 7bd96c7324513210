/** The machine's clock, for benches. */
import { wallClock } from "../server/foundation/clock.ts";

export const systemClock = wallClock();
