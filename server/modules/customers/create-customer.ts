/** A new customer of the archive (新建客户). */
import { birthOf, checkCreditCode, checkName, sexOf } from "../../../contracts/customers/identifiers.ts";
import type { createCustomer as endpoint } from "../../../contracts/customers.ts";
import type { InputOf } from "../../../contracts/endpoint.ts";
import { actorName, type Context } from "../../foundation/context.ts";
import { violates } from "../../foundation/database.ts";
import { newId } from "../../foundation/ids.ts";
import { Problem } from "../../foundation/problem.ts";
import { findStaff, findUnit } from "../identity/index.ts";
import { tellChange, today } from "./edit.ts";
import { addPersonalField } from "./personal-fields.ts";
import { requireNumber } from "./personal-numbers.ts";
import { tellCardSeen } from "./see-card.ts";
import { findByCreditCode, insertCustomer } from "./store/customers.ts";

export type NewCustomer = InputOf<typeof endpoint>["body"];

/**
 * Numbers are checked digit by digit; born and gender come from the identity card, so that nobody types them twice. Who
 * has the same paper or credit code already is refused; merely likely duplicates are for the screen to tell.
 * @throws the refusals of contracts/problems/identifiers.ts, customers.id_bound, customers.credit_code_bound,
 *   customers.unit_unknown, customers.manager_unknown
 */
export async function createCustomer(ctx: Context, input: NewCustomer): Promise<string> {
  const name = requireName(input.name, "name");
  const creditCode = await freeCreditCode(ctx, input.creditCode);
  await requireOurs(ctx, input);
  const id = newId();
  const { kind, stage, language, managerStaffId, unitId, note } = input;
  const born = kind === "individual" ? readCard(ctx, input) : { bornOn: null, gender: null };
  const own = { kind, stage, name, creditCode, language, managerStaffId, unitId, note, ...born };
  try {
    await insertCustomer(ctx, { ...own, id, validFrom: today(ctx) }, actorName(ctx.actor));
  } catch (error) {
    // Two who enter one organisation at the same moment: the database lets one pass.
    if (violates(error, "customers_credit_code"))
      throw new Problem("customers.credit_code_bound", { name, field: "creditCode" });
    throw error;
  }
  for (const [index, { isPrimary, ...given }] of input.personalFields.entries()) {
    // The first of its kind is the primary one without being told.
    const number = isPrimary ? { ...given, isPrimary } : given;
    await addPersonalField(ctx, id, number, `personalFields.${index}.value`);
  }
  await tellChange(ctx, {
    of: [id],
    part: "customer",
    action: "customer_created",
    subject: `customer:${id}`,
    title: { zh: "新建客户", en: "Customer created" },
    after: own,
  });
  const { card } = input;
  if (card && input.personalFields.some((field) => field.kind === card.kind)) tellCardSeen(ctx, id, card);
  return id;
}

/**
 * A name as it is kept: trimmed, composed, of 1 to 50 characters.
 * @throws customers.name_empty, customers.name_long, customers.name_character, customers.name_emoji
 */
export function requireName(typed: string, field: string): string {
  const checked = checkName(typed);
  if (checked.ok) return checked.value;
  throw new Problem(checked.fault.code, { ...checked.fault.facts, field });
}

async function freeCreditCode(ctx: Context, typed: string | null): Promise<string | null> {
  if (typed === null || typed === "") return null;
  const checked = checkCreditCode(typed);
  if (!checked.ok) throw new Problem(checked.fault.code, { ...checked.fault.facts, field: "creditCode" });
  const holder = await findByCreditCode(ctx, checked.value);
  if (holder) throw new Problem("customers.credit_code_bound", { name: holder.name, field: "creditCode" });
  return checked.value;
}

/** @throws customers.unit_unknown, customers.manager_unknown */
export async function requireOurs(
  ctx: Context,
  { unitId, managerStaffId }: { readonly unitId: string; readonly managerStaffId?: string | null },
): Promise<void> {
  if ((await findUnit(ctx, unitId)) === undefined)
    throw new Problem("customers.unit_unknown", { field: "unitId" });
  if (managerStaffId && (await findStaff(ctx, managerStaffId)) === undefined)
    throw new Problem("customers.manager_unknown", { field: "managerStaffId" });
}

function readCard(ctx: Context, { personalFields }: NewCustomer) {
  const at = personalFields.findIndex(({ kind }) => kind === "id-card");
  const card = personalFields[at];
  if (!card) return { bornOn: null, gender: null };
  const number = requireNumber(ctx, card.kind, card.value, `personalFields.${at}.value`);
  return { bornOn: birthOf(number), gender: sexOf(number) };
}
