/** Fields of the properties panel: each shows one attribute and writes it when it is left. */
import { Input, Select } from "antd";
import { useId, useState } from "react";
import type { ProcessCode } from "../../../../contracts/orders.ts";
import { pick } from "../../../parts/words.ts";
import { t } from "./words.ts";

type FieldProps = { readonly label: string; readonly children: (id: string) => React.ReactNode };

export function Field({ label, children }: FieldProps) {
  const id = useId();
  return (
    <div className="property">
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}

type TextProps = {
  readonly label: string;
  readonly value: string;
  readonly isReadOnly: boolean;
  readonly onSave: (value: string) => void;
  readonly check?: (value: string) => string | undefined;
  readonly rows?: number;
  readonly isCode?: boolean;
  readonly most?: number;
};

export function TextField(props: TextProps) {
  const { label, value, isReadOnly, onSave, check, rows, isCode = false, most = 500 } = props;
  const [typed, setTyped] = useState(value);
  const [seen, setSeen] = useState(value);
  // Undone, or another element: what the drawing says goes before what was typed.
  if (seen !== value) {
    setSeen(value);
    setTyped(value);
  }
  const fault = typed === value ? undefined : check?.(typed);
  const leave = () => {
    if (typed === value) return;
    if (fault) setTyped(value);
    else onSave(typed.trim());
  };
  const shared = {
    value: typed,
    maxLength: most,
    readOnly: isReadOnly,
    className: isCode ? "code" : "",
    status: fault ? ("error" as const) : ("" as const),
    onBlur: leave,
  };
  return (
    <Field label={label}>
      {(id) => (
        <>
          {rows ? (
            <Input.TextArea
              {...shared}
              id={id}
              rows={rows}
              onChange={({ target }) => setTyped(target.value)}
            />
          ) : (
            <Input
              {...shared}
              id={id}
              size="small"
              onChange={({ target }) => setTyped(target.value)}
              onPressEnter={leave}
            />
          )}
          {fault && <small className="property-fault">{fault}</small>}
        </>
      )}
    </Field>
  );
}

const optionsOf = (codes: readonly (ProcessCode & { readonly note?: string })[]) =>
  codes.map(({ code, name, note }) => ({
    value: code,
    label: `${pick(name)}${pick(name) === code ? "" : `（${code}）`}${note ? ` ${note}` : ""}`,
  }));

type PickProps = {
  readonly label: string;
  readonly value: string;
  readonly codes: readonly (ProcessCode & { readonly note?: string })[];
  readonly isReadOnly: boolean;
  readonly onSave: (value: string | undefined) => void;
};

/** One code of a list. A code that the list does not know is shown as it is, for the check to complain about. */
export function PickField({ label, value, codes, isReadOnly, onSave }: PickProps) {
  return (
    <Field label={label}>
      {(id) => (
        <Select
          id={id}
          size="small"
          value={value || null}
          disabled={isReadOnly}
          allowClear
          placeholder={t("none")}
          showSearch={{ optionFilterProp: "label" }}
          options={optionsOf(codes)}
          onChange={(code: string | null) => onSave(code ?? undefined)}
          popupMatchSelectWidth={340}
        />
      )}
    </Field>
  );
}

/** Several codes, kept with blanks between them. */
export function PickManyField({ label, value, codes, isReadOnly, onSave }: PickProps) {
  return (
    <Field label={label}>
      {(id) => (
        <Select<string[]>
          id={id}
          size="small"
          mode="multiple"
          value={value.split(/\s+/).filter(Boolean)}
          disabled={isReadOnly}
          placeholder={t("none")}
          showSearch={{ optionFilterProp: "label" }}
          options={optionsOf(codes)}
          onChange={(list) => onSave(list.join(" ") || undefined)}
          popupMatchSelectWidth={340}
        />
      )}
    </Field>
  );
}
