/** What a company's catalogue says about the rows of its imports. */
import { checkAccountNumber } from "../../../../contracts/customers/identifiers.ts";
import { dateOf } from "../../../foundation/clock.ts";
import type { Context } from "../../../foundation/context.ts";
import { accountFormats } from "../account-number.ts";
import { knowsCode } from "../codes.ts";
import type { RowRules } from "./check-row.ts";

export async function rowRules(ctx: Context): Promise<RowRules> {
  const { present, former } = await accountFormats(ctx);
  return {
    today: dateOf(ctx.clock.now()).toString(),
    checkAccount: (typed) => {
      const checked = checkAccountNumber(typed, present);
      const other = !checked.ok && former ? checkAccountNumber(typed, former) : checked;
      return other.ok ? other : checked;
    },
    knowsCode,
  };
}
