/** Choosing codes of the catalogue by their names, and texts in both languages, in the forms of rows. */
import { Form, Input, Select } from "antd";
import type { Coded } from "../../../../contracts/orders.ts";
import { pick } from "../../../parts/words.ts";
import { t } from "./row-words.ts";

type Name = string | number | readonly (string | number)[];
const nameOf = (name: Name) => (Array.isArray(name) ? [...name] : (name as string));
const needed = { required: true, message: t("needed") };

type CodesProps = {
  readonly name: Name;
  readonly label: string;
  readonly of: readonly Coded[];
  readonly many?: boolean;
  readonly isRequired?: boolean;
  readonly extra?: string;
  /** The codes alone say enough. */
  readonly isPlain?: boolean;
};

export function Codes({
  name,
  label,
  of,
  many = false,
  isRequired = false,
  extra,
  isPlain = false,
}: CodesProps) {
  return (
    <Form.Item
      name={nameOf(name)}
      label={label}
      {...(isRequired && { rules: [needed] })}
      {...(extra && { extra })}
    >
      <Select
        showSearch={{ optionFilterProp: "label" }}
        allowClear={!isRequired && !many}
        {...(many && { mode: "multiple" as const })}
        options={of.map((one) => ({
          value: one.code,
          label: isPlain || pick(one.name) === one.code ? pick(one.name) : `${pick(one.name)} ${one.code}`,
        }))}
      />
    </Form.Item>
  );
}

export function Both({
  name,
  label,
  isRequired = false,
}: {
  name: Name;
  label: string;
  isRequired?: boolean;
}) {
  const own = Array.isArray(name) ? name : [name];
  const rules = isRequired ? [{ ...needed, whitespace: true }] : [];
  return (
    <div className="two-columns">
      <Form.Item name={[...own, "zh"]} label={`${label}（${t("zh")}）`} rules={rules}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name={[...own, "en"]} label={`${label}（${t("en")}）`} rules={rules}>
        <Input maxLength={200} />
      </Form.Item>
    </div>
  );
}

/** Words of a list whose codes are a fixed few. */
export const fixed = (codes: readonly string[], name: (code: string) => string): Coded[] =>
  codes.map((code) => ({ code, name: { zh: name(code), en: name(code) } }));
