import { Alert, App, Button, Form, Input } from "antd";
import { useState } from "react";
import { changePassword, passwordRules } from "../../../contracts/identity.ts";
import { problemWords } from "../../parts/problem.tsx";
import { pick } from "../../parts/words.ts";
import { useAsk, useSend } from "../../staff/query.ts";
import { t } from "./words.ts";

type Values = { current: string; next: string; repeat: string };

/** Changes one's own password; the rules in force stand beside the field. */
export function OwnPassword() {
  const { message } = App.useApp();
  const { data: rules } = useAsk(passwordRules);
  const change = useSend(changePassword);
  const [form] = Form.useForm<Values>();
  const [error, setError] = useState<unknown>();
  const send = async ({ current, next }: Values) => {
    setError(undefined);
    try {
      await change({ body: { current, next } });
      form.resetFields();
      message.success(t("changed"));
    } catch (refusal) {
      setError(refusal);
    }
  };
  const required = { required: true, message: t("needed") };
  const same = ({ getFieldValue }: { getFieldValue: (name: "next") => string }) => ({
    validator: (_: unknown, value: string) =>
      value === getFieldValue("next") ? Promise.resolve() : Promise.reject(new Error(t("differs"))),
  });
  return (
    <section className="page-block">
      <h3>{t("passwordTitle")}</h3>
      {error !== undefined && (
        <Alert type="error" showIcon title={pick(problemWords(error))} style={{ marginBottom: 12 }} />
      )}
      <Form<Values> form={form} layout="vertical" onFinish={send} style={{ maxWidth: 380 }}>
        <Form.Item name="current" label={t("current")} rules={[required]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item
          name="next"
          label={t("next")}
          rules={[required]}
          extra={
            rules &&
            t("rulesText", {
              min: rules.minLength,
              max: rules.maxLength,
              classes: rules.minClasses,
              history: rules.history,
            })
          }
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item name="repeat" label={t("repeat")} dependencies={["next"]} rules={[required, same]}>
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Button type="primary" htmlType="submit">
          {t("change")}
        </Button>
      </Form>
    </section>
  );
}
