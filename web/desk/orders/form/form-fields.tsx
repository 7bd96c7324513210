/** A form drawn from its data: what must be filled in first, the rest folded away; Enter goes on to the next field. */
import { type KeyboardEvent, useId, useRef, useState } from "react";
import { isFieldNeeded } from "../../../../contracts/orders/form-rules.ts";
import type { FormField, FormValues } from "../../../../contracts/orders/shapes.ts";
import { Icon } from "../../../parts/icons.tsx";
import { defineWords, pick } from "../../../parts/words.ts";
import { Control, type Person } from "./control.tsx";
import { type Errors, isEmpty, type Value } from "./values.ts";

const t = defineWords({
  more: ["选填 {n} 项", "{n} optional"],
  optional: ["选填", "optional"],
});

type Props = {
  fields: readonly FormField[];
  values: FormValues;
  errors: Errors;
  onChange: (key: string, value: Value) => void;
  customerId: string | null;
  people?: readonly Person[] | undefined;
  /** What may be left empty is folded away until it is wanted. */
  folds?: boolean;
};

/** Fewer optional fields than this are not worth a fold. */
const foldFrom = 3;

export function FormFields({ fields, values, errors, onChange, customerId, people, folds = false }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const required = fields.filter(({ isRequired }) => isRequired);
  const optional = fields.filter(({ isRequired }) => !isRequired);
  const isWanted = optional.some(({ key }) => errors[key] !== undefined || !isEmpty(values[key]));
  // What another answer asks for stays where it is, but is not folded away.
  const needed = new Set(fields.filter((field) => isFieldNeeded(field, values)).map(({ key }) => key));
  const [isOpen, setOpen] = useState(isWanted);
  const isAsked = isOpen || optional.some(({ key }) => needed.has(key));
  const isFolded = folds && optional.length >= foldFrom && required.length > 0 && !isAsked;
  const row = (field: FormField) => (
    <FieldRow
      key={field.key}
      // The control and its label say alike that it must be filled in.
      field={needed.has(field.key) ? { ...field, isRequired: true } : field}
      value={values[field.key]}
      error={errors[field.key]}
      onChange={(value) => onChange(field.key, value)}
      customerId={customerId}
      people={people}
    />
  );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears Enter of the fields inside
    <div ref={box} className="order-fields" onKeyDown={(event) => enterGoesOn(event, box.current)}>
      {required.map(row)}
      {isFolded ? (
        <button
          type="button"
          className="order-fold"
          aria-expanded="false"
          data-enter-skip
          onClick={() => setOpen(true)}
        >
          <Icon name="forward" /> {t("more", { n: optional.length })}
          <span>{optional.map(({ label }) => pick(label)).join("、")}</span>
        </button>
      ) : (
        optional.map(row)
      )}
    </div>
  );
}

/** As in the old systems that clerks come from: Enter in a one-line field means "next", whatever comes next. */
export function enterGoesOn(event: KeyboardEvent, box: HTMLElement | null): void {
  const { target } = event;
  if (event.key !== "Enter" || event.nativeEvent.isComposing || event.defaultPrevented || !box) return;
  if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof HTMLInputElement)) return;
  if (target.getAttribute("aria-expanded") === "true") return;
  event.preventDefault();
  const stops = [
    ...box.ownerDocument.querySelectorAll<HTMLElement>(
      "[data-enter-path] :is(input, textarea, button, [tabindex='0']):not(:disabled, [tabindex='-1'], [hidden])",
    ),
  ].filter((stop) => stop.checkVisibility() && !isPassedBy(stop));
  const group = target.type === "radio" ? target.name : undefined;
  const next = stops
    .slice(stops.indexOf(target) + 1)
    .find((stop) => !(group && stop instanceof HTMLInputElement && stop.name === group));
  next?.focus();
}

/** What may stay as it is does not stop anybody on the way; Tab still goes there. */
const isPassedBy = (stop: HTMLElement) =>
  stop.closest("[data-enter-skip]") !== null ||
  (stop instanceof HTMLTextAreaElement && stop.getAttribute("aria-required") !== "true");

type RowProps = {
  field: FormField;
  value: Value | undefined;
  error: string | undefined;
  onChange: (value: Value) => void;
  customerId: string | null;
  people: readonly Person[] | undefined;
};

const wide: ReadonlySet<FormField["kind"]> = new Set([
  ...(["long-text", "choice", "choices", "photo", "signature", "position"] as const),
]);

function FieldRow({ field, value, error, onChange, customerId, people }: RowProps) {
  const id = useId();
  const [labelId, helpId] = [`${id}-label`, `${id}-help`];
  const isWide = wide.has(field.kind) && (field.kind !== "choice" || field.options.length > 2);
  const hasHelp = error !== undefined || field.hint !== null;
  return (
    <div
      className={`order-field${isWide ? " is-wide" : ""}${error ? " is-wrong" : ""}`}
      data-field={field.key}
    >
      <label id={labelId} htmlFor={id}>
        {pick(field.label)}
        {field.isRequired && (
          <span className="order-must" aria-hidden="true">
            *
          </span>
        )}
      </label>
      <Control
        field={field}
        value={value}
        onChange={onChange}
        id={id}
        labelId={labelId}
        describedBy={hasHelp ? helpId : undefined}
        isWrong={error !== undefined}
        customerId={customerId}
        people={people}
      />
      {hasHelp && (
        <small id={helpId} className={error ? "order-error" : "order-hint"} {...(error && { role: "alert" })}>
          {error ?? (field.hint && pick(field.hint))}
        </small>
      )}
    </div>
  );
}

/** The first field that is wrong gets the focus. */
export function focusFault(box: HTMLElement | null, errors: Errors): void {
  const [first] = Object.keys(errors);
  if (first === undefined) return;
  // The field may have been folded away until this very moment.
  requestAnimationFrame(() => {
    const row = box?.querySelector(`[data-field="${CSS.escape(first)}"]`);
    row?.scrollIntoView({ block: "center" });
    row
      ?.querySelector<HTMLElement>("input:not([type=hidden], [hidden]), textarea, button, [tabindex='0']")
      ?.focus();
  });
}
