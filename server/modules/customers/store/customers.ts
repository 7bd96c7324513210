/** SQL over customers themselves. */
import { sql } from "kysely";
import type { Context } from "../../../foundation/context.ts";
import type { Edited } from "../edit.ts";
import { jsonFrom, rowFrom } from "./rows.ts";

export type CustomerRow = Edited & {
  readonly id: string;
  readonly kind: "individual" | "organisation" | "intermediary";
  readonly stage: "potential" | "current" | "former";
  readonly name: string;
  readonly creditCode: string | null;
  readonly bornOn: string | null;
  readonly gender: "female" | "male" | null;
  readonly language: "zh" | "en";
  readonly managerStaffId: string | null;
  readonly unitId: string;
  readonly note: string | null;
  readonly mergedInto: string | null;
};
export type NewCustomer = Omit<CustomerRow, "mergedInto" | "version" | "updatedAt" | "updatedBy">;

export async function insertCustomer(ctx: Context, customer: NewCustomer, by: string): Promise<void> {
  const now = ctx.clock.now();
  await sql`insert into customers.customers (org_id, id, kind, stage, name, credit_code, born_on, gender, language,
      manager_staff_id, unit_id, note, valid_from, created_at, created_by, updated_at, updated_by)
    select ${ctx.orgId}, id, kind, stage, name, credit_code, born_on, gender, language, manager_staff_id, unit_id, note,
      valid_from, ${now}, ${by}, ${now}, ${by}
    from jsonb_populate_record(null::customers.customers, ${jsonFrom(customer)}::jsonb)`.execute(ctx.tx);
}

/** For an edit; others may go on pointing to the customer meanwhile. */
export async function lockCustomer(ctx: Context, id: string): Promise<CustomerRow | undefined> {
  const { rows } = await sql<{ row: unknown }>`
    select to_jsonb(c) as row from customers.customers c where org_id = ${ctx.orgId} and id = ${id}
    for no key update`.execute(ctx.tx);
  return rows[0] && rowFrom<CustomerRow>(rows[0].row);
}

export type CustomerEdit = Pick<
  CustomerRow,
  "stage" | "language" | "managerStaffId" | "unitId" | "note" | "validFrom"
>;

/** @returns the new version */
export async function saveCustomer(
  ctx: Context,
  id: string,
  edit: CustomerEdit,
  by: string,
): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    update customers.customers set stage = ${edit.stage}, language = ${edit.language},
      manager_staff_id = ${edit.managerStaffId}, unit_id = ${edit.unitId}, note = ${edit.note},
      valid_from = ${edit.validFrom}, version = version + 1, updated_at = ${ctx.clock.now()}, updated_by = ${by}
    where org_id = ${ctx.orgId} and id = ${id} returning version`.execute(ctx.tx);
  return rows[0]?.version ?? 0;
}

/** Who has a credit code already. */
export async function findByCreditCode(ctx: Context, code: string): Promise<{ name: string } | undefined> {
  const { rows } = await sql<{ name: string }>`
    select name from customers.customers
    where org_id = ${ctx.orgId} and credit_code = ${code} and merged_into is null`.execute(ctx.tx);
  return rows[0];
}
