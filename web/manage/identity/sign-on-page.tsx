/** The company's single sign-on: which provider, who is who, and whether it answers. */
import {
  Alert,
  App,
  Button,
  Checkbox,
  Descriptions,
  Form,
  Input,
  Select,
  Space,
  Switch,
  Tag,
  Typography,
} from "antd";
import { useState } from "react";
import type { ResultOf } from "../../../contracts/endpoint.ts";
import {
  checkSignOn,
  configureSignOn,
  getSignOn,
  listCompanies,
  type SignOnSettings,
  signOnMatches,
} from "../../../contracts/identity.ts";
import { ProblemNote } from "../../parts/problem.tsx";
import { useAsk, useSend } from "../../staff/query.ts";
import { Loaded, Page } from "../parts/page.tsx";
import { t } from "./access-words.ts";

type State = ResultOf<typeof getSignOn>;
type Values = Omit<SignOnSettings, "name" | "hasSecret" | "emailDomain" | "acr"> & {
  zh: string;
  en: string;
  emailDomain?: string;
  acr?: string;
  clientSecret?: string;
  isPublic: boolean;
  reason: string;
};

export function SignOnPage() {
  const state = useAsk(getSignOn);
  return (
    <Page title={t("signOn")} hint={t("signOnHint")}>
      <Loaded of={state}>
        {(data) => (
          <>
            {data.administratorsNeedCodes ? (
              <Alert type="success" showIcon title={t("codesOn")} className="page-alert" />
            ) : (
              <Alert
                type="warning"
                showIcon
                title={t("codesOff")}
                description={t("codesOffText")}
                className="page-alert"
              />
            )}
            <Provider {...data} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

const initialOf = (settings: SignOnSettings | null): Partial<Values> =>
  settings
    ? {
        ...settings,
        zh: settings.name.zh,
        en: settings.name.en,
        emailDomain: settings.emailDomain ?? "",
        acr: settings.acr ?? "",
        isPublic: !settings.hasSecret,
      }
    : { isOn: false, claim: "preferred_username", matches: "login", isPublic: false };

const bodyOf = ({ zh, en, emailDomain, acr, clientSecret, isPublic, ...rest }: Values) => ({
  isOn: rest.isOn,
  name: { zh, en },
  issuer: rest.issuer,
  clientId: rest.clientId,
  claim: rest.claim,
  matches: rest.matches,
  emailDomain: emailDomain || null,
  acr: acr || null,
  reason: rest.reason,
  ...(isPublic ? { clientSecret: null } : clientSecret ? { clientSecret } : {}),
});

function Provider({ settings, redirectUri }: State) {
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const save = useSend(configureSignOn, [getSignOn, listCompanies]);
  const check = useSend(checkSignOn);
  const [problem, setProblem] = useState<unknown>();
  const [fine, setFine] = useState<ResultOf<typeof checkSignOn>>();
  const [busy, setBusy] = useState(false);
  const isPublic = Form.useWatch("isPublic", form);
  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    setProblem(undefined);
    setFine(undefined);
    await work().catch(setProblem);
    setBusy(false);
  };
  const tryIt = () =>
    attempt(async () => {
      const { issuer, clientId } = await form.validateFields(["issuer", "clientId"]);
      setFine(await check({ body: { issuer, clientId } }));
    });
  const send = (values: Values) =>
    attempt(async () => {
      await save({ body: bodyOf(values) });
      form.resetFields(["clientSecret", "reason"]);
      void message.success(t("saved"));
    });
  const required = [{ required: true, message: t("needed") }];
  return (
    <section className="page-block" style={{ maxWidth: 920 }}>
      <Descriptions
        column={1}
        size="small"
        style={{ marginBottom: 16 }}
        items={[
          {
            key: "state",
            label: t("signOn"),
            children: settings?.isOn ? <Tag color="green">{t("on")}</Tag> : <Tag>{t("off")}</Tag>,
          },
          {
            key: "redirect",
            label: t("redirectUri"),
            children: <Typography.Text copyable>{redirectUri}</Typography.Text>,
          },
          {
            key: "back",
            label: t("backTo"),
            children: <Typography.Text copyable>{new URL("/", redirectUri).href}</Typography.Text>,
          },
        ]}
      />
      <Form<Values>
        form={form}
        // Ids of its own: a field called "matches" would stand in the way of the form's own method of that name.
        name="sign-on"
        layout="vertical"
        initialValues={initialOf(settings)}
        onFinish={(values) => void send(values)}
        disabled={busy}
      >
        <div className="two-columns">
          <Form.Item name="issuer" label={t("issuer")} extra={t("issuerHint")} rules={required}>
            <Input maxLength={300} placeholder="https://sso.example.com" spellCheck={false} />
          </Form.Item>
          <Form.Item name="clientId" label={t("clientId")} rules={required}>
            <Input maxLength={200} spellCheck={false} />
          </Form.Item>
          <Form.Item
            name="clientSecret"
            label={t("clientSecret")}
            rules={[{ required: !settings?.hasSecret && !isPublic, message: t("needed") }]}
          >
            <Input.Password
              maxLength={500}
              autoComplete="new-password"
              disabled={isPublic}
              {...(settings?.hasSecret && { placeholder: t("secretKept") })}
            />
          </Form.Item>
          <Form.Item name="isPublic" label=" " colon={false} valuePropName="checked">
            <Checkbox>{t("publicClient")}</Checkbox>
          </Form.Item>
          <Form.Item name="claim" label={t("claim")} extra={t("claimHint")} rules={required}>
            <Input maxLength={80} spellCheck={false} />
          </Form.Item>
          <Form.Item name="matches" label={t("matches")} rules={required}>
            <Select options={signOnMatches.map((value) => ({ value, label: t(`matches_${value}`) }))} />
          </Form.Item>
          <Form.Item name="emailDomain" label={t("emailDomain")}>
            <Input maxLength={200} placeholder="power.example.com" spellCheck={false} />
          </Form.Item>
          <Form.Item name="acr" label={t("acr")} extra={t("acrHint")}>
            <Input maxLength={200} spellCheck={false} />
          </Form.Item>
          <Form.Item name="zh" label={t("nameZh")} rules={required}>
            <Input maxLength={40} placeholder="统一身份" />
          </Form.Item>
          <Form.Item name="en" label={t("nameEn")} rules={required}>
            <Input maxLength={40} placeholder="Company sign-on" />
          </Form.Item>
          <Form.Item name="isOn" label={t("isOn")} valuePropName="checked">
            <Switch />
          </Form.Item>
          <Form.Item
            name="reason"
            label={t("reason")}
            rules={[{ required: true, min: 2, message: t("needed") }]}
          >
            <Input maxLength={200} />
          </Form.Item>
        </div>
        {fine && <Reached {...fine} />}
        <ProblemNote error={problem} />
        <Space>
          <Button type="primary" htmlType="submit" loading={busy}>
            {t("save")}
          </Button>
          <Button onClick={() => void tryIt()} loading={busy}>
            {t("check")}
          </Button>
        </Space>
      </Form>
    </section>
  );
}

function Reached({ authorization, canEndSessions, claims }: ResultOf<typeof checkSignOn>) {
  const says = {
    authorization,
    ends: t(canEndSessions ? "canEnd" : "cannotEnd"),
    claims: claims.join(", ") || t("unknown"),
  };
  return (
    <Alert
      type="success"
      showIcon
      title={t("checkFine")}
      description={t("checkSays", says)}
      className="page-alert"
    />
  );
}
