/**
 * A change of keys reaches the numbers that are sealed inside forms: of the application and of every step. It locks the order as
 * any command does, and where it stands is what the forms say, so it may be ended anywhere and goes on.
 */
import type { Context } from "../../foundation/context.ts";
import type { SealedPlace } from "../../foundation/sealed-places.ts";
import { resealedValues } from "./sealed-form.ts";
import * as store from "./store/form-seals.ts";

export const formSeals: SealedPlace = {
  name: "orders.forms",
  keysInUse: store.formKeysInUse,
  countByKey: store.countFormKeys,
  reseal: async (ctx, version, most) => {
    const { intakes, steps } = await store.lockFormsUnder(ctx, version, most);
    await store.patchIntakes(ctx, patches(ctx, version, intakes));
    await store.patchSteps(ctx, patches(ctx, version, steps));
    return intakes.length;
  },
};

const patches = (ctx: Context, version: number, forms: readonly store.SealedForm[]): store.Patch[] =>
  forms.flatMap(({ id, orderId, form }) => {
    const values = resealedValues(ctx, orderId, version, form);
    return Object.keys(values).length === 0 ? [] : [{ id, orderId, values }];
  });
