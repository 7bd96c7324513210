/** Who is planned at which window when (排班). The forecast reads the plan; figures compare it with who really came. */
import type { ResultOf } from "../../../contracts/endpoint.ts";
import type { getRoster } from "../../../contracts/hall.ts";
import type { Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { calendarOf } from "../catalogue/index.ts";
import { listStaff } from "../identity/index.ts";
import { openingSpans } from "./opening.ts";
import { lockSetUpHall, refusePast, tellSetup, todayOf } from "./setup-hall.ts";
import * as store from "./store/halls.ts";

type Shift = Omit<store.NewShift, "day">;

export async function readRoster(
  ctx: Context,
  hallId: string,
  day: string,
): Promise<ResultOf<typeof getRoster>> {
  const staff = await staffOfHall(ctx, hallId);
  const names = new Map(staff.map(({ id, name }) => [id, name]));
  const opening = {
    hours: await store.listHours(ctx, hallId),
    specialDays: await store.listSpecialDays(ctx, hallId, day),
  };
  return {
    day,
    spans: [...openingSpans(opening, await calendarOf(ctx), Temporal.PlainDate.from(day))],
    shifts: (await store.listShifts(ctx, hallId, day)).map((shift) => ({
      ...shift,
      staffName: shift.staffId === null ? null : (names.get(shift.staffId) ?? null),
    })),
    staff,
  };
}

/** People at work in this hall or a team of it. */
async function staffOfHall(ctx: Context, hallId: string) {
  const staff = await listStaff(ctx, { unitId: hallId, state: "active", limit: 500 });
  return staff.map(({ staffId, name, staffNumber, post }) => ({
    id: staffId,
    name,
    number: staffNumber,
    post,
  }));
}

export async function saveRoster(
  ctx: Context,
  hallId: string,
  day: string,
  shifts: readonly Shift[],
): Promise<void> {
  refusePast(ctx, day);
  await lockSetUpHall(ctx, hallId);
  const staff = new Map((await staffOfHall(ctx, hallId)).map((one) => [one.id, one.name]));
  const windows = new Set(
    (await store.listWindows(ctx, hallId)).filter((one) => !one.isClosedDown).map(({ id }) => id),
  );
  for (const { windowId, staffId } of shifts) {
    const isKnown = windows.has(windowId) && (staffId === null || staff.has(staffId));
    if (!isKnown) throw new Problem("hall.shift_unknown", { field: "shifts" });
  }
  refuseClashes(shifts, staff);

  const before = await store.listShifts(ctx, hallId, day);
  await store.replaceShifts(
    ctx,
    hallId,
    [day],
    shifts.map((shift) => ({ ...shift, day })),
  );
  tellSetup(ctx, hallId, {
    what: "roster-changed",
    subject: `roster:${hallId}/${day}`,
    before,
    after: shifts,
  });
}

/** Nobody is at two windows at once, and no window has two people at once. */
function refuseClashes(shifts: readonly Shift[], names: ReadonlyMap<string, string>): void {
  for (const [index, shift] of shifts.entries()) {
    if (shift.starts >= shift.ends) throw new Problem("hall.shift_times", { field: `shifts.${index}` });
    for (const other of shifts.slice(0, index)) {
      const sameWindow = other.windowId === shift.windowId;
      const samePerson = shift.staffId !== null && other.staffId === shift.staffId;
      if (!sameWindow && !samePerson) continue;
      if (other.starts < shift.ends && shift.starts < other.ends) {
        const name = shift.staffId === null ? "—" : (names.get(shift.staffId) ?? "—");
        throw new Problem("hall.shift_overlap", { name, time: shift.starts, field: `shifts.${index}` });
      }
    }
  }
}

/** Copies the seven days from one Monday to another; of the target week, days that have passed stay as they are. */
export async function copyRosterWeek(
  ctx: Context,
  hallId: string,
  from: string,
  to: string,
): Promise<number> {
  const [source, target] = [Temporal.PlainDate.from(from), Temporal.PlainDate.from(to)];
  if (source.dayOfWeek !== 1) throw new Problem("hall.not_monday", { field: "from" });
  if (target.dayOfWeek !== 1) throw new Problem("hall.not_monday", { field: "to" });
  refusePast(ctx, target.add({ days: 6 }).toString());
  await lockSetUpHall(ctx, hallId);

  const offset = source.until(target).days;
  const today = todayOf(ctx);
  const days = Array.from({ length: 7 }, (_, index) => target.add({ days: index }).toString()).filter(
    (day) => day >= today,
  );
  const staff = new Set((await staffOfHall(ctx, hallId)).map(({ id }) => id));
  const shifts = (await store.listShiftsBetween(ctx, hallId, from, source.add({ days: 6 }).toString()))
    .map((shift) => ({
      ...shift,
      day: Temporal.PlainDate.from(shift.day).add({ days: offset }).toString(),
      // Who has left the hall since is not planned again; the shift stays open.
      staffId: shift.staffId !== null && staff.has(shift.staffId) ? shift.staffId : null,
    }))
    .filter(({ day }) => days.includes(day));

  await store.replaceShifts(ctx, hallId, days, shifts);
  tellSetup(ctx, hallId, {
    what: "roster-week-copied",
    subject: `roster:${hallId}/${to}`,
    after: { from, shifts: shifts.length },
  });
  return shifts.length;
}
