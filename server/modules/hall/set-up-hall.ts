/** Sets up a whole hall from a plan: for the sample county, the day's replay and tests. Idempotent. */
import type { HallSettings, ServiceSettings, WindowSettings } from "../../../contracts/hall.ts";
import type { Context } from "../../foundation/context.ts";
import type { HoursRow } from "./opening.ts";
import { createService, createWindow } from "./setup-counters.ts";
import { saveHall, saveHours, todayOf } from "./setup-hall.ts";
import * as store from "./store/halls.ts";

export type HallPlan = {
  readonly settings: HallSettings;
  readonly hours: readonly Pick<HoursRow, "days" | "opens" | "closes">[];
  readonly services: readonly ServiceSettings[];
  readonly windows: readonly WindowSettings[];
};

export type SetUpHall = {
  /** Set up just now, not before. */
  readonly isNew: boolean;
  /** Ids by code and by number. */
  readonly services: ReadonlyMap<string, string>;
  readonly windows: ReadonlyMap<string, string>;
};

/** A hall that is set up already keeps what its manager made of it. */
export async function setUpHall(ctx: Context, hallId: string, plan: HallPlan): Promise<SetUpHall> {
  const isNew = (await store.findHall(ctx, hallId)) === undefined;
  if (isNew) {
    await saveHall(ctx, hallId, plan.settings);
    await saveHours(ctx, hallId, { validFrom: todayOf(ctx), hours: plan.hours });
    for (const service of plan.services) await createService(ctx, hallId, service);
    for (const window of plan.windows) await createWindow(ctx, hallId, window);
  }
  const services = await store.listServices(ctx, hallId);
  const windows = await store.listWindows(ctx, hallId);
  return {
    isNew,
    services: new Map(services.map(({ code, id }) => [code, id])),
    windows: new Map(windows.map(({ number, id }) => [number, id])),
  };
}

/** Plans the days that nobody has planned yet; `shifts` says who works when on a day. */
export async function fillRoster(
  ctx: Context,
  hallId: string,
  days: readonly string[],
  shifts: readonly Omit<store.NewShift, "day">[],
): Promise<void> {
  const open: string[] = [];
  for (const day of days) if ((await store.listShifts(ctx, hallId, day)).length === 0) open.push(day);
  await store.replaceShifts(
    ctx,
    hallId,
    open,
    open.flatMap((day) => shifts.map((shift) => ({ ...shift, day }))),
  );
}
