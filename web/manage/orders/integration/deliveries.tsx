/** What a webhook has told, what waits, what was given up; one or a span is sent again. */
import { App, Button, Form, Segmented, Select, Table, Tag } from "antd";
import { useState } from "react";
import {
  deliveryState,
  listDeliveries,
  listWebhooks,
  replayDelivery,
  replaySpan,
  type Webhook,
  type WebhookDelivery,
} from "../../../../contracts/orders/webhooks.ts";
import { dayAndTime } from "../../../parts/time.ts";
import { FormModal } from "../../../staff/form-modal.tsx";
import { MomentPicker } from "../../../staff/moment-picker.tsx";
import { useAsk, useCommand, useSend } from "../../../staff/query.ts";
import { Loaded } from "../../parts/page.tsx";
import { t } from "./integration-words.ts";

const stateColor = { waiting: "blue", sent: "green", failed: "red" } as const;
const shownMost = 100;
type Shown = WebhookDelivery["state"] | "all";
type Span = { from: string; until: string; which: "failed" | "all" };

export function Deliveries({ webhook }: { webhook: Webhook }) {
  const { message } = App.useApp();
  const params = { webhookId: webhook.webhookId };
  const [state, setState] = useState<Shown>(webhook.failed > 0 ? "failed" : "all");
  const [asking, setAsking] = useState(false);
  const query = { limit: shownMost, ...(state === "all" ? {} : { state }) };
  const list = useAsk(listDeliveries, { params, query });
  const span = useSend(replaySpan, [listDeliveries, listWebhooks]);
  const sendSpan = async (body: Span) => {
    const { again } = await span({ params, body });
    void message.success(t("replayed", { n: again }));
  };
  const now = Temporal.Now.instant().round({ smallestUnit: "minute", roundingMode: "ceil" });
  const initial: Span = {
    from: now.subtract({ hours: 24 }).toString(),
    until: now.toString(),
    which: "failed",
  };
  return (
    <section className="page-block">
      <h3>
        {t("deliveries")} · {webhook.name}
      </h3>
      <div className="page-bar">
        <Segmented<Shown>
          value={state}
          onChange={setState}
          options={(["all", ...deliveryState.options] as const).map((value) => ({ value, label: t(value) }))}
        />
        <Button onClick={() => setAsking(true)}>{t("replaySpan")}</Button>
      </div>
      <Loaded of={list} isEmpty={({ deliveries }) => deliveries.length === 0} empty={t("noDeliveries")}>
        {({ deliveries }) => <DeliveryTable rows={deliveries} webhookId={webhook.webhookId} />}
      </Loaded>
      {asking && (
        <FormModal<Span>
          title={t("replaySpan")}
          saveLabel={t("replay")}
          initial={initial}
          onSave={sendSpan}
          onClose={() => setAsking(false)}
        >
          <Form.Item name="from" label={t("from")}>
            <MomentPicker />
          </Form.Item>
          <Form.Item name="until" label={t("until")}>
            <MomentPicker />
          </Form.Item>
          <Form.Item name="which" label={t("which")}>
            <Select
              options={[
                { value: "failed", label: t("onlyFailed") },
                { value: "all", label: t("everything") },
              ]}
            />
          </Form.Item>
        </FormModal>
      )}
    </section>
  );
}

const known = ["order.opened", "order.step-opened", "order.step-closed", "order.suspended"] as const;
const more = ["order.resumed", "order.warned", "order.overdue", "order.closed"] as const;
const typeName = (type: string): string => {
  const found = [...known, ...more].find((one) => one === type);
  return found ? t(found) : type === "trial" ? t("trial") : type;
};

function DeliveryTable({ rows, webhookId }: { rows: WebhookDelivery[]; webhookId: string }) {
  const replay = useCommand(replayDelivery, [listDeliveries, listWebhooks]);
  return (
    <Table
      rowKey="deliveryId"
      size="small"
      pagination={{ pageSize: 20, showSizeChanger: false, hideOnSinglePage: true }}
      scroll={{ x: "max-content" }}
      dataSource={rows}
      columns={[
        {
          title: t("state"),
          render: (_, { state }) => <Tag color={stateColor[state]}>{t(state)}</Tag>,
        },
        { title: t("type"), render: (_, { type }) => typeName(type) },
        { title: t("sequence"), className: "num", dataIndex: "sequence" },
        { title: t("made"), className: "num", render: (_, { madeAt }) => dayAndTime(madeAt) },
        { title: t("tries"), className: "num", dataIndex: "tries" },
        { title: t("answer"), render: (_, { lastStatus, lastError }) => lastError ?? lastStatus ?? "—" },
        {
          title: t("next"),
          className: "num",
          render: (_, { nextAt }) => (nextAt ? dayAndTime(nextAt) : "—"),
        },
        {
          key: "do",
          fixed: "right",
          render: (_, { deliveryId, state }) =>
            state !== "waiting" && (
              <Button
                size="small"
                onClick={() => replay.mutate({ params: { webhookId, deliveryId }, body: {} })}
              >
                {t("replay")}
              </Button>
            ),
        },
      ]}
    />
  );
}
