/** What a visit asks for: the form's own fields, and what proves that somebody was there where the form has no field for it. */
import type { Words } from "../../contracts/endpoint.ts";
import type { Visit } from "../../contracts/orders/field.ts";
import { formatFault, isFieldNeeded } from "../../contracts/orders/form-rules.ts";
import type { FormField, FormValues } from "../../contracts/orders/shapes.ts";
import type { Picture } from "./store.ts";

const plain = { unit: null, isRequired: true, options: [], max: null, hint: null };
const evidenceFields: Readonly<Record<string, FormField>> = {
  photo: { ...plain, key: "photos", kind: "photo", label: { zh: "现场照片", en: "Photos" } },
  position: { ...plain, key: "position", kind: "position", label: { zh: "定位", en: "Position" } },
  signature: {
    ...plain,
    key: "signature",
    kind: "signature",
    label: { zh: "客户签名", en: "Customer's signature" },
  },
  "two-persons": {
    ...plain,
    key: "persons",
    kind: "text",
    max: 60,
    label: { zh: "现场人员（两人）", en: "Persons on site (two)" },
    hint: { zh: "两人姓名，用顿号分开", en: "two names, by commas" },
  },
};
const people = ["persons", "surveyors", "fitters", "inspectors", "testers", "investigators", "crewMembers"];

export function fieldsOf({ form, evidence }: Visit): readonly FormField[] {
  const own = (form?.fields ?? []).map((field) =>
    // What the step must prove is required, whatever the form says.
    (field.kind === "signature" && evidence.includes("signature")) ||
    (field.kind === "photo" && evidence.includes("photo"))
      ? { ...field, isRequired: true }
      : field,
  );
  const has = (kind: string) => own.some((field) => field.kind === kind);
  const missing = evidence.filter((one) =>
    one === "two-persons" ? !own.some(({ key }) => people.includes(key)) : !has(one),
  );
  return [...own, ...missing.flatMap((one) => evidenceFields[one] ?? [])];
}

const isBlank = (value: unknown) =>
  value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);

/**
 * The first field that is still wanted, or has not the shape that it must have: said on the spot, not by the platform when the
 * crew is home.
 */
export function firstFault(
  fields: readonly FormField[],
  values: FormValues,
  pictures: readonly Picture[],
  evidence: readonly string[],
): { readonly field: FormField; readonly wrong?: Words } | undefined {
  const isMissing = (field: FormField) => {
    const { key, kind } = field;
    if (evidence.includes("two-persons") && people.includes(key)) return namesIn(values[key]) < 2;
    if (!isFieldNeeded(field, values)) return false;
    if (kind === "photo" || kind === "signature") return !pictures.some((one) => one.field === key);
    if (kind === "position") return isBlank(values[key]) && isBlank(values.positionRefused);
    return isBlank(values[key]);
  };
  for (const field of fields) {
    if (isMissing(field)) return { field };
    const wrong = isBlank(values[field.key]) ? undefined : formatFault(field, values[field.key]);
    if (wrong) return { field, wrong };
  }
  return undefined;
}

const namesIn = (value: unknown): number =>
  typeof value === "string" ? new Set(value.split(/[、，,；;\s]+/).filter((name) => name !== "")).size : 0;
