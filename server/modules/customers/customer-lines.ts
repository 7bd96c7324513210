/** Customers in one line each, with their numbers masked: one statement for a whole list. */
import type { CustomerLine } from "../../../contracts/customers.ts";
import type { Context } from "../../foundation/context.ts";
import { type Sight, sightOf } from "./field-policy.ts";
import { familyOf, placeOf } from "./personal-numbers.ts";
import { levelWords } from "./rules/registers.ts";
import { type LineRow, listLines } from "./store/lines.ts";

/** In the order of the ids; who is unknown here is left out. */
export async function customerLines(ctx: Context, customerIds: readonly string[]): Promise<CustomerLine[]> {
  const see = await sightOf(ctx);
  return (await listLines(ctx, customerIds)).map((row) => lineOf(ctx, row, see));
}

function lineOf(ctx: Context, { fields, registers, ...row }: LineRow, see: Sight): CustomerLine {
  const masked = (family: "phone" | "paper") => {
    const field = fields.find(({ kind }) => familyOf(kind) === family);
    if (!field) return null;
    const sealed = Buffer.from(field.sealed, "base64");
    return see(family, ctx.vault.open(ctx.orgId, placeOf("customers.personal_fields", field.id), sealed));
  };
  return {
    ...row,
    name: row.kind === "individual" ? see("name", row.name) : row.name,
    address: see("address", row.address),
    accountNumbers: row.accountNumbers.map((number) => see("account", number)),
    phone: masked("phone"),
    paper: masked("paper"),
    registers: registers.map((tag) => ({ ...tag, levelName: levelWords(tag.register, tag.level) })),
  };
}
