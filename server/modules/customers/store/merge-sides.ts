/** SQL: how much of each kind two customers have, for whoever decides on their merge. */
import { sql } from "kysely";
import type { Words } from "../../../../contracts/endpoint.ts";
import type { Context } from "../../../foundation/context.ts";

export type SideCount = { readonly what: Words; readonly loser: number; readonly winner: number };

const kinds = {
  accounts: { zh: "户", en: "Accounts" },
  personal_fields: { zh: "号码", en: "Numbers" },
  people: { zh: "联系人", en: "Contact people" },
  contract_parties: { zh: "合同", en: "Contracts" },
  documents: { zh: "资料", en: "Documents" },
  register_entries: { zh: "名册", en: "Registers" },
  matters: { zh: "在办事项", en: "Open matters" },
  pins: { zh: "置顶提醒", en: "Pins" },
  timeline: { zh: "服务记录", en: "Records" },
} as const;

/** One statement; the counts of the timeline are kept, the rest is small. */
export async function countSides(
  ctx: Context,
  { loserId, winnerId }: { readonly loserId: string; readonly winnerId: string },
): Promise<SideCount[]> {
  const tables = Object.keys(kinds) as (keyof typeof kinds)[];
  const of = (tab: keyof typeof kinds, customerId: string) =>
    tab === "timeline"
      ? sql`(select coalesce(sum(entries), 0)::int from customers.timeline_counts
             where org_id = ${ctx.orgId} and customer_id = ${customerId})`
      : sql`(select count(*)::int from ${sql.table(`customers.${tab}`)}
             where org_id = ${ctx.orgId} and customer_id = ${customerId})`;
  const { rows } = await sql<{ tab: keyof typeof kinds; loser: number; winner: number }>`${sql.join(
    tables.map(
      (tab) => sql`select ${tab}::text as tab, ${of(tab, loserId)} as loser, ${of(tab, winnerId)} as winner`,
    ),
    sql` union all `,
  )}`.execute(ctx.tx);
  return rows.map(({ tab, loser, winner }) => ({ what: kinds[tab], loser, winner }));
}
