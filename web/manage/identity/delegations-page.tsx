/** Who stands in for whom (代班): one's own, and those of the units whose work one arranges. */
import { useQuery } from "@tanstack/react-query";
import { Button, Form, Input, Popconfirm, Segmented, Select, Table, Tag } from "antd";
import { useState } from "react";
import {
  type Delegation,
  delegationStates,
  endDelegation,
  findColleagues,
  lendGrant,
  listDelegations,
  listLendable,
  listStaff,
} from "../../../contracts/identity.ts";
import { call } from "../../parts/api.ts";
import { dayAndTime } from "../../parts/time.ts";
import { pick } from "../../parts/words.ts";
import { FormModal } from "../../staff/form-modal.tsx";
import { MomentPicker } from "../../staff/moment-picker.tsx";
import { useAsk, useCommand, useSend } from "../../staff/query.ts";
import { Loaded, Page } from "../parts/page.tsx";
import { t } from "./access-words.ts";

const stateColor = { coming: "blue", running: "green", over: "default" } as const;
/** A shift: what the form proposes. */
const usualHours = 8;
type Shown = Delegation["state"] | "all";

export function DelegationsPage() {
  const [state, setState] = useState<Shown>("all");
  const [lending, setLending] = useState(false);
  const list = useAsk(listDelegations, { query: state === "all" ? {} : { state } });
  const tools = (
    <Button type="primary" onClick={() => setLending(true)}>
      {t("arrange")}
    </Button>
  );
  return (
    <Page title={t("delegations")} hint={t("delegationsHint")} tools={tools}>
      <div className="page-bar">
        <Segmented<Shown>
          value={state}
          onChange={setState}
          options={(["all", ...delegationStates] as const).map((value) => ({
            value,
            label: t(`state_${value}`),
          }))}
        />
      </div>
      <Loaded of={list} isEmpty={({ delegations }) => delegations.length === 0} empty={t("noDelegations")}>
        {({ delegations }) => <DelegationTable rows={delegations} />}
      </Loaded>
      {lending && <LendForm onClose={() => setLending(false)} />}
    </Page>
  );
}

function DelegationTable({ rows }: { rows: Delegation[] }) {
  const end = useCommand(endDelegation, [listDelegations, listStaff]);
  return (
    <Table
      rowKey="delegationId"
      size="middle"
      dataSource={rows}
      pagination={false}
      scroll={{ x: "max-content" }}
      columns={[
        {
          key: "state",
          render: (_, { state }) => <Tag color={stateColor[state]}>{t(`state_${state}`)}</Tag>,
        },
        { title: t("standIn"), key: "to", render: (_, { to }) => <b>{to.name}</b> },
        { title: t("lender"), key: "from", render: (_, { from }) => from.name },
        { title: t("role"), key: "role", render: (_, { roleName }) => <Tag>{pick(roleName)}</Tag> },
        { title: t("unit"), key: "unit", render: (_, { unitName }) => pick(unitName) },
        {
          title: t("time"),
          key: "time",
          className: "num",
          render: (_, row) => (
            <>
              {dayAndTime(row.startsAt)} — {dayAndTime(row.endsAt)}
              {row.endedAt && (
                <div className="quiet">
                  {t("endedEarly", { name: row.endedBy ?? "—", at: dayAndTime(row.endedAt) })}
                </div>
              )}
            </>
          ),
        },
        { title: t("reason"), dataIndex: "reason" },
        { title: t("madeBy"), dataIndex: "madeBy" },
        {
          key: "do",
          fixed: "right",
          render: (_, { canEnd, delegationId }) =>
            canEnd && (
              <Popconfirm
                title={t("endAsk")}
                okButtonProps={{ danger: true }}
                onConfirm={() => end.mutateAsync({ params: { delegationId }, body: {} })}
              >
                <Button size="small" danger>
                  {t("endNow")}
                </Button>
              </Popconfirm>
            ),
        },
      ]}
    />
  );
}

type Values = { grantId: string; toStaffId: string; startsAt: string; endsAt: string; reason: string };

/** Whole minutes, as the form shows them. */
const minute = (instant: Temporal.Instant) =>
  instant.round({ smallestUnit: "minute", roundingMode: "floor" }).toString();

function LendForm({ onClose }: { onClose: () => void }) {
  const lend = useSend(lendGrant, [listDelegations, listStaff]);
  const [text, setText] = useState("");
  // Asked anew each time: what can be lent changes, and the time is the server's.
  const { data: lendable } = useQuery({
    queryKey: [listLendable.path],
    queryFn: () => call(listLendable),
    staleTime: 0,
    gcTime: 0,
  });
  const { data: found } = useAsk(findColleagues, { query: text ? { text } : {} });
  const required = [{ required: true, message: t("needed") }];
  if (!lendable) return null;
  const begin = Temporal.Instant.from(lendable.now);
  const initial = { startsAt: minute(begin), endsAt: minute(begin.add({ hours: usualHours })) };
  return (
    <FormModal<Values>
      title={t("arrange")}
      initial={initial}
      onSave={(body) => lend({ body })}
      onClose={onClose}
    >
      <Form.Item name="grantId" label={t("lendWhat")} rules={required}>
        <Select
          showSearch={{ optionFilterProp: "label" }}
          options={lendable.grants.map(({ grantId, staffName, roleName, unitName }) => ({
            value: grantId,
            label: `${staffName} · ${pick(roleName)} · ${pick(unitName)}`,
          }))}
        />
      </Form.Item>
      <Form.Item name="toStaffId" label={t("lendTo")} rules={required}>
        <Select
          placeholder={t("findColleague")}
          showSearch={{ filterOption: false, onSearch: setText }}
          options={(found?.colleagues ?? []).map(({ staffId, name, staffNumber, unitName }) => ({
            value: staffId,
            label: `${name} · ${staffNumber} · ${pick(unitName)}`,
          }))}
        />
      </Form.Item>
      <div className="two-columns">
        <Form.Item name="startsAt" label={t("startsAt")} rules={required}>
          <MomentPicker />
        </Form.Item>
        <Form.Item
          name="endsAt"
          label={t("endsAt")}
          rules={required}
          extra={t("daysMax", { days: lendable.daysMax })}
        >
          <MomentPicker />
        </Form.Item>
      </div>
      <Form.Item name="reason" label={t("reason")} rules={[{ required: true, min: 2, message: t("needed") }]}>
        <Input maxLength={200} />
      </Form.Item>
    </FormModal>
  );
}
