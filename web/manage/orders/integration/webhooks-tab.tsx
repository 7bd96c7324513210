/** Webhooks: whom the platform tells, whether it arrives, and sending again. */
import { Alert, App, Button, Checkbox, Form, Input, Popconfirm, Space, Switch, Table, Tag } from "antd";
import { useState } from "react";
import type { CallOf } from "../../../../contracts/endpoint.ts";
import {
  changeWebhook,
  createWebhook,
  listDeliveries,
  listWebhooks,
  renewWebhookSecret,
  tryWebhook,
  type Webhook,
  webhookEvents,
} from "../../../../contracts/orders/webhooks.ts";
import { dayAndTime } from "../../../parts/time.ts";
import { pick } from "../../../parts/words.ts";
import { FormModal } from "../../../staff/form-modal.tsx";
import { useAsk, useCommand, useSend } from "../../../staff/query.ts";
import { UnitSelect } from "../../../staff/unit-select.tsx";
import { Loaded } from "../../parts/page.tsx";
import { Deliveries } from "./deliveries.tsx";
import { t } from "./integration-words.ts";
import { ShownOnce } from "./shown-once.tsx";
import "./integration.css";

type Body = NonNullable<CallOf<typeof createWebhook>["body"]>;
type Values = Omit<Body, "unitId"> & { unitId?: string };

export function WebhooksTab() {
  const list = useAsk(listWebhooks);
  const create = useSend(createWebhook, [listWebhooks]);
  const change = useSend(changeWebhook, [listWebhooks]);
  const [edited, setEdited] = useState<Webhook | "new">();
  const [secret, setSecret] = useState<string>();
  const [openId, setOpenId] = useState<string>();
  const opened = list.data?.webhooks.find(({ webhookId }) => webhookId === openId);
  const save = async ({ unitId, ...values }: Values) => {
    const body = { ...values, unitId: unitId ?? null };
    if (edited === "new") setSecret((await create({ body })).secret);
    else if (edited) await change({ params: { webhookId: edited.webhookId }, body });
  };
  return (
    <>
      <div className="page-bar">
        <Button type="primary" onClick={() => setEdited("new")}>
          {t("newHook")}
        </Button>
      </div>
      <Loaded of={list} isEmpty={({ webhooks }) => webhooks.length === 0} empty={t("noHooks")}>
        {({ webhooks }) => (
          <>
            {webhooks.map(
              ({ webhookId, name, failed }) =>
                failed > 0 && (
                  <Alert
                    key={webhookId}
                    className="page-alert"
                    type="warning"
                    showIcon
                    title={t("givenUp", { name, n: failed })}
                  />
                ),
            )}
            <HookTable hooks={webhooks} onEdit={setEdited} onOpen={setOpenId} onSecret={setSecret} />
          </>
        )}
      </Loaded>
      {opened && <Deliveries key={opened.webhookId} webhook={opened} />}
      {edited && (
        <HookForm
          webhook={edited === "new" ? undefined : edited}
          onSave={save}
          onClose={() => setEdited(undefined)}
        />
      )}
      {secret && <ShownOnce title={t("theSecret")} secret={secret} onClose={() => setSecret(undefined)} />}
    </>
  );
}

type TableProps = {
  readonly hooks: Webhook[];
  readonly onEdit: (hook: Webhook) => void;
  readonly onOpen: (webhookId: string) => void;
  readonly onSecret: (secret: string) => void;
};

function HookTable({ hooks, onEdit, onOpen, onSecret }: TableProps) {
  const { message } = App.useApp();
  const renew = useCommand(renewWebhookSecret);
  const trial = useCommand(tryWebhook, [listWebhooks, listDeliveries]);
  const tryIt = async (webhookId: string) => {
    await trial.mutateAsync({ params: { webhookId }, body: {} });
    void message.success(t("trialSent"));
    onOpen(webhookId);
  };
  return (
    <Table
      rowKey="webhookId"
      size="middle"
      pagination={false}
      scroll={{ x: "max-content" }}
      dataSource={hooks}
      columns={[
        {
          title: t("state"),
          render: (_, { isOn }) => <Tag color={isOn ? "green" : "default"}>{t(isOn ? "on" : "off")}</Tag>,
        },
        { title: t("name"), render: (_, { name }) => <b>{name}</b> },
        { title: t("url"), render: (_, { url }) => <div className="integration-url">{url}</div> },
        {
          title: t("events"),
          render: (_, { events }) => `${events.length} / ${webhookEvents.length}`,
        },
        {
          title: t("unit"),
          render: (_, { unitName }) => (unitName ? pick(unitName) : t("wholeCompany")),
        },
        { title: t("waiting"), className: "num", align: "right", dataIndex: "waiting" },
        { title: t("failed"), className: "num", align: "right", dataIndex: "failed" },
        {
          title: t("lastSent"),
          className: "num",
          render: (_, { lastSentAt }) => (lastSentAt ? dayAndTime(lastSentAt) : t("never")),
        },
        {
          key: "do",
          fixed: "right",
          render: (_, hook) => (
            <Space>
              <Button size="small" onClick={() => onOpen(hook.webhookId)}>
                {t("deliveries")}
              </Button>
              <Button size="small" onClick={() => void tryIt(hook.webhookId)}>
                {t("trial")}
              </Button>
              <Button size="small" onClick={() => onEdit(hook)}>
                {t("change")}
              </Button>
              <Popconfirm
                title={t("renewAsk")}
                onConfirm={async () =>
                  onSecret(
                    (await renew.mutateAsync({ params: { webhookId: hook.webhookId }, body: {} })).secret,
                  )
                }
              >
                <Button size="small">{t("renew")}</Button>
              </Popconfirm>
            </Space>
          ),
        },
      ]}
    />
  );
}

type FormProps = {
  readonly webhook: Webhook | undefined;
  readonly onSave: (values: Values) => Promise<unknown>;
  readonly onClose: () => void;
};

function HookForm({ webhook, onSave, onClose }: FormProps) {
  const required = [{ required: true, message: t("needed") }];
  const initial: Partial<Values> = webhook
    ? {
        name: webhook.name,
        url: webhook.url,
        events: webhook.events,
        isOn: webhook.isOn,
        ...(webhook.unitId && { unitId: webhook.unitId }),
      }
    : { events: [...webhookEvents], isOn: true };
  return (
    <FormModal<Values>
      title={webhook ? t("change") : t("newHook")}
      initial={initial}
      onSave={onSave}
      onClose={onClose}
    >
      <Form.Item name="name" label={t("name")} rules={required}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="url" label={t("url")} rules={required}>
        <Input maxLength={500} inputMode="url" />
      </Form.Item>
      <Form.Item name="events" label={t("events")} rules={required}>
        <Checkbox.Group options={webhookEvents.map((value) => ({ value, label: t(value) }))} />
      </Form.Item>
      <Form.Item name="unitId" label={t("unit")}>
        <UnitSelect allowClear placeholder={t("wholeCompany")} />
      </Form.Item>
      <Form.Item name="isOn" label={t("isOn")} valuePropName="checked">
        <Switch />
      </Form.Item>
    </FormModal>
  );
}
