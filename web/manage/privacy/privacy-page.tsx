/** Personal data kept safe, for the security administrator: keys, who sees which field, what is kept. */
import { Tabs } from "antd";
import { go, type Route } from "../../staff/router.ts";
import { Page } from "../parts/page.tsx";
import { FieldPolicy } from "./field-policy.tsx";
import { Inventory } from "./inventory.tsx";
import { KeyStatus } from "./key-status.tsx";
import { t } from "./words.ts";

export function PrivacyPage({ route }: { route: Route }) {
  return (
    <Page title={t("privacy")} hint={t("privacyHint")}>
      <Tabs
        activeKey={route.path[1] ?? "fields"}
        onChange={(tab) => go(["privacy", tab])}
        items={[
          { key: "fields", label: t("fields"), children: <FieldPolicy /> },
          { key: "keys", label: t("keys"), children: <KeyStatus /> },
          { key: "inventory", label: t("inventory"), children: <Inventory /> },
        ]}
      />
    </Page>
  );
}
