/** Everything a clerk wants to see the moment a customer sits down, read in a handful of statements. */
import type { Recognition } from "../../../contracts/customers.ts";
import type { Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { nameOfCode } from "./codes.ts";
import { customerLines } from "./customer-lines.ts";
import { type Sight, sightOf } from "./field-policy.ts";
import { careOf, papersExpiring, proposalsFor, schemeWords } from "./recognition-parts.ts";
import { readWhole, type Whole } from "./store/recognition.ts";

/** Where it is shown; proposals have an audience. */
export type Surface = "desk" | "guide" | "kiosk";

/** @throws thing.not_found */
export async function readRecognition(
  ctx: Context,
  customerId: string,
  surface: Surface,
): Promise<Recognition> {
  const whole = await readWhole(ctx, customerId);
  if (!whole) throw new Problem("thing.not_found");
  if (whole.mergedInto !== null) return readRecognition(ctx, whole.mergedInto, surface);
  const [customer] = await customerLines(ctx, [customerId]);
  if (!customer) throw new Problem("thing.not_found");
  const see = await sightOf(ctx);
  const care = await careOf(ctx, whole, customer.registers);
  return {
    customer,
    classes: whole.classes.map((row) => ({ ...row, ...schemeWords(row.scheme, row.code) })),
    accounts: whole.accounts.map((account) => accountOf(account, see)),
    matters: [...whole.matters],
    registers: customer.registers,
    pins: [...whole.pins],
    papersExpiring: await papersExpiring(ctx, customerId),
    recent: [...whole.recent],
    proposals: await proposalsFor(ctx, customerId, surface),
    care,
  };
}

const accountOf = (
  { voltageCode, ...account }: Whole["accounts"][number],
  see: Sight,
): Recognition["accounts"][number] => ({
  ...account,
  number: see("account", account.number),
  address: see("address", account.address),
  useName: nameOfCode("use", account.useCode),
  voltageName: nameOfCode("voltage", voltageCode),
});
