/** Days of forecast accuracy put together, and as pictures. Days weigh by the tickets that could be checked. */
import type { ResultOf } from "../../../contracts/endpoint.ts";
import type { getForecastAccuracy } from "../../../contracts/hall.ts";
import { t } from "./words.ts";

type Day = ResultOf<typeof getForecastAccuracy>["days"][number];

export function overall(days: readonly Day[]) {
  const measured = days.reduce((sum, day) => sum + day.measured, 0);
  const mean = (of: (day: Day) => number | null) => {
    const known = days.filter((day) => of(day) !== null);
    const weight = known.reduce((sum, day) => sum + day.measured, 0);
    return weight === 0 ? null : known.reduce((sum, day) => sum + (of(day) ?? 0) * day.measured, 0) / weight;
  };
  const errorS = mean((day) => day.errorS);
  const formulaErrorS = mean((day) => day.formulaErrorS);
  const gain = errorS !== null && formulaErrorS ? 1 - errorS / formulaErrorS : null;
  return { measured, errorS, formulaErrorS, gain, coverage: mean((day) => day.coverage) };
}

const frame = (days: readonly Day[]) => ({
  animationDuration: 250,
  grid: { left: 44, right: 16, top: 36, bottom: 28 },
  legend: { top: 0, right: 0 },
  tooltip: { trigger: "axis" },
  xAxis: { type: "category", data: days.map(({ day }) => day.slice(5)), axisTick: { show: false } },
});
const minutes = (seconds: number | null) => (seconds === null ? null : Math.round(seconds / 0.6) / 100);

export const errorOption = (days: readonly Day[]) => ({
  ...frame(days),
  color: ["#0b6e63", "#c9a227"],
  yAxis: { type: "value" },
  series: [
    { type: "bar", name: t("oursShort"), barMaxWidth: 26, data: days.map(({ errorS }) => minutes(errorS)) },
    {
      type: "bar",
      name: t("formulaShort"),
      barMaxWidth: 26,
      data: days.map(({ formulaErrorS }) => minutes(formulaErrorS)),
    },
  ],
});

/** What the ranges are made to reach (handbook: about four waits in five). */
const aimPercent = 80;

export const coverageOption = (days: readonly Day[]) => ({
  ...frame(days),
  color: ["#1d5fa8"],
  legend: { show: false },
  yAxis: { type: "value", min: 0, max: 100 },
  series: [
    {
      type: "line",
      name: t("coverage"),
      symbolSize: 7,
      data: days.map(({ coverage }) => (coverage === null ? null : Math.round(coverage * 1000) / 10)),
      markLine: {
        symbol: "none",
        silent: true,
        lineStyle: { type: "dashed", color: "#b45309", width: 2 },
        label: { position: "insideEndBottom", formatter: t("aim"), color: "#8a4206" },
        data: [{ yAxis: aimPercent }],
      },
    },
  ],
});
