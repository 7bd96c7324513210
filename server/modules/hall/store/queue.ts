/** SQL over the queue: one statement locks and reads it, one writes whatever a command changed. */
import { sql } from "kysely";
import { actorKey, actorName, type Context } from "../../../foundation/context.ts";
import type { CallMemory } from "../rules/calling-rule.ts";
import type { DaySoFar } from "../rules/hall-state.ts";
import type { Ticket } from "../ticket.ts";
import {
  columnNames,
  fromMs,
  fromRow,
  type JsonRow,
  ticketColumns,
  toMs,
  toRow,
  type WindowLive,
  windowColumns,
} from "./rows.ts";

export type RecentCall = {
  readonly ticketId: string;
  readonly number: string;
  readonly windowId: string;
  readonly at: number;
  readonly times: number;
  readonly arrived: boolean;
};
/** What the queue remembers of its day beyond the tickets; small, for it is written with every change. */
export type Memory = {
  readonly calls: number;
  readonly hallSinceOvertake: number;
  /** Per window, its calls since it last overtook. */
  readonly sinceOvertake: Readonly<Record<string, CallMemory["windowSinceOvertake"]>>;
  /** Newest first. */
  readonly recentCalls: readonly RecentCall[];
  /** Tickets taken today per service, and served per window. */
  readonly taken: Readonly<Record<string, number>>;
  readonly served: Readonly<Record<string, number>>;
  /** Per kiosk or address: when it took the tickets of the last minute. */
  readonly takers: Readonly<Record<string, readonly number[]>>;
};
export const freshDay: Memory = {
  calls: 0,
  hallSinceOvertake: Number.MAX_SAFE_INTEGER,
  sinceOvertake: {},
  recentCalls: [],
  taken: {},
  served: {},
  takers: {},
};

export type QueueDay = {
  readonly nextNumbers: Readonly<Record<string, number>>;
  readonly memory: Memory;
  readonly today: DaySoFar | undefined;
  readonly revision: number;
  readonly lastAt: number | undefined;
  readonly dueAt: number | undefined;
};
export type QueueSnapshot = {
  readonly version: number;
  readonly day: QueueDay;
  readonly windows: readonly WindowLive[];
  readonly tickets: readonly Ticket[];
  readonly also: Ticket | undefined;
};

type Answer = {
  version: number;
  day: JsonRow | null;
  windows: JsonRow[] | null;
  tickets: JsonRow[] | null;
  also: JsonRow | null;
};

/** Locks the hall's queue for this transaction and reads it; undefined when there is no such hall. */
export const lockQueue = (ctx: Context, hallId: string, day: string, also?: string) =>
  snapshot(ctx, "lock_queue", hallId, day, also);
/** Reads without a lock: for views. */
export const readQueue = (ctx: Context, hallId: string, day: string, also?: string) =>
  snapshot(ctx, "read_queue", hallId, day, also);

async function snapshot(
  ctx: Context,
  how: "lock_queue" | "read_queue",
  hallId: string,
  day: string,
  also: string | undefined,
): Promise<QueueSnapshot | undefined> {
  const { rows } = await sql<{ answer: Answer | null }>`
    select hall.${sql.raw(how)}(${ctx.orgId}, ${hallId}, ${day}, ${also ?? null}) as answer`.execute(ctx.tx);
  const answer = rows[0]?.answer;
  if (!answer) return undefined;
  return {
    version: answer.version,
    day: dayOf(answer.day ?? {}),
    windows: (answer.windows ?? []).map((row) => fromRow<WindowLive>(windowColumns, row)),
    tickets: (answer.tickets ?? []).map((row) => fromRow<Ticket>(ticketColumns, row)),
    also: answer.also ? fromRow<Ticket>(ticketColumns, answer.also) : undefined,
  };
}

function dayOf(row: JsonRow): QueueDay {
  const today = row.forecast as DaySoFar | undefined;
  return {
    nextNumbers: (row.next_numbers ?? {}) as Record<string, number>,
    memory: { ...freshDay, ...(row.memory as Partial<Memory> | undefined) },
    today: today && "tookMs" in today ? today : undefined,
    revision: Number(row.revision ?? 0),
    lastAt: row.last_at ? toMs(String(row.last_at)) : undefined,
    dueAt: row.due_at ? toMs(String(row.due_at)) : undefined,
  };
}

export type TrailEntry = {
  readonly id: string;
  readonly ticketId: string;
  readonly action: string;
  readonly windowId: string | null;
  readonly reason: string | null;
};
export type Handling = {
  readonly id: string;
  readonly day: string;
  readonly ticketId: string;
  readonly serviceId: string;
  readonly windowId: string;
  readonly staffId: string;
  readonly waitedFrom: number;
  readonly calledAt: number;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly ending: "solved" | "accepted" | "referred" | "unsolved" | "transferred" | "held";
};
export type NewAlert = {
  readonly id: string;
  readonly kind: "panic" | "help" | "unhappy" | "pause-overrun";
  readonly level: "info" | "yellow" | "orange" | "red";
  readonly titleZh: string;
  readonly titleEn: string;
  readonly windowId: string | null;
  readonly ticketId: string | null;
  readonly source: string | null;
  readonly answerBy: number | null;
};

export type Changes = {
  readonly hallId: string;
  readonly day: string;
  readonly at: number;
  readonly nextNumbers: Readonly<Record<string, number>>;
  readonly memory: Memory;
  readonly today: DaySoFar | undefined;
  readonly dueAt: number | undefined;
  /** In the order of their change: a window lets one ticket go before it gets another. */
  readonly tickets: readonly Ticket[];
  readonly windows: readonly WindowLive[];
  readonly trail: readonly TrailEntry[];
  readonly handlings: readonly Handling[];
  readonly alerts: readonly NewAlert[];
};

const ticketList = ["org_id", ...columnNames<Ticket>(ticketColumns)];
const list = (names: readonly string[]) => sql.raw(names.join(", "));
const fromExcluded = sql.raw(
  ticketList
    .slice(2)
    .map((name) => `${name} = excluded.${name}`)
    .join(", "),
);
const windowList = columnNames<WindowLive>(windowColumns).slice(1);
const fromNew = sql.raw(windowList.map((name) => `${name} = n.${name}`).join(", "));

/** Writes all that a command changed, in one statement. */
export async function saveQueue(ctx: Context, changes: Changes): Promise<void> {
  const { hallId, day } = changes;
  const at = fromMs(changes.at);
  const base = { org_id: ctx.orgId, hall_id: hallId };
  const by = { ...base, at, actor: actorKey(ctx.actor), actor_name: actorName(ctx.actor) };
  const tickets = changes.tickets.map((ticket) => ({ ...toRow<Ticket>(ticketColumns, ticket), ...base }));
  const windows = changes.windows.map((window) => toRow<WindowLive>(windowColumns, window));
  const trail = changes.trail.map(({ ticketId, windowId, ...entry }) => ({
    ...entry,
    ...by,
    ticket_id: ticketId,
    window_id: windowId,
  }));
  const handlings = changes.handlings.map((one) => ({
    ...base,
    id: one.id,
    day: one.day,
    ticket_id: one.ticketId,
    service_id: one.serviceId,
    window_id: one.windowId,
    staff_id: one.staffId,
    waited_from: fromMs(one.waitedFrom),
    called_at: fromMs(one.calledAt),
    started_at: fromMs(one.startedAt),
    ended_at: fromMs(one.endedAt),
    ending: one.ending,
  }));
  const alerts = changes.alerts.map((one) => ({
    ...base,
    id: one.id,
    kind: one.kind,
    level: one.level,
    title_zh: one.titleZh,
    title_en: one.titleEn,
    window_id: one.windowId,
    ticket_id: one.ticketId,
    source: one.source,
    measured: {},
    raised_at: at,
    answer_by: one.answerBy === null ? null : fromMs(one.answerBy),
  }));
  await sql`
    with t as (
      insert into hall.tickets (${list(ticketList)})
      select ${list(ticketList)} from jsonb_populate_recordset(null::hall.tickets, ${JSON.stringify(tickets)})
      on conflict (org_id, id) do update set ${fromExcluded}
    ), w as (
      update hall.windows w set ${fromNew}
      from jsonb_populate_recordset(null::hall.windows, ${JSON.stringify(windows)}) n
      where w.org_id = ${ctx.orgId} and w.id = n.id
    ), tr as (
      insert into hall.trail select * from jsonb_populate_recordset(null::hall.trail, ${JSON.stringify(trail)})
    ), h as (
      insert into hall.handlings select * from jsonb_populate_recordset(null::hall.handlings, ${JSON.stringify(handlings)})
    ), a as (
      insert into hall.alerts select * from jsonb_populate_recordset(null::hall.alerts, ${JSON.stringify(alerts)})
    )
    update hall.queue_days set next_numbers = ${JSON.stringify(changes.nextNumbers)}, memory = ${JSON.stringify(changes.memory)},
      forecast = ${JSON.stringify(changes.today ?? {})}, revision = revision + 1, last_at = ${at},
      due_at = ${changes.dueAt === undefined ? null : fromMs(changes.dueAt)}
    where org_id = ${ctx.orgId} and hall_id = ${hallId} and day = ${day}`.execute(ctx.tx);
}
