/** A hall's particulars, hours, services and windows. */
import { Alert, Tabs } from "antd";
import { go, type Route } from "../../staff/router.ts";
import { WithHall } from "../parts/hall-choice.tsx";
import { Loaded, Page } from "../parts/page.tsx";
import { HallForm } from "./hall-form.tsx";
import { Hours } from "./hours.tsx";
import { useHallSetup } from "./queries.ts";
import { Services } from "./services.tsx";
import { Windows } from "./windows.tsx";
import { t } from "./words.ts";

export function HallsPage({ route }: { route: Route }) {
  return (
    <WithHall route={route}>
      {(hallId, choice) => (
        <Page title={t("title")} hint={t("hint")} tools={choice}>
          <Setup key={hallId} hallId={hallId} tab={route.query.get("tab") ?? "hall"} />
        </Page>
      )}
    </WithHall>
  );
}

function Setup({ hallId, tab }: { hallId: string; tab: string }) {
  const loaded = useHallSetup(hallId);
  return (
    <Loaded of={loaded}>
      {(setup) => (
        <>
          {!setup.isSetUp && (
            <Alert type="warning" showIcon title={t("notYet")} style={{ marginBottom: 12 }} />
          )}
          <Tabs
            activeKey={setup.isSetUp ? tab : "hall"}
            onChange={(next) => go(["halls", hallId], { tab: next })}
            items={[
              { key: "hall", label: t("tabHall"), children: <HallForm setup={setup} /> },
              ...(setup.isSetUp
                ? [
                    { key: "hours", label: t("tabHours"), children: <Hours setup={setup} /> },
                    { key: "services", label: t("tabServices"), children: <Services setup={setup} /> },
                    { key: "windows", label: t("tabWindows"), children: <Windows setup={setup} /> },
                  ]
                : []),
            ]}
          />
        </>
      )}
    </Loaded>
  );
}
