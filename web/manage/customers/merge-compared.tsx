/** Two customers side by side, why they may be one, and the verdict. */
import { Alert, App, Button, Popconfirm, Space, Table, Tag } from "antd";
import { useState } from "react";
import {
  type CustomerLine,
  decideMerge,
  listMerges,
  readMerge,
  undoMerge,
} from "../../../contracts/customers.ts";
import type { ResultOf } from "../../../contracts/endpoint.ts";
import { pick } from "../../parts/words.ts";
import { AskReason } from "../../staff/ask-reason.tsx";
import { reportProblem } from "../../staff/problems.tsx";
import { useAsk, useSend } from "../../staff/query.ts";
import { useMay } from "../parts/may.ts";
import { Loaded } from "../parts/page.tsx";
import { t } from "./keeping-words.ts";

type Compared = ResultOf<typeof readMerge>;
type Undone = ResultOf<typeof undoMerge>;

export function MergeCompared({ mergeId, onDone }: { mergeId: string; onDone: () => void }) {
  const compared = useAsk(readMerge, { params: { mergeId } });
  return (
    <Loaded of={compared}>
      {(found) => (
        <div className="keeping-compared">
          <Likeness of={found} />
          <Sides of={found} />
          <Counts of={found} />
          <Verdict of={found} onDone={onDone} />
        </div>
      )}
    </Loaded>
  );
}

function Likeness({ of: { merge, score, reasons } }: { of: Compared }) {
  if (merge.state !== "proposed" && reasons.length === 0) return null;
  if (reasons.length === 0) return <Alert type="warning" showIcon title={t("noLikeness")} />;
  return (
    <Space wrap>
      <b>{t("likeness", { score })}</b>
      {reasons.map(({ code, points, text }) => (
        <Tag key={code} color="blue">
          {pick(text)} +{points}
        </Tag>
      ))}
    </Space>
  );
}

const rows = {
  name: ({ name }: CustomerLine) => name,
  account: ({ accountNumbers }: CustomerLine) => accountNumbers.join("、"),
  address: ({ address }: CustomerLine) => address,
  phone: ({ phone }: CustomerLine) => phone,
  paper: ({ paper }: CustomerLine) => paper,
  registers: ({ registers }: CustomerLine) => registers.map(({ levelName }) => pick(levelName)).join("、"),
} as const;
type RowName = keyof typeof rows;

/** What neither has is no likeness. */
const isSame = (one: string | null, other: string | null) => one !== null && one !== "" && one === other;

function Sides({ of: { merge } }: { of: Compared }) {
  const names = Object.keys(rows) as RowName[];
  return (
    <Table<RowName>
      size="small"
      pagination={false}
      rowKey={(name) => name}
      dataSource={names}
      rowClassName={(name) =>
        isSame(rows[name](merge.loser), rows[name](merge.winner)) ? "keeping-same" : ""
      }
      columns={[
        { key: "name", width: 110, render: (_, name) => <b>{t(name)}</b> },
        {
          title: t("loser"),
          key: "loser",
          className: "wrapped",
          render: (_, name) => rows[name](merge.loser) || "—",
        },
        {
          title: t("winner"),
          key: "winner",
          className: "wrapped",
          render: (_, name) => rows[name](merge.winner) || "—",
        },
      ]}
    />
  );
}

function Counts({ of: { counts } }: { of: Compared }) {
  return (
    <Table
      size="small"
      pagination={false}
      rowKey={({ what }) => what.en}
      dataSource={counts.filter(({ loser, winner }) => loser + winner > 0)}
      columns={[
        { title: t("moves"), key: "what", render: (_, { what }) => pick(what) },
        { title: t("loser"), dataIndex: "loser", align: "right", className: "num" },
        { title: t("winner"), dataIndex: "winner", align: "right", className: "num" },
      ]}
    />
  );
}

function Verdict({ of: { merge, mayDecide, mayUndo }, onDone }: { of: Compared; onDone: () => void }) {
  const may = useMay();
  const { modal } = App.useApp();
  const [asked, setAsked] = useState<"refuse" | "undo">();
  const stale = [listMerges, readMerge];
  const decide = useSend(decideMerge, stale);
  const undo = useSend(undoMerge, stale);
  const params = { mergeId: merge.id };
  if (!may("customers.merge.approve")) return null;
  const save = async (reason: string) => {
    if (asked === "refuse") await decide({ params, body: { verdict: "refuse", note: reason } });
    else {
      const undone = await undo({ params, body: { reason } });
      modal.info({ title: t("undoneTitle"), width: 560, content: <Since of={undone} /> });
    }
    onDone();
  };
  const approve = () => decide({ params, body: { verdict: "approve" } }).then(onDone, reportProblem);
  return (
    <Space>
      {merge.state === "proposed" && !mayDecide && <span className="quiet">{t("own")}</span>}
      {mayDecide && (
        <>
          <Popconfirm title={t("merge")} description={t("mergeAsk")} onConfirm={approve}>
            <Button type="primary">{t("merge")}</Button>
          </Popconfirm>
          <Button onClick={() => setAsked("refuse")}>{t("refuse")}</Button>
        </>
      )}
      {mayUndo && (
        <Button danger onClick={() => setAsked("undo")}>
          {t("undo")}
        </Button>
      )}
      {asked && <AskReason title={t(asked)} danger onSave={save} onClose={() => setAsked(undefined)} />}
    </Space>
  );
}

/** What came after the merge: somebody has to say whose it is. */
function Since({ of: { stayed, leftAlone } }: { of: Undone }) {
  return (
    <>
      <p>{stayed.length > 0 ? t("stayed") : t("nothingStayed")}</p>
      <ul>
        {stayed.map(({ what, title, at }) => (
          <li key={`${what.en} ${title} ${at}`}>
            {pick(what)}：{title}
          </li>
        ))}
      </ul>
      {leftAlone > 0 && <p>{t("leftAlone", { n: leftAlone })}</p>}
    </>
  );
}
