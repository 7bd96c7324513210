/** One import: its columns, its preview, its progress, and what is to be mended. */
import { Alert, Button, Progress, Select, Space, Statistic, Table, Tag } from "antd";
import { useState } from "react";
import {
  type ImportField,
  type ImportJob,
  type ImportMapping,
  listImports,
  listRefused,
  pauseImport,
  previewImport,
  readImport,
  refusedRows,
  startImport,
} from "../../../contracts/customers.ts";
import type { Words } from "../../../contracts/endpoint.ts";
import { download } from "../../parts/api.ts";
import { useLive } from "../../parts/live.ts";
import { dayAndTime } from "../../parts/time.ts";
import { getLanguage, pick } from "../../parts/words.ts";
import { reportProblem } from "../../staff/problems.tsx";
import { useAsk, useCommand } from "../../staff/query.ts";
import { saveAs } from "../../staff/save-as.ts";
import { countOf } from "../parts/format.ts";
import { t } from "./import-words.ts";
import { StateTag } from "./imports-page.tsx";

type Fields = readonly { readonly field: ImportField; readonly label: Words; readonly isNeeded: boolean }[];
type Props = { importId: string; fields: Fields; first: ImportJob | undefined };

export function ImportDetail({ importId, fields, first }: Props) {
  const params = { importId };
  const live = useLive(readImport, { params });
  const job = live.data?.job ?? first;
  if (!job) return null;
  const isEditable = job.state === "mapping" || job.state === "failed";
  return (
    <>
      <Summary job={job} />
      {job.fault && <Alert type="error" showIcon title={pick(job.fault)} />}
      {isEditable ? <Mapping key={job.state} job={job} fields={fields} /> : <Running job={job} />}
      {job.refused > 0 && <Refused job={job} />}
      <p className="quiet">{t("keptUntil", { at: dayAndTime(job.keptUntil) })}</p>
    </>
  );
}

function Summary({ job }: { job: ImportJob }) {
  return (
    <section className="page-block import-summary">
      <div>
        <strong>{job.fileName}</strong> <StateTag state={job.state} />
        <div className="quiet">
          {(job.fileBytes / 1_048_576).toFixed(1)} MB · {job.createdByName} · {dayAndTime(job.createdAt)}
        </div>
      </div>
      {(["created", "present", "refused"] as const).map((name) => (
        <Statistic key={name} title={t(name)} value={job[name]} />
      ))}
    </section>
  );
}

function Mapping({ job, fields }: { job: ImportJob; fields: Fields }) {
  const [mapping, setMapping] = useState<ImportMapping>(job.mapping);
  const preview = useCommand(previewImport);
  const start = useCommand(startImport, [listImports]);
  const params = { importId: job.id };
  const set = (field: ImportField, column: number | undefined) => {
    const { [field]: _, ...rest } = mapping;
    // A column means one thing: the field that had it before lets it go.
    const free = Object.fromEntries(Object.entries(rest).filter(([, other]) => other !== column));
    setMapping(column === undefined ? free : { ...free, [field]: column });
    preview.reset();
  };
  const isComplete = fields.every(({ field, isNeeded }) => !isNeeded || mapping[field] !== undefined);
  const options = job.headers.map((name, column) => ({
    value: column,
    label: t("columnName", { n: column + 1, name }),
  }));
  return (
    <section className="page-block">
      <h3>{t("stepMap")}</h3>
      <p className="quiet">{t("stepMapHint")}</p>
      <div className="import-mapping">
        {fields.map(({ field, label, isNeeded }) => (
          <div key={field} className={isNeeded && mapping[field] === undefined ? "needed" : undefined}>
            <span>
              {pick(label)}
              {isNeeded && " *"}
            </span>
            <Select
              aria-label={pick(label)}
              allowClear
              showSearch={{ optionFilterProp: "label" }}
              value={mapping[field]}
              placeholder={t("notMapped")}
              options={options}
              status={isNeeded && mapping[field] === undefined ? "error" : ""}
              onChange={(column?: number) => set(field, column)}
            />
          </div>
        ))}
      </div>
      <Space>
        <Button
          disabled={!isComplete}
          loading={preview.isPending}
          onClick={() => preview.mutate({ params, body: { mapping } })}
        >
          {t("preview")}
        </Button>
        <Button
          type="primary"
          disabled={!isComplete}
          loading={start.isPending}
          onClick={() => start.mutate({ params, body: { mapping } })}
        >
          {job.state === "failed" ? t("again") : t("start")}
        </Button>
      </Space>
      {preview.data && <Preview data={preview.data} mapping={mapping} fields={fields} />}
    </section>
  );
}

type PreviewData = NonNullable<ReturnType<typeof useCommand<typeof previewImport>>["data"]>;
type PreviewProps = { data: PreviewData; mapping: ImportMapping; fields: Fields };

function Preview({ data: { rows, checked, faulty }, mapping, fields }: PreviewProps) {
  const shown = fields.filter(({ field }) => mapping[field] !== undefined);
  return (
    <div className="import-preview">
      <Alert
        type={faulty === 0 ? "success" : "warning"}
        showIcon
        title={faulty === 0 ? t("allRight", { checked }) : t("previewOf", { checked, faulty })}
      />
      <Table
        rowKey="line"
        size="small"
        pagination={false}
        scroll={{ x: "max-content", y: 360 }}
        dataSource={rows}
        columns={[
          { title: t("line"), dataIndex: "line", fixed: "left", width: 64 },
          ...shown.map(({ field, label }) => ({
            title: pick(label),
            render: (_: unknown, row: PreviewData["rows"][number]) => {
              const fault = row.faults.find((one) => one.field === field);
              const text = row.cells[field] ?? "";
              if (fault)
                return (
                  <span className="import-fault">
                    {text || "—"}
                    <small>{pick(fault.text)}</small>
                  </span>
                );
              return row.changed.includes(field) ? <span title={t("otherwise")}>{text} ✎</span> : text;
            },
          })),
        ]}
      />
    </div>
  );
}

function Running({ job }: { job: ImportJob }) {
  const params = { importId: job.id };
  const pause = useCommand(pauseImport);
  const start = useCommand(startImport);
  const share = job.rowsTotal > 0 ? Math.min(1, job.rowsRead / job.rowsTotal) : 0;
  const left = Math.max(0, job.rowsTotal - job.rowsRead);
  const minutes = job.rowsPerSecond ? Math.ceil(left / job.rowsPerSecond / 60) : undefined;
  return (
    <section className="page-block import-running" aria-live="polite">
      <Progress
        percent={job.state === "done" ? 100 : Math.floor(share * 100)}
        status={job.state === "done" ? "success" : job.state === "paused" ? "normal" : "active"}
        aria-label={t("progress", { read: job.rowsRead })}
      />
      <Space size="large" wrap>
        <span>{t("progress", { read: countOf(job.rowsRead) })}</span>
        {job.rowsPerSecond !== null && (
          <span className="quiet">{t("speed", { n: countOf(job.rowsPerSecond) })}</span>
        )}
        {job.state === "running" && minutes !== undefined && left > 0 && (
          <span className="quiet">{minutes > 1 ? t("left", { n: minutes }) : t("leftSoon")}</span>
        )}
        {job.state === "running" && (
          <Button loading={pause.isPending} onClick={() => pause.mutate({ params, body: {} })}>
            {t("pause")}
          </Button>
        )}
        {job.state === "paused" && (
          <Button
            type="primary"
            loading={start.isPending}
            onClick={() => start.mutate({ params, body: { mapping: job.mapping } })}
          >
            {t("resume")}
          </Button>
        )}
      </Space>
    </section>
  );
}

function Refused({ job }: { job: ImportJob }) {
  const params = { importId: job.id };
  const found = useAsk(listRefused, { params, query: {} });
  const save = async () => {
    try {
      saveAs(
        await download(refusedRows, { params, query: { language: getLanguage() } }, { timeoutMs: 120_000 }),
      );
    } catch (error) {
      reportProblem(error);
    }
  };
  return (
    <section className="page-block">
      <h3>{t("whatRefused")}</h3>
      <p className="quiet">{t("mendHint")}</p>
      <Button type="primary" onClick={() => void save()}>
        {t("downloadRefused")}
      </Button>
      <div className="import-tags">
        {found.data?.summary.map(({ code, text, count }) => (
          <Tag key={`${code}${text.zh}`} color="orange">
            {pick(text)} × {countOf(count)}
          </Tag>
        ))}
      </div>
      <Table
        rowKey="line"
        size="small"
        pagination={{ pageSize: 20, showSizeChanger: false, hideOnSinglePage: true }}
        dataSource={found.data?.faults ?? []}
        loading={found.isPending}
        columns={[
          { title: t("line"), dataIndex: "line", width: 90 },
          { title: t("reason"), render: (_, { faults }) => faults.map(({ text }) => pick(text)).join(" ") },
        ]}
      />
    </section>
  );
}
