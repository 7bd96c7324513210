import type { EveningReport } from "../../../contracts/hall.ts";
import { dayAndTime } from "../../parts/time.ts";
import { pick } from "../../parts/words.ts";
import { countOf, minutesOf, percentOf } from "../parts/format.ts";
import { t } from "./words.ts";

type Cell = string | number;
type TableProps = { readonly head: readonly string[]; readonly rows: readonly (readonly Cell[])[] };

/** A plain table for paper: first column names, the others numbers. */
function Sheet({ head, rows }: TableProps) {
  return (
    <table className="sheet">
      <thead>
        <tr>
          {head.map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, ...cells]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {cells.map((cell, index) => (
              <td key={head[index + 1]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const waitCells = ({ meanS, p50S, p90S, maxS }: EveningReport["wait"]) =>
  [meanS, p50S, p90S, maxS].map((seconds) => minutesOf(seconds));
const waitHead = () => [t("mean"), t("p50"), t("p90"), t("max")];

export function ReportSheet({ report }: { report: EveningReport }) {
  const facts: [string, string][] = [
    [t("customers"), countOf(report.customers)],
    [t("served"), countOf(report.served)],
    [t("abandoned"), countOf(report.abandoned)],
    [t("missed"), countOf(report.missed)],
    [t("voided"), countOf(report.void)],
    [t("open"), countOf(report.open)],
    [t("within"), percentOf(report.withinPromise, 1)],
    [
      t("handlingMean"),
      report.handlingMeanS === null ? minutesOf(null) : `${minutesOf(report.handlingMeanS)} ${t("minutes")}`,
    ],
    [t("rated"), countOf(report.rated)],
    [t("satisfied"), percentOf(report.satisfied, 1)],
    [t("alerts"), countOf(report.alerts)],
  ];
  const { forecast } = report;
  return (
    <article className="report page-block">
      <header>
        <h3>{t("reportOf", { hall: pick(report.hallName), day: report.day })}</h3>
        <span className="quiet">{t("madeAt", { time: dayAndTime(report.madeAt) })}</span>
      </header>
      <dl className="report-facts">
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
      </dl>
      <h4>{t("waits")}</h4>
      <Sheet
        head={["", ...waitHead()]}
        rows={[
          [t("waitCalled"), ...waitCells(report.wait)],
          [t("waitService"), ...waitCells(report.waitToService)],
        ]}
      />
      <h4>{t("byService")}</h4>
      <Sheet
        head={[t("service"), t("customers"), t("served"), t("abandoned"), ...waitHead(), t("handlingMean")]}
        rows={report.services.map((service) => [
          `${service.code} ${pick(service.name)}`,
          service.customers,
          service.served,
          service.abandoned,
          ...waitCells(service.wait),
          minutesOf(service.handlingMeanS),
        ])}
      />
      <h4>{t("byWindow")}</h4>
      <Sheet
        head={[t("window"), t("served"), t("handlingMean"), t("openHours"), t("busy"), t("satisfied")]}
        rows={report.windows.map((window) => [
          `${window.number} ${pick(window.name)}`,
          window.served,
          minutesOf(window.handlingMeanS),
          (window.openS / 3600).toFixed(1),
          percentOf(window.busyShare),
          percentOf(window.satisfied),
        ])}
      />
      <div className="two-columns">
        <div>
          <h4>{t("ratings")}</h4>
          <Sheet
            head={[t("rating"), t("rated")]}
            rows={report.ratings
              .toSorted((a, b) => b.level - a.level)
              .map(({ level, count }) => [t(`level_${level as 1 | 2 | 3 | 4 | 5}`), count])}
          />
        </div>
        <div>
          <h4>{t("forecast")}</h4>
          <Sheet
            head={["", t("forecast")]}
            rows={[
              [t("measured"), forecast.measured],
              [t("ourError"), minutesOf(forecast.errorS)],
              [t("formulaError"), minutesOf(forecast.formulaErrorS)],
              [t("coverage"), percentOf(forecast.coverage)],
            ]}
          />
        </div>
      </div>
    </article>
  );
}
