/** Where an account is fed from (受电点, 电源): added or changed. */
import type { saveSupplyPoint as endpoint } from "../../../contracts/customers.ts";
import type { AnswerOf, InputOf } from "../../../contracts/endpoint.ts";
import { actorName, type Context } from "../../foundation/context.ts";
import { newId } from "../../foundation/ids.ts";
import { Problem } from "../../foundation/problem.ts";
import { lockForEdit } from "./account.ts";
import { requireCode } from "./codes.ts";
import { changeDay, requireVersion, tellChange } from "./edit.ts";
import { insertSupplyPoint, lockSupplyPoint, saveSupplyPointRow } from "./store/points.ts";

/**
 * With an id and its version one that is there is changed; without it is a new one.
 * @throws thing.not_found, customers.account_closed, customers.code_unknown, customers.edited_meanwhile,
 *   customers.past_stays, customers.future_day
 */
export async function saveSupplyPoint(
  ctx: Context,
  accountId: string,
  { supplyPointId, version, validFrom, ...fields }: InputOf<typeof endpoint>["body"],
): Promise<AnswerOf<typeof endpoint>> {
  const account = await lockForEdit(ctx, accountId);
  requireCode("voltage", fields.voltageCode, "voltageCode");
  const tell = (id: string, action: string, states: { before?: object; after: object }) =>
    tellChange(ctx, {
      of: [account.customerId],
      part: "supply",
      action,
      subject: `supply-point:${id}`,
      title: { zh: `户 ${account.number} 受电点变更`, en: `Supply of account ${account.number} changed` },
      accountId,
      ...states,
    });

  if (supplyPointId === null) {
    const id = newId();
    const after = { ...fields, validFrom: changeDay(ctx, sinceOpened(account), validFrom) };
    await insertSupplyPoint(ctx, accountId, id, after);
    await tell(id, "supply_point_added", { after });
    return { supplyPointId: id, version: 1 };
  }
  const before = await lockSupplyPoint(ctx, accountId, supplyPointId);
  if (!before) throw new Problem("thing.not_found");
  requireVersion(before, version ?? 0);
  const after = { ...fields, validFrom: changeDay(ctx, before, validFrom) };
  const saved = await saveSupplyPointRow(ctx, supplyPointId, after, actorName(ctx.actor));
  await tell(supplyPointId, "supply_point_changed", { before, after });
  return { supplyPointId, version: saved };
}

/** A thing of an account can be entered back to the day on which the account was opened. */
export const sinceOpened = (account: { readonly openedOn: string | null; readonly validFrom: string }) => ({
  validFrom: account.openedOn ?? account.validFrom,
});
