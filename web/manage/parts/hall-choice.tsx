/** Which hall a page is about: kept in its address, else the one chosen before, else the first. */
import { Empty, Select } from "antd";
import type { ReactNode } from "react";
import { defineWords, pick } from "../../parts/words.ts";
import { go, type Route } from "../../staff/router.ts";
import { useMe } from "../../staff/session.tsx";

const t = defineWords({
  hall: ["营业厅", "Hall"],
  none: ["您的授权范围内没有营业厅。", "No hall lies within your grants."],
});
const lastKey = "mingchuang.manage.hall";

type Props = {
  readonly route: Route;
  readonly children: (hallId: string, choice: ReactNode) => ReactNode;
};

export function WithHall({ route, children }: Props) {
  const { halls } = useMe();
  const asked = route.path[1] ?? localStorage.getItem(lastKey);
  const hall = halls.find(({ hallId }) => hallId === asked) ?? halls[0];
  if (!hall) return <Empty description={t("none")} style={{ padding: 64 }} />;
  const choose = (hallId: string) => {
    localStorage.setItem(lastKey, hallId);
    go([route.path[0] ?? "", hallId]);
  };
  const choice = (
    <Select
      aria-label={t("hall")}
      value={hall.hallId}
      onChange={choose}
      options={halls.map(({ hallId, name }) => ({ value: hallId, label: pick(name) }))}
      showSearch={{ optionFilterProp: "label" }}
      popupMatchSelectWidth={false}
      style={{ minWidth: 220 }}
    />
  );
  return children(hall.hallId, choice);
}
