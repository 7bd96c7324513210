/** What stands in a generated form, judged as the server will judge it: what is missing or wrong, field by field. */
import { checkPhone } from "../../../../contracts/customers/identifiers.ts";
import { formatFault, isFieldNeeded } from "../../../../contracts/orders/form-rules.ts";
import type { FormField, FormValues } from "../../../../contracts/orders/shapes.ts";
import { defineWords, pick } from "../../../parts/words.ts";
import { faultWords, presentedFault } from "../../customers/faults.ts";

const t = defineWords({
  missing: ["请填写{label}", "{label} is missing"],
  choose: ["请选择{label}", "Choose {label}"],
  number: ["请填数字", "Give a number"],
  most: ["不能超过 {max}", "At most {max}"],
  position: ["格式为 纬度,经度，如 31.23,121.47", "Latitude,longitude, such as 31.23,121.47"],
  persons: ["请填两人姓名，用顿号隔开", "Give two names, apart by a comma"],
});

export type Value = FormValues[string];
export type Errors = Readonly<Record<string, string>>;

export const isEmpty = (value: Value | undefined): boolean =>
  value === undefined ||
  value === null ||
  value === "" ||
  (typeof value === "string" && value.trim() === "") ||
  (Array.isArray(value) && value.length === 0);

const chosen: ReadonlySet<FormField["kind"]> = new Set([
  "choice",
  "choices",
  "yes-no",
  "staff",
  "date",
  "time",
]);

/** What is wrong with one field; undefined when nothing is. */
export function faultOf(field: FormField, values: FormValues): string | undefined {
  const label = pick(field.label);
  const value = values[field.key];
  if (isEmpty(value)) {
    if (!isFieldNeeded(field, values)) return undefined;
    return t(chosen.has(field.kind) ? "choose" : "missing", { label });
  }
  switch (field.kind) {
    case "number":
      if (typeof value !== "number" || !Number.isFinite(value)) return t("number");
      return field.max !== null && value > field.max ? t("most", { max: field.max }) : undefined;
    case "phone": {
      const checked = checkPhone(String(value));
      return checked.ok ? undefined : faultWords(checked.fault);
    }
    case "id":
      return presentedFault(String(value));
    case "position":
      return /^-?\d{1,3}(\.\d+)?,-?\d{1,3}(\.\d+)?$/.test(String(value)) ? undefined : t("position");
    default: {
      const wrong = formatFault(field, value);
      if (wrong) return pick(wrong);
      return field.key === "persons" && !/\S[、，,；;\s]+\S/.test(String(value)) ? t("persons") : undefined;
    }
  }
}

export function faultsOf(fields: readonly FormField[], values: FormValues): Errors {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const fault = faultOf(field, values);
      return fault ? [[field.key, fault]] : [];
    }),
  );
}

/** Without what was left empty; what is sent, and what is compared. */
export const given = (values: FormValues): FormValues =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value)));

const personal: ReadonlySet<FormField["kind"]> = new Set(["phone", "id"]);
/** Numbers of people are typed again after a reload: they are not kept in the browser. */
export const keepable = (fields: readonly FormField[], values: FormValues): FormValues => {
  const kept = { ...values };
  for (const { key, kind } of fields) if (personal.has(kind)) delete kept[key];
  return kept;
};
