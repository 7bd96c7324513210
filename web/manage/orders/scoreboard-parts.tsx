/** The other parts of the scoreboard: units, stages, bottlenecks, reasons, return visits. */
import { Progress, Statistic, Table } from "antd";
import { useMemo } from "react";
import type { ResultOf } from "../../../contracts/endpoint.ts";
import {
  readOverdueReasons,
  readScoreboard,
  readStageTimes,
  readVisitResults,
} from "../../../contracts/orders.ts";
import { pick } from "../../parts/words.ts";
import { useAsk } from "../../staff/query.ts";
import { Chart } from "../parts/chart.tsx";
import { countOf, dash, percentOf } from "../parts/format.ts";
import { Loaded } from "../parts/page.tsx";
import type { Picked } from "./figure-orders.tsx";
import type { Asked } from "./scoreboard-page.tsx";
import { t } from "./scoreboard-words.ts";
import "./link.css";

const number = { align: "right", className: "num" } as const;
const colors = ["#0b6e63", "#b45309"];

/** 25 分, 3.5 小时, 2.1 天 */
export function timeText(minutes: number): string {
  if (minutes < 90) return t("minutes", { n: Math.round(minutes) });
  const isHours = minutes < 2 * 1_440;
  return isHours
    ? t("hours", { n: (minutes / 60).toFixed(1) })
    : t("days", { n: (minutes / 1_440).toFixed(1) });
}

type Row = ResultOf<typeof readScoreboard>["rows"][number];

export function UnitBoard(props: {
  readonly asked: Asked;
  readonly layer: "statutory" | "promised" | "internal";
  readonly onPick: (picked: Picked) => void;
}) {
  const { asked, layer, onPick } = props;
  const found = useAsk(readScoreboard, { ...asked, query: { ...asked.query, layer } });
  return (
    <Loaded of={found}>
      {({ rows, running }) => (
        <>
          <RunningUnits running={running} />
          <section className="page-block">
            <h3>{t("ended")}</h3>
            <Loaded of={found} isEmpty={() => rows.length === 0} empty={t("noRows")}>
              {() => (
                <>
                  <KeptChart rows={rows} />
                  <Table
                    rowKey={({ unitId, ruleCode, month }) => `${unitId} ${ruleCode} ${month}`}
                    size="small"
                    pagination={rows.length > 30 ? { pageSize: 30, showSizeChanger: false } : false}
                    dataSource={rows}
                    columns={[
                      { title: t("unit"), key: "unit", render: (_, { unitName }) => pick(unitName) },
                      {
                        title: t("rule"),
                        key: "rule",
                        render: (_, { ruleCode, ruleName, unitId }) => (
                          <button
                            type="button"
                            className="link"
                            onClick={() => onPick({ figure: `rule:${ruleCode}`, name: ruleName, unitId })}
                          >
                            {pick(ruleName)}
                          </button>
                        ),
                      },
                      { title: t("month"), dataIndex: "month", className: "num" },
                      { title: t("kept"), dataIndex: "kept", ...number },
                      { title: t("missed"), dataIndex: "missed", ...number },
                      { title: t("excluded"), dataIndex: "excluded", ...number },
                      {
                        title: t("share"),
                        key: "share",
                        ...number,
                        render: (_, { kept, missed }) =>
                          kept + missed === 0 ? dash : percentOf(kept / (kept + missed), 1),
                      },
                    ]}
                  />
                </>
              )}
            </Loaded>
          </section>
        </>
      )}
    </Loaded>
  );
}

function RunningUnits({ running }: { running: ResultOf<typeof readScoreboard>["running"] }) {
  if (running.length === 0) return null;
  return (
    <section className="page-block">
      <h3>{t("runningNow")}</h3>
      <Table
        rowKey="unitId"
        size="small"
        className="scoreboard-running"
        pagination={false}
        dataSource={running}
        columns={[
          { title: t("unit"), key: "unit", render: (_, { unitName }) => pick(unitName) },
          { title: t("running"), dataIndex: "running", ...number },
          {
            title: t("late"),
            key: "late",
            ...number,
            render: (_, { late }) => <span className={late > 0 ? "bad" : ""}>{countOf(late)}</span>,
          },
          { title: t("atRisk"), dataIndex: "atRisk", ...number },
        ]}
      />
    </section>
  );
}

function KeptChart({ rows }: { rows: readonly Row[] }) {
  const option = useMemo(() => {
    const units = [...Map.groupBy(rows, ({ unitId }) => unitId).values()].map((own) => ({
      name: pick(own[0]?.unitName ?? { zh: dash, en: dash }),
      kept: own.reduce((sum, { kept }) => sum + kept, 0),
      missed: own.reduce((sum, { missed }) => sum + missed, 0),
    }));
    const bar = (name: string, key: "kept" | "missed") => ({
      type: "bar",
      stack: "all",
      name,
      data: units.map((unit) => unit[key]),
      barMaxWidth: 26,
    });
    return {
      animationDuration: 250,
      color: colors,
      legend: { top: 0 },
      grid: { left: 150, right: 16, top: 30, bottom: 24 },
      tooltip: { trigger: "axis" },
      xAxis: { type: "value" },
      yAxis: { type: "category", data: units.map(({ name }) => name) },
      series: [bar(t("kept"), "kept"), bar(t("missed"), "missed")],
    };
  }, [rows]);
  return <Chart option={option} label={t("byUnit")} height={220} />;
}

export function StageTimes({ asked }: { asked: Asked }) {
  const found = useAsk(readStageTimes, asked);
  return (
    <section className="page-block">
      <h3>{t("stages")}</h3>
      <Loaded of={found} isEmpty={({ stages }) => stages.length === 0} empty={t("noSteps")}>
        {({ stages }) => (
          <Table
            rowKey="key"
            size="small"
            pagination={false}
            dataSource={stages}
            columns={[
              { title: t("stage"), key: "name", render: (_, { name }) => pick(name) },
              { title: t("steps"), dataIndex: "steps", ...number },
              {
                title: t("median"),
                key: "median",
                ...number,
                render: (_, row) => timeText(row.medianMinutes),
              },
              { title: t("p90"), key: "p90", ...number, render: (_, row) => timeText(row.p90Minutes) },
              {
                title: t("timeShare"),
                key: "share",
                width: 260,
                render: (_, { timeShare, name }) => (
                  <Progress
                    percent={Math.round(timeShare * 100)}
                    size="small"
                    strokeColor="#0b6e63"
                    aria-label={`${t("timeShare")} ${pick(name)}`}
                  />
                ),
              },
            ]}
          />
        )}
      </Loaded>
    </section>
  );
}

export function Bottlenecks({ asked }: { asked: Asked }) {
  const found = useAsk(readStageTimes, asked);
  return (
    <section className="page-block">
      <h3>{t("bottlenecks")}</h3>
      <Loaded of={found} isEmpty={({ bottlenecks }) => bottlenecks.length === 0} empty={t("noBottleneck")}>
        {({ bottlenecks }) => (
          <Table
            rowKey={({ nodeId, processKey }) => `${processKey} ${nodeId}`}
            size="small"
            pagination={false}
            dataSource={bottlenecks}
            columns={[
              { title: t("step"), key: "name", render: (_, { name }) => pick(name) },
              { title: t("process"), dataIndex: "processKey", render: (key: string) => <code>{key}</code> },
              { title: t("waiting"), dataIndex: "waiting", ...number },
              { title: t("unassigned"), dataIndex: "unassigned", ...number },
              {
                title: t("over"),
                key: "over",
                ...number,
                render: (_, { over }) => <span className={over > 0 ? "bad" : ""}>{countOf(over)}</span>,
              },
              { title: t("perDay"), key: "perDay", ...number, render: (_, row) => row.donePerDay.toFixed(1) },
              {
                title: t("daysOfWork"),
                key: "days",
                ...number,
                render: (_, { daysOfWork }) => (daysOfWork === null ? dash : daysOfWork.toFixed(1)),
              },
            ]}
          />
        )}
      </Loaded>
    </section>
  );
}

export function OverdueReasons({ asked }: { asked: Asked }) {
  const found = useAsk(readOverdueReasons, asked);
  return (
    <section className="page-block">
      <h3>{t("reasons")}</h3>
      <Loaded of={found} isEmpty={({ missed }) => missed === 0} empty={t("noMissed")}>
        {({ missed, reasons }) => (
          <Table
            rowKey={({ code }) => code ?? ""}
            size="small"
            pagination={false}
            dataSource={reasons}
            columns={[
              {
                title: t("reasons"),
                key: "name",
                render: (_, { code, name }) => (code === null ? t("unsaid") : pick(name)),
              },
              { title: t("clocks"), dataIndex: "clocks", ...number },
              {
                title: t("part"),
                key: "share",
                ...number,
                render: (_, { clocks }) => percentOf(clocks / Math.max(1, missed), 1),
              },
            ]}
          />
        )}
      </Loaded>
    </section>
  );
}

export function VisitResults({ asked }: { asked: Asked }) {
  const found = useAsk(readVisitResults, asked);
  return (
    <section className="page-block">
      <h3>{t("visits")}</h3>
      <Loaded of={found} isEmpty={({ visited }) => visited === 0} empty={t("noVisits")}>
        {({ visited, reached, results, satisfied }) => (
          <>
            <Statistic
              title={`${t("satisfied")} ${t("parts", {
                a: countOf(satisfied.numerator),
                b: countOf(satisfied.denominator),
                c: countOf(satisfied.excluded),
              })}`}
              value={
                satisfied.denominator === 0 ? dash : percentOf(satisfied.numerator / satisfied.denominator, 1)
              }
            />
            <p className="quiet">{t("visited", { n: countOf(visited), m: countOf(reached) })}</p>
            <Table
              rowKey="satisfaction"
              size="small"
              pagination={false}
              dataSource={results}
              columns={[
                { title: t("satisfaction"), key: "name", render: (_, { name }) => pick(name) },
                { title: t("count"), dataIndex: "visits", ...number },
              ]}
            />
          </>
        )}
      </Loaded>
    </section>
  );
}
