/** Which kinds of order on one account cannot both be completed (catalogue/order-conflicts.json): closing it and changing it. */
import { z } from "zod";
import rows from "../../../../catalogue/order-conflicts.json" with { type: "json" };
import { confidence } from "../../../../contracts/catalogue.ts";
import { words } from "../../../../contracts/common.ts";
import * as shapes from "../../../../contracts/orders/shapes.ts";
import type { OrderTypeRow } from "./order-types.ts";

/** Kinds by family and one by one. */
const side = z.strictObject({
  families: z.array(shapes.family),
  types: z.array(shapes.typeCode),
  except: z.array(shapes.typeCode),
});
const conflict = z.strictObject({
  code: z.string(),
  /** Either may be open already when the other is asked for. */
  one: side,
  other: side,
  /** Only on an account that the order of `one` names beside its own (the accounts that a merge ends). */
  isNamed: z.boolean().default(false),
  /** `stop` cannot be passed over; `warn` can, with a reason. */
  level: z.enum(["stop", "warn"]),
  because: words,
  source: z.string(),
  confidence,
});
export type OrderConflict = z.output<typeof conflict>;
export const orderConflicts: readonly OrderConflict[] = z.array(conflict).parse(rows);

/** `isNamed`: the account is not the order's own, its form names it. */
type Kind = Pick<OrderTypeRow, "code" | "family"> & { readonly isNamed?: boolean };
const isOn = ({ families, types, except }: z.output<typeof side>, { code, family }: Kind): boolean =>
  types.includes(code) || (families.includes(family) && !except.includes(code));

/** On one account, whether it is their own or named. Of several rows what stops goes before what warns. */
export function conflictBetween(asked: Kind, open: Kind): OrderConflict | undefined {
  const meets = ({ one, other, isNamed }: OrderConflict, first: Kind, second: Kind) =>
    (!isNamed || first.isNamed === true) && isOn(one, first) && isOn(other, second);
  const met = orderConflicts.filter((row) => meets(row, asked, open) || meets(row, open, asked));
  return met.find(({ level }) => level === "stop") ?? met[0];
}
