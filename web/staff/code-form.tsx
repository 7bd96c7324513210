/** Six digits of a one-time code, and sending them: what setting codes up and giving one have in common. */
import { Button, Form, Input } from "antd";
import { type ReactNode, useState } from "react";
import { ProblemNote } from "../parts/problem.tsx";
import { defineWords } from "../parts/words.ts";

const t = defineWords({
  code: ["动态口令（6 位）", "One-time code (6 digits)"],
  sixDigits: ["请输入 6 位数字", "Six digits, please"],
});

type Props = {
  readonly send: (code: string) => Promise<unknown>;
  readonly onDone: () => void;
  /** What the button says. */
  readonly go: string;
  readonly children?: ReactNode;
};

export function CodeForm({ send, onDone, go, children }: Props) {
  const [form] = Form.useForm<{ code: string }>();
  const [problem, setProblem] = useState<unknown>();
  const [pending, setPending] = useState(false);
  const finish = async ({ code }: { code: string }) => {
    setPending(true);
    setProblem(undefined);
    try {
      await send(code);
      onDone();
    } catch (error) {
      setProblem(error);
      // A code is good once: the next one is typed into an empty field.
      form.resetFields();
    } finally {
      setPending(false);
    }
  };
  return (
    <Form<{ code: string }>
      form={form}
      layout="vertical"
      requiredMark={false}
      size="large"
      onFinish={finish}
      disabled={pending}
    >
      {children}
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
        {go}
      </Button>
    </Form>
  );
}
