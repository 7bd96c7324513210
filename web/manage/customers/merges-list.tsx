/** Merges of customers: what is proposed, what was done, and what was undone. */
import { Button, Drawer, Table } from "antd";
import { useState } from "react";
import {
  type CustomerLine,
  listMerges,
  type MergeSummary,
  mergeState,
} from "../../../contracts/customers.ts";
import { useAsk } from "../../staff/query.ts";
import { Loaded } from "../parts/page.tsx";
import { PageButtons, StateBar, usePages } from "../parts/pages.tsx";
import { WhoWhen } from "./changes-list.tsx";
import { t } from "./keeping-words.ts";
import { MergeCompared } from "./merge-compared.tsx";

type State = MergeSummary["state"];

export function Merges() {
  const [state, setState] = useState<State>("proposed");
  const pages = usePages();
  const [opened, setOpened] = useState<string>();
  const list = useAsk(listMerges, { query: { state, ...pages.query } });
  return (
    <>
      <StateBar value={state} options={mergeState.options} label={t} pages={pages} onChange={setState} />
      <Loaded
        of={list}
        isEmpty={({ merges }) => merges.length === 0}
        empty={state === "proposed" ? t("noneOpen") : t("none")}
      >
        {({ merges, next }) => (
          <>
            <MergeTable rows={merges} onOpen={setOpened} />
            <PageButtons pages={pages} next={next} />
          </>
        )}
      </Loaded>
      <Drawer
        open={opened !== undefined}
        onClose={() => setOpened(undefined)}
        title={t("compare")}
        size={760}
        destroyOnHidden
      >
        {opened !== undefined && <MergeCompared mergeId={opened} onDone={() => setOpened(undefined)} />}
      </Drawer>
    </>
  );
}

const side = ({ name, accountNumbers, accountCount }: CustomerLine) => (
  <>
    <b>{name}</b>
    <div className="quiet num">
      {accountNumbers[0] ?? ""}
      {accountCount > 1 && ` · ${t("accounts", { n: accountCount })}`}
    </div>
  </>
);

function MergeTable({ rows, onOpen }: { rows: MergeSummary[]; onOpen: (mergeId: string) => void }) {
  return (
    <Table
      rowKey="id"
      size="small"
      sticky
      scroll={{ x: "max-content" }}
      pagination={false}
      dataSource={rows}
      columns={[
        { title: t("loser"), key: "loser", render: (_, { loser }) => side(loser) },
        { title: t("winner"), key: "winner", render: (_, { winner }) => side(winner) },
        {
          title: t("why"),
          key: "why",
          width: 240,
          render: (_, { reason, undoReason }) => (
            <div className="wrapped">
              {reason}
              {undoReason && <div className="quiet">{undoReason}</div>}
            </div>
          ),
        },
        {
          title: t("asked"),
          key: "asked",
          render: (_, { proposedByName, proposedAt }) => <WhoWhen who={proposedByName} at={proposedAt} />,
        },
        {
          title: t("decided"),
          key: "decided",
          render: (_, { decidedByName, decidedAt, note }) =>
            decidedAt ? <WhoWhen who={decidedByName ?? "—"} at={decidedAt} note={note} /> : "—",
        },
        {
          key: "do",
          fixed: "right",
          render: (_, { id }) => (
            <Button size="small" onClick={() => onOpen(id)}>
              {t("compare")}
            </Button>
          ),
        },
      ]}
    />
  );
}
