/** A customer's page, and an account's, as of today or any past day. */
import type { z } from "zod";
import type {
  account,
  readAccount as ofAccount,
  readCustomer as ofCustomer,
} from "../../../contracts/customers.ts";
import type { AnswerOf } from "../../../contracts/endpoint.ts";
import { businessZone } from "../../foundation/clock.ts";
import type { Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { findStaff, findUnit } from "../identity/index.ts";
import { nameOfCode } from "./codes.ts";
import { customerLines } from "./customer-lines.ts";
import { pastOrToday, today } from "./edit.ts";
import { hiddenText, policyOf, type Sight, seenBy, sightOf } from "./field-policy.ts";
import { listPersonalFields, type MaskedField } from "./personal-fields.ts";
import { familyOf } from "./personal-numbers.ts";
import { knownCustomer } from "./present-customer.ts";
import { schemeWords } from "./recognition-parts.ts";
import { levelWords } from "./rules/registers.ts";
import * as store from "./store/archive-page.ts";

type Page = AnswerOf<typeof ofCustomer>;

/**
 * Numbers are masked, and what the reader's post does not see is hidden. A past day shows what the archive held then, not
 * what was believed then: an entry that was made later for that day is part of it.
 * @throws thing.not_found, customers.future_day, customers.not_yet when the customer was entered later
 */
export async function readCustomer(ctx: Context, id: string, asOf?: string): Promise<Page> {
  const day = pastOrToday(ctx, asOf ?? today(ctx), "asOf");
  const isPast = day < today(ctx);
  const row = await store.readCustomerOn(ctx, id, day);
  if (!row) return notYet(ctx, id);
  const unit = await findUnit(ctx, row.unitId);
  const manager = row.managerStaffId === null ? undefined : await findStaff(ctx, row.managerStaffId);
  const sight = await sightOf(ctx);
  const accounts = await store.accountsOfCustomer(ctx, id, day);
  const { people, relations, classes, registers, ...beside } = await store.readBeside(ctx, id, {
    day,
    isPast,
    until: endOf(day),
  });
  const fields = await personalFields(ctx, id, day);
  const numbers = new Map(fields.map((field) => [field.id, field.masked]));
  return {
    ...row,
    ...beside,
    asOf: day,
    isPast,
    name: seenName(row, sight),
    bornOn: sight("born", row.bornOn),
    manager: manager ? { staffId: manager.staffId, name: manager.name } : null,
    unit: { id: row.unitId, name: unit?.name ?? { zh: "—", en: "—" } },
    updatedAt: store.instantText(row.updatedAt),
    personalFields: fields,
    accounts: accounts.map((one) => accountAnswer(one, sight)),
    people: people.map(({ phoneId, ...person }) => ({
      ...person,
      name: sight("name", person.name),
      phone: phoneId === null ? null : (numbers.get(phoneId) ?? null),
    })),
    relations: relations.map((one) => ({
      ...one,
      other: { ...one.other, name: seenName(one.other, sight) },
    })),
    classes: classes.map((tag) => ({ ...tag, ...schemeWords(tag.scheme, tag.code) })),
    registers: registers.map((tag) => ({ ...tag, levelName: levelWords(tag.register, tag.level) })),
  };
}

/** @throws thing.not_found, customers.future_day */
export async function readAccount(
  ctx: Context,
  id: string,
  asOf?: string,
): Promise<AnswerOf<typeof ofAccount>> {
  const day = pastOrToday(ctx, asOf ?? today(ctx), "asOf");
  const found = await store.accountOn(ctx, id, day);
  if (!found) throw new Problem("thing.not_found");
  const [customer] = await customerLines(ctx, [found.customerId]);
  if (!customer) throw new Problem("thing.not_found");
  return { asOf: day, account: accountAnswer(found, await sightOf(ctx)), customer };
}

async function notYet(ctx: Context, id: string): Promise<never> {
  await knownCustomer(ctx, id);
  throw new Problem("customers.not_yet", { field: "asOf" });
}

const endOf = (day: string): Temporal.Instant =>
  Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(businessZone).toInstant();

/** What a post sees of a number is either its mask or nothing. */
async function personalFields(ctx: Context, id: string, day: string): Promise<MaskedField[]> {
  const policy = await policyOf(ctx);
  const fields = await listPersonalFields(ctx, [id], day);
  return fields.map((field) =>
    seenBy(policy, ctx.actor, familyOf(field.kind)).shows === "hidden"
      ? { ...field, masked: hiddenText }
      : field,
  );
}

function accountAnswer(one: store.AccountOn, sight: Sight): z.input<typeof account> {
  return {
    ...one,
    premise: { ...one.premise, ...addressSeen(one.premise, sight) },
    sortName: nameOfCode("sort", one.sortCode),
    useName: nameOfCode("use", one.useCode),
    tradeName: one.tradeCode === null ? null : nameOfCode("trade", one.tradeCode),
    voltageName: nameOfCode("voltage", one.voltageCode),
    number: sight("account", one.number),
    supplierAccountNumber: sight("account", one.supplierAccountNumber),
    supplyPoints: one.supplyPoints.map((point) => ({
      ...point,
      voltageName: nameOfCode("voltage", point.voltageCode),
    })),
    contracts: one.contracts.map((contract) => ({
      ...contract,
      parties: contract.parties.map((party) => ({ ...party, name: sight("name", party.name) })),
    })),
  };
}

/** What an organisation is called is public. */
const seenName = ({ kind, name }: { readonly kind: string; readonly name: string }, sight: Sight): string =>
  kind === "individual" ? sight("name", name) : name;

/** Who sees an address down to the estate only sees neither its parts nor its place on the map. */
function addressSeen(premise: store.AccountOn["premise"], sight: Sight) {
  const address = sight("address", premise.address);
  return address === premise.address ? {} : { address, levels: {}, longitude: null, latitude: null };
}
