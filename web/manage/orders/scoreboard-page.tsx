/** The promise scoreboard: the ten promises as live figures, units, stages, bottlenecks, reasons and return visits. */
import { PrinterOutlined } from "@ant-design/icons";
import { Button, Segmented, Tabs } from "antd";
import { useState } from "react";
import { clockLayer } from "../../../contracts/orders.ts";
import { RangePicker, today } from "../../staff/day-picker.tsx";
import { go, type Route } from "../../staff/router.ts";
import { useMe } from "../../staff/session.tsx";
import { UnitSelect } from "../../staff/unit-select.tsx";
import { useMay } from "../parts/may.ts";
import { Page } from "../parts/page.tsx";
import { FigureOrders, type Picked } from "./figure-orders.tsx";
import { TenPromises } from "./promise-cards.tsx";
import { Bottlenecks, OverdueReasons, StageTimes, UnitBoard, VisitResults } from "./scoreboard-parts.tsx";
import { t } from "./scoreboard-words.ts";
import "./scoreboard.css";

export type Asked = {
  readonly params: { readonly orgId: string };
  readonly query: { readonly from: string; readonly to: string; readonly unitId?: string };
};

export function ScoreboardPage({ route }: { route: Route }) {
  const may = useMay();
  const { orgId } = useMe();
  const last = today();
  const from = route.query.get("from") ?? last.subtract({ days: 29 }).toString();
  const to = route.query.get("to") ?? last.toString();
  const unitId = route.query.get("unit") ?? undefined;
  const layer = clockLayer.catch("promised").parse(route.query.get("layer") ?? "promised");
  const tab = route.query.get("tab") ?? "ten";
  const show = (part: Record<string, string | undefined>) =>
    go(["scoreboard"], { from, to, unit: unitId, layer, tab, ...part });
  const asked: Asked = {
    params: { orgId: String(orgId) },
    query: { from, to, ...(unitId ? { unitId } : {}) },
  };
  const [picked, setPicked] = useState<Picked>();
  return (
    <Page
      title={t("title")}
      hint={t("hint")}
      tools={
        <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
          {t("print")}
        </Button>
      }
    >
      <div className="page-bar scoreboard-bar">
        <RangePicker
          from={from}
          to={to}
          presets={[
            { label: t("last30"), from: last.subtract({ days: 29 }).toString(), to: last.toString() },
            { label: t("last90"), from: last.subtract({ days: 89 }).toString(), to: last.toString() },
            { label: t("thisMonth"), from: last.with({ day: 1 }).toString(), to: last.toString() },
            { label: t("thisYear"), from: last.with({ month: 1, day: 1 }).toString(), to: last.toString() },
          ]}
          onChange={(first, end) => show({ from: first, to: end })}
        />
        {may("identity.read") && (
          <UnitSelect
            value={unitId}
            onChange={(unit) => show({ unit })}
            allowClear
            placeholder={t("unit")}
            label={t("unit")}
            width={240}
          />
        )}
      </div>
      <Tabs
        activeKey={tab}
        onChange={(next) => show({ tab: next })}
        destroyOnHidden
        items={[
          { key: "ten", label: t("ten"), children: <TenPromises asked={asked} onPick={setPicked} /> },
          {
            key: "units",
            label: t("byUnit"),
            children: (
              <>
                <div className="page-bar">
                  <Segmented
                    aria-label={t("layer")}
                    value={layer}
                    onChange={(next) => show({ layer: next })}
                    options={clockLayer.options.map((value) => ({ value, label: t(value) }))}
                  />
                </div>
                <UnitBoard asked={asked} layer={layer} onPick={setPicked} />
              </>
            ),
          },
          {
            key: "stages",
            label: t("stages"),
            children: (
              <>
                <StageTimes asked={asked} />
                <Bottlenecks asked={asked} />
              </>
            ),
          },
          { key: "reasons", label: t("reasons"), children: <OverdueReasons asked={asked} /> },
          { key: "visits", label: t("visits"), children: <VisitResults asked={asked} /> },
        ]}
      />
      {picked && <FigureOrders picked={picked} asked={asked} onClose={() => setPicked(undefined)} />}
    </Page>
  );
}
