/**
 * What every command on the archive shares: an edit of an older version is refused, the past is not rewritten, and a
 * change is told to the audit trail, to whoever listens and to the search index, in the same transaction.
 */
import type { Words } from "../../../contracts/endpoint.ts";
import { businessZone, dateOf } from "../../foundation/clock.ts";
import { actorName, audit, type Context, publish } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { type ChangedPart, customerChanged } from "./events.ts";
import { mask } from "./masks.ts";
import { withoutPersonalNumbers } from "./personal-free.ts";
import { refreshSearch } from "./refresh-search.ts";

/** The part of a row that says which edit it stands at. */
export type Edited = {
  readonly version: number;
  readonly validFrom: string;
  /** ISO text; null when it was never edited since it was entered. */
  readonly updatedAt: string | null;
  readonly updatedBy: string | null;
};

/** The business day, `YYYY-MM-DD`. */
export const today = (ctx: Context): string => dateOf(ctx.clock.now()).toString();

/**
 * Refuses an edit of something that was edited meanwhile. The refusal says who and when; the screen reads the present
 * version and shows both.
 * @throws customers.edited_meanwhile
 */
export function requireVersion(row: Edited, version: number): void {
  if (row.version === version) return;
  throw new Problem("customers.edited_meanwhile", {
    who: row.updatedBy ?? "—",
    at: row.updatedAt === null ? row.validFrom : minuteOf(Temporal.Instant.from(row.updatedAt)),
  });
}

const minuteOf = (instant: Temporal.Instant): string =>
  instant
    .toZonedDateTimeISO(businessZone)
    .toString({ smallestUnit: "minute", offset: "never", timeZoneName: "never" })
    .replace("T", " ");

/**
 * The day from which a change holds: today unless said. What has become past stays as it was, and nothing is entered
 * ahead of its day.
 * @throws customers.past_stays, customers.future_day
 */
export function changeDay(
  ctx: Context,
  before: Pick<Edited, "validFrom">,
  wanted?: string,
  field = "validFrom",
): string {
  const day = wanted ?? today(ctx);
  if (day < before.validFrom)
    throw new Problem("customers.past_stays", { earliest: before.validFrom, field });
  return pastOrToday(ctx, day, field);
}

/** @throws customers.future_day */
export function pastOrToday(ctx: Context, day: string, field: string): string {
  if (day > today(ctx)) throw new Problem("customers.future_day", { field });
  return day;
}

export type Change = {
  /** Whose archive it is: one customer, or both ends of a relation or a transfer. */
  readonly of: readonly string[];
  readonly part: ChangedPart;
  /** What happened, as the audit trail has it: `account_opened`. */
  readonly action: string;
  /** `account:<id>` */
  readonly subject: string;
  /** How it reads in the timeline. */
  readonly title: Words;
  readonly accountId?: string;
  readonly before?: object;
  readonly after?: object;
  readonly reason?: string | null;
};

/** Parts by which a customer is found. */
const findable: ReadonlySet<ChangedPart> = new Set(["customer", "account", "premise", "meter"]);

/** Tells a change to all who must know. Of two states only what differs is kept, and nothing personal in the clear. */
export async function tellChange(ctx: Context, change: Change): Promise<void> {
  const { part, action, subject, title, accountId, reason } = change;
  const of = [...new Set(change.of)];
  const [before, after] = differing(change.before, change.after);
  audit(ctx, {
    action: `customers.${action}`,
    subject,
    ...(before ? { before: impersonal(before) } : {}),
    ...(after ? { after: impersonal(after) } : {}),
    ...(reason ? { reason: withoutPersonalNumbers(reason) } : {}),
  });
  const who = actorName(ctx.actor);
  for (const customerId of of)
    publish(ctx, customerChanged(customerId, part, { title, who, ...(accountId ? { accountId } : {}) }));
  if (findable.has(part)) await refreshSearch(ctx, of);
}

type Values = Readonly<Record<string, unknown>>;
/** What every edit moves. */
const beside = new Set(["version", "updatedAt", "updatedBy"]);

function differing(before?: object, after?: object): readonly [Values | undefined, Values | undefined] {
  if (!before || !after) return [before as Values | undefined, after as Values | undefined];
  const [old, fresh] = [before as Values, after as Values];
  const names = Object.keys(fresh).filter(
    (name) => !beside.has(name) && JSON.stringify(old[name]) !== JSON.stringify(fresh[name]),
  );
  const only = (values: Values) => Object.fromEntries(names.map((name) => [name, values[name]]));
  return [only(old), only(fresh)];
}

/** Where somebody lives to the door is left out: the trail cannot be corrected, and the archive keeps both values. */
const leftOut = new Set(["levels", "longitude", "latitude", "bornOn", "gender"]);

function impersonal(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([name]) => !leftOut.has(name))
      .map(([name, value]) => {
        if (typeof value !== "string") return [name, value];
        if (name === "name") return [name, mask.name(value)];
        if (name === "address") return [name, mask.address(value)];
        return [name, name === "note" ? withoutPersonalNumbers(value) : value];
      }),
  );
}
