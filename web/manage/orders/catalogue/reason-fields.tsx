/** The form of a reason. */
import { Checkbox, Form, Input, InputNumber } from "antd";
import { Codes, fixed } from "./pick-codes.tsx";
import type { Vocabulary } from "./row-form.tsx";
import { t } from "./row-words.ts";

const needed = [{ required: true, whitespace: true, message: t("needed") }];

export function ReasonFields({ words }: { words: Vocabulary }) {
  return (
    <>
      <div className="two-columns">
        <Form.Item name="zh" label={`${t("name")}（${t("zh")}）`} rules={needed}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="en" label={`${t("name")}（${t("en")}）`} rules={needed}>
          <Input maxLength={200} />
        </Form.Item>
        <Codes
          name="cause"
          label={t("cause")}
          of={fixed(["customer", "company", "authority", "nobody"], (code) => t(`c_${code as "customer"}`))}
          isRequired
          isPlain
        />
        <Form.Item name="sort" label={t("sort")} rules={[{ required: true, message: t("needed") }]}>
          <InputNumber precision={0} min={0} max={10_000} style={{ width: "100%" }} />
        </Form.Item>
      </div>
      <div className="row-checks">
        {(["isActive", "needsProof", "needsCheck"] as const).map((name) => (
          <Form.Item key={name} name={name} valuePropName="checked">
            <Checkbox>{t(name)}</Checkbox>
          </Form.Item>
        ))}
      </div>
      <div className="two-columns">
        <Codes name="by" label={t("byPosts")} of={words.posts} many extra={t("byHint")} />
        <Codes name="stages" label={t("stages")} of={words.stages} many extra={t("byHint")} />
      </div>
      <Codes name="effect" label={t("effect")} of={fixed(words.effects, (code) => code)} isPlain />
    </>
  );
}
