/** SQL over what an account is charged by, which may begin ahead of its day: the way of charging capacity, a swap. */
import { sql } from "kysely";
import type { z } from "zod";
import type { capacitySwap, demandTerm } from "../../../../contracts/customers/shapes.ts";
import type { Context } from "../../../foundation/context.ts";

type Term = Omit<z.output<typeof demandTerm>, "isInForce">;
type Swap = Omit<z.output<typeof capacitySwap>, "isInForce">;
export type NewTerm = Omit<Term, "enteredOn">;
export type NewSwap = Omit<Swap, "enteredOn">;

export async function saveTerm(
  ctx: Context,
  accountId: string,
  { startsOn, basis, demandKw, source }: NewTerm,
  enteredOn: string,
): Promise<void> {
  await sql`insert into customers.demand_terms (org_id, account_id, starts_on, basis, demand_kw, source, entered_on)
    values (${ctx.orgId}, ${accountId}, ${startsOn}, ${basis}, ${demandKw}, ${source}, ${enteredOn})
    on conflict (org_id, account_id, starts_on) do update set basis = excluded.basis, demand_kw = excluded.demand_kw,
      source = excluded.source, entered_on = excluded.entered_on`.execute(ctx.tx);
}

export async function termFrom(
  ctx: Context,
  accountId: string,
  startsOn: string,
): Promise<NewTerm | undefined> {
  const { rows } = await sql<NewTerm>`
    select starts_on::text as "startsOn", basis, demand_kw::float as "demandKw", source from customers.demand_terms
    where org_id = ${ctx.orgId} and account_id = ${accountId} and starts_on = ${startsOn}`.execute(ctx.tx);
  return rows[0];
}

/** What was agreed last, whether it holds already or begins later. */
export async function latestDemandTerm(ctx: Context, accountId: string): Promise<NewTerm | undefined> {
  const { rows } = await sql<NewTerm>`
    select starts_on::text as "startsOn", basis, demand_kw::float as "demandKw", source from customers.demand_terms
    where org_id = ${ctx.orgId} and account_id = ${accountId} order by starts_on desc limit 1`.execute(
    ctx.tx,
  );
  return rows[0];
}

export async function saveSwap(
  ctx: Context,
  accountId: string,
  { startsOn, endsOn, kva, formerKva, transformers, source }: NewSwap,
  enteredOn: string,
): Promise<void> {
  await sql`insert into customers.swaps (org_id, account_id, starts_on, ends_on, kva, former_kva, transformers, source, entered_on)
    values (${ctx.orgId}, ${accountId}, ${startsOn}, ${endsOn}, ${kva}, ${formerKva}, ${transformers}, ${source}, ${enteredOn})
    on conflict (org_id, account_id, starts_on) do update set ends_on = excluded.ends_on, kva = excluded.kva,
      former_kva = excluded.former_kva, transformers = excluded.transformers, source = excluded.source,
      entered_on = excluded.entered_on`.execute(ctx.tx);
}

export async function swapFrom(
  ctx: Context,
  accountId: string,
  startsOn: string,
): Promise<NewSwap | undefined> {
  const { rows } = await sql<NewSwap>`
    select starts_on::text as "startsOn", ends_on::text as "endsOn", kva::float as kva, former_kva::float as "formerKva",
      transformers, source
    from customers.swaps where org_id = ${ctx.orgId} and account_id = ${accountId} and starts_on = ${startsOn}`.execute(
    ctx.tx,
  );
  return rows[0];
}
