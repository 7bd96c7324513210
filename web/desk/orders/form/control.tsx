/** The control of one field of a generated form, by its kind. */
import { Button, Checkbox, Input, InputNumber, Select } from "antd";
import { useState } from "react";
import type { FormField } from "../../../../contracts/orders/shapes.ts";
import { Icon } from "../../../parts/icons.tsx";
import { defineWords, pick } from "../../../parts/words.ts";
import { DayPicker } from "../../../staff/day-picker.tsx";
import { MomentPicker } from "../../../staff/moment-picker.tsx";
import { ChoiceField } from "./choice-field.tsx";
import { PhotoField, SignatureField } from "./file-fields.tsx";
import type { Value } from "./values.ts";

const t = defineWords({
  here: ["取当前位置", "Use this place"],
  nowhere: ["取不到位置，请手工填写", "The place is not known; type it"],
  example: ["纬度,经度", "Latitude,longitude"],
});

export type Person = { readonly value: string; readonly label: string; readonly disabled?: boolean };
export type ControlProps = {
  field: FormField;
  value: Value | undefined;
  onChange: (value: Value) => void;
  id: string;
  labelId: string;
  describedBy: string | undefined;
  isWrong: boolean;
  autoFocus?: boolean;
  /** Whose archive takes photos and signatures; without one they cannot be kept here. */
  customerId: string | null;
  people?: readonly Person[] | undefined;
};

export function Control(props: ControlProps) {
  const { field, value, onChange, id, describedBy, isWrong, autoFocus = false } = props;
  const text = typeof value === "string" ? value : "";
  const common = { id, "aria-describedby": describedBy, "aria-required": field.isRequired, autoFocus };
  const status = isWrong ? { status: "error" as const } : {};
  switch (field.kind) {
    case "choice":
    case "yes-no":
      return <ChoiceField {...props} />;
    case "choices":
      return (
        <Checkbox.Group
          aria-labelledby={props.labelId}
          value={Array.isArray(value) ? value : []}
          options={field.options.map((option) => ({ value: option.value, label: pick(option.label) }))}
          onChange={(next) => onChange(next)}
        />
      );
    case "number":
      return (
        <InputNumber
          {...common}
          {...status}
          value={typeof value === "number" ? value : null}
          onChange={(next) => onChange(next)}
          min={0}
          {...(field.max !== null && { max: field.max })}
          suffix={field.unit}
          style={{ width: 200 }}
        />
      );
    case "long-text":
      return (
        <Input.TextArea
          {...common}
          {...status}
          value={text}
          onChange={({ target }) => onChange(target.value)}
          maxLength={field.max ?? 2_000}
          autoSize={{ minRows: 2, maxRows: 8 }}
        />
      );
    case "date":
      return (
        <DayPicker
          id={id}
          {...(text && { value: text })}
          onChange={onChange}
          onClear={field.isRequired ? undefined : () => onChange(null)}
        />
      );
    case "time":
      return <MomentPicker id={id} {...(text && { value: text })} onChange={onChange} />;
    case "photo":
      return <PhotoField {...props} />;
    case "signature":
      return <SignatureField {...props} />;
    case "staff":
      return (
        <Select
          id={id}
          aria-labelledby={props.labelId}
          {...status}
          value={text || null}
          onChange={(next: string | undefined) => onChange(next ?? null)}
          showSearch={{ optionFilterProp: "label" }}
          options={[...(props.people ?? [])]}
          style={{ width: "100%" }}
        />
      );
    case "position":
      return <PositionField {...props} />;
    default:
      return (
        <Input
          {...common}
          {...status}
          value={text}
          onChange={({ target }) => onChange(target.value)}
          maxLength={field.max ?? 300}
          autoComplete="off"
          {...(field.kind === "phone" && { inputMode: "tel" as const })}
        />
      );
  }
}

function PositionField({ value, onChange, id, describedBy, isWrong }: ControlProps) {
  const [isLost, setLost] = useState(false);
  const locate = () =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => onChange(`${coords.latitude.toFixed(6)},${coords.longitude.toFixed(6)}`),
      () => setLost(true),
      { enableHighAccuracy: true, timeout: 10_000 },
    );
  return (
    <div className="order-position">
      <Input
        id={id}
        aria-describedby={describedBy}
        {...(isWrong && { status: "error" as const })}
        placeholder={t("example")}
        value={typeof value === "string" ? value : ""}
        onChange={({ target }) => onChange(target.value)}
        maxLength={40}
      />
      <Button icon={<Icon name="pin" />} onClick={locate}>
        {t("here")}
      </Button>
      {isLost && <small role="alert">{t("nowhere")}</small>}
    </div>
  );
}
