/** Legal holds: placed with the authority's paper, lifted with a reason. */
import { Button, Form, Input, Segmented, Table } from "antd";
import { useState } from "react";
import {
  type LegalHold,
  liftHold,
  listHolds,
  placeHold,
} from "../../../contracts/customers/personal-data.ts";
import { dayAndTime } from "../../parts/time.ts";
import { AskReason } from "../../staff/ask-reason.tsx";
import { FormModal } from "../../staff/form-modal.tsx";
import { useAsk, useSend } from "../../staff/query.ts";
import { Loaded } from "../parts/page.tsx";
import { CustomerChoice } from "./customer-choice.tsx";
import { t } from "./words.ts";

type Shown = "open" | "lifted";

export function Holds() {
  const [state, setState] = useState<Shown>("open");
  const [placing, setPlacing] = useState(false);
  const list = useAsk(listHolds, { query: { state } });
  return (
    <>
      <div className="page-bar">
        <Segmented<Shown>
          value={state}
          onChange={setState}
          options={[
            { value: "open", label: t("open") },
            { value: "lifted", label: t("liftedState") },
          ]}
        />
        <Button type="primary" onClick={() => setPlacing(true)}>
          {t("placeHold")}
        </Button>
      </div>
      <Loaded of={list} isEmpty={({ holds }) => holds.length === 0} empty={t("noHolds")}>
        {({ holds }) => <HoldTable rows={holds} />}
      </Loaded>
      {placing && <PlaceHold onClose={() => setPlacing(false)} />}
    </>
  );
}

function HoldTable({ rows }: { rows: LegalHold[] }) {
  const lift = useSend(liftHold, [listHolds]);
  const [lifting, setLifting] = useState<LegalHold>();
  return (
    <>
      <Table
        rowKey="id"
        size="middle"
        pagination={false}
        scroll={{ x: "max-content" }}
        dataSource={rows}
        columns={[
          { title: t("customer"), key: "customer", render: (_, { customer }) => <b>{customer.name}</b> },
          { title: t("source"), dataIndex: "source" },
          { title: t("reason"), dataIndex: "reason" },
          {
            title: t("placed"),
            key: "placed",
            render: (_, { placedAt, placedByName }) => `${dayAndTime(placedAt)} · ${placedByName}`,
          },
          {
            title: t("lifted"),
            key: "lifted",
            render: (_, { liftedAt, liftedByName, liftReason }) =>
              liftedAt ? [dayAndTime(liftedAt), liftedByName, liftReason].join(" · ") : "—",
          },
          {
            key: "do",
            render: (_, row) =>
              row.liftedAt === null && (
                <Button size="small" onClick={() => setLifting(row)}>
                  {t("liftHold")}
                </Button>
              ),
          },
        ]}
      />
      {lifting && (
        <AskReason
          title={t("liftHold")}
          onSave={(reason) => lift({ params: { holdId: lifting.id }, body: { reason } })}
          onClose={() => setLifting(undefined)}
        />
      )}
    </>
  );
}

type Values = { customerId: string; source: string; reason: string };

function PlaceHold({ onClose }: { onClose: () => void }) {
  const place = useSend(placeHold, [listHolds]);
  return (
    <FormModal<Values>
      title={t("placeHold")}
      initial={{}}
      onSave={({ customerId, ...body }) => place({ params: { customerId }, body })}
      onClose={onClose}
    >
      <Form.Item name="customerId" label={t("customer")} rules={[{ required: true, message: t("choose") }]}>
        <CustomerChoice />
      </Form.Item>
      <Form.Item
        name="source"
        label={t("source")}
        rules={[{ required: true, min: 2, whitespace: true, message: t("sourceShort") }]}
      >
        <Input maxLength={200} />
      </Form.Item>
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
