/** SQL over what happened with a customer: pages of the timeline, what is open, pins, analysis. */
import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import type {
  analysisNote,
  matter,
  pin,
  TimelineEntry,
  TimelineKind,
} from "../../../../contracts/customers/shapes.ts";
import type { Words } from "../../../../contracts/endpoint.ts";
import type { Context } from "../../../foundation/context.ts";
import { newId } from "../../../foundation/ids.ts";

/** Where a page ends: the entry after which the next one begins. */
export type Mark = { readonly at: string; readonly id: string };

export type TimelineFilter = {
  readonly kinds?: readonly TimelineKind[] | undefined;
  readonly accountId?: string | undefined;
  /** Instants: from the first, up to before the second. */
  readonly from?: Temporal.Instant | undefined;
  readonly until?: Temporal.Instant | undefined;
  readonly after?: Mark | undefined;
};

type EntryRow = Omit<TimelineEntry, "at" | "title"> & {
  at: Temporal.Instant;
  titleZh: string;
  titleEn: string;
};

const columns = sql`t.id, t.at, t.kind, t.account_id as "accountId", t.title_zh as "titleZh", t.title_en as "titleEn", t.channel,
  t.place, t.who, t.result, t.cost_fen as "costFen", t.detail`;
const lastId = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/**
 * Newest first. Without a filter one range of the primary key; with kinds or an account one short range per kind,
 * merged, so that rare kinds of a busy customer are not searched for among all the others. Reads at most `most` rows of
 * each range.
 */
export function entriesQuery(
  { orgId }: Pick<Context, "orgId">,
  customerId: string,
  filter: TimelineFilter,
  most: number,
): RawBuilder<EntryRow> {
  const { kinds, accountId, from, until, after } = filter;
  const where = sql`t.org_id = ${orgId} and t.customer_id = ${customerId}::uuid
      and (t.at, t.id) < (${after?.at ?? "infinity"}::timestamptz, ${after?.id ?? lastId}::uuid)
      and t.at >= ${from?.toString() ?? "-infinity"}::timestamptz and t.at < ${until?.toString() ?? "infinity"}::timestamptz`;
  const page = sql`order by t.at desc, t.id desc limit ${most}`;
  if (!kinds && !accountId)
    return sql<EntryRow>`select ${columns} from customers.timeline t where ${where} ${page}`;
  const ofAccount = accountId ? sql`and t.account_id = ${accountId}::uuid` : sql``;
  return sql<EntryRow>`select ${columns} from unnest(${kinds ?? timelineKinds}::text[]) as k (kind) cross join lateral (
      select * from customers.timeline t where ${where} ${ofAccount} and t.kind = k.kind ${page}) t ${page}`;
}
const timelineKinds: readonly TimelineKind[] = [
  "visit",
  "ticket",
  "rating",
  "contact",
  "document",
  "change",
  "order",
  "payment",
  "outage",
  "meter",
  "notice",
  "other",
];

export async function listEntries(
  ctx: Context,
  customerId: string,
  filter: TimelineFilter,
  most: number,
): Promise<readonly TimelineEntry[]> {
  const { rows } = await entriesQuery(ctx, customerId, filter, most).execute(ctx.tx);
  return rows.map(({ titleZh, titleEn, at, ...row }) => ({
    ...row,
    at: at.toString(),
    title: { zh: titleZh, en: titleEn },
  }));
}

/** Kept up to date by the database as entries come (0005): reading them is one short range. */
export async function countEntries(
  ctx: Context,
  customerId: string,
): Promise<Partial<Record<TimelineKind, number>>> {
  const { rows } = await sql<{ kind: TimelineKind; entries: number }>`
    select kind, entries from customers.timeline_counts
    where org_id = ${ctx.orgId} and customer_id = ${customerId} and entries > 0`.execute(ctx.tx);
  return Object.fromEntries(rows.map(({ kind, entries }) => [kind, entries]));
}

type Matter = z.output<typeof matter>;

/** What is open, the most urgent first: what is due, then what is oldest. */
export async function listOpenMatters(ctx: Context, customerId: string): Promise<readonly Matter[]> {
  const { rows } = await sql<
    Pick<Matter, "key" | "kind" | "accountId"> & {
      title: Words;
      state: Words;
      openedAt: Temporal.Instant;
      dueAt: Temporal.Instant | null;
    }
  >`
    select key, kind, account_id as "accountId", json_build_object('zh', title_zh, 'en', title_en) as title,
      json_build_object('zh', state_zh, 'en', state_en) as state, opened_at as "openedAt", due_at as "dueAt"
    from customers.matters where org_id = ${ctx.orgId} and customer_id = ${customerId} and closed_at is null
    order by due_at nulls last, opened_at, key limit 100`.execute(ctx.tx);
  return rows.map((row) => ({
    ...row,
    openedAt: row.openedAt.toString(),
    dueAt: row.dueAt?.toString() ?? null,
  }));
}

type Pin = z.output<typeof pin>;

/** The pins that hold on a day, the gravest first. */
export async function listPins(ctx: Context, customerId: string, today: string): Promise<readonly Pin[]> {
  const { rows } = await sql<
    Omit<Pin, "placedAt" | "until"> & { placedAt: Temporal.Instant; until: Temporal.PlainDate | null }
  >`
    select id, text, level, placed_at as "placedAt", placed_by_name as "placedByName", until from customers.pins
    where org_id = ${ctx.orgId} and customer_id = ${customerId} and removed_at is null
      and (until is null or until >= ${today}::date)
    order by case level when 'danger' then 0 when 'warning' then 1 else 2 end, placed_at desc limit 50`.execute(
    ctx.tx,
  );
  return rows.map((row) => ({
    ...row,
    placedAt: row.placedAt.toString(),
    until: row.until?.toString() ?? null,
  }));
}

export type NewPin = {
  readonly text: string;
  readonly level: Pin["level"];
  readonly until: string | null;
};

export async function insertPin(
  ctx: Context,
  customerId: string,
  given: NewPin,
  by: { readonly id: string; readonly name: string },
): Promise<string> {
  const id = newId();
  await sql`insert into customers.pins (org_id, id, customer_id, text, level, placed_at, placed_by, placed_by_name, until)
    values (${ctx.orgId}, ${id}, ${customerId}, ${given.text}, ${given.level}, ${ctx.clock.now()}, ${by.id}, ${by.name},
      ${given.until})`.execute(ctx.tx);
  return id;
}

/** @returns whether it was there and had not been removed */
export async function markPinRemoved(
  ctx: Context,
  customerId: string,
  pinId: string,
  by: string,
): Promise<boolean> {
  const { rows } = await sql`update customers.pins set removed_at = ${ctx.clock.now()}, removed_by = ${by}
    where org_id = ${ctx.orgId} and customer_id = ${customerId} and id = ${pinId} and removed_at is null returning id`.execute(
    ctx.tx,
  );
  return rows.length > 0;
}

type Analysis = z.output<typeof analysisNote>;

export async function listAnalysis(ctx: Context, customerId: string): Promise<readonly Analysis[]> {
  const { rows } = await sql<Omit<Analysis, "at"> & { at: Temporal.Instant }>`
    select aspect, value, because, source, at from customers.analysis
    where org_id = ${ctx.orgId} and customer_id = ${customerId} order by aspect`.execute(ctx.tx);
  return rows.map((row) => ({ ...row, at: row.at.toString() }));
}

/** The newest finding of an aspect holds; an older one that arrives late changes nothing. */
export async function putAnalysis(
  ctx: Context,
  customerId: string,
  note: Omit<Analysis, "at"> & { at: Temporal.Instant },
): Promise<void> {
  await sql`insert into customers.analysis as a (org_id, customer_id, aspect, value, because, source, at)
    values (${ctx.orgId}, ${customerId}, ${note.aspect}, ${note.value}, ${JSON.stringify(note.because)}, ${note.source}, ${note.at})
    on conflict (org_id, customer_id, aspect) do update set value = excluded.value, because = excluded.because,
      source = excluded.source, at = excluded.at where a.at <= excluded.at`.execute(ctx.tx);
}
