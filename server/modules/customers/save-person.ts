/** Contact people of a customer by role (法定代表人, 经办人, 电气负责人 …): added, replaced, ended. */

import { checkPhone } from "../../../contracts/customers/identifiers.ts";
import type { endPerson as ending, savePerson as endpoint } from "../../../contracts/customers.ts";
import type { InputOf } from "../../../contracts/endpoint.ts";
import type { Context } from "../../foundation/context.ts";
import { newId } from "../../foundation/ids.ts";
import { Problem } from "../../foundation/problem.ts";
import { lockKnownAccount } from "./account.ts";
import { requireName } from "./create-customer.ts";
import { changeDay, tellChange, today } from "./edit.ts";
import { mask } from "./masks.ts";
import { addPersonalField, endPersonalField } from "./personal-fields.ts";
import { endPersonRow, insertPerson, lockPerson, type PersonRow } from "./store/people.ts";
import { lockPresentCustomer } from "./update-customer.ts";

type Input = InputOf<typeof endpoint>["body"];

/**
 * The phone is kept sealed like the customer's own, marked as this person's. Whoever is replaced ends today.
 * @throws thing.not_found, customers.merged, customers.name_…, customers.phone_…
 */
export async function savePerson(ctx: Context, customerId: string, input: Input): Promise<string> {
  await lockPresentCustomer(ctx, customerId);
  const name = requireName(input.name, "name");
  if (input.accountId !== null) {
    const account = await lockKnownAccount(ctx, input.accountId);
    if (account.customerId !== customerId) throw new Problem("thing.not_found");
  }
  const replaced = input.replaces === null ? undefined : await lockLive(ctx, customerId, input.replaces);
  const day = today(ctx);
  if (replaced) await end(ctx, replaced, day);
  const id = newId();
  const { role, accountId, authorisedUntil } = input;
  const phoneId = input.phone ? await keepPhone(ctx, customerId, input.phone, role) : null;
  await insertPerson(ctx, {
    id,
    customerId,
    accountId,
    role,
    name,
    phoneId,
    authorisedUntil,
    validFrom: day,
  });
  await tellChange(ctx, {
    of: [customerId],
    part: "person",
    action: replaced ? "person_replaced" : "person_added",
    subject: `customer:${customerId}`,
    title: replaced
      ? { zh: "更换联系人", en: "Contact person replaced" }
      : { zh: "新增联系人", en: "Contact person added" },
    ...(accountId ? { accountId } : {}),
    ...(replaced ? { before: told(replaced) } : {}),
    after: told({ id, name, role, authorisedUntil }),
  });
  return id;
}

/** `on` is the first day on which they speak for the customer no more; today unless said. */
export async function endPerson(
  ctx: Context,
  customerId: string,
  personId: string,
  { on }: InputOf<typeof ending>["body"],
): Promise<void> {
  await lockPresentCustomer(ctx, customerId);
  const person = await lockLive(ctx, customerId, personId);
  await end(ctx, person, changeDay(ctx, person, on, "on"));
  await tellChange(ctx, {
    of: [customerId],
    part: "person",
    action: "person_ended",
    subject: `customer:${customerId}`,
    title: { zh: "停用联系人", en: "Contact person ended" },
    before: told(person),
  });
}

async function lockLive(ctx: Context, customerId: string, id: string): Promise<PersonRow> {
  const person = await lockPerson(ctx, customerId, id);
  if (!person || person.validTo !== null) throw new Problem("thing.not_found");
  return person;
}

async function end(ctx: Context, person: PersonRow, on: string): Promise<void> {
  await endPersonRow(ctx, person.id, on);
  if (person.phoneId) await endPersonalField(ctx, person.customerId, person.phoneId, on);
}

async function keepPhone(ctx: Context, customerId: string, typed: string, role: string): Promise<string> {
  const phone = checkPhone(typed);
  const kind = phone.ok && phone.kind !== "mobile" ? "landline" : "mobile";
  const given = { kind, value: typed, label: role, isPrimary: false } as const;
  return (await addPersonalField(ctx, customerId, given, "phone")).id;
}

const told = ({
  id,
  name,
  role,
  authorisedUntil,
}: Pick<PersonRow, "id" | "name" | "role" | "authorisedUntil">) => ({
  id,
  name: mask.name(name),
  role,
  authorisedUntil,
});
