/** Exports of customers: ask with a purpose, have it approved, download it a few times. */
import { Button, Popconfirm, Space, Table, Tabs, Tag } from "antd";
import { useState } from "react";
import {
  type CustomerExport,
  decideExport,
  downloadExport,
  listExports,
  listExportsToDecide,
} from "../../../contracts/customers.ts";
import { download } from "../../parts/api.ts";
import { dayAndTime } from "../../parts/time.ts";
import { getLanguage } from "../../parts/words.ts";
import { reportProblem } from "../../staff/problems.tsx";
import { useAsk, useCommand } from "../../staff/query.ts";
import { saveAs } from "../../staff/save-as.ts";
import { countOf } from "../parts/format.ts";
import { useMay } from "../parts/may.ts";
import { Loaded, Page } from "../parts/page.tsx";
import { ExportForm } from "./export-form.tsx";
import { t } from "./export-words.ts";
import "./customers.css";

const stateColor = { waiting: "gold", ready: "green", refused: "red", expired: "default" } as const;

export function ExportsPage() {
  const may = useMay();
  const [asking, setAsking] = useState(false);
  const tabs = [
    ...(may("customers.export.approve")
      ? [{ key: "waiting", label: t("waitingTab"), children: <Waiting /> }]
      : []),
    { key: "own", label: t("ownTab"), children: <Own /> },
  ];
  const tools = (
    <Button type="primary" onClick={() => setAsking(true)}>
      {t("ask")}
    </Button>
  );
  return (
    <Page title={t("title")} hint={t("hint")} tools={tools}>
      <Tabs items={tabs} destroyOnHidden />
      {asking && <ExportForm onClose={() => setAsking(false)} />}
    </Page>
  );
}

function Own() {
  const list = useAsk(listExports);
  const [busy, setBusy] = useState<string>();
  const save = async ({ id }: CustomerExport) => {
    setBusy(id);
    try {
      const input = { params: { exportId: id }, query: { language: getLanguage() } };
      saveAs(await download(downloadExport, input, { timeoutMs: 180_000, attempts: 1 }));
    } catch (error) {
      reportProblem(error);
    } finally {
      setBusy(undefined);
      void list.refetch();
    }
  };
  return (
    <Loaded of={list} isEmpty={({ exports }) => exports.length === 0} empty={t("noneOwn")}>
      {({ exports }) => (
        <ExportTable
          exports={exports}
          actions={(one) =>
            one.state === "ready" && (
              <Space>
                <span className="quiet">{t("downloads", { n: one.downloads, most: one.downloadsMost })}</span>
                <Button
                  type="primary"
                  loading={busy === one.id}
                  disabled={one.downloads >= one.downloadsMost}
                  onClick={() => void save(one)}
                >
                  {t("download")}
                </Button>
              </Space>
            )
          }
        />
      )}
    </Loaded>
  );
}

function Waiting() {
  const list = useAsk(listExportsToDecide);
  const decide = useCommand(decideExport, [listExportsToDecide, listExports]);
  const say = (exportId: string, verdict: "approve" | "refuse") =>
    decide.mutate({ params: { exportId }, body: { verdict, note: null } });
  return (
    <Loaded of={list} isEmpty={({ exports }) => exports.length === 0} empty={t("noneWaiting")}>
      {({ exports }) => (
        <ExportTable
          exports={exports}
          actions={(one) =>
            !one.isOwn && (
              <Space>
                <Popconfirm
                  title={t("sure", { n: countOf(one.rows) })}
                  okText={t("approve")}
                  onConfirm={() => say(one.id, "approve")}
                >
                  <Button type="primary">{t("approve")}</Button>
                </Popconfirm>
                <Button onClick={() => say(one.id, "refuse")}>{t("refuse")}</Button>
              </Space>
            )
          }
        />
      )}
    </Loaded>
  );
}

type TableProps = {
  exports: CustomerExport[];
  actions: (one: CustomerExport) => React.ReactNode;
};

function ExportTable({ exports, actions }: TableProps) {
  return (
    <Table
      rowKey="id"
      size="middle"
      pagination={false}
      dataSource={exports}
      columns={[
        {
          title: t("purpose"),
          render: (_, one) => (
            <>
              {one.purpose}
              <div className="quiet">{one.columns.map((column) => t(column)).join("、")}</div>
            </>
          ),
        },
        {
          title: t("rows"),
          align: "right",
          width: 150,
          render: (_, one) => (
            <>
              <span className="num">{countOf(one.rows)}</span> {one.format.toUpperCase()}
              <div>
                {one.isWhole && <Tag color="volcano">{t("wholeTag")}</Tag>}
                {one.isAlarm && <Tag color="red">{t("alarmTag")}</Tag>}
              </div>
            </>
          ),
        },
        {
          title: t("state"),
          width: 190,
          render: (_, one) => (
            <>
              <Tag color={stateColor[one.state]}>{t(one.state)}</Tag>
              {one.decidedByName}
              {one.state === "ready" && one.expiresAt && (
                <div className="quiet">{t("until", { at: dayAndTime(one.expiresAt) })}</div>
              )}
              {one.decisionNote && <div className="quiet">{one.decisionNote}</div>}
            </>
          ),
        },
        {
          title: t("by"),
          width: 170,
          render: (_, one) => (
            <>
              {one.askedByName}
              <div className="quiet">{dayAndTime(one.askedAt)}</div>
            </>
          ),
        },
        { title: "", align: "right", width: 220, render: (_, one) => actions(one) },
      ]}
    />
  );
}
