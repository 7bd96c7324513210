/** Supply contracts (供用电合同) of an account, with their parties. */
import type { saveContract as endpoint } from "../../../contracts/customers.ts";
import type { AnswerOf, InputOf } from "../../../contracts/endpoint.ts";
import { actorName, type Context } from "../../foundation/context.ts";
import { violates } from "../../foundation/database.ts";
import { newId } from "../../foundation/ids.ts";
import { Problem } from "../../foundation/problem.ts";
import { lockForEdit } from "./account.ts";
import { changeDay, requireVersion, tellChange, today } from "./edit.ts";
import * as store from "./store/contracts.ts";

/**
 * With an id and its version one that is there is changed; without it is a new one. An account has one contract in force
 * on any day, which the account's lock keeps so when two are saved at once.
 * @throws thing.not_found, customers.account_closed, customers.days_order, customers.contract_number,
 *   customers.contract_overlap, customers.party_unknown, customers.edited_meanwhile
 */
export async function saveContract(
  ctx: Context,
  accountId: string,
  { contractId, version, parties, ...fields }: InputOf<typeof endpoint>["body"],
): Promise<AnswerOf<typeof endpoint>> {
  if (fields.endsOn !== null && fields.endsOn < fields.startsOn)
    throw new Problem("customers.days_order", { field: "endsOn" });
  const account = await lockForEdit(ctx, accountId);
  const id = contractId ?? newId();
  const before = contractId === null ? undefined : await store.lockContract(ctx, accountId, contractId);
  if (contractId !== null && !before) throw new Problem("thing.not_found");
  if (before) requireVersion(before, version ?? 0);
  await requireParties(ctx, parties);
  if (fields.state === "in-force") await refuseOverlap(ctx, accountId, { id, ...fields });

  const oldParties = before ? await store.listParties(ctx, id) : [];
  const day = before ? changeDay(ctx, before) : today(ctx);
  const after = { ...fields, validFrom: day };
  const saved = await orTaken(fields.number, async () => {
    if (before) return store.saveContractRow(ctx, id, after, actorName(ctx.actor));
    await store.insertContract(ctx, accountId, id, after);
    return 1;
  });
  await store.saveParties(ctx, id, parties, day);
  await tellChange(ctx, {
    of: [account.customerId, ...parties.map(({ customerId }) => customerId)],
    part: "contract",
    action: before ? "contract_changed" : "contract_added",
    subject: `contract:${id}`,
    title: before
      ? { zh: `供用电合同 ${fields.number} 变更`, en: `Supply contract ${fields.number} changed` }
      : { zh: `签订供用电合同 ${fields.number}`, en: `Supply contract ${fields.number} entered` },
    accountId,
    ...(before ? { before: { ...before, parties: oldParties } } : {}),
    after: { ...after, parties },
  });
  return { contractId: id, version: saved };
}

async function requireParties(ctx: Context, parties: readonly store.Party[]): Promise<void> {
  const ids = [...new Set(parties.map(({ customerId }) => customerId))];
  if ((await store.presentAmong(ctx, ids)) < ids.length)
    throw new Problem("customers.party_unknown", { field: "parties" });
}

async function refuseOverlap(
  ctx: Context,
  accountId: string,
  contract: { id: string; startsOn: string; endsOn: string | null },
): Promise<void> {
  const other = await store.inForceWithin(ctx, accountId, contract);
  if (!other) return;
  const { number, startsOn: from, endsOn } = other;
  throw new Problem("customers.contract_overlap", { number, from, to: endsOn ?? "—", field: "startsOn" });
}

async function orTaken<T>(number: string, save: () => Promise<T>): Promise<T> {
  try {
    return await save();
  } catch (error) {
    if (violates(error, "contract_number"))
      throw new Problem("customers.contract_number", { number, field: "number" });
    throw error;
  }
}
