/** Today by half hour: numbers taken and served as bars, the mean wait as a line against the promise. */
import { useMemo } from "react";
import type { Floor } from "../../../contracts/hall.ts";
import { clockTime } from "../../parts/time.ts";
import { Chart } from "../parts/chart.tsx";
import { minutesOf } from "../parts/format.ts";
import { t } from "./words.ts";

type Props = {
  readonly curve: Floor["curve"];
  readonly promiseS: number;
  readonly dark: boolean;
};

export function Curve({ curve, promiseS, dark }: Props) {
  const option = useMemo(() => curveOption(curve, promiseS, dark), [curve, promiseS, dark]);
  return (
    <section className="wall-panel wall-curve">
      <h3>{t("curve")}</h3>
      {curve.length === 0 ? (
        <p className="wall-quiet">{t("curveEmpty")}</p>
      ) : (
        <div style={{ flex: 1, minHeight: 100 }}>
          <Chart option={option} label={t("curveLabel")} height="100%" />
        </div>
      )}
    </section>
  );
}

function curveOption(curve: Floor["curve"], promiseS: number, dark: boolean) {
  const ink = dark ? "#9db2c6" : "#526375";
  const line = dark ? "#1f3347" : "#e3e9f0";
  const promise = t("promise", { minutes: minutesOf(promiseS, 0) });
  const axis = {
    axisLabel: { color: ink, fontSize: 13 },
    nameTextStyle: { color: ink },
    splitLine: { lineStyle: { color: line } },
  };
  return {
    animationDuration: 300,
    textStyle: { fontFamily: "inherit" },
    color: dark ? ["#2b5f9e", "#46d3b5", "#ffc05c"] : ["#9cc3f0", "#0f9d8a", "#d9730d"],
    grid: { left: 44, right: 52, top: 34, bottom: 26 },
    legend: { top: 0, right: 0, textStyle: { color: ink, fontSize: 13 }, itemWidth: 16 },
    tooltip: { trigger: "axis" },
    xAxis: {
      type: "category",
      data: curve.map(({ from }) => clockTime(from)),
      ...axis,
      axisTick: { show: false },
    },
    yAxis: [
      { type: "value", minInterval: 1, ...axis },
      {
        type: "value",
        name: t("minutes"),
        nameGap: 8,
        max: ({ max }: { max: number }) => Math.ceil(Math.max(max, promiseS / 60) * 1.1),
        ...axis,
        splitLine: { show: false },
      },
    ],
    series: [
      {
        type: "bar",
        name: t("taken"),
        data: curve.map(({ taken }) => taken),
        barGap: "10%",
        itemStyle: { borderRadius: [3, 3, 0, 0] },
      },
      {
        type: "bar",
        name: t("served"),
        data: curve.map(({ served }) => served),
        itemStyle: { borderRadius: [3, 3, 0, 0] },
      },
      {
        type: "line",
        name: t("meanWaitAxis"),
        yAxisIndex: 1,
        smooth: 0.25,
        symbolSize: 6,
        lineStyle: { width: 3 },
        data: curve.map(({ waitMeanS }) => (waitMeanS === null ? null : Math.round(waitMeanS / 6) / 10)),
        markLine: {
          symbol: "none",
          silent: true,
          lineStyle: { color: dark ? "#ff7a80" : "#c6262e", type: "dashed", width: 2 },
          label: {
            position: "insideStartTop",
            formatter: promise,
            color: dark ? "#ff7a80" : "#c6262e",
            fontSize: 13,
          },
          data: [{ yAxis: promiseS / 60 }],
        },
      },
    ],
  };
}
