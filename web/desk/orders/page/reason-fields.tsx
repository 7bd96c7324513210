/** Fields that many dialogs of an order ask alike: a reason of the list, and what somebody says in own words. */
import { Form, Input, Select } from "antd";
import type { OrderReason } from "../../../../contracts/orders/shapes.ts";
import { defineWords, pick } from "../../../parts/words.ts";

const t = defineWords({
  reasonCode: ["原因", "Reason"],
  choose: ["请选择原因", "Choose a reason"],
  needsProof: ["{name}（需证明）", "{name} (with a proof)"],
  reason: ["说明", "In your own words"],
  short: ["请写明情况（至少 2 个字）", "Two characters or more"],
});

type ReasonProps = { reasons: readonly OrderReason[]; autoFocus?: boolean };

/** One reason of a list, as `reasonCode`; those that ask for a proof say so. */
export function ReasonField({ reasons, autoFocus = false }: ReasonProps) {
  return (
    <Form.Item name="reasonCode" label={t("reasonCode")} rules={[{ required: true, message: t("choose") }]}>
      <Select
        autoFocus={autoFocus}
        showSearch={{ optionFilterProp: "label" }}
        options={reasons.map(({ code, name, needsProof }) => ({
          value: code,
          label: needsProof ? t("needsProof", { name: pick(name) }) : pick(name),
        }))}
      />
    </Form.Item>
  );
}

type OwnWordsProps = {
  /** Where it stands in the form; `reason` unless said. */
  name?: string;
  label?: string;
  rows?: number;
  maxLength?: number;
  autoFocus?: boolean;
  /** Under the field: what becomes of it. */
  extra?: string;
  isOptional?: boolean;
};

/** Two characters or more, as the platform wants them. One line where `rows` is 1. */
export function OwnWords(props: OwnWordsProps) {
  const {
    name = "reason",
    label = t("reason"),
    rows = 3,
    maxLength = 500,
    extra,
    isOptional = false,
  } = props;
  const { autoFocus = false } = props;
  const rules = isOptional ? [] : [{ required: true, min: 2, whitespace: true, message: t("short") }];
  return (
    <Form.Item name={name} label={label} extra={extra} rules={rules}>
      {rows === 1 ? (
        <Input maxLength={maxLength} autoFocus={autoFocus} />
      ) : (
        <Input.TextArea rows={rows} maxLength={maxLength} autoFocus={autoFocus} />
      )}
    </Form.Item>
  );
}
