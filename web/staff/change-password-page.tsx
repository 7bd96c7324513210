/** The first sign-in, or an expired password: nothing else can be done before it is changed. */
import { useQuery } from "@tanstack/react-query";
import { Button, Form, Input } from "antd";
import { useState } from "react";
import { changePassword, type Me, passwordRules } from "../../contracts/identity.ts";
import { call } from "../parts/api.ts";
import { Mark } from "../parts/icons.tsx";
import { ProblemNote } from "../parts/problem.tsx";
import { defineWords } from "../parts/words.ts";
import { LanguageSwitch } from "./language-switch.tsx";

const t = defineWords({
  title: ["请先修改口令", "Change your password first"],
  why: [
    "{name}，您的口令是他人发放的或已过期，只有您自己知道的口令才安全。",
    "{name}, your password was handed to you or has expired. Only one that you alone know is safe.",
  ],
  current: ["当前口令", "Current password"],
  next: ["新口令", "New password"],
  again: ["再输一遍新口令", "New password once more"],
  rule: [
    "至少 {min} 个字符；大写、小写、数字、符号中至少 {classes} 类；不能与最近 {history} 次相同；不含姓名、登录名。",
    "At least {min} characters from at least {classes} of capitals, small letters, digits, symbols; not one of the last {history}; without your name or login.",
  ],
  required: ["请填写", "Please fill in"],
  differs: ["两次输入不一致", "The two differ"],
  save: ["修改并继续", "Change and go on"],
  leave: ["退出登录", "Sign out"],
});

type Fields = { current: string; next: string; again: string };
type Props = { me: Me; onChanged: () => void; onLeave: () => void };

export function ChangePasswordPage({ me, onChanged, onLeave }: Props) {
  const [problem, setProblem] = useState<unknown>();
  const [pending, setPending] = useState(false);
  const { data: rules } = useQuery({ queryKey: ["password-rules"], queryFn: () => call(passwordRules) });
  const send = async ({ current, next }: Fields) => {
    setPending(true);
    setProblem(undefined);
    try {
      await call(changePassword, { body: { current, next } });
      onChanged();
    } catch (error) {
      setProblem(error);
    } finally {
      setPending(false);
    }
  };
  const required = { required: true, message: t("required") };
  return (
    <main className="sign-in">
      <aside className="sign-in-side" aria-hidden="true">
        <Mark size={72} />
        <strong>明窗</strong>
      </aside>
      <section className="sign-in-panel">
        <header>
          <span className="sign-in-surface">{me.name}</span>
          <LanguageSwitch />
        </header>
        <h1>{t("title")}</h1>
        <p className="sign-in-why">{t("why", { name: me.name })}</p>
        <Form<Fields> layout="vertical" requiredMark={false} size="large" onFinish={send} disabled={pending}>
          <Form.Item name="current" label={t("current")} rules={[required]}>
            <Input.Password autoComplete="current-password" maxLength={256} autoFocus />
          </Form.Item>
          <Form.Item
            name="next"
            label={t("next")}
            rules={[required]}
            extra={
              rules && t("rule", { min: rules.minLength, classes: rules.minClasses, history: rules.history })
            }
          >
            <Input.Password autoComplete="new-password" maxLength={256} />
          </Form.Item>
          <Form.Item
            name="again"
            label={t("again")}
            dependencies={["next"]}
            rules={[
              required,
              ({ getFieldValue }) => ({
                validator: (_, value: string) =>
                  !value || value === getFieldValue("next")
                    ? Promise.resolve()
                    : Promise.reject(new Error(t("differs"))),
              }),
            ]}
          >
            <Input.Password autoComplete="new-password" maxLength={256} />
          </Form.Item>
          <ProblemNote error={problem} />
          <Button type="primary" htmlType="submit" block loading={pending} className="sign-in-go">
            {t("save")}
          </Button>
          <Button type="link" block onClick={onLeave} disabled={false}>
            {t("leave")}
          </Button>
        </Form>
      </section>
    </main>
  );
}
