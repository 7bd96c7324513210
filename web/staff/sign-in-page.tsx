/** Company, login, password; the one-time code only when the person has one. */
import { useQuery } from "@tanstack/react-query";
import { Button, Form, Input, Select } from "antd";
import { useEffect, useState } from "react";
import { listCompanies, type Me, signIn } from "../../contracts/identity.ts";
import { ApiProblem, call } from "../parts/api.ts";
import { Mark } from "../parts/icons.tsx";
import { ProblemNote } from "../parts/problem.tsx";
import { defineWords, pick } from "../parts/words.ts";
import { LanguageSwitch } from "./language-switch.tsx";
import { SignOnButton } from "./sign-on-button.tsx";

const t = defineWords({
  title: ["登录明窗", "Sign in to Mingchuang"],
  motto: ["一扇明亮的窗，后面的一切都看得见", "A bright window: everything behind it can be seen"],
  company: ["供电公司", "Company"],
  companyHint: ["按名称或编号查找", "Find by name or number"],
  login: ["登录名", "Login name"],
  password: ["口令", "Password"],
  code: ["动态口令（6 位）", "One-time code (6 digits)"],
  go: ["登录", "Sign in"],
  required: ["请填写", "Please fill in"],
  sixDigits: ["请输入 6 位数字", "Six digits, please"],
  capsLock: ["大写锁定已打开", "Caps Lock is on"],
  other: ["不是这个人？重新输入", "Someone else? Start over"],
});

/** Only the company and the login name are remembered on this device, never the password. */
const remembered = "mingchuang.sign-in";
type Fields = { orgId: number; login: string; password: string; code?: string };

function firstValues(): Partial<Fields> {
  const asked = new URLSearchParams(location.search);
  const kept = JSON.parse(localStorage.getItem(remembered) ?? "{}") as Partial<Fields>;
  const orgId = Number(asked.get("company")) || kept.orgId;
  const login = asked.get("login") ?? kept.login;
  return { ...(orgId && { orgId }), ...(login && { login }) };
}

type Props = { surface: string; onSignedIn: (me: Me) => void };

export function SignInPage({ surface, onSignedIn }: Props) {
  const [form] = Form.useForm<Fields>();
  const [first] = useState(firstValues);
  const [problem, setProblem] = useState<unknown>();
  const [pending, setPending] = useState(false);
  const [needsCode, setNeedsCode] = useState(false);
  const [capsLock, setCapsLock] = useState(false);
  const companies = useQuery({ queryKey: ["companies"], queryFn: () => call(listCompanies) });

  const only = companies.data?.companies.length === 1 ? companies.data.companies[0]?.orgId : undefined;
  useEffect(() => {
    if (only !== undefined && !form.getFieldValue("orgId")) form.setFieldValue("orgId", only);
  }, [form, only]);

  const chosen = Form.useWatch("orgId", form);
  const found = companies.data?.companies.find(({ orgId }) => orgId === chosen);
  const signOn = found?.signOn && { orgId: found.orgId, name: found.signOn };

  const send = async ({ orgId, login, password, code }: Fields) => {
    setPending(true);
    setProblem(undefined);
    try {
      const body = { orgId, login, password, ...(code && { code }) };
      const me = await call(signIn, { body }, { attempts: 2 });
      localStorage.setItem(remembered, JSON.stringify({ orgId, login }));
      onSignedIn(me);
    } catch (error) {
      const wantsCode = error instanceof ApiProblem && error.code === "identity.code_needed";
      // The first time it is a question, not a mistake.
      if (!wantsCode || needsCode) setProblem(error);
      if (wantsCode) {
        setNeedsCode(true);
        form.setFieldValue("code", "");
        setTimeout(() => form.getFieldInstance("code")?.focus());
      } else form.getFieldInstance("password")?.focus({ cursor: "all" });
    } finally {
      setPending(false);
    }
  };

  return (
    <main className="sign-in">
      <aside className="sign-in-side" aria-hidden="true">
        <Mark size={72} />
        <strong>明窗</strong>
        <span>{t("motto")}</span>
      </aside>
      <section className="sign-in-panel">
        <header>
          <span className="sign-in-surface">{surface}</span>
          <LanguageSwitch />
        </header>
        <h1>{t("title")}</h1>
        <Form<Fields>
          form={form}
          layout="vertical"
          requiredMark={false}
          size="large"
          initialValues={first}
          onFinish={send}
          disabled={pending}
        >
          <Form.Item name="orgId" label={t("company")} rules={[{ required: true, message: t("required") }]}>
            <Select
              placeholder={t("companyHint")}
              loading={companies.isPending}
              showSearch={{ optionFilterProp: "search" }}
              notFoundContent={<ProblemNote error={companies.error} />}
              options={(companies.data?.companies ?? []).map(({ orgId, name }) => ({
                value: orgId,
                label: pick(name),
                search: `${orgId} ${name.zh} ${name.en}`,
              }))}
            />
          </Form.Item>
          <Form.Item
            name="login"
            label={t("login")}
            rules={[{ required: true, whitespace: true, message: t("required") }]}
          >
            <Input autoComplete="username" maxLength={64} autoFocus={!first.login} spellCheck={false} />
          </Form.Item>
          <Form.Item
            name="password"
            label={t("password")}
            rules={[{ required: true, message: t("required") }]}
            extra={capsLock && <span className="caps-lock">{t("capsLock")}</span>}
          >
            <Input.Password
              autoComplete="current-password"
              maxLength={256}
              autoFocus={first.login !== undefined}
              onKeyUp={(event) => setCapsLock(event.getModifierState("CapsLock"))}
            />
          </Form.Item>
          {needsCode && (
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
              />
            </Form.Item>
          )}
          <ProblemNote error={problem} />
          <Button type="primary" htmlType="submit" block loading={pending} className="sign-in-go">
            {t("go")}
          </Button>
          {signOn && !needsCode && <SignOnButton orgId={signOn.orgId} name={signOn.name} />}
          {needsCode && (
            <Button
              type="link"
              block
              onClick={() => {
                setNeedsCode(false);
                setProblem(undefined);
                form.resetFields(["password", "code"]);
              }}
            >
              {t("other")}
            </Button>
          )}
        </Form>
      </section>
    </main>
  );
}
