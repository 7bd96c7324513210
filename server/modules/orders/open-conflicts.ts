/**
 * Two orders on one account that cannot both be completed: whoever closes it leaves the other stuck at its archive step. It
 * is found before the second one is taken, by the open orders of its account and of those that its form names, under their
 * locks, so of two clerks at once one is told.
 */
import type { Words } from "../../../contracts/endpoint.ts";
import type { Context } from "../../foundation/context.ts";
import { conflictBetween, type OrderConflict } from "./catalogue/order-conflicts.ts";
import type { OrderTypeRow } from "./catalogue/order-types.ts";
import type { Intake } from "./intake.ts";
import { type NamedAccount, namedAccounts } from "./named-accounts.ts";
import { listUnfinished } from "./store/named-accounts.ts";

export type FoundConflict = {
  readonly text: Words;
  readonly orderId: string;
  readonly level: OrderConflict["level"];
  readonly reason: Words;
};

/** The heaviest first. */
export async function conflictsOf(
  ctx: Context,
  { account, type, catalogue, said }: Pick<Intake, "account" | "type" | "catalogue" | "said">,
): Promise<FoundConflict[]> {
  const own = account ? [{ id: account.id, number: account.number, isNamed: false }] : [];
  const named = await namedAccounts(ctx, said.form, account?.id ?? null);
  const found = new Map<string, FoundConflict>();
  for (const { id: accountId, number: at, isNamed } of [...own, ...named.map(asNamed)])
    for (const order of await listUnfinished(ctx, accountId)) {
      const open = catalogue.type(order.typeCode);
      const conflict =
        open && conflictBetween({ ...kindOf(type), isNamed }, { ...kindOf(open), isNamed: order.isNamed });
      if (!conflict || found.get(order.id)?.level === "stop") continue;
      found.set(order.id, {
        text: {
          zh: order.isNamed
            ? `在办工单 ${order.number}（${open.name.zh}）涉及户 ${at}`
            : `户 ${at} 有在办工单 ${order.number}（${open.name.zh}）`,
          en: `Order ${order.number} ${order.isNamed ? "names" : "is open on"} account ${at}: ${open.name.en}`,
        },
        orderId: order.id,
        level: conflict.level,
        reason: conflict.because,
      });
    }
  return [...found.values()]
    .sort((a, b) => Number(a.level === "warn") - Number(b.level === "warn"))
    .slice(0, 3);
}

const asNamed = ({ id, number }: NamedAccount) => ({ id, number, isNamed: true });
const kindOf = ({ code, family }: OrderTypeRow) => ({ code, family });
