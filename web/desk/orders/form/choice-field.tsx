/** One of a few answers, all visible: the digit before it chooses, arrows move. */
import { Radio, Select } from "antd";
import type { KeyboardEvent } from "react";
import type { FormField } from "../../../../contracts/orders/shapes.ts";
import { defineWords, pick } from "../../../parts/words.ts";
import type { ControlProps } from "./control.tsx";

const t = defineWords({ yes: ["是", "Yes"], no: ["否", "No"] });

/** More answers than digits, or answers longer than a button, are a list to search. */
const buttonsMost = 7;

const isShort = ({ options }: FormField) =>
  options.length <= buttonsMost && options.every(({ label }) => label.zh.length <= 12);

export function ChoiceField({ field, ...props }: ControlProps) {
  if (field.kind === "yes-no") {
    return (
      <Buttons
        {...props}
        options={[
          { value: true, label: t("yes") },
          { value: false, label: t("no") },
        ]}
      />
    );
  }
  const options = field.options.map(({ value, label }) => ({ value, label: pick(label) }));
  if (isShort(field)) return <Buttons {...props} options={options} />;
  const { value, onChange, id, labelId, describedBy, isWrong } = props;
  return (
    <Select
      id={id}
      aria-labelledby={labelId}
      aria-describedby={describedBy}
      {...(isWrong && { status: "error" as const })}
      value={typeof value === "string" ? value : null}
      onChange={(next: string | undefined) => onChange(next ?? null)}
      allowClear={!field.isRequired}
      showSearch={{ optionFilterProp: "label" }}
      options={options}
      style={{ width: "100%" }}
    />
  );
}

type Option = { value: string | boolean; label: string };
type ButtonsProps = Omit<ControlProps, "field"> & { options: readonly Option[] };

function Buttons({ options, value, onChange, id, labelId, describedBy }: ButtonsProps) {
  const press = (event: KeyboardEvent) => {
    const option = options[Number(event.key) - 1];
    if (!option || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    onChange(option.value);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears the digits of the answers inside
    <div className="order-choice" onKeyDown={press}>
      <Radio.Group
        id={id}
        aria-labelledby={labelId}
        aria-describedby={describedBy}
        value={value ?? null}
        onChange={({ target }) => onChange(target.value as string | boolean)}
        optionType="button"
      >
        {options.map((option, index) => (
          <Radio.Button key={String(option.value)} value={option.value}>
            <span className="order-digit" aria-hidden="true">
              {index + 1}
            </span>
            {option.label}
          </Radio.Button>
        ))}
      </Radio.Group>
    </div>
  );
}
