import { useMemo } from "react";
import type { FigureDefinition, FigureGroup } from "../../../contracts/hall.ts";
import { pick } from "../../parts/words.ts";
import { Chart } from "../parts/chart.tsx";
import { t } from "./words.ts";

type Props = {
  readonly groups: readonly FigureGroup[];
  readonly definition: FigureDefinition | undefined;
};

/** One figure over the groups; the table below has the numbers. */
export function FiguresChart({ groups, definition }: Props) {
  const option = useMemo(() => definition && chartOption(groups, definition), [groups, definition]);
  if (!option || !definition) return null;
  return <Chart option={option} label={pick(definition.name)} height={260} />;
}

function chartOption(groups: readonly FigureGroup[], { code, unit, name }: FigureDefinition) {
  const scale = unit === "share" ? 100 : unit === "seconds" ? 1 / 60 : 1;
  const values = groups.map(({ figures }) => {
    const value = figures[code];
    return value === null || value === undefined ? null : Math.round(value * scale * 10) / 10;
  });
  return {
    animationDuration: 250,
    color: ["#0b6e63"],
    grid: { left: 56, right: 16, top: 30, bottom: 30 },
    tooltip: { trigger: "axis" },
    xAxis: { type: "category", data: groups.map(({ label }) => pick(label)), axisTick: { show: false } },
    yAxis: { type: "value", name: t(`unit_${unit}`), ...(unit === "share" && { max: 100 }) },
    series: [
      {
        type: "bar",
        name: pick(name),
        data: values,
        barMaxWidth: 46,
        itemStyle: { borderRadius: [3, 3, 0, 0] },
      },
    ],
  };
}
