/** SQL of imports of orders. */
import { sql } from "kysely";
import type { OrderImport, OrderImportMapping } from "../../../../contracts/orders/order-imports.ts";
import type { Context } from "../../../foundation/context.ts";
import type { TableForm } from "../../../foundation/tables/table-file.ts";

export type ImportRow = {
  readonly id: string;
  readonly source: string;
  readonly unitId: string | null;
  readonly sha256: string | null;
  readonly fileName: string;
  readonly fileBytes: number;
  readonly form: TableForm;
  readonly headers: string[];
  readonly mapping: OrderImportMapping;
  readonly state: OrderImport["state"];
  readonly line: number;
  readonly rowsTotal: number;
  readonly created: number;
  readonly present: number;
  readonly refused: number;
  readonly fault: OrderImport["fault"];
  readonly createdAt: Temporal.Instant;
  readonly createdBy: string;
  readonly finishedAt: Temporal.Instant | null;
  readonly keptUntil: Temporal.Instant;
};

const columns = sql`id, source, unit_id as "unitId", encode(file_sha256, 'hex') as sha256, file_name as "fileName",
  file_bytes as "fileBytes", form, headers, mapping, state, line, rows_total as "rowsTotal", created, present, refused, fault,
  created_at as "createdAt", created_by_name as "createdBy", finished_at as "finishedAt", kept_until as "keptUntil"`;

export async function listImports(ctx: Context, most: number): Promise<ImportRow[]> {
  const { rows } = await sql<ImportRow>`
    select ${columns} from orders.order_imports where org_id = ${ctx.orgId} order by id desc limit ${most}`.execute(
    ctx.tx,
  );
  return rows;
}

export async function findImport(ctx: Context, id: string): Promise<ImportRow | undefined> {
  const { rows } = await sql<ImportRow>`
    select ${columns} from orders.order_imports where org_id = ${ctx.orgId} and id = ${id}`.execute(ctx.tx);
  return rows[0];
}

export async function lockImport(ctx: Context, id: string): Promise<ImportRow | undefined> {
  const { rows } = await sql<ImportRow>`
    select ${columns} from orders.order_imports where org_id = ${ctx.orgId} and id = ${id} for update`.execute(
    ctx.tx,
  );
  return rows[0];
}

type NewImport = Pick<
  ImportRow,
  "id" | "source" | "unitId" | "fileName" | "fileBytes" | "form" | "headers" | "mapping" | "rowsTotal"
> & { readonly sha256: string; readonly createdBy: string; readonly keptUntil: Temporal.Instant };

export async function insertImport(ctx: Context, row: NewImport): Promise<void> {
  await sql`
    insert into orders.order_imports (org_id, id, source, unit_id, file_sha256, file_name, file_bytes, form, headers, mapping,
      rows_total, created_at, created_by_name, kept_until)
    values (${ctx.orgId}, ${row.id}, ${row.source}, ${row.unitId}, decode(${row.sha256}, 'hex'), ${row.fileName}, ${row.fileBytes},
      ${JSON.stringify(row.form)}::jsonb, ${row.headers}::text[], ${JSON.stringify(row.mapping)}::jsonb, ${row.rowsTotal},
      ${ctx.clock.now()}, ${row.createdBy}, ${row.keptUntil})`.execute(ctx.tx);
}

export async function saveStart(ctx: Context, id: string, mapping: OrderImportMapping): Promise<void> {
  await sql`
    update orders.order_imports set state = 'running', mapping = ${JSON.stringify(mapping)}::jsonb, fault = null,
      seen_at = ${ctx.clock.now()}
    where org_id = ${ctx.orgId} and id = ${id}`.execute(ctx.tx);
}

export async function addProgress(
  ctx: Context,
  id: string,
  line: number,
  what: "created" | "present" | "refused",
): Promise<void> {
  const added = (name: typeof what) => (name === what ? 1 : 0);
  await sql`
    update orders.order_imports set line = ${line}, seen_at = ${ctx.clock.now()}, created = created + ${added("created")},
      present = present + ${added("present")}, refused = refused + ${added("refused")}
    where org_id = ${ctx.orgId} and id = ${id}`.execute(ctx.tx);
}

export async function saveEnd(ctx: Context, id: string, fault: OrderImport["fault"]): Promise<void> {
  const now = ctx.clock.now();
  await sql`
    update orders.order_imports set state = ${fault ? "failed" : "done"}, fault = ${fault && JSON.stringify(fault)}::jsonb,
      finished_at = ${now}
    where org_id = ${ctx.orgId} and id = ${id}`.execute(ctx.tx);
}

export type Fault = {
  readonly line: number;
  readonly code: string;
  readonly facts: Record<string, string | number>;
};

export async function insertFault(ctx: Context, id: string, { line, code, facts }: Fault): Promise<void> {
  await sql`
    insert into orders.order_import_faults (org_id, import_id, line, code, facts)
    values (${ctx.orgId}, ${id}, ${line}, ${code}, ${JSON.stringify(facts)}::jsonb)`.execute(ctx.tx);
}

export async function listFaults(ctx: Context, id: string): Promise<Fault[]> {
  const { rows } = await sql<Fault>`
    select line, code, facts from orders.order_import_faults where org_id = ${ctx.orgId} and import_id = ${id}
    order by line limit 100000`.execute(ctx.tx);
  return rows;
}
