/** What customers ask about their own data, and legal holds. */
import { Tabs } from "antd";
import { go, type Route } from "../../staff/router.ts";
import { useMay } from "../parts/may.ts";
import { Page } from "../parts/page.tsx";
import { AccessRecord } from "./access-record.tsx";
import { Erasures } from "./erasures.tsx";
import { Holds } from "./holds.tsx";
import { t } from "./words.ts";

export function RightsPage({ route }: { route: Route }) {
  const may = useMay();
  return (
    <Page title={t("rights")} hint={t("rightsHint")}>
      <Tabs
        activeKey={route.path[1] ?? "erasures"}
        onChange={(tab) => go(["rights", tab])}
        items={[
          { key: "erasures", label: t("erasures"), children: <Erasures /> },
          ...(may("customers.hold") ? [{ key: "holds", label: t("holds"), children: <Holds /> }] : []),
          ...(may("customers.unmask")
            ? [{ key: "accesses", label: t("accesses"), children: <AccessRecord /> }]
            : []),
        ]}
      />
    </Page>
  );
}
