/** SQL that writes whatever a command changed of one order, in one statement. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";
import {
  type ClockRow,
  type EntryRow,
  jsonFrom,
  type MarkRow,
  type OrderRow,
  type PaperRow,
  type StepRow,
} from "./rows.ts";

export type NewMark = MarkRow & { readonly clockId: string };
export type Changes = {
  readonly orderId: string;
  /** Null when the order's own row stays as it was. */
  readonly order: OrderRow | null;
  /** The order's, which each of its steps carries for the lists. */
  readonly typeCode: string;
  readonly newSteps: readonly StepRow[];
  readonly steps: readonly StepRow[];
  readonly newClocks: readonly ClockRow[];
  readonly clocks: readonly ClockRow[];
  readonly marks: readonly NewMark[];
  readonly entries: readonly EntryRow[];
  readonly papers: readonly PaperRow[];
};

/**
 * The order's id stands in every condition, though the rows carry ids of their own: without it PostgreSQL, which cannot see
 * how few rows come in, reads a company's steps and clocks from end to end.
 *
 * Plain inserts and plain updates, no upsert of orders or steps: an upsert would have to see the row, and whoever takes
 * down a complaint about himself does not.
 */
export async function saveChanges(ctx: Context, changes: Changes): Promise<void> {
  const org = ctx.orgId;
  const order = changes.orderId;
  const rows = (list: readonly object[]) => jsonFrom(list.map((row) => ({ ...row, orgId: org })));
  const newSteps = changes.newSteps.map((step) => ({ ...step, typeCode: changes.typeCode }));
  await sql`
    with head as (
      update orders.orders o set state = n.state, is_provisional = n.is_provisional, unit_id = n.unit_id,
        responsible_id = n.responsible_id, customer_class = n.customer_class, area_type = n.area_type,
        customer_id = n.customer_id, account_id = n.account_id, vars = n.vars, priority = n.priority,
        green_channel = n.green_channel, main_id = n.main_id, outage_ref = n.outage_ref, process_version = n.process_version, closed_at = n.closed_at, result = n.result,
        due_at = n.due_at, risk = n.risk, version = n.version
      from jsonb_populate_recordset(null::orders.orders, ${rows(changes.order ? [changes.order] : [])}::jsonb) n
      where o.org_id = ${org} and o.id = ${order} and o.id = n.id
    ), opened as (
      insert into orders.steps select * from jsonb_populate_recordset(null::orders.steps, ${rows(newSteps)}::jsonb)
    ), moved as (
      update orders.steps s set node_id = n.node_id, name_zh = n.name_zh, name_en = n.name_en, stage = n.stage,
        duty = n.duty, post = n.post, state = n.state, unit_id = n.unit_id, assignee_id = n.assignee_id,
        assignee_name = n.assignee_name, assigned_at = n.assigned_at, delegated_by = n.delegated_by, idle_at = n.idle_at,
        closed_at = n.closed_at, closed_by = n.closed_by, closed_by_name = n.closed_by_name, how = n.how,
        reason = n.reason, form = n.form, due_at = n.due_at, warned = n.warned,
        is_order_late = n.is_order_late, version = n.version
      from jsonb_populate_recordset(null::orders.steps, ${rows(changes.steps)}::jsonb) n
      where s.org_id = ${org} and s.order_id = ${order} and s.id = n.id
    ), started as (
      insert into orders.clocks select * from jsonb_populate_recordset(null::orders.clocks, ${rows(changes.newClocks)}::jsonb)
    ), read as (
      update orders.clocks c set state = n.state, unit = n.unit, limit_value = n.limit_value, rule_code = n.rule_code,
        due_at = n.due_at, ended_at = n.ended_at, warned = n.warned, next_at = n.next_at
      from jsonb_populate_recordset(null::orders.clocks, ${rows(changes.clocks)}::jsonb) n
      where c.org_id = ${org} and c.order_id = ${order} and c.id = n.id
    ), marked as (
      insert into orders.marks select * from jsonb_populate_recordset(null::orders.marks, ${rows(changes.marks)}::jsonb)
    ), told as (
      insert into orders.entries select * from jsonb_populate_recordset(null::orders.entries, ${rows(changes.entries)}::jsonb)
    )
    insert into orders.papers select * from jsonb_populate_recordset(null::orders.papers, ${rows(changes.papers)}::jsonb)
    on conflict (org_id, order_id, code) do update set state = excluded.state, need = excluded.need,
      due_node = excluded.due_node, document_id = excluded.document_id, reminders = excluded.reminders,
      remind_at = excluded.remind_at, changed_at = excluded.changed_at, changed_by = excluded.changed_by`.execute(
    ctx.tx,
  );
}

/** The phone beside the order: sealed, and the hash by which it is found. */
export type SealedPhone = { readonly sealed: Buffer; readonly keyVersion: number; readonly blind: Buffer };

export async function insertOrder(ctx: Context, order: OrderRow, phone: SealedPhone | null): Promise<void> {
  await sql`
    insert into orders.orders
    select n.* from jsonb_populate_record(
      jsonb_populate_record(null::orders.orders, ${jsonFrom([{ ...order, orgId: ctx.orgId }])}::jsonb -> 0),
      jsonb_build_object('sealed', ${phone?.sealed ?? null}::bytea, 'key_version', ${phone?.keyVersion ?? null}::int,
        'contact_phone_blind', ${phone?.blind ?? null}::bytea)) n`.execute(ctx.tx);
}
