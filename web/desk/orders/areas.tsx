/** Where one works at the desk: the window, the orders, the board; only what one may. */
import { defineWords } from "../../parts/words.ts";
import { ariaKeys } from "../../staff/keys.tsx";
import { useRoute } from "../../staff/router.ts";
import { useMe } from "../../staff/session.tsx";
import { type Area, areaOf, boardAt, listAt } from "./routes.ts";

const t = defineWords({
  areas: ["工作区", "Areas"],
  window: ["窗口", "Window"],
  orders: ["工单", "Orders"],
  board: ["调度", "Dispatch"],
});

export const areaKeys: Readonly<Record<"orders" | "board", string>> = {
  orders: "Alt+M",
  board: "Alt+Shift+M",
};

export function Areas() {
  const { capabilities } = useMe();
  const { path } = useRoute();
  const areas: readonly (readonly [Area, string])[] = [
    ...(capabilities.includes("hall.call") ? [["window", "#/"] as const] : []),
    ...(capabilities.includes("orders.work") ? [["orders", listAt()] as const] : []),
    ...(capabilities.includes("orders.dispatch") ? [["board", boardAt()] as const] : []),
  ];
  if (areas.length < 2) return null;
  const here = areaOf(path);
  return (
    <nav className="desk-areas" aria-label={t("areas")}>
      {areas.map(([area, href]) => (
        <a
          key={area}
          href={href}
          aria-current={area === here ? "page" : undefined}
          aria-keyshortcuts={area === "window" ? undefined : ariaKeys(areaKeys[area])}
        >
          {t(area)}
        </a>
      ))}
    </nav>
  );
}
