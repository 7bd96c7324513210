/**
 * Personal numbers in a form (a new owner's paper, an agent's phone) are kept like those of the archive: sealed, shown
 * masked. In the row such a value is the text `sealed:<key version>:<base64>:<masked>`.
 */
import type { Form, FormValues } from "../../../contracts/orders/shapes.ts";
import type { Context } from "../../foundation/context.ts";
import { SealBroken } from "../../foundation/vault.ts";
import { maskPaper, maskPhone } from "../customers/index.ts";
import type { Values } from "./store/rows.ts";

const prefix = "sealed:";
const placeOf = (orderId: string, field: string) => `orders.forms/${orderId}/${field}`;

export function sealForm(
  ctx: Context,
  orderId: string,
  form: Form | undefined,
  values: FormValues,
): FormValues {
  const personal = (form?.fields ?? []).filter(({ kind }) => kind === "id" || kind === "phone");
  const sealed = personal.flatMap(({ key: field, kind }) => {
    const value = values[field];
    if (typeof value !== "string") return [];
    const masked = kind === "phone" ? maskPhone(value) : maskPaper(value);
    return [[field, sealedText(ctx, orderId, field, value, masked)] as const];
  });
  return { ...disguised(values), ...Object.fromEntries(sealed) };
}

function sealedText(ctx: Context, orderId: string, field: string, plain: string, masked: string): string {
  const text = ctx.vault.seal(ctx.orgId, placeOf(orderId, field), plain).toString("base64");
  return `${prefix}${ctx.vault.currentVersion}:${text}:${masked}`;
}

/** What somebody typed is not to pass for a sealed value. */
const disguised = (values: FormValues): FormValues =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === "string" && value.startsWith(prefix) ? ` ${value}` : value,
    ]),
  );

/**
 * The values of a form that are sealed with a key, sealed anew. What does not open keeps what it has, marked below nought, so
 * that it is seen and does not hold up the others.
 */
export function resealedValues(ctx: Context, orderId: string, version: number, values: Values): Values {
  const anew = Object.entries(values).flatMap(([field, value]) => {
    const [, stamp, text = "", masked = ""] =
      typeof value === "string" ? (/^sealed:(-?\d{1,5}):([^:]*):(.*)$/s.exec(value) ?? []) : [];
    if (Number(stamp) !== version) return [];
    try {
      const plain = ctx.vault.open(ctx.orgId, placeOf(orderId, field), Buffer.from(text, "base64"));
      return [[field, sealedText(ctx, orderId, field, plain, masked)] as const];
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error;
      return [[field, `${prefix}${-version}:${text}:${masked}`] as const];
    }
  });
  return Object.fromEntries(anew);
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
