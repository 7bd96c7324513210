/**
 * A form as it is handed in (catalogue/order-forms.json): checked field by field, personal numbers in it sealed, evidence
 * and deciding answers read off it. Pure, but for the vault.
 */
import { checkPhone } from "../../../contracts/customers/identifiers.ts";
import type { Words } from "../../../contracts/endpoint.ts";
import { formatFault, isFieldNeeded } from "../../../contracts/orders/form-rules.ts";
import type { Form, FormField, FormValues } from "../../../contracts/orders/shapes.ts";
import { Problem } from "../../foundation/problem.ts";
import { orderVariables } from "./catalogue/order-variables.ts";
import type { Evidence } from "./process/definition.ts";
import type { Values } from "./store/rows.ts";

/** What proves that somebody was there may come with any form: not every form has a field of its own for it. */
const evidenceKeys: ReadonlySet<string> = new Set([
  "photos",
  "position",
  "positionAccuracy",
  "positionRefused",
  "signature",
  "persons",
]);
/** Fields that name who was there together. */
const peopleKeys = [
  "persons",
  "surveyors",
  "fitters",
  "inspectors",
  "testers",
  "investigators",
  "crewMembers",
];

const isEmpty = (value: unknown) =>
  value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);

/**
 * @returns the values without what was left empty
 * @throws orders.form_incomplete names the field, orders.form_format says how it is written, orders.form_version when the form has no such field (any more)
 */
export function checkForm(form: Form | undefined, values: FormValues): FormValues {
  const given = Object.entries(values).filter(([, value]) => !isEmpty(value));
  const known = new Map((form?.fields ?? []).map((field) => [field.key, field]));
  for (const [name] of given)
    if (!known.has(name) && !evidenceKeys.has(name))
      throw new Problem("orders.form_version", { field: name });
  const kept = Object.fromEntries(given);
  for (const field of form?.fields ?? []) {
    const value = kept[field.key];
    // A phone may refuse its position; then it is said why, and whoever checks the order sees that.
    const isExcused = field.kind === "position" && !isEmpty(kept.positionRefused);
    const isNeeded = isFieldNeeded(field, kept);
    if (value === undefined ? isNeeded && !isExcused : !fits(field, value)) throw incomplete(field);
    const wrong = formatFault(field, value);
    if (wrong) throw new Problem("orders.form_format", { ...labelOf(field), say: wrong.zh, sayEn: wrong.en });
  }
  return kept;
}

const labelOf = ({ label, key }: FormField) => ({ label: label.zh, labelEn: label.en, field: key });
const incomplete = (field: FormField) => new Problem("orders.form_incomplete", labelOf(field));

const isTime = (value: string) => !Number.isNaN(Date.parse(value));
const isId = (value: string) => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(value);
const texts = (value: unknown): readonly string[] =>
  typeof value === "string"
    ? [value]
    : Array.isArray(value)
      ? value.filter((part) => typeof part === "string")
      : [];

function fits(field: FormField, value: FormValues[string]): boolean {
  const isChoice = (one: string) => field.options.some((option) => option.value === one);
  switch (field.kind) {
    case "number":
      return (
        typeof value === "number" && Number.isFinite(value) && (field.max === null || value <= field.max)
      );
    case "yes-no":
      return typeof value === "boolean";
    case "choice":
      return typeof value === "string" && isChoice(value);
    case "choices":
      return Array.isArray(value) && value.every(isChoice);
    case "date":
      return typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value) && isTime(value);
    case "time":
      return typeof value === "string" && isTime(value);
    case "phone":
      return typeof value === "string" && checkPhone(value).ok;
    case "photo":
    case "signature":
      return texts(value).length > 0 && texts(value).every((one) => one.length <= 200);
    case "staff":
      return typeof value === "string" && isId(value);
    case "position":
      return typeof value === "string" && /^-?\d{1,3}(\.\d+)?,-?\d{1,3}(\.\d+)?$/.test(value);
    default:
      return typeof value === "string" && (field.max === null || [...value].length <= field.max);
  }
}

/** What of the evidence that a step asks for is not there. */
export function missingEvidence(wanted: readonly Evidence[], values: FormValues): readonly Evidence[] {
  return wanted.filter((evidence) => {
    switch (evidence) {
      case "photo":
        return isEmpty(values.photos) && isEmpty(values.evidence);
      case "position":
        return isEmpty(values.position) && isEmpty(values.positionRefused);
      case "two-persons":
        return !peopleKeys.some((key) => namesIn(values[key]) >= 2);
      default:
        return isEmpty(values[evidence]);
    }
  });
}

const namesIn = (value: unknown): number =>
  new Set(texts(value).flatMap((text) => text.split(/[、，,；;\s]+/).filter((name) => name !== ""))).size;

const evidenceNames: Readonly<Record<Evidence, Words>> = {
  photo: { zh: "现场照片", en: "photo" },
  position: { zh: "定位", en: "position" },
  signature: { zh: "客户签名", en: "signature" },
  "two-persons": { zh: "两人姓名", en: "names of two persons" },
};
export const evidenceName = (evidence: Evidence): Words => evidenceNames[evidence];

const formVariables = new Set(orderVariables.filter(({ from }) => from === "form").map(({ name }) => name));

/** The answers that conditions of processes read; nothing else of a form leaves it. */
export const decidingValues = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([name]) => formVariables.has(name)));
