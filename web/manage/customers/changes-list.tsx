/** Requests to change a name, paper, phone or bank account: both values side by side, as the policy shows them. */
import { Button, Popconfirm, Space, Table, Tag } from "antd";
import { useState } from "react";
import {
  type ChangeRequest,
  changeState,
  decideChange,
  listChanges,
  withdrawChange,
} from "../../../contracts/customers.ts";
import { dayAndTime } from "../../parts/time.ts";
import { AskReason } from "../../staff/ask-reason.tsx";
import { reportProblem } from "../../staff/problems.tsx";
import { useAsk, useSend } from "../../staff/query.ts";
import { useMay } from "../parts/may.ts";
import { Loaded } from "../parts/page.tsx";
import { PageButtons, StateBar, usePages } from "../parts/pages.tsx";
import { t } from "./keeping-words.ts";

type State = ChangeRequest["state"];

export function Changes() {
  const [state, setState] = useState<State>("open");
  const pages = usePages();
  const list = useAsk(listChanges, { query: { state, ...pages.query } });
  return (
    <>
      <StateBar value={state} options={changeState.options} label={t} pages={pages} onChange={setState} />
      <Loaded
        of={list}
        isEmpty={({ requests }) => requests.length === 0}
        empty={state === "open" ? t("noneOpen") : t("none")}
      >
        {({ requests, next }) => (
          <>
            <ChangeTable rows={requests} />
            <PageButtons pages={pages} next={next} />
          </>
        )}
      </Loaded>
    </>
  );
}

const whatOf = ({ field, kind }: ChangeRequest) =>
  field === "number" ? (kind ? t(`kind_${kind}`) : "") : t(`field_${field}`);

function ChangeTable({ rows }: { rows: ChangeRequest[] }) {
  return (
    <Table
      rowKey="id"
      size="small"
      sticky
      scroll={{ x: "max-content" }}
      pagination={false}
      dataSource={rows}
      columns={[
        {
          title: t("customer"),
          key: "customer",
          render: (_, { customer }) => (
            <>
              <b>{customer.name}</b>
              <div className="quiet num">{customer.accountNumbers[0] ?? ""}</div>
            </>
          ),
        },
        { title: t("what"), key: "what", render: (_, row) => <Tag>{whatOf(row)}</Tag> },
        {
          title: t("before"),
          key: "before",
          className: "num",
          render: (_, { before }) => <span className="keeping-before">{before ?? t("nothing")}</span>,
        },
        {
          title: t("after"),
          key: "after",
          className: "num",
          render: (_, { after, isEnding, isStale }) => (
            <>
              <b>{isEnding ? t("ends") : (after ?? t("nothing"))}</b>
              {isStale && <div className="keeping-stale">{t("stale")}</div>}
            </>
          ),
        },
        { title: t("holdsFrom"), dataIndex: "holdsFrom", className: "num" },
        {
          title: t("evidence"),
          key: "evidence",
          width: 220,
          render: (_, { reason, evidence, documentId }) => (
            <div className="wrapped">
              {reason}
              <div className="quiet">{[documentId && t("onFile"), evidence].filter(Boolean).join(" · ")}</div>
            </div>
          ),
        },
        {
          title: t("asked"),
          key: "asked",
          render: (_, { askedByName, askedAt }) => <WhoWhen who={askedByName} at={askedAt} />,
        },
        {
          title: t("decided"),
          key: "decided",
          render: (_, { decidedByName, decidedAt, note }) =>
            decidedAt ? <WhoWhen who={decidedByName ?? "—"} at={decidedAt} note={note} /> : "—",
        },
        { key: "do", fixed: "right", render: (_, row) => <ChangeButtons row={row} /> },
      ]}
    />
  );
}

export function WhoWhen({ who, at, note }: { who: string; at: string; note?: string | null }) {
  return (
    <>
      {who}
      <div className="quiet num">{dayAndTime(at)}</div>
      {note && <div className="quiet wrapped">{note}</div>}
    </>
  );
}

function ChangeButtons({ row }: { row: ChangeRequest }) {
  const may = useMay();
  const [isRefusing, setRefusing] = useState(false);
  const decide = useSend(decideChange, [listChanges]);
  const withdraw = useSend(withdrawChange, [listChanges]);
  const params = { requestId: row.id };
  if (row.state !== "open") return null;
  return (
    <Space>
      {row.mayWithdraw && (
        <Button size="small" onClick={() => withdraw({ params, body: {} }).catch(reportProblem)}>
          {t("withdraw")}
        </Button>
      )}
      {may("customers.change.approve") && !row.mayDecide && <span className="quiet">{t("own")}</span>}
      {may("customers.change.approve") && row.mayDecide && (
        <>
          <Popconfirm
            title={t("approve")}
            description={t("approveAsk")}
            disabled={row.isStale}
            onConfirm={() => decide({ params, body: { verdict: "approve" } }).catch(reportProblem)}
          >
            <Button size="small" type="primary" disabled={row.isStale}>
              {t("approve")}
            </Button>
          </Popconfirm>
          <Button size="small" onClick={() => setRefusing(true)}>
            {t("refuse")}
          </Button>
        </>
      )}
      {isRefusing && (
        <AskReason
          title={t("refuse")}
          danger
          onSave={(note) => decide({ params, body: { verdict: "refuse", note } })}
          onClose={() => setRefusing(false)}
        />
      )}
    </Space>
  );
}
