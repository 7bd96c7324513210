/**
 * Personal numbers in a form (a new owner's paper, an agent's phone) are kept like those of the archive: sealed, shown
 * masked. In the row such a value is the text `sealed:<key version>:<base64>:<masked>`.
 */
import type { FormValues } from "../../../contracts/orders/shapes.ts";
import type { Context } from "../../foundation/context.ts";
import { maskPaper, maskPhone } from "../customers/index.ts";
import { findForm } from "./catalogue/order-forms.ts";
import type { Values } from "./store/rows.ts";

const prefix = "sealed:";
const placeOf = (orderId: string, field: string) => `orders.forms/${orderId}/${field}`;

export function sealForm(ctx: Context, orderId: string, key: string | null, values: FormValues): FormValues {
  const personal = (key === null ? [] : (findForm(key)?.fields ?? [])).filter(
    ({ kind }) => kind === "id" || kind === "phone",
  );
  const sealed = personal.flatMap(({ key: field, kind }) => {
    const value = values[field];
    if (typeof value !== "string") return [];
    const text = ctx.vault.seal(ctx.orgId, placeOf(orderId, field), value).toString("base64");
    const masked = kind === "phone" ? maskPhone(value) : maskPaper(value);
    return [[field, `${prefix}${ctx.vault.currentVersion}:${text}:${masked}`] as const];
  });
  return { ...values, ...Object.fromEntries(sealed) };
}

/** As it is shown. */
export const shownForm = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, shown(value)]));

function shown(value: unknown): unknown {
  return typeof value === "string" && value.startsWith(prefix) ? (value.split(":").at(-1) ?? "") : value;
}

/** The whole number, for a handler that carries it into the archive; never for an answer. */
export function openedValue(
  ctx: Context,
  orderId: string,
  field: string,
  values: Values,
): string | undefined {
  const value = values[field];
  if (typeof value !== "string") return undefined;
  if (!value.startsWith(prefix)) return value;
  const [, , text = ""] = value.split(":");
  return ctx.vault.open(ctx.orgId, placeOf(orderId, field), Buffer.from(text, "base64"));
}
