/** The second factor after a single sign-on: the six digits, and nothing else before them. */
import { Button, Form, Input } from "antd";
import { useState } from "react";
import { giveCode, type Me } from "../../contracts/identity.ts";
import { call } from "../parts/api.ts";
import { ProblemNote } from "../parts/problem.tsx";
import { defineWords } from "../parts/words.ts";
import { StepFrame } from "./step-frame.tsx";

const t = defineWords({
  title: ["请输入动态口令", "Enter your one-time code"],
  why: ["{name}，还需要手机上的 6 位动态口令。", "{name}, one more step: the six digits on your phone."],
  code: ["动态口令（6 位）", "One-time code (6 digits)"],
  sixDigits: ["请输入 6 位数字", "Six digits, please"],
  go: ["继续", "Go on"],
});

type Props = { me: Me; onDone: () => void; onLeave: () => void };

export function GiveCodePage({ me, onDone, onLeave }: Props) {
  const [form] = Form.useForm<{ code: string }>();
  const [problem, setProblem] = useState<unknown>();
  const [pending, setPending] = useState(false);
  const send = async ({ code }: { code: string }) => {
    setPending(true);
    setProblem(undefined);
    try {
      await call(giveCode, { body: { code } });
      onDone();
    } catch (error) {
      setProblem(error);
      form.resetFields();
    } finally {
      setPending(false);
    }
  };
  return (
    <StepFrame name={me.name} title={t("title")} why={t("why", { name: me.name })} onLeave={onLeave}>
      <Form<{ code: string }>
        form={form}
        layout="vertical"
        requiredMark={false}
        size="large"
        onFinish={send}
        disabled={pending}
      >
        <Form.Item
          name="code"
          label={t("code")}
          rules={[{ required: true, pattern: /^\d{6}$/, message: t("sixDigits") }]}
        >
          <Input
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={6}
            className="one-time-code"
            autoFocus
          />
        </Form.Item>
        <ProblemNote error={problem} />
        <Button type="primary" htmlType="submit" block loading={pending} className="sign-in-go">
          {t("go")}
        </Button>
      </Form>
    </StepFrame>
  );
}
