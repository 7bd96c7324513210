/** Other systems: the keys by which they call, what they are told, and files that they hand over. */
import { Tabs } from "antd";
import { useMay } from "../../parts/may.ts";
import { Page } from "../../parts/page.tsx";
import { ImportsTab } from "./imports-tab.tsx";
import { t } from "./integration-words.ts";
import { KeysTab } from "./keys-tab.tsx";
import { WebhooksTab } from "./webhooks-tab.tsx";

export function IntegrationPage() {
  const may = useMay();
  const tabs = [
    { needs: "orders.import", key: "imports", label: t("imports"), children: <ImportsTab /> },
    { needs: "orders.configure", key: "webhooks", label: t("webhooks"), children: <WebhooksTab /> },
    { needs: "identity.roles.grant", key: "keys", label: t("keys"), children: <KeysTab /> },
  ] as const;
  return (
    <Page title={t("title")} hint={t("hint")} tools={<a href="/api/docs#integration">{t("docs")}</a>}>
      <Tabs items={tabs.filter(({ needs }) => may(needs)).map(({ needs: _, ...tab }) => tab)} />
    </Page>
  );
}
