/** A hall's basic data and hours, as its administrator sets them. Everything is audited and told to the hall's screens. */
import type { HallSettings, HallSetup } from "../../../contracts/hall.ts";
import { dateOf } from "../../foundation/clock.ts";
import { audit, type Context, publish } from "../../foundation/context.ts";
import { violates } from "../../foundation/database.ts";
import { Problem } from "../../foundation/problem.ts";
import { findUnit } from "../identity/index.ts";
import { hallRules } from "./hall-rules.ts";
import { type HoursRow, wrongSpan } from "./opening.ts";
import * as store from "./store/halls.ts";

/** Leaves the trace of a set-up change and tells the hall's screens. */
export function tellSetup(
  ctx: Context,
  hallId: string,
  change: { what: string; subject: string; before?: unknown; after?: unknown; reason?: string },
): void {
  const { what, ...entry } = change;
  audit(ctx, { action: `hall.setup.${what}`, ...entry });
  publish(ctx, { type: "hall.setup-changed", topic: hallId, payload: { what, subject: change.subject } });
}

export const todayOf = (ctx: Context): string => dateOf(ctx.clock.now()).toString();

/** The past is not rewritten: figures and refusals of those days rest on it. */
export function refusePast(ctx: Context, day: string): void {
  const earliest = todayOf(ctx);
  if (day < earliest) throw new Problem("hall.date_past", { earliest });
}

export async function lockSetUpHall(ctx: Context, hallId: string): Promise<store.HallRow> {
  const hall = await store.lockHall(ctx, hallId);
  if (!hall) throw new Problem("hall.not_set_up");
  return hall;
}

/** Everything an administrator's page shows of one hall. */
export async function readHallSetup(ctx: Context, hallId: string): Promise<HallSetup> {
  const hall = await store.findHall(ctx, hallId);
  const from = dateOf(ctx.clock.now()).subtract({ days: 7 }).toString();
  const versions = Map.groupBy(
    await store.listHours(ctx, hallId),
    ({ validFrom, validTo }) => `${validFrom}/${validTo ?? ""}`,
  );
  return {
    id: hallId,
    isSetUp: hall !== undefined,
    hall: hall ? settingsOf(hall) : null,
    hours: [...versions.values()].map((rows) => ({
      validFrom: rows[0]?.validFrom ?? "",
      validTo: rows[0]?.validTo ?? null,
      hours: rows.map(({ days, opens, closes }) => ({ days, opens, closes })),
    })),
    specialDays: [...(await store.listSpecialDays(ctx, hallId, from))],
    services: [...(await store.listServices(ctx, hallId))],
    windows: [...(await store.listWindows(ctx, hallId))],
  };
}

const settingsOf = ({ id: _, orgId: __, ...settings }: store.HallRow): HallSettings => settings;

/** Sets up a unit of kind hall, or changes it. A hall with people in its queue cannot be closed. */
export async function saveHall(ctx: Context, hallId: string, settings: HallSettings): Promise<void> {
  const unit = await findUnit(ctx, hallId);
  if (unit?.kind !== "hall" || unit.state === "closed") throw new Problem("hall.not_a_hall");
  const before = await store.lockHall(ctx, hallId);
  if (settings.isClosed && !before?.isClosed) {
    const waiting = await store.countAlive(ctx, hallId);
    if (waiting > 0) throw new Problem("hall.queue_not_empty", { waiting });
  }
  if (settings.grade === "A" || settings.grade === "B") await refuseSecondCentre(ctx, hallId, settings.grade);

  try {
    await store.saveHall(ctx, hallId, settings, todayOf(ctx));
  } catch (error) {
    if (violates(error, "halls_org_id_code_key"))
      throw new Problem("hall.code_taken", { code: settings.code, field: "code" });
    throw error;
  }
  tellSetup(ctx, hallId, {
    what: before ? "hall-changed" : "hall-created",
    subject: `hall:${hallId}`,
    before: before && settingsOf(before),
    after: settings,
  });
}

/** Handbook §1.7: at most one centre hall per prefecture city (A) or county (B). */
async function refuseSecondCentre(ctx: Context, hallId: string, grade: string): Promise<void> {
  const most = (await hallRules(ctx)).value("HALL.CENTRE.PER_COMPANY");
  const centres = (await store.otherCentres(ctx, hallId)).filter((hall) => hall.grade === grade);
  const [first] = centres;
  if (first && centres.length >= most)
    throw new Problem("hall.second_centre", { grade, name: first.name.zh, field: "grade" });
}

type WeeklyHours = Pick<HoursRow, "days" | "opens" | "closes">;

export async function saveHours(
  ctx: Context,
  hallId: string,
  { validFrom, hours }: { validFrom: string; hours: readonly WeeklyHours[] },
): Promise<void> {
  refusePast(ctx, validFrom);
  await lockSetUpHall(ctx, hallId);
  for (const [days, spans] of Map.groupBy(hours, (row) => row.days)) refuseWrongSpans(spans, `hours.${days}`);
  const before = (await store.listHours(ctx, hallId)).filter(({ validTo }) => validTo === null);

  await store.replaceHours(ctx, hallId, validFrom, hours);
  tellSetup(ctx, hallId, {
    what: "hours-changed",
    subject: `hall:${hallId}`,
    before,
    after: { validFrom, hours },
  });
}

export async function saveSpecialDay(
  ctx: Context,
  hallId: string,
  special: store.SpecialDayRow,
): Promise<void> {
  refusePast(ctx, special.day);
  await lockSetUpHall(ctx, hallId);
  refuseWrongSpans(special.spans, "spans");
  const before = (await store.listSpecialDays(ctx, hallId, special.day)).find(
    ({ day }) => day === special.day,
  );

  await store.saveSpecialDay(ctx, hallId, special);
  tellSetup(ctx, hallId, { what: "special-day-set", subject: `hall:${hallId}`, before, after: special });
}

export async function removeSpecialDay(ctx: Context, hallId: string, day: string): Promise<void> {
  refusePast(ctx, day);
  const before = await store.deleteSpecialDay(ctx, hallId, day);
  if (!before) throw new Problem("thing.not_found");
  tellSetup(ctx, hallId, { what: "special-day-removed", subject: `hall:${hallId}`, before });
}

function refuseWrongSpans(spans: readonly { opens: string; closes: string }[], field: string): void {
  const wrong = wrongSpan(spans);
  if (wrong) throw new Problem("hall.spans_overlap", { field: `${field} ${wrong.opens}–${wrong.closes}` });
}
