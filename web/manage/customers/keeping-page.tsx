/** What waits for a second person (待审核): changes of what identifies a customer, and merges of duplicates. */
import "./keeping.css";
import { Tabs } from "antd";
import { go, type Route } from "../../staff/router.ts";
import { Page } from "../parts/page.tsx";
import { Changes } from "./changes-list.tsx";
import { t } from "./keeping-words.ts";
import { Merges } from "./merges-list.tsx";

export function KeepingPage({ route }: { route: Route }) {
  const tabs = [
    { key: "changes", label: t("changes"), children: <Changes /> },
    { key: "merges", label: t("merges"), children: <Merges /> },
  ];
  return (
    <Page title={t("title")} hint={t("hint")}>
      <Tabs
        activeKey={route.path[1] ?? "changes"}
        onChange={(tab) => go(["keeping", tab])}
        items={tabs}
        destroyOnHidden
      />
    </Page>
  );
}
