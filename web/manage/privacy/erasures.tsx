/** Requests to be forgotten: another person decides, and what was done is listed. */
import { App, Button, Popconfirm, Segmented, Space, Table } from "antd";
import { useState } from "react";
import { decideErasure, type Erasure, listErasures } from "../../../contracts/customers/personal-data.ts";
import { problemWords } from "../../parts/problem.tsx";
import { dayAndTime } from "../../parts/time.ts";
import { pick } from "../../parts/words.ts";
import { AskReason } from "../../staff/ask-reason.tsx";
import { useAsk, useSend } from "../../staff/query.ts";
import { Loaded } from "../parts/page.tsx";
import { t } from "./words.ts";

const states = ["asked", "done", "refused"] as const;

export function Erasures() {
  const [state, setState] = useState<Erasure["state"]>("asked");
  const list = useAsk(listErasures, { query: { state } });
  return (
    <>
      <div className="page-bar">
        <Segmented<Erasure["state"]>
          value={state}
          onChange={setState}
          options={states.map((value) => ({ value, label: t(`state_${value}`) }))}
        />
      </div>
      <Loaded of={list} isEmpty={({ erasures }) => erasures.length === 0} empty={t("noErasures")}>
        {({ erasures }) => <ErasureTable rows={erasures} />}
      </Loaded>
    </>
  );
}

function ErasureTable({ rows }: { rows: Erasure[] }) {
  const { modal } = App.useApp();
  const decide = useSend(decideErasure, [listErasures]);
  const [refusing, setRefusing] = useState<Erasure>();
  const approve = async ({ id }: Erasure) => {
    try {
      const { elsewhere } = await decide({ params: { erasureId: id }, body: { verdict: "approve" } });
      modal.info({
        title: t("deletedNow"),
        content: (
          <ul>
            {elsewhere.map((words) => (
              <li key={words.zh}>{pick(words)}</li>
            ))}
          </ul>
        ),
      });
    } catch (error) {
      modal.warning({ title: pick(problemWords(error)) });
    }
  };
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
          { title: t("cause"), key: "cause", render: (_, { cause }) => t(`cause_${cause}`) },
          {
            title: t("reason"),
            key: "reason",
            render: (_, { cause, reason }) => (cause === "request" ? reason : "—"),
          },
          {
            title: t("asked"),
            key: "asked",
            render: (_, { askedAt, askedByName }) => `${dayAndTime(askedAt)} · ${askedByName}`,
          },
          { title: t("due"), dataIndex: "dueOn", className: "num" },
          {
            title: t("decided"),
            key: "decided",
            render: (_, { decidedAt, decidedByName, note }) =>
              decidedAt ? [dayAndTime(decidedAt), decidedByName, note].filter(Boolean).join(" · ") : "—",
          },
          {
            title: t("removed"),
            key: "removed",
            render: (_, { removed }) =>
              removed.map(({ what, count }) => `${pick(what)} ${count}`).join("，") || "—",
          },
          {
            key: "do",
            fixed: "right",
            render: (_, row) =>
              row.state === "asked" && (
                <Space>
                  <Popconfirm title={t("approveSure")} onConfirm={() => approve(row)}>
                    <Button size="small" danger>
                      {t("approve")}
                    </Button>
                  </Popconfirm>
                  <Button size="small" onClick={() => setRefusing(row)}>
                    {t("refuse")}
                  </Button>
                </Space>
              ),
          },
        ]}
      />
      {refusing && (
        <AskReason
          title={t("refuse")}
          onSave={(note) => decide({ params: { erasureId: refusing.id }, body: { verdict: "refuse", note } })}
          onClose={() => setRefusing(undefined)}
        />
      )}
    </>
  );
}
