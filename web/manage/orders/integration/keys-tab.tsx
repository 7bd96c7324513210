/** Keys of other systems: made, shown once, revoked. */
import { Button, Checkbox, Form, Input, InputNumber, Table, Tag } from "antd";
import { useState } from "react";
import type { CallOf } from "../../../../contracts/endpoint.ts";
import {
  type ApiKey,
  createApiKey,
  keyCapabilities,
  listApiKeys,
  revokeApiKey,
} from "../../../../contracts/identity.ts";
import { dayAndTime } from "../../../parts/time.ts";
import { pick } from "../../../parts/words.ts";
import { AskReason } from "../../../staff/ask-reason.tsx";
import { FormModal } from "../../../staff/form-modal.tsx";
import { useAsk, useSend } from "../../../staff/query.ts";
import { UnitSelect } from "../../../staff/unit-select.tsx";
import { Loaded } from "../../parts/page.tsx";
import { t } from "./integration-words.ts";
import { ShownOnce } from "./shown-once.tsx";
import "./integration.css";

type Values = NonNullable<CallOf<typeof createApiKey>["body"]>;
/** What the form proposes: a quarter. */
const usualDays = 90;
const stateColor = { active: "green", expired: "default", revoked: "red" } as const;

export function KeysTab() {
  const list = useAsk(listApiKeys);
  const create = useSend(createApiKey, [listApiKeys]);
  const [making, setMaking] = useState(false);
  const [shown, setShown] = useState<string>();
  return (
    <>
      <div className="page-bar">
        <Button type="primary" onClick={() => setMaking(true)}>
          {t("newKey")}
        </Button>
      </div>
      <Loaded of={list} isEmpty={({ keys }) => keys.length === 0} empty={t("noKeys")}>
        {({ keys }) => <KeyTable keys={keys} />}
      </Loaded>
      {making && (
        <KeyForm
          daysMost={list.data?.daysMost ?? usualDays}
          onSave={async (body) => setShown((await create({ body })).key)}
          onClose={() => setMaking(false)}
        />
      )}
      {shown && <ShownOnce title={t("theKey")} secret={shown} onClose={() => setShown(undefined)} />}
    </>
  );
}

function KeyTable({ keys }: { keys: ApiKey[] }) {
  const revoke = useSend(revokeApiKey, [listApiKeys]);
  const [asked, setAsked] = useState<ApiKey>();
  return (
    <>
      <Table
        rowKey="apiKeyId"
        size="middle"
        pagination={false}
        scroll={{ x: "max-content" }}
        dataSource={keys}
        columns={[
          {
            title: t("state"),
            render: (_, { state }) => <Tag color={stateColor[state]}>{t(state)}</Tag>,
          },
          { title: t("name"), render: (_, { name }) => <b>{name}</b> },
          { title: t("system"), dataIndex: "system" },
          {
            title: t("may"),
            render: (_, { capabilities }) => capabilities.map((one) => <Tag key={one}>{t(one)}</Tag>),
          },
          { title: t("unit"), render: (_, { unitName }) => pick(unitName) },
          {
            title: t("lastUsed"),
            className: "num",
            render: (_, { lastUsedAt }) => (lastUsedAt ? dayAndTime(lastUsedAt) : t("never")),
          },
          { title: t("expires"), className: "num", render: (_, { expiresAt }) => dayAndTime(expiresAt) },
          { title: t("by"), dataIndex: "createdBy" },
          {
            key: "do",
            fixed: "right",
            render: (_, key) =>
              key.state === "active" && (
                <Button size="small" danger onClick={() => setAsked(key)}>
                  {t("revoke")}
                </Button>
              ),
          },
        ]}
      />
      {asked && (
        <AskReason
          title={t("revoke")}
          danger
          onSave={(reason) => revoke({ params: { apiKeyId: asked.apiKeyId }, body: { reason } })}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  );
}

type FormProps = {
  readonly daysMost: number;
  readonly onSave: (values: Values) => Promise<unknown>;
  readonly onClose: () => void;
};

function KeyForm({ daysMost, onSave, onClose }: FormProps) {
  const required = [{ required: true, message: t("needed") }];
  return (
    <FormModal<Values>
      title={t("newKey")}
      initial={{ capabilities: ["orders.import", "orders.read"], days: Math.min(usualDays, daysMost) }}
      onSave={onSave}
      onClose={onClose}
    >
      <Form.Item name="name" label={t("name")} rules={[...required, { min: 2, message: t("needed") }]}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="system" label={t("system")} extra={t("systemHint")} rules={required}>
        <Input maxLength={30} />
      </Form.Item>
      <Form.Item name="capabilities" label={t("may")} rules={required}>
        <Checkbox.Group options={keyCapabilities.map((value) => ({ value, label: t(value) }))} />
      </Form.Item>
      <Form.Item name="unitId" label={t("unit")} rules={required}>
        <UnitSelect />
      </Form.Item>
      <Form.Item name="days" label={t("days")} rules={required}>
        <InputNumber min={1} max={daysMost} precision={0} />
      </Form.Item>
      <Form.Item name="reason" label={t("reason")} rules={[...required, { min: 2, message: t("needed") }]}>
        <Input maxLength={200} />
      </Form.Item>
    </FormModal>
  );
}
