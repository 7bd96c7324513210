/** The masks of the service rules, ready to use: how many characters stay visible is data. */
import rows from "../../../catalogue/masks.json" with { type: "json" };
import { type MaskedKind, masksBy } from "../../../contracts/customers/masks.ts";

function endsOf(kind: MaskedKind): { first: number; last: number } {
  const row = rows.find((one) => one.kind === kind);
  if (!row) throw new TypeError(`catalogue/masks.json has no ${kind}`);
  return row;
}

export const mask = masksBy({
  name: endsOf("name"),
  phone: endsOf("phone"),
  paper: endsOf("paper"),
  bank: endsOf("bank"),
  account: endsOf("account"),
});
