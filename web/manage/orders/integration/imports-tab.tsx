/** Files of orders: a place to drop one, the list, and one import from its columns to its end. */
import { InboxOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Input, Space, Table, Tag, Upload } from "antd";
import { useState } from "react";
import { systemName } from "../../../../contracts/identity.ts";
import {
  listOrderImports,
  type OrderImport,
  uploadOrderImport,
} from "../../../../contracts/orders/order-imports.ts";
import { call } from "../../../parts/api.ts";
import { freshId } from "../../../parts/ids.ts";
import { dayAndTime } from "../../../parts/time.ts";
import { upload } from "../../../parts/upload.ts";
import { reportProblem } from "../../../staff/problems.tsx";
import { countOf } from "../../parts/format.ts";
import { Loaded } from "../../parts/page.tsx";
import { ImportDetail } from "./import-detail.tsx";
import { t } from "./integration-words.ts";
import "../../customers/customers.css";

const stateColor = { mapping: "gold", running: "processing", done: "green", failed: "red" } as const;
export const StateTag = ({ state }: { state: OrderImport["state"] }) => (
  <Tag color={stateColor[state]}>{t(state === "failed" ? "broken" : state)}</Tag>
);
/** While one runs its figures are asked for again. */
const refreshMs = 1_500;

export function ImportsTab() {
  const list = useQuery({
    queryKey: [listOrderImports.path, {}],
    queryFn: () => call(listOrderImports),
    refetchInterval: ({ state }) =>
      state.data?.jobs.some((job) => job.state === "running") ? refreshMs : false,
  });
  const [openId, setOpenId] = useState<string>();
  const opened = list.data?.jobs.find(({ orderImportId }) => orderImportId === openId);
  const show = (job?: OrderImport) => {
    setOpenId(job?.orderImportId);
    void list.refetch();
  };
  if (opened && list.data)
    return (
      <>
        <div className="page-bar">
          <Button onClick={() => show()}>{t("back")}</Button>
        </div>
        <ImportDetail key={opened.orderImportId} job={opened} fields={list.data.fields} />
      </>
    );
  return (
    <>
      <FileDrop onDone={show} />
      <Loaded of={list} isEmpty={({ jobs }) => jobs.length === 0} empty={t("noImports")}>
        {({ jobs }) => <JobTable jobs={jobs} onOpen={show} />}
      </Loaded>
    </>
  );
}

function FileDrop({ onDone }: { onDone: (job: OrderImport) => void }) {
  const [source, setSource] = useState("12345");
  const [busy, setBusy] = useState(false);
  const isNamed = systemName.safeParse(source).success;
  const take = async (file: File) => {
    setBusy(true);
    try {
      const input = { query: { name: file.name, source } };
      onDone((await upload(uploadOrderImport, input, file, { key: freshId() })).job);
    } catch (error) {
      reportProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Space className="page-bar">
        <label htmlFor="import-source">{t("source")}</label>
        <Input
          id="import-source"
          value={source}
          maxLength={30}
          status={isNamed ? "" : "error"}
          onChange={({ target }) => setSource(target.value)}
        />
      </Space>
      <Upload.Dragger
        className="import-drop"
        accept=".csv,.txt,.tsv,.xlsx"
        showUploadList={false}
        disabled={busy || !isNamed}
        beforeUpload={(file) => {
          void take(file);
          return false;
        }}
      >
        <p className="ant-upload-drag-icon">
          <InboxOutlined />
        </p>
        <p className="ant-upload-text">{t("drop")}</p>
        <p className="ant-upload-hint">{t("dropHint")}</p>
      </Upload.Dragger>
    </>
  );
}

function JobTable({ jobs, onOpen }: { jobs: OrderImport[]; onOpen: (job: OrderImport) => void }) {
  return (
    <Table
      rowKey="orderImportId"
      size="middle"
      pagination={false}
      dataSource={jobs}
      columns={[
        { title: t("file"), dataIndex: "fileName", ellipsis: true },
        { title: t("source"), dataIndex: "source" },
        { title: t("state"), render: (_, { state }) => <StateTag state={state} /> },
        ...(["created", "present", "refused"] as const).map((name) => ({
          title: t(name),
          align: "right" as const,
          className: "num",
          render: (_: unknown, job: OrderImport) => countOf(job[name]),
        })),
        { title: t("by"), dataIndex: "createdBy" },
        { title: t("at"), render: (_, { createdAt }) => dayAndTime(createdAt) },
        {
          key: "do",
          align: "right",
          render: (_, job) => (
            <Button type="link" aria-label={`${t("open")} ${job.fileName}`} onClick={() => onOpen(job)}>
              {t("open")}
            </Button>
          ),
        },
      ]}
    />
  );
}
