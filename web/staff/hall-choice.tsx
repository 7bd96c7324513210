/** Which hall this device works in; remembered on the device, because a desk does not move. */
import { Select } from "antd";
import { useState } from "react";
import { defineWords, pick } from "../parts/words.ts";
import { useMe } from "./session.tsx";

const t = defineWords({ hall: ["营业厅", "Hall"] });
const store = "mingchuang.hall";

type Hall = ReturnType<typeof useMe>["halls"][number];
type Choice = { halls: readonly Hall[]; hall: Hall | undefined; choose: (hallId: string) => void };

/** The hall that was chosen here before, if this person may see it; else their first. */
export function useHallChoice(): Choice {
  const { halls } = useMe();
  const asked = new URLSearchParams(location.search).get("hall");
  const [chosen, setChosen] = useState(asked ?? localStorage.getItem(store));
  const choose = (hallId: string) => {
    localStorage.setItem(store, hallId);
    setChosen(hallId);
  };
  return { halls, hall: halls.find(({ hallId }) => hallId === chosen) ?? halls[0], choose };
}

export function HallSelect({ halls, hall, choose }: Choice) {
  if (!hall) return null;
  if (halls.length === 1) return <strong className="top-bar-hall">{pick(hall.name)}</strong>;
  return (
    <Select
      className="top-bar-hall"
      aria-label={t("hall")}
      variant="borderless"
      value={hall.hallId}
      onChange={choose}
      showSearch={{ optionFilterProp: "label" }}
      options={halls.map(({ hallId, name }) => ({ value: hallId, label: pick(name) }))}
      popupMatchSelectWidth={false}
    />
  );
}
