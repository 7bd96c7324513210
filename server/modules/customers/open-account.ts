/** A new account at a premise (建户). */
import type { openAccount as endpoint } from "../../../contracts/customers.ts";
import type { InputOf } from "../../../contracts/endpoint.ts";
import type { Context } from "../../foundation/context.ts";
import { violates } from "../../foundation/database.ts";
import { newId } from "../../foundation/ids.ts";
import { Problem } from "../../foundation/problem.ts";
import { awaitSupplyTurn, requireCodes, requireSupply } from "./account.ts";
import { accountFormats, nextAccountNumber, requireAccountNumber } from "./account-number.ts";
import { requireOurs } from "./create-customer.ts";
import { pastOrToday, tellChange, today } from "./edit.ts";
import { insertAccount, insertPremise, isNumberTaken, lockPremise } from "./store/accounts.ts";
import { lockPresentCustomer } from "./update-customer.ts";

export type NewAccount = InputOf<typeof endpoint>["body"];

/**
 * The premise is one that exists or is made with the account. The number is the company's next one unless it is given,
 * as it is when an archive is taken over.
 * @throws customers.merged, customers.code_unknown, customers.kva_order, customers.supplier_unknown,
 *   customers.account_taken, customers.account_numbers_out, customers.unit_unknown, customers.future_day
 */
export async function openAccount(
  ctx: Context,
  customerId: string,
  input: NewAccount,
): Promise<{ accountId: string; number: string }> {
  await awaitSupplyTurn(ctx, input);
  await lockPresentCustomer(ctx, customerId);
  requireCodes(input);
  await requireOurs(ctx, input);
  await requireSupply(ctx, input);
  const { premise, number: given, openedOn: day, ...fields } = input;
  const openedOn = pastOrToday(ctx, day ?? today(ctx), "openedOn");
  const number = given === null || given === "" ? await nextAccountNumber(ctx) : await freeNumber(ctx, given);
  const premiseId = await premiseOf(ctx, premise, openedOn);
  const id = newId();
  const account = {
    ...fields,
    loadClass: fields.loadClass ?? null,
    shiftCode: fields.shiftCode ?? null,
    restDays: fields.restDays ?? null,
    id,
    number,
    customerId,
    premiseId,
    openedOn,
    validFrom: openedOn,
    state: "active" as const,
    isSupplied: true,
    suppliedOn: openedOn,
    closedOn: null,
  };
  try {
    await insertAccount(ctx, account);
  } catch (error) {
    if (violates(error, "account_number")) throw taken(number);
    throw error;
  }
  await tellChange(ctx, {
    of: [customerId],
    part: "account",
    action: "account_opened",
    subject: `account:${id}`,
    title: { zh: `建户 ${number}`, en: `Account ${number} opened` },
    accountId: id,
    after: account,
  });
  return { accountId: id, number };
}

const taken = (number: string) => new Problem("customers.account_taken", { number, field: "number" });

async function freeNumber(ctx: Context, typed: string): Promise<string> {
  const number = requireAccountNumber(typed, await accountFormats(ctx));
  if (await isNumberTaken(ctx, number)) throw taken(number);
  return number;
}

async function premiseOf(ctx: Context, premise: NewAccount["premise"], validFrom: string): Promise<string> {
  if ("premiseId" in premise) {
    if (!(await lockPremise(ctx, premise.premiseId))) throw new Problem("thing.not_found");
    return premise.premiseId;
  }
  const id = newId();
  await insertPremise(ctx, { ...premise, id, validFrom });
  return id;
}
