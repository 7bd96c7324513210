/** One file of orders: its columns, its preview, its figures, and what is to be mended. */
import { Alert, Button, Select, Space, Statistic, Table } from "antd";
import { useState } from "react";
import type { ResultOf } from "../../../../contracts/endpoint.ts";
import {
  listOrderImports,
  type OrderImport,
  type OrderImportField,
  type OrderImportMapping,
  previewOrderImport,
  refusedOrderRows,
  startOrderImport,
} from "../../../../contracts/orders/order-imports.ts";
import { download } from "../../../parts/api.ts";
import { dayAndTime } from "../../../parts/time.ts";
import { getLanguage, pick } from "../../../parts/words.ts";
import { reportProblem } from "../../../staff/problems.tsx";
import { useCommand } from "../../../staff/query.ts";
import { saveAs } from "../../../staff/save-as.ts";
import { StateTag } from "./imports-tab.tsx";
import { t } from "./integration-words.ts";

type Fields = ResultOf<typeof listOrderImports>["fields"];
type Props = { readonly job: OrderImport; readonly fields: Fields };

export function ImportDetail({ job, fields }: Props) {
  const isEditable = job.state === "mapping" || job.state === "failed";
  return (
    <>
      <section className="page-block import-summary">
        <div>
          <strong>{job.fileName}</strong> <StateTag state={job.state} />
          <div className="quiet">
            {job.source} · {job.createdBy} · {dayAndTime(job.createdAt)}
          </div>
        </div>
        {(["created", "present", "refused"] as const).map((name) => (
          <Statistic key={name} title={t(name)} value={job[name]} />
        ))}
      </section>
      {job.fault && <Alert type="error" showIcon title={pick(job.fault)} />}
      {isEditable && <Mapping key={job.state} job={job} fields={fields} />}
      {job.refused > 0 && <Refused job={job} />}
      <p className="quiet">{t("keptUntil", { at: dayAndTime(job.keptUntil) })}</p>
    </>
  );
}

function Mapping({ job, fields }: Props) {
  const [mapping, setMapping] = useState<OrderImportMapping>(job.mapping);
  const preview = useCommand(previewOrderImport);
  const start = useCommand(startOrderImport, [listOrderImports]);
  const params = { orderImportId: job.orderImportId };
  const set = (field: OrderImportField, column: number | undefined) => {
    // A column means one thing: the field that had it before lets it go.
    const free = Object.fromEntries(
      Object.entries(mapping).filter(([name, other]) => name !== field && other !== column),
    );
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
              value={mapping[field]}
              placeholder={t("notMapped")}
              options={options}
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
          {t("start")}
        </Button>
      </Space>
      {preview.data && <Preview data={preview.data} fields={fields} />}
    </section>
  );
}

function Preview({ data, fields }: { data: ResultOf<typeof previewOrderImport>; fields: Fields }) {
  const { rows, checked, faulty } = data;
  const shown = fields.filter(({ field }) => rows.some(({ cells }) => cells[field] !== undefined));
  return (
    <div className="import-preview">
      <Alert
        type={faulty === 0 ? "success" : "warning"}
        showIcon
        title={faulty === 0 ? t("allRight", { checked }) : t("someWrong", { checked, faulty })}
      />
      <Table
        rowKey="line"
        size="small"
        pagination={false}
        scroll={{ x: "max-content", y: 360 }}
        dataSource={rows}
        columns={[
          { title: t("line"), dataIndex: "line", fixed: "left", width: 64 },
          {
            title: t("wrong"),
            render: (_, { fault }) => fault && <span className="import-fault">{pick(fault)}</span>,
          },
          ...shown.map(({ field, label }) => ({
            title: pick(label),
            render: (_: unknown, { cells }: (typeof rows)[number]) => cells[field] ?? "",
          })),
        ]}
      />
    </div>
  );
}

function Refused({ job }: { job: OrderImport }) {
  const save = async () => {
    try {
      const params = { orderImportId: job.orderImportId };
      saveAs(await download(refusedOrderRows, { params, query: { language: getLanguage() } }));
    } catch (error) {
      reportProblem(error);
    }
  };
  return (
    <section className="page-block">
      <p className="quiet">{t("mendHint")}</p>
      <Button type="primary" onClick={() => void save()}>
        {t("download")}
      </Button>
    </section>
  );
}
