import { Form, Input } from "antd";
import { t } from "./words.ts";

/** `name.zh` and `name.en` of the form around it. */
export function BothNames() {
  const rules = [{ required: true, whitespace: true, message: t("needed") }];
  return (
    <div className="two-columns">
      <Form.Item name={["name", "zh"]} label={t("nameZh")} rules={rules}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name={["name", "en"]} label={t("nameEn")} rules={rules}>
        <Input maxLength={200} />
      </Form.Item>
    </div>
  );
}
