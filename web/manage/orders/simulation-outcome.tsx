/** The result of a simulation in numbers, and as heat on the drawing. */
import { Statistic, Table } from "antd";
import { useMemo } from "react";
import type { SimulationResult } from "../../../contracts/orders.ts";
import { pick } from "../../parts/words.ts";
import { Chart } from "../parts/chart.tsx";
import { countOf, percentOf } from "../parts/format.ts";
import type { Drawing } from "./bpmn/drawing.ts";
import { t } from "./process-words.ts";
import "./link.css";

const dayMinutes = 480;

/** In the unit that people would say it in: minutes, hours, working days. */
export function workTime(minutes: number): string {
  if (minutes < 90) return t("minutes", { n: Math.round(minutes) });
  if (minutes < dayMinutes) return t("hours", { n: (minutes / 60).toFixed(1) });
  return t("workdays", { n: (minutes / dayMinutes).toFixed(1) });
}

const heats = 5;

/** The more of an order's time a step takes, the warmer; under it how long one waits and works there. */
export function showOnDrawing(drawing: Drawing, { steps, bottleneck }: SimulationResult): void {
  const most = Math.max(...steps.map(({ perOrder }) => perOrder), 1);
  const heatOf = (perOrder: number) => Math.min(heats, 1 + Math.floor((perOrder / most) * heats));
  drawing.mark(steps.map(({ elementId, perOrder }) => [elementId, `heat-${heatOf(perOrder)}`] as const));
  drawing.badge(
    steps
      .filter(({ perOrder }) => perOrder > 0)
      .map(({ elementId, waiting, duration }) => ({
        elementId,
        text:
          waiting.mean >= 1
            ? `${workTime(waiting.mean)} + ${workTime(duration.mean)}`
            : workTime(duration.mean),
        tone: elementId === bottleneck ? "hot" : "",
      })),
  );
}

type Props = { readonly result: SimulationResult; readonly onShow: (elementId: string) => void };

export function SimulationOutcome({ result, onShow }: Props) {
  const { late, total, ended, bottleneck, steps, bins } = result;
  const slowest = steps.find(({ elementId }) => elementId === bottleneck);
  const option = useMemo(
    () => ({
      animationDuration: 200,
      color: ["#0b6e63"],
      grid: { left: 40, right: 8, top: 10, bottom: 24 },
      tooltip: { trigger: "axis" },
      xAxis: { type: "category", data: bins.map(({ to }) => workTime(to)), axisTick: { show: false } },
      yAxis: { type: "value" },
      series: [
        { type: "bar", name: t("orders"), data: bins.map(({ orders }) => orders), barCategoryGap: "10%" },
      ],
    }),
    [bins],
  );
  return (
    <div className="simulation-outcome">
      <div className="simulation-numbers">
        <Statistic title={t("lateShare")} value={late ? percentOf(late.share, 1) : "—"} />
        <Statistic title={t("total")} value={`${workTime(total.p50)} / ${workTime(total.p90)}`} />
        <Statistic title={t("bottleneck")} value={slowest ? pick(slowest.name) : t("noBottleneck")} />
      </div>
      <p className="quiet">
        {t("ended", { n: countOf(ended) })}
        {late && ` · ${t("lateOf", { limit: workTime(late.limitMinutes), rule: late.ruleCode })}`}
      </p>
      <Chart option={option} label={t("spread")} height={120} />
      <Table
        rowKey="elementId"
        size="small"
        pagination={false}
        dataSource={steps.toSorted((one, other) => other.perOrder - one.perOrder)}
        columns={[
          {
            title: t("step"),
            key: "name",
            render: (_, { elementId, name }) => (
              <button type="button" className="link" onClick={() => onShow(elementId)}>
                {pick(name)}
              </button>
            ),
          },
          {
            title: t("waitMean"),
            key: "waiting",
            align: "right",
            className: "num",
            render: (_, { waiting }) => workTime(waiting.mean),
          },
          {
            title: t("workMean"),
            key: "duration",
            align: "right",
            className: "num",
            render: (_, { duration }) => workTime(duration.mean),
          },
          {
            title: t("perOrder"),
            key: "perOrder",
            align: "right",
            className: "num",
            render: (_, { perOrder }) => workTime(perOrder),
          },
        ]}
      />
    </div>
  );
}
