/** Where an account is metered (计量点): added or changed. Meters come and go by `install-meter.ts`. */
import type { saveMeteringPoint as endpoint } from "../../../contracts/customers.ts";
import type { AnswerOf, InputOf } from "../../../contracts/endpoint.ts";
import { actorName, type Context } from "../../foundation/context.ts";
import { violates } from "../../foundation/database.ts";
import { newId } from "../../foundation/ids.ts";
import { Problem } from "../../foundation/problem.ts";
import { lockForEdit } from "./account.ts";
import { changeDay, requireVersion, tellChange } from "./edit.ts";
import { sinceOpened } from "./save-supply-point.ts";
import type { AccountRow } from "./store/accounts.ts";
import { hangingAt } from "./store/meters.ts";
import * as store from "./store/points.ts";

type Input = InputOf<typeof endpoint>["body"];

/**
 * With an id and its version one that is there is changed; without it is a new one, numbered after the account unless a
 * number is given.
 * @throws thing.not_found, customers.account_closed, customers.point_number, customers.supply_elsewhere,
 *   customers.meter_hangs, customers.edited_meanwhile, customers.past_stays, customers.future_day
 */
export async function saveMeteringPoint(
  ctx: Context,
  accountId: string,
  { meteringPointId, version, number: given, validFrom, ...fields }: Input,
): Promise<AnswerOf<typeof endpoint>> {
  const account = await lockForEdit(ctx, accountId);
  if (fields.supplyPointId !== null && !(await store.lockSupplyPoint(ctx, accountId, fields.supplyPointId)))
    throw new Problem("customers.supply_elsewhere", { field: "supplyPointId" });

  if (meteringPointId === null) {
    const id = newId();
    const number = given || (await nextPointNumber(ctx, account));
    const after = { ...fields, number, validFrom: changeDay(ctx, sinceOpened(account), validFrom) };
    await orTaken(number, () => store.insertMeteringPoint(ctx, accountId, id, after));
    await tell(ctx, account, { id, action: "metering_point_added", after });
    return { meteringPointId: id, number, version: 1 };
  }
  const before = await store.lockMeteringPoint(ctx, meteringPointId);
  if (before?.accountId !== accountId) throw new Problem("thing.not_found");
  requireVersion(before, version ?? 0);
  if (fields.isClosed) await refuseHanging(ctx, meteringPointId);
  const number = given || before.number;
  const after = { ...fields, number, validFrom: changeDay(ctx, before, validFrom) };
  const saved = await orTaken(number, () =>
    store.saveMeteringPointRow(ctx, meteringPointId, after, actorName(ctx.actor)),
  );
  await tell(ctx, account, { id: meteringPointId, action: "metering_point_changed", before, after });
  return { meteringPointId, number, version: saved };
}

/** The account's number and a count of two digits; one that somebody took by hand is passed over. */
async function nextPointNumber(ctx: Context, account: AccountRow): Promise<string> {
  for (let count = (await store.countPoints(ctx, account.id)) + 1; ; count++) {
    const number = `${account.number}${String(count).padStart(2, "0")}`;
    if (!(await store.isPointNumberTaken(ctx, number))) return number;
  }
}

async function orTaken<T>(number: string, save: () => Promise<T>): Promise<T> {
  try {
    return await save();
  } catch (error) {
    if (violates(error, "metering_point_number"))
      throw new Problem("customers.point_number", { number, field: "number" });
    throw error;
  }
}

async function refuseHanging(ctx: Context, pointId: string): Promise<void> {
  const hanging = await hangingAt(ctx, pointId);
  if (hanging) throw new Problem("customers.meter_hangs", { meter: hanging.assetNumber });
}

const tell = (
  ctx: Context,
  account: AccountRow,
  { id, ...change }: { id: string; action: string; before?: object; after: object },
) =>
  tellChange(ctx, {
    of: [account.customerId],
    part: "meter",
    subject: `metering-point:${id}`,
    title: { zh: `户 ${account.number} 计量点变更`, en: `Metering of account ${account.number} changed` },
    accountId: account.id,
    ...change,
  });
