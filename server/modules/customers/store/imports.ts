/** SQL over imports: the job, its progress, the rows that were refused. */
import { sql } from "kysely";
import type { ImportField, ImportMapping } from "../../../../contracts/customers.ts";
import type { Words } from "../../../../contracts/endpoint.ts";
import type { Context } from "../../../foundation/context.ts";
import type { TableForm } from "../../../foundation/tables/table-file.ts";

export type ImportRow = {
  readonly id: string;
  /** Hexadecimal. */
  readonly sha256: string | null;
  readonly fileName: string;
  readonly fileBytes: number;
  readonly form: TableForm;
  readonly headers: readonly string[];
  readonly mapping: ImportMapping;
  readonly state: "mapping" | "running" | "paused" | "done" | "failed";
  readonly unitId: string;
  readonly line: number;
  readonly rowsTotal: number;
  readonly isTotalExact: boolean;
  readonly rowsRead: number;
  readonly created: number;
  readonly present: number;
  readonly refused: number;
  readonly busyMs: number;
  readonly fault: Words | null;
  readonly createdAt: Temporal.Instant;
  readonly createdBy: string;
  readonly createdByName: string;
  readonly startedAt: Temporal.Instant | null;
  readonly finishedAt: Temporal.Instant | null;
  readonly keptUntil: Temporal.Instant;
};

const columns = sql`id, encode(file_sha256, 'hex') as sha256, file_name as "fileName", file_bytes as "fileBytes", form,
  headers, mapping, state, unit_id as "unitId", line, rows_total as "rowsTotal", is_total_exact as "isTotalExact",
  rows_read as "rowsRead", created, present, refused, busy_ms as "busyMs", fault, created_at as "createdAt",
  created_by as "createdBy", created_by_name as "createdByName", started_at as "startedAt",
  finished_at as "finishedAt", kept_until as "keptUntil"`;

export async function insertImport(ctx: Context, row: ImportRow): Promise<void> {
  await sql`
    insert into customers.imports (org_id, id, file_sha256, file_name, file_bytes, form, headers, mapping, unit_id,
      rows_total, created_at, created_by, created_by_name, kept_until)
    values (${ctx.orgId}, ${row.id}, decode(${row.sha256}, 'hex'), ${row.fileName}, ${row.fileBytes},
      ${JSON.stringify(row.form)}, ${row.headers}, ${JSON.stringify(row.mapping)}, ${row.unitId}, ${row.rowsTotal},
      ${row.createdAt}, ${row.createdBy}, ${row.createdByName}, ${row.keptUntil})`.execute(ctx.tx);
}

export async function findImport(ctx: Context, importId: string): Promise<ImportRow | undefined> {
  const { rows } = await sql<ImportRow>`
    select ${columns} from customers.imports where org_id = ${ctx.orgId} and id = ${importId}`.execute(
    ctx.tx,
  );
  return rows[0];
}

export async function lockImport(ctx: Context, importId: string): Promise<ImportRow | undefined> {
  const { rows } = await sql<ImportRow>`
    select ${columns} from customers.imports where org_id = ${ctx.orgId} and id = ${importId} for update`.execute(
    ctx.tx,
  );
  return rows[0];
}

/** For its runner: undefined while somebody else is at it, another runner mostly, who then has the rows. */
export async function takeImport(ctx: Context, importId: string): Promise<ImportRow | undefined> {
  const { rows } = await sql<ImportRow>`
    select ${columns} from customers.imports where org_id = ${ctx.orgId} and id = ${importId}
    for update skip locked`.execute(ctx.tx);
  return rows[0];
}

export async function listImports(ctx: Context, limit: number): Promise<ImportRow[]> {
  const { rows } = await sql<ImportRow>`
    select ${columns} from customers.imports where org_id = ${ctx.orgId} order by created_at desc limit ${limit}`.execute(
    ctx.tx,
  );
  return rows;
}

export async function saveStart(ctx: Context, importId: string, mapping: ImportMapping): Promise<void> {
  const now = ctx.clock.now();
  await sql`
    update customers.imports set state = 'running', mapping = ${JSON.stringify(mapping)}, fault = null,
      started_at = coalesce(started_at, ${now}), seen_at = ${now}
    where org_id = ${ctx.orgId} and id = ${importId}`.execute(ctx.tx);
}

export async function saveState(ctx: Context, importId: string, state: "paused"): Promise<void> {
  await sql`update customers.imports set state = ${state}
            where org_id = ${ctx.orgId} and id = ${importId}`.execute(ctx.tx);
}

export type Progress = {
  readonly line: number;
  readonly read: number;
  readonly created: number;
  readonly present: number;
  readonly refused: number;
  readonly busyMs: number;
};

/** Adds what a batch did; commits with its rows. */
export async function addProgress(ctx: Context, importId: string, step: Progress): Promise<void> {
  await sql`
    update customers.imports set line = ${step.line}, rows_read = rows_read + ${step.read},
      created = created + ${step.created}, present = present + ${step.present}, refused = refused + ${step.refused},
      busy_ms = busy_ms + ${step.busyMs}, rows_total = greatest(rows_total, rows_read + ${step.read}),
      seen_at = ${ctx.clock.now()}
    where org_id = ${ctx.orgId} and id = ${importId}`.execute(ctx.tx);
}

export async function saveEnd(ctx: Context, importId: string, fault: Words | null): Promise<void> {
  await sql`
    update customers.imports set state = ${fault ? "failed" : "done"}, fault = ${fault && JSON.stringify(fault)},
      finished_at = ${ctx.clock.now()}, is_total_exact = ${fault === null},
      rows_total = case when ${fault === null} then rows_read else rows_total end
    where org_id = ${ctx.orgId} and id = ${importId}`.execute(ctx.tx);
}

export type RefusedRow = {
  readonly line: number;
  readonly faults: readonly {
    readonly field: ImportField | null;
    readonly code: string;
    readonly facts: Readonly<Record<string, string | number>>;
  }[];
};

export async function insertRefused(
  ctx: Context,
  importId: string,
  rows: readonly RefusedRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into customers.import_faults (org_id, import_id, line, faults)
    select ${ctx.orgId}, ${importId}, line, faults
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (line bigint, faults jsonb)`.execute(
    ctx.tx,
  );
}

export async function listRefused(
  ctx: Context,
  importId: string,
  after: number,
  limit: number,
): Promise<RefusedRow[]> {
  const { rows } = await sql<RefusedRow>`
    select line, faults from customers.import_faults
    where org_id = ${ctx.orgId} and import_id = ${importId} and line > ${after}
    order by line limit ${limit}`.execute(ctx.tx);
  return rows;
}

/** How often each fault occurs, with the facts of one of them; the most frequent first. */
export async function countRefused(
  ctx: Context,
  importId: string,
): Promise<{ readonly fault: RefusedRow["faults"][number]; readonly count: number }[]> {
  const { rows } = await sql<{ fault: RefusedRow["faults"][number]; count: number }>`
    select (array_agg(fault))[1] as fault, count(*)::int as count
    from customers.import_faults f cross join lateral jsonb_array_elements(f.faults) as fault
    where f.org_id = ${ctx.orgId} and f.import_id = ${importId}
    group by fault->>'code', fault->>'field' order by 2 desc limit 50`.execute(ctx.tx);
  return rows;
}
