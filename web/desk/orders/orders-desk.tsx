/** The desk of those who call no numbers: dispatchers, specialists, and clerks who have not chosen a window. */
import { App, Button } from "antd";
import { lazy, Suspense, useEffect, useState } from "react";
import { defineWords, getLanguage, setLanguage } from "../../parts/words.ts";
import type { Action } from "../../staff/action.ts";
import { ReaderButton } from "../../staff/reader-button.tsx";
import { useRoute } from "../../staff/router.ts";
import { useMe } from "../../staff/session.tsx";
import { TopBar } from "../../staff/top-bar.tsx";
import { useShortcuts } from "../../staff/use-shortcuts.ts";
import { t as desk } from "../words.ts";
import { Areas } from "./areas.tsx";
import { areaOf, boardAt, listAt } from "./routes.ts";
import { useOrders } from "./use-orders.tsx";
import "../desk.css";

const loadPalette = () =>
  import("./orders-palette.tsx").then(({ OrdersPalette }) => ({ default: OrdersPalette }));
const Palette = lazy(loadPalette);
const Archive = lazy(() =>
  import("./customer-archive.tsx").then(({ CustomerArchive }) => ({ default: CustomerArchive })),
);

const t = defineWords({ page: ["页面", "Page"] });

export function OrdersDesk() {
  const { capabilities } = useMe();
  const { path } = useRoute();
  const { message } = App.useApp();
  const orders = useOrders(null);
  const [dialog, setDialog] = useState<"palette" | "shortcuts">();
  const isArchive = path[0] === "customers" && capabilities.includes("customers.read");
  useEffect(() => void loadPalette().catch(() => {}), []);
  useEffect(() => {
    // Whoever has no window begins where the work is.
    if (areaOf(path) === "window" && !isArchive)
      location.replace(capabilities.includes("orders.work") ? listAt() : boardAt());
  }, [path, capabilities, isArchive]);
  const group = t("page");
  const page: Action[] = [
    {
      ...{ id: "palette", group, label: desk("palette"), keys: "Mod+K", keyOnly: true },
      run: () => setDialog("palette"),
    },
    {
      ...{ id: "shortcuts", group, label: desk("shortcuts"), keys: "?", search: "kuaijiejian help keys" },
      run: () => setDialog("shortcuts"),
    },
    {
      ...{ id: "language", group, label: desk("language"), keys: "Alt+L", search: "yuyan english language" },
      run: () => setLanguage(getLanguage() === "zh" ? "en" : "zh"),
    },
  ];
  const everything = [...orders.actions, ...page];
  useShortcuts(everything, (action) => {
    void message.warning({ key: "blocked", content: `${action.label}：${action.blocked}`, duration: 2 });
  });
  return (
    <div className="desk has-orders is-windowless">
      <TopBar title={desk("surface")} place={<Areas />}>
        <Button type="text" onClick={() => setDialog("palette")} aria-keyshortcuts="Control+K">
          {desk("palette")} <kbd>Ctrl K</kbd>
        </Button>
        <ReaderButton />
      </TopBar>
      {isArchive ? (
        <Suspense>
          <Archive path={path.slice(1)} />
        </Suspense>
      ) : (
        orders.area
      )}
      {dialog && (
        <Suspense>
          <Palette
            dialog={dialog}
            actions={[...orders.lent(), ...everything]}
            onClose={() => setDialog(undefined)}
          />
        </Suspense>
      )}
    </div>
  );
}
