/** SQL over exports of customers: the requests, and the rows of a file. */
import { sql } from "kysely";
import type { ExportColumn, ExportFilter } from "../../../../contracts/customers.ts";
import type { Context } from "../../../foundation/context.ts";

export type ExportRow = {
  readonly id: string;
  readonly state: "waiting" | "ready" | "refused";
  readonly purpose: string;
  readonly filter: ExportFilter;
  readonly columns: readonly ExportColumn[];
  readonly isWhole: boolean;
  readonly format: "csv" | "xlsx";
  readonly rows: number;
  readonly isAlarm: boolean;
  readonly askedAt: Temporal.Instant;
  readonly askedBy: string;
  readonly askedByName: string;
  readonly decidedByName: string | null;
  readonly decisionNote: string | null;
  readonly downloads: number;
  readonly expiresAt: Temporal.Instant | null;
};

const columns = sql`id, state, purpose, filter, columns, is_whole as "isWhole", format, rows, is_alarm as "isAlarm",
  asked_at as "askedAt", asked_by as "askedBy", asked_by_name as "askedByName", decided_by_name as "decidedByName",
  decision_note as "decisionNote", downloads, expires_at as "expiresAt"`;

export async function insertExport(ctx: Context, row: ExportRow): Promise<void> {
  await sql`
    insert into customers.exports (org_id, id, state, purpose, filter, columns, is_whole, format, rows, is_alarm,
      asked_at, asked_by, asked_by_name, expires_at)
    values (${ctx.orgId}, ${row.id}, ${row.state}, ${row.purpose}, ${JSON.stringify(row.filter)}, ${row.columns},
      ${row.isWhole}, ${row.format}, ${row.rows}, ${row.isAlarm}, ${row.askedAt}, ${row.askedBy}, ${row.askedByName},
      ${row.expiresAt})`.execute(ctx.tx);
}

export async function lockExport(ctx: Context, exportId: string): Promise<ExportRow | undefined> {
  const { rows } = await sql<ExportRow>`
    select ${columns} from customers.exports where org_id = ${ctx.orgId} and id = ${exportId} for update`.execute(
    ctx.tx,
  );
  return rows[0];
}

export async function saveDecision(
  ctx: Context,
  row: Pick<ExportRow, "id" | "state" | "decisionNote" | "decidedByName" | "expiresAt"> & {
    readonly by: string;
  },
): Promise<void> {
  await sql`
    update customers.exports set state = ${row.state}, decided_at = ${ctx.clock.now()}, decided_by = ${row.by},
      decided_by_name = ${row.decidedByName}, decision_note = ${row.decisionNote}, expires_at = ${row.expiresAt}
    where org_id = ${ctx.orgId} and id = ${row.id}`.execute(ctx.tx);
}

export async function countDownload(ctx: Context, exportId: string): Promise<void> {
  await sql`update customers.exports set downloads = downloads + 1
            where org_id = ${ctx.orgId} and id = ${exportId}`.execute(ctx.tx);
}

export async function listAskedBy(ctx: Context, staffId: string, limit: number): Promise<ExportRow[]> {
  const { rows } = await sql<ExportRow>`
    select ${columns} from customers.exports where org_id = ${ctx.orgId} and asked_by = ${staffId}
    order by asked_at desc limit ${limit}`.execute(ctx.tx);
  return rows;
}

export async function listWaiting(ctx: Context, limit: number): Promise<ExportRow[]> {
  const { rows } = await sql<ExportRow>`
    select ${columns} from customers.exports where org_id = ${ctx.orgId} and state = 'waiting'
    order by asked_at limit ${limit}`.execute(ctx.tx);
  return rows;
}

/** Rows that somebody has asked for since an instant, refused ones left out: what the alarm counts. */
export async function rowsAskedSince(
  ctx: Context,
  staffId: string,
  since: Temporal.Instant,
): Promise<number> {
  const { rows } = await sql<{ rows: number }>`
    select coalesce(sum(rows), 0)::bigint as rows from customers.exports
    where org_id = ${ctx.orgId} and asked_by = ${staffId} and asked_at >= ${since} and state <> 'refused'`.execute(
    ctx.tx,
  );
  return rows[0]?.rows ?? 0;
}

/** The conditions of a filter over `c`; those that are not set say nothing. */
const chosen = (ctx: Context, filter: ExportFilter) => sql`
  c.org_id = ${ctx.orgId} and c.merged_into is null
  and (${filter.kind}::text is null or c.kind = ${filter.kind})
  and (${filter.stage}::text is null or c.stage = ${filter.stage})
  and (${filter.unitId}::uuid is null or c.unit_id = ${filter.unitId})
  and (${filter.register}::text is null or exists (
    select from customers.register_entries r where r.org_id = c.org_id and r.customer_id = c.id
      and r.register = ${filter.register} and r.state = 'in-force'))
  and (${filter.useCode}::text is null or exists (
    select from customers.accounts a where a.org_id = c.org_id and a.customer_id = c.id and a.use_code = ${filter.useCode}))
  and (${filter.transformer}::text is null or exists (
    select from customers.supply_points s join customers.accounts a on a.org_id = s.org_id and a.id = s.account_id
    where s.org_id = c.org_id and a.customer_id = c.id and s.transformer = ${filter.transformer}))`;

/** Counted to `most` + 1 and no further. */
export async function countChosen(ctx: Context, filter: ExportFilter, most: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from
      (select from customers.customers c where ${chosen(ctx, filter)} limit ${most + 1}) as counted`.execute(
    ctx.tx,
  );
  return rows[0]?.count ?? 0;
}

export type ChosenCustomer = {
  readonly id: string;
  readonly kind: "individual" | "organisation" | "intermediary";
  readonly stage: "potential" | "current" | "former";
  readonly name: string;
  readonly creditCode: string | null;
  readonly unitId: string;
  readonly since: Temporal.PlainDate;
  readonly accountNumbers: readonly string[];
  readonly addresses: readonly string[];
  readonly useCodes: readonly string[];
  readonly voltageCodes: readonly string[];
  readonly meterNumbers: readonly string[];
  readonly transformers: readonly string[];
  readonly registers: readonly string[];
};

/** A page of the chosen customers, by id, so that a long export is read in short steps. */
export async function listChosen(
  ctx: Context,
  filter: ExportFilter,
  after: string,
  limit: number,
): Promise<ChosenCustomer[]> {
  const { rows } = await sql<ChosenCustomer>`
    select c.id, c.kind, c.stage, c.name, c.credit_code as "creditCode", c.unit_id as "unitId",
      (c.created_at at time zone 'Asia/Shanghai')::date as since,
      coalesce(a.numbers, '{}') as "accountNumbers", coalesce(a.addresses, '{}') as addresses,
      coalesce(a.uses, '{}') as "useCodes", coalesce(a.voltages, '{}') as "voltageCodes",
      coalesce(m.numbers, '{}') as "meterNumbers", coalesce(s.transformers, '{}') as transformers,
      coalesce(r.registers, '{}') as registers
    from (select * from customers.customers c where ${chosen(ctx, filter)} and c.id > ${after}::uuid
          order by c.id limit ${limit}) c
    cross join lateral (
      select array_agg(a.number order by a.number) as numbers, array_agg(distinct p.address) as addresses,
        array_agg(distinct a.use_code) as uses, array_agg(distinct a.voltage_code) as voltages
      from customers.accounts a join customers.premises p on p.org_id = a.org_id and p.id = a.premise_id
      where a.org_id = c.org_id and a.customer_id = c.id) a
    cross join lateral (
      select array_agg(m.asset_number) as numbers
      from customers.accounts a
      join customers.metering_points t on t.org_id = a.org_id and t.account_id = a.id
      join customers.installations i on i.org_id = t.org_id and i.point_id = t.id and i.removed_on is null
      join customers.meters m on m.org_id = i.org_id and m.id = i.meter_id
      where a.org_id = c.org_id and a.customer_id = c.id) m
    cross join lateral (
      select array_agg(distinct s.transformer) filter (where s.transformer is not null) as transformers
      from customers.accounts a join customers.supply_points s on s.org_id = a.org_id and s.account_id = a.id
      where a.org_id = c.org_id and a.customer_id = c.id) s
    cross join lateral (
      select array_agg(distinct e.register) as registers from customers.register_entries e
      where e.org_id = c.org_id and e.customer_id = c.id and e.state = 'in-force') r
    order by c.id`.execute(ctx.tx);
  return rows;
}
