/** One field of a form on a phone: large keys for choices, the camera for photos, the phone's own keyboards and dates. */
import { useState } from "react";
import type { FormField, FormValues } from "../../contracts/orders/shapes.ts";
import { pick } from "../parts/words.ts";
import { PhotoInput, SignatureInput } from "./picture-inputs.tsx";
import { PositionInput } from "./position-input.tsx";
import type { Picture } from "./store.ts";
import { t } from "./words.ts";

type Props = {
  field: FormField;
  values: FormValues;
  pictures: readonly Picture[];
  signerHint: string;
  onValues: (values: FormValues) => void;
  onPictures: (pictures: readonly Picture[]) => void;
};

export function FieldInput(props: Props) {
  const { field } = props;
  const id = `field-${field.key}`;
  const isGroup = ["choice", "choices", "yes-no", "photo", "signature", "position"].includes(field.kind);
  const label = (
    <>
      {pick(field.label)}
      {field.unit && <small> {field.unit}</small>}
      {field.isRequired && <small className="field-required"> {t("required")}</small>}
    </>
  );
  if (isGroup)
    return (
      <fieldset className="field-input" id={id}>
        <legend>{label}</legend>
        <Group {...props} />
      </fieldset>
    );
  return (
    <div className="field-input">
      <label htmlFor={id}>{label}</label>
      {field.hint && <p className="field-soft">{pick(field.hint)}</p>}
      <Typed {...props} id={id} />
    </div>
  );
}

function Group({ field, values, pictures, signerHint, onValues, onPictures }: Props) {
  const value = values[field.key];
  const put = (next: FormValues[string]) => onValues({ [field.key]: next });
  switch (field.kind) {
    case "yes-no":
      return (
        <div className="field-two">
          {[true, false].map((one) => (
            <button type="button" key={String(one)} aria-pressed={value === one} onClick={() => put(one)}>
              {t(one ? "yes" : "no")}
            </button>
          ))}
        </div>
      );
    case "choices": {
      const chosen = Array.isArray(value) ? value : [];
      return (
        <div className="field-choices">
          {field.options.map((option) => {
            const isOn = chosen.includes(option.value);
            const next = isOn ? chosen.filter((one) => one !== option.value) : [...chosen, option.value];
            return (
              <button type="button" key={option.value} aria-pressed={isOn} onClick={() => put(next)}>
                {pick(option.label)}
              </button>
            );
          })}
        </div>
      );
    }
    case "photo":
      return <PhotoInput field={field} pictures={pictures} onPictures={onPictures} />;
    case "signature":
      return (
        <SignatureInput field={field} pictures={pictures} signerHint={signerHint} onPictures={onPictures} />
      );
    case "position":
      return <PositionInput fieldKey={field.key} values={values} onValues={onValues} />;
    default:
      return (
        <div className="field-choices">
          {field.options.map((option) => (
            <button
              type="button"
              key={option.value}
              aria-pressed={value === option.value}
              onClick={() => put(option.value)}
            >
              {pick(option.label)}
            </button>
          ))}
        </div>
      );
  }
}

function Typed({ field, values, onValues, id }: Props & { id: string }) {
  const value = values[field.key];
  const text = typeof value === "string" ? value : "";
  const put = (next: FormValues[string]) => onValues({ [field.key]: next });
  switch (field.kind) {
    case "number":
      return <NumberInput id={id} value={value} onValue={put} />;
    case "long-text":
      return (
        <textarea
          id={id}
          rows={3}
          maxLength={field.max ?? 4_000}
          value={text}
          onChange={({ target }) => put(target.value)}
        />
      );
    case "date":
      return <input id={id} type="date" value={text} onChange={({ target }) => put(target.value)} />;
    case "time":
      return (
        <input
          id={id}
          type="datetime-local"
          value={text.slice(0, 16)}
          // Written as the company's wall clock shows it, whatever zone the phone is in.
          onChange={({ target }) => put(target.value === "" ? "" : `${target.value}:00+08:00`)}
        />
      );
    default:
      return (
        <input
          id={id}
          type={field.kind === "phone" ? "tel" : "text"}
          maxLength={field.max ?? 300}
          value={text}
          autoComplete="off"
          onChange={({ target }) => put(target.value)}
        />
      );
  }
}

/** As typed while it is typed: "1." and "-" are on the way to a number. */
function NumberInput({
  id,
  value,
  onValue,
}: {
  id: string;
  value: unknown;
  onValue: (value: number | null) => void;
}) {
  const [text, setText] = useState(typeof value === "number" ? String(value) : "");
  return (
    <input
      id={id}
      inputMode="decimal"
      value={text}
      onChange={({ target }) => {
        setText(target.value);
        const number = Number(target.value.replace(",", "."));
        onValue(target.value.trim() === "" || !Number.isFinite(number) ? null : number);
      }}
    />
  );
}
