/** Which role sees which field: a table whose cells are the rules. */
import { Button, Checkbox, Form, Input, Radio, Space, Table, Tag, Tooltip, Typography } from "antd";
import { useState } from "react";
import {
  getFieldPolicy,
  type PolicyRow,
  type SeenField,
  type Shows,
  seenField,
  setFieldPolicy,
} from "../../../contracts/customers/personal-data.ts";
import type { ResultOf } from "../../../contracts/endpoint.ts";
import { dayAndTime } from "../../parts/time.ts";
import { pick } from "../../parts/words.ts";
import { FormModal } from "../../staff/form-modal.tsx";
import { useAsk, useSend } from "../../staff/query.ts";
import { Loaded } from "../parts/page.tsx";
import { t } from "./words.ts";

type Policy = ResultOf<typeof getFieldPolicy>;
type Cell = {
  readonly field: SeenField;
  readonly role: string;
  readonly roleName: string;
  readonly row: PolicyRow;
};
const colors = { plain: "gold", masked: "blue", hidden: "default" } as const;
const isNumber = (field: SeenField) => field === "paper" || field === "phone" || field === "bank";

export function FieldPolicy() {
  const policy = useAsk(getFieldPolicy);
  const [editing, setEditing] = useState<Cell>();
  return (
    <Loaded of={policy}>
      {(data) => (
        <>
          <Typography.Paragraph type="secondary">{t("policyHint")}</Typography.Paragraph>
          <PolicyTable policy={data} onEdit={setEditing} />
          {editing && <EditCell cell={editing} onClose={() => setEditing(undefined)} />}
        </>
      )}
    </Loaded>
  );
}

function PolicyTable({ policy, onEdit }: { policy: Policy; onEdit: (cell: Cell) => void }) {
  const rowOf = (field: SeenField, role: string) =>
    policy.rows.find((row) => row.field === field && row.role === role);
  const lines = [
    ...policy.roles.map(({ role, name }) => ({ role, name: pick(name) })),
    { role: "*", name: t("anyOther") },
  ];
  return (
    <Table
      rowKey="role"
      size="small"
      pagination={false}
      scroll={{ x: "max-content" }}
      dataSource={lines}
      columns={[
        { title: t("role"), key: "role", fixed: "left", render: (_, { name }) => <b>{name}</b> },
        ...seenField.options.map((field) => ({
          title: t(`field_${field}`),
          key: field,
          render: (_: unknown, { role, name }: (typeof lines)[number]) => {
            const own = rowOf(field, role);
            const row = own ?? rowOf(field, "*");
            if (!row) return null;
            const edit = () => onEdit({ field, role, roleName: name, row });
            return (
              <PolicyCell
                row={row}
                isOwn={own !== undefined}
                label={`${name} · ${t(`field_${field}`)}`}
                onEdit={edit}
              />
            );
          },
        })),
      ]}
    />
  );
}

type CellProps = { row: PolicyRow; isOwn: boolean; label: string; onEdit: () => void };

function PolicyCell({ row, isOwn, label, onEdit }: CellProps) {
  const { shows, mayUnmask, editedByName, editedAt } = row;
  const told = !isOwn
    ? t("asOthers")
    : editedByName && t("edited", { who: editedByName, at: editedAt ? dayAndTime(editedAt) : "" });
  return (
    <Tooltip title={told}>
      <Button type="text" size="small" aria-label={label} onClick={onEdit}>
        {isOwn ? (
          <Space size={2}>
            <Tag color={colors[shows]} style={{ marginInlineEnd: 0 }}>
              {t(shows)}
            </Tag>
            {mayUnmask && (
              <Tag color="green" style={{ marginInlineEnd: 0 }}>
                {t("unmaskable")}
              </Tag>
            )}
          </Space>
        ) : (
          <span className="quiet">{t(shows)}</span>
        )}
      </Button>
    </Tooltip>
  );
}

type Values = { shows: Shows; mayUnmask?: boolean; reason: string };

function EditCell({ cell, onClose }: { cell: Cell; onClose: () => void }) {
  const { field, role, roleName, row } = cell;
  const set = useSend(setFieldPolicy, [getFieldPolicy]);
  const choices = (["plain", "masked", "hidden"] as const).filter(
    (one) => one !== "plain" || !isNumber(field),
  );
  return (
    <FormModal<Values>
      title={t("changePolicy", { role: roleName, field: t(`field_${field}`) })}
      initial={{ shows: row.shows, mayUnmask: row.mayUnmask }}
      onSave={({ shows, mayUnmask = false, reason }) =>
        set({ params: { field, role }, body: { shows, mayUnmask: shows === "masked" && mayUnmask, reason } })
      }
      onClose={onClose}
      width={460}
    >
      <Form.Item name="shows" label={t("sees")}>
        <Radio.Group options={choices.map((value) => ({ value, label: t(value) }))} />
      </Form.Item>
      {isNumber(field) && (
        <Form.Item name="mayUnmask" valuePropName="checked">
          <Checkbox>{t("mayUnmask")}</Checkbox>
        </Form.Item>
      )}
      <Form.Item
        name="reason"
        label={t("reason")}
        extra={t("reasonHint")}
        rules={[{ required: true, min: 2, whitespace: true, message: t("reasonShort") }]}
      >
        <Input.TextArea maxLength={200} rows={2} />
      </Form.Item>
    </FormModal>
  );
}
