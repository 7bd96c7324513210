/** Figures over a period and a part of the organisation: table, chart, definitions, and the tickets behind them. */
import { DownloadOutlined } from "@ant-design/icons";
import { Button, Segmented, Select } from "antd";
import { useState } from "react";
import {
  exportFigures,
  type FigureDefinition,
  figureGrouping,
  getFigures,
  listFigureDefinitions,
} from "../../../contracts/hall.ts";
import { download } from "../../parts/api.ts";
import { getLanguage, pick } from "../../parts/words.ts";
import { RangePicker } from "../../staff/day-picker.tsx";
import { reportProblem } from "../../staff/problems.tsx";
import { useAsk } from "../../staff/query.ts";
import type { Route } from "../../staff/router.ts";
import { saveAs } from "../../staff/save-as.ts";
import { UnitSelect } from "../../staff/unit-select.tsx";
import { useMay } from "../parts/may.ts";
import { Loaded, Page } from "../parts/page.tsx";
import { Definitions } from "./definition.tsx";
import { FiguresChart } from "./figures-chart.tsx";
import { FiguresTable, type Picked } from "./figures-table.tsx";
import { type Period, periodOf, presets, rangeOf, showPeriod } from "./period.ts";
import { RowsDrawer } from "./rows-drawer.tsx";
import { t } from "./words.ts";

export function FiguresPage({ route }: { route: Route }) {
  const may = useMay();
  const period = periodOf(route);
  const definitions = useAsk(listFigureDefinitions, { query: {} });
  const figures = useAsk(getFigures, { query: { ...rangeOf(period), by: period.by } });
  const [picked, setPicked] = useState<Picked>();
  const [drawn, setDrawn] = useState<FigureDefinition["code"]>("wait-called-mean");
  const change = (part: Partial<Period>) => showPeriod({ ...period, ...part });
  const tools = (
    <>
      <Definitions definitions={definitions.data?.definitions ?? []} />
      {may("hall.figures.export") && <ExportButton period={period} />}
    </>
  );
  return (
    <Page title={t("figures")} hint={t("figuresHint")} tools={tools}>
      <div className="page-bar">
        <RangePicker
          from={period.from}
          to={period.to}
          presets={presets()}
          onChange={(from, to) => change({ from, to })}
        />
        {may("identity.read") && (
          <UnitSelect
            value={period.unitId}
            onChange={(unitId) => change({ unitId })}
            allowClear
            placeholder={t("unit")}
            label={t("unit")}
            width={240}
          />
        )}
        <Segmented
          aria-label={t("by")}
          value={period.by}
          onChange={(by) => change({ by })}
          options={figureGrouping.options.map((value) => ({ value, label: t(`by_${value}`) }))}
        />
      </div>
      <Loaded of={definitions}>
        {({ definitions: list }) => (
          <Loaded of={figures} isEmpty={({ total }) => !total.taken} empty={t("noFigures")}>
            {(data) => (
              <>
                {data.groups.length > 1 && (
                  <section className="page-block">
                    <div className="page-bar">
                      <Select
                        aria-label={t("chartOf")}
                        value={drawn}
                        onChange={setDrawn}
                        options={list.map(({ code, name }) => ({ value: code, label: pick(name) }))}
                        style={{ width: 240 }}
                      />
                    </div>
                    <FiguresChart groups={data.groups} definition={list.find(({ code }) => code === drawn)} />
                  </section>
                )}
                <FiguresTable data={data} definitions={list} by={period.by} onPick={setPicked} />
              </>
            )}
          </Loaded>
        )}
      </Loaded>
      {picked && <RowsDrawer picked={picked} period={period} onClose={() => setPicked(undefined)} />}
    </Page>
  );
}

function ExportButton({ period }: { period: Period }) {
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      const query = { ...rangeOf(period), by: period.by, language: getLanguage() };
      saveAs(await download(exportFigures, { query }, { timeoutMs: 60_000 }));
    } catch (error) {
      reportProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button type="primary" icon={<DownloadOutlined />} loading={busy} onClick={() => void save()}>
      {t("export")}
    </Button>
  );
}
