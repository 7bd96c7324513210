/** What an export is for and what it holds; says how many rows before it is asked for. */
import { Alert, Button, Checkbox, Form, type FormInstance, Input, Radio, Select } from "antd";
import {
  askExport,
  countExport,
  type ExportColumn,
  type ExportFilter,
  exportColumn,
  listExports,
  listExportsToDecide,
} from "../../../contracts/customers.ts";
import { FormModal } from "../../staff/form-modal.tsx";
import { useCommand, useSend } from "../../staff/query.ts";
import { countOf } from "../parts/format.ts";
import { useMay } from "../parts/may.ts";
import { t } from "./export-words.ts";

type Values = {
  purpose: string;
  kind?: ExportFilter["kind"];
  stage?: ExportFilter["stage"];
  register?: ExportFilter["register"];
  useCode?: string;
  transformer?: string;
  columns: ExportColumn[];
  format: "csv" | "xlsx";
  isWhole?: boolean;
};

const filterOf = ({ kind, stage, register, useCode, transformer }: Partial<Values>): ExportFilter => ({
  kind: kind ?? null,
  stage: stage ?? null,
  register: register ?? null,
  useCode: useCode?.trim() || null,
  transformer: transformer?.trim() || null,
  unitId: null,
});
const kinds = ["individual", "organisation", "intermediary"] as const;
const stages = ["potential", "current", "former"] as const;
const registers = ["important", "sensitive", "care", "vip"] as const;
type Plain = (typeof kinds)[number] | (typeof stages)[number] | (typeof registers)[number] | ExportColumn;
const choices = (values: readonly Plain[]) => values.map((value) => ({ value, label: t(value) }));

export function ExportForm({ onClose }: { onClose: () => void }) {
  const send = useSend(askExport, [listExports, listExportsToDecide]);
  const may = useMay();
  const required = [{ required: true, message: t("needed") }];
  return (
    <FormModal<Values>
      title={t("ask")}
      width={680}
      initial={{ columns: ["name", "accountNumbers", "addresses", "phone"], format: "xlsx" }}
      saveLabel={t("send")}
      onSave={({ purpose, columns, format, isWhole = false, ...rest }) =>
        send({ body: { purpose, columns, format, isWhole, filter: filterOf(rest) } })
      }
      onClose={onClose}
    >
      {(form) => (
        <>
          <Form.Item name="purpose" label={t("purpose")} extra={t("purposeHint")} rules={required}>
            <Input maxLength={300} autoFocus />
          </Form.Item>
          <div className="export-filter">
            <Form.Item name="kind" label={t("kind")}>
              <Select allowClear options={choices(kinds)} placeholder={t("everybody")} />
            </Form.Item>
            <Form.Item name="stage" label={t("stage")}>
              <Select allowClear options={choices(stages)} placeholder={t("everybody")} />
            </Form.Item>
            <Form.Item name="register" label={t("register")}>
              <Select allowClear options={choices(registers)} placeholder={t("everybody")} />
            </Form.Item>
            <Form.Item name="useCode" label={t("useCode")}>
              <Input maxLength={20} placeholder="202" />
            </Form.Item>
            <Form.Item name="transformer" label={t("transformer")}>
              <Input maxLength={60} />
            </Form.Item>
            <Count form={form} />
          </div>
          <Form.Item
            name="columns"
            label={t("columns")}
            rules={[{ type: "array", min: 1, message: t("needed") }]}
          >
            <Checkbox.Group className="export-columns" options={choices(exportColumn.options)} />
          </Form.Item>
          <Form.Item name="format" label={t("format")}>
            <Radio.Group
              options={[
                { value: "xlsx", label: "Excel (XLSX)" },
                { value: "csv", label: "CSV" },
              ]}
            />
          </Form.Item>
          {may("customers.unmask") && (
            <Form.Item name="isWhole" valuePropName="checked">
              <Checkbox>{t("whole")}</Checkbox>
            </Form.Item>
          )}
        </>
      )}
    </FormModal>
  );
}

function Count({ form }: { form: FormInstance<Values> }) {
  const count = useCommand(countExport);
  const { data } = count;
  return (
    <Form.Item label=" " colon={false}>
      <Button
        loading={count.isPending}
        onClick={() => count.mutate({ body: { filter: filterOf(form.getFieldsValue()) } })}
      >
        {t("count")}
      </Button>
      {data && (
        <Alert
          className="export-count"
          type={
            data.rows > data.limits.rowsMost
              ? "error"
              : data.rows > data.limits.rowsAlone
                ? "warning"
                : "success"
          }
          title={
            data.rows > data.limits.rowsMost
              ? t("tooMany", { most: countOf(data.limits.rowsMost) })
              : t("counted", { n: countOf(data.rows) })
          }
          description={
            data.rows > data.limits.rowsAlone && data.rows <= data.limits.rowsMost
              ? t("needsApproval", { alone: countOf(data.limits.rowsAlone) })
              : undefined
          }
        />
      )}
    </Form.Item>
  );
}
