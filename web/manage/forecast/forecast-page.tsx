/** How good the forecast has been, day by day, beside the usual formula. */
import { Segmented, Statistic, Table } from "antd";
import { type ReactNode, useMemo, useState } from "react";
import type { ResultOf } from "../../../contracts/endpoint.ts";
import { getForecastAccuracy } from "../../../contracts/hall.ts";
import { dayAndTime } from "../../parts/time.ts";
import { useAsk } from "../../staff/query.ts";
import type { Route } from "../../staff/router.ts";
import { Chart } from "../parts/chart.tsx";
import { minutesOf, percentOf } from "../parts/format.ts";
import { WithHall } from "../parts/hall-choice.tsx";
import { Loaded, Page } from "../parts/page.tsx";
import { coverageOption, errorOption, overall } from "./accuracy.ts";
import { t } from "./words.ts";

type Accuracy = ResultOf<typeof getForecastAccuracy>;

export function ForecastPage({ route }: { route: Route }) {
  return (
    <WithHall route={route}>
      {(hallId, choice) => <HallForecast key={hallId} hallId={hallId} choice={choice} />}
    </WithHall>
  );
}

function HallForecast({ hallId, choice }: { hallId: string; choice: ReactNode }) {
  const [days, setDays] = useState(14);
  const accuracy = useAsk(getForecastAccuracy, { params: { hallId }, query: { days } });
  const tools = (
    <>
      {choice}
      <Segmented
        value={days}
        onChange={setDays}
        options={[7, 14, 31, 92].map((n) => ({ value: n, label: t("days", { n }) }))}
      />
    </>
  );
  return (
    <Page title={t("title")} hint={t("hint")} tools={tools}>
      <Loaded of={accuracy}>{(data) => <Filled accuracy={data} />}</Loaded>
    </Page>
  );
}

function Filled({ accuracy }: { accuracy: Accuracy }) {
  const measured = accuracy.days.filter((day) => day.measured > 0);
  const total = overall(measured);
  const error = useMemo(() => errorOption(measured), [measured]);
  const coverage = useMemo(() => coverageOption(measured), [measured]);
  const learned =
    accuracy.modelDays > 0
      ? `${t("learned", { n: accuracy.modelDays })}${accuracy.learnedAt ? ` · ${t("learnedAt", { time: dayAndTime(accuracy.learnedAt) })}` : ""}`
      : t("firstDay");
  return (
    <>
      <section className="page-block">
        <div className="statistics">
          <Statistic title={t("ours")} value={minutesOf(total.errorS, 2)} suffix={t("minutes")} />
          <Statistic title={t("formula")} value={minutesOf(total.formulaErrorS, 2)} suffix={t("minutes")} />
          <Statistic title={t("gain")} value={percentOf(total.gain)} />
          <Statistic title={`${t("coverage")}（${t("coverageHint")}）`} value={percentOf(total.coverage)} />
          <Statistic title={t("measured")} value={total.measured} />
        </div>
        <p className="quiet" style={{ margin: "10px 0 0" }}>
          {learned}
        </p>
      </section>
      {measured.length === 0 ? (
        <section className="page-block quiet">{t("noDays")}</section>
      ) : (
        <>
          <div className="two-columns">
            <section className="page-block">
              <h3>{t("errorChart")}</h3>
              <Chart option={error} label={t("errorChart")} height={280} />
            </section>
            <section className="page-block">
              <h3>{t("coverageChart")}</h3>
              <Chart option={coverage} label={t("coverageChart")} height={280} />
            </section>
          </div>
          <Table
            rowKey="day"
            size="small"
            pagination={false}
            dataSource={measured.toReversed()}
            columns={[
              { title: t("day"), dataIndex: "day", className: "num" },
              { title: t("measured"), dataIndex: "measured", align: "right", className: "num" },
              { title: t("ours"), dataIndex: "errorS", align: "right", className: "num", render: two },
              {
                title: t("formula"),
                dataIndex: "formulaErrorS",
                align: "right",
                className: "num",
                render: two,
              },
              { title: t("gain"), dataIndex: "gain", align: "right", className: "num", render: share },
              {
                title: t("coverage"),
                dataIndex: "coverage",
                align: "right",
                className: "num",
                render: share,
              },
            ]}
          />
        </>
      )}
    </>
  );
}

const two = (seconds: number | null) => minutesOf(seconds, 2);
const share = (value: number | null) => percentOf(value, 1);
