/** SQL of one order's page. Everything begins with the order itself, which hides from those it is about. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";
import { type LineRow, lineColumns, lineJoins } from "./read-lines.ts";
import {
  type EntryRow,
  type MarkedClock,
  type OrderRow,
  type PaperRow,
  rowFrom,
  type StepRow,
} from "./rows.ts";

export type OrderHead = LineRow &
  Pick<
    OrderRow,
    | "version"
    | "customerClass"
    | "areaType"
    | "channel"
    | "source"
    | "sourceRef"
    | "demandKind"
    | "demand"
    | "form"
    | "openedBy"
    | "openedByName"
    | "greenChannel"
    | "wantedOn"
    | "result"
    | "processKey"
    | "processVersion"
    | "mainId"
    | "accountId"
    | "outageRef"
    | "vars"
  > & { readonly phone: Buffer | null };

export async function findHead(ctx: Context, orderId: string): Promise<OrderHead | undefined> {
  const { rows } = await sql<OrderHead>`
    select ${lineColumns}, o.version, o.customer_class as "customerClass", o.area_type as "areaType", o.channel, o.source,
      o.source_ref as "sourceRef", o.demand_kind as "demandKind", o.demand, o.form, o.opened_by as "openedBy",
      o.opened_by_name as "openedByName", o.green_channel as "greenChannel", o.wanted_on::text as "wantedOn", o.result,
      o.process_key as "processKey", o.process_version as "processVersion", o.main_id as "mainId", o.account_id as "accountId", o.outage_ref as "outageRef", o.vars,
      o.sealed as phone
    from orders.orders o ${lineJoins} where o.org_id = ${ctx.orgId} and o.id = ${orderId}`.execute(ctx.tx);
  return rows[0];
}

export type OrderParts = {
  readonly steps: readonly StepRow[];
  readonly clocks: readonly MarkedClock[];
  readonly papers: readonly PaperRow[];
  readonly entries: readonly EntryRow[];
  /** Those merged into it. */
  readonly children: readonly string[];
  /** The same trouble before and after it. */
  readonly recurrences: readonly string[];
};

/** A page of a lifetime: an order has dozens of steps and entries; what a loop made beyond these is history. */
const stepsMost = 500;
const entriesMost = 500;

/** In one statement; only for an order that was found. */
export async function readParts(ctx: Context, orderId: string): Promise<OrderParts> {
  const at = sql`org_id = ${ctx.orgId} and order_id = ${orderId}`;
  const { rows } = await sql<{ parts: unknown }>`
    select jsonb_build_object(
      'steps', (select coalesce(jsonb_agg(to_jsonb(s) order by s.seq), '[]') from
                 (select * from orders.steps where ${at} order by seq desc limit ${stepsMost}) s),
      'clocks', (select coalesce(jsonb_agg(to_jsonb(c) || jsonb_build_object('marks',
                   (select coalesce(jsonb_agg(to_jsonb(m) order by m.seq), '[]') from orders.marks m
                    where m.org_id = c.org_id and m.clock_id = c.id)) order by c.started_at, c.id), '[]')
                 from orders.clocks c where c.org_id = ${ctx.orgId} and c.order_id = ${orderId}),
      'papers', (select coalesce(jsonb_agg(to_jsonb(p) order by p.need, p.code), '[]') from orders.papers p where ${at}),
      'entries', (select coalesce(jsonb_agg(to_jsonb(e) order by e.at desc, e.id desc), '[]') from
                   (select * from orders.entries where ${at} order by at desc, id desc limit ${entriesMost}) e),
      'children', (select coalesce(jsonb_agg(o.id order by o.opened_at, o.id), '[]') from orders.orders o
                   where o.org_id = ${ctx.orgId} and o.main_id = ${orderId}),
      'recurrences', (select coalesce(jsonb_agg(case when l.order_id = ${orderId} then l.main_id else l.order_id end order by l.at), '[]')
                      from orders.links l where l.org_id = ${ctx.orgId} and l.kind = 'recurrence' and l.ended_at is null
                        and (l.order_id = ${orderId} or l.main_id = ${orderId}))) as parts`.execute(ctx.tx);
  return rowFrom<OrderParts>(rows[0]?.parts);
}

export async function findClock(
  ctx: Context,
  orderId: string,
  clockId: string,
): Promise<MarkedClock | undefined> {
  const { rows } = await sql<{ clock: unknown }>`
    select to_jsonb(c) || jsonb_build_object('marks',
      (select coalesce(jsonb_agg(to_jsonb(m) order by m.seq), '[]') from orders.marks m
       where m.org_id = c.org_id and m.clock_id = c.id)) as clock
    from orders.clocks c where c.org_id = ${ctx.orgId} and c.order_id = ${orderId} and c.id = ${clockId}`.execute(
    ctx.tx,
  );
  return rows[0] && rowFrom<MarkedClock>(rows[0].clock);
}

export type DiagramRow = {
  readonly xml: string;
  readonly steps: readonly { nodeId: string; state: StepRow["state"]; dueAt: Temporal.Instant | null }[];
};

export async function readDiagram(
  ctx: Context,
  orderId: string,
  process: { readonly key: string; readonly version: number },
): Promise<DiagramRow | undefined> {
  const { rows } = await sql<{ xml: string; steps: unknown }>`
    select d.xml, (select coalesce(jsonb_agg(jsonb_build_object('node_id', s.node_id, 'state', s.state,
        'due_at', case when s.post is not null then s.due_at end) order by s.seq), '[]')
      from orders.steps s where s.org_id = ${ctx.orgId} and s.order_id = ${orderId}) as steps
    from orders.definitions d
    where d.org_id = ${ctx.orgId} and d.process_key = ${process.key} and d.version = ${process.version}`.execute(
    ctx.tx,
  );
  return rows[0] && { xml: rows[0].xml, steps: rowFrom<DiagramRow["steps"]>(rows[0].steps) };
}
