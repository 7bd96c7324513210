/** Imports of customers: the list, a place to drop a file, and one import from mapping to its end. */
import { InboxOutlined } from "@ant-design/icons";
import { Button, Progress, Table, Tag, Upload } from "antd";
import { useRef, useState } from "react";
import { type ImportJob, listImports, uploadImport } from "../../../contracts/customers.ts";
import { freshId } from "../../parts/ids.ts";
import { dayAndTime } from "../../parts/time.ts";
import { upload } from "../../parts/upload.ts";
import { reportProblem } from "../../staff/problems.tsx";
import { useAsk } from "../../staff/query.ts";
import { countOf } from "../parts/format.ts";
import { Loaded, Page } from "../parts/page.tsx";
import { ImportDetail } from "./import-detail.tsx";
import { t } from "./import-words.ts";
import "./customers.css";

const stateColor = {
  mapping: "gold",
  running: "processing",
  paused: "orange",
  done: "green",
  failed: "red",
} as const;
export const StateTag = ({ state }: { state: ImportJob["state"] }) => (
  <Tag color={stateColor[state]}>{t(state)}</Tag>
);

export function ImportsPage() {
  const list = useAsk(listImports);
  const [openId, setOpenId] = useState<string>();
  const show = (job?: ImportJob) => {
    setOpenId(job?.id);
    void list.refetch();
  };
  const opened = list.data?.jobs.find(({ id }) => id === openId);
  return (
    <Page
      title={t("title")}
      hint={t("hint")}
      tools={openId && <Button onClick={() => show()}>{t("back")}</Button>}
    >
      {openId && list.data ? (
        <ImportDetail key={openId} importId={openId} fields={list.data.fields} first={opened} />
      ) : (
        <>
          <FileDrop onDone={show} />
          <Loaded of={list} isEmpty={({ jobs }) => jobs.length === 0} empty={t("none")}>
            {({ jobs }) => <JobTable jobs={jobs} onOpen={show} />}
          </Loaded>
        </>
      )}
    </Page>
  );
}

function FileDrop({ onDone }: { onDone: (job: ImportJob) => void }) {
  const [sent, setSent] = useState<number>();
  const calledOff = useRef<AbortController>(undefined);
  const take = async (file: File) => {
    calledOff.current = new AbortController();
    setSent(0);
    try {
      const { signal } = calledOff.current;
      const input = { query: { name: file.name } };
      const { job } = await upload(uploadImport, input, file, {
        onProgress: setSent,
        signal,
        key: freshId(),
      });
      onDone(job);
    } catch (error) {
      if (!calledOff.current.signal.aborted) reportProblem(error);
    } finally {
      setSent(undefined);
    }
  };
  if (sent !== undefined)
    return (
      <section className="page-block import-sending" aria-live="polite">
        <span>{sent < 1 ? t("sending") : t("examining")}</span>
        <Progress percent={Math.round(sent * 100)} status="active" aria-label={t("sending")} />
        <Button onClick={() => calledOff.current?.abort()}>{t("callOff")}</Button>
      </section>
    );
  return (
    <Upload.Dragger
      className="import-drop"
      accept=".csv,.txt,.tsv,.xlsx"
      showUploadList={false}
      beforeUpload={(file) => {
        void take(file);
        return false;
      }}
    >
      <p className="ant-upload-drag-icon">
        <InboxOutlined />
      </p>
      <p className="ant-upload-text">{t("dropTitle")}</p>
      <p className="ant-upload-hint">{t("dropHint")}</p>
    </Upload.Dragger>
  );
}

export const rowsText = ({ rowsTotal, isTotalExact, rowsRead }: ImportJob): string =>
  isTotalExact
    ? countOf(rowsTotal)
    : rowsTotal === 0
      ? countOf(rowsRead)
      : t("about", { n: countOf(rowsTotal) });

function JobTable({ jobs, onOpen }: { jobs: ImportJob[]; onOpen: (job: ImportJob) => void }) {
  return (
    <Table
      rowKey="id"
      size="middle"
      pagination={false}
      dataSource={jobs}
      columns={[
        { title: t("file"), dataIndex: "fileName", ellipsis: true },
        { title: t("state"), width: 110, render: (_, job) => <StateTag state={job.state} /> },
        {
          title: t("rows"),
          align: "right",
          render: (_, job) => <span className="num">{rowsText(job)}</span>,
        },
        ...(["created", "present", "refused"] as const).map((name) => ({
          title: t(name),
          align: "right" as const,
          render: (_: unknown, job: ImportJob) => (
            <span className={`num ${name === "refused" && job.refused > 0 ? "import-refused" : ""}`}>
              {countOf(job[name])}
            </span>
          ),
        })),
        { title: t("by"), dataIndex: "createdByName" },
        { title: t("at"), render: (_, job) => dayAndTime(job.createdAt) },
        {
          title: "",
          align: "right",
          render: (_, job) => (
            <Button type="link" onClick={() => onOpen(job)} aria-label={`${t("open")} ${job.fileName}`}>
              {t("open")}
            </Button>
          ),
        },
      ]}
    />
  );
}
