/** Strategies: the list with what came of each, and one of them to write, try and release. */
import { Button, Segmented, Table, Tag } from "antd";
import { useState } from "react";
import { type Figures, listStrategies, type StrategyLine } from "../../../contracts/customers.ts";
import { dayAndTime } from "../../parts/time.ts";
import { pick } from "../../parts/words.ts";
import { useAsk } from "../../staff/query.ts";
import { go, type Route } from "../../staff/router.ts";
import { countOf, dash, percentOf } from "../parts/format.ts";
import { Loaded, Page } from "../parts/page.tsx";
import { StrategyPage } from "./strategy-page.tsx";
import { t } from "./strategy-words.ts";
import "./strategies.css";

const stateColor = { draft: "gold", released: "green", paused: "orange", ended: "default" } as const;

export function StrategyState({
  strategy,
}: {
  strategy: Pick<StrategyLine, "state" | "version" | "releasedVersion">;
}) {
  const { state, version, releasedVersion } = strategy;
  return (
    <>
      <Tag color={stateColor[state]}>{t(state)}</Tag>
      {releasedVersion !== null && version > releasedVersion && state !== "ended" && (
        <Tag color="gold">{t("waiting", { n: version })}</Tag>
      )}
    </>
  );
}

export const sumFigures = (figures: StrategyLine["figures"]): Figures =>
  Object.values(figures).reduce(
    (sum, one) => ({
      shown: sum.shown + one.shown,
      accepted: sum.accepted + one.accepted,
      declined: sum.declined + one.declined,
    }),
    { shown: 0, accepted: 0, declined: 0 },
  );

export const acceptedShare = ({ accepted, declined }: Figures): string =>
  accepted + declined === 0 ? dash : percentOf(accepted / (accepted + declined));

export function StrategiesPage({ route }: { route: Route }) {
  const [, opened] = route.path;
  if (opened) return <StrategyPage key={opened} strategyId={opened === "new" ? undefined : opened} />;
  return <StrategyList />;
}

function StrategyList() {
  const [days, setDays] = useState(90);
  const list = useAsk(listStrategies, { query: { days } });
  return (
    <Page
      title={t("title")}
      hint={t("hint")}
      tools={
        <Button type="primary" onClick={() => go(["strategies", "new"])}>
          {t("create")}
        </Button>
      }
    >
      <div className="page-bar">
        <Segmented
          value={days}
          onChange={setDays}
          options={[7, 30, 90, 365].map((n) => ({ value: n, label: t("last", { n }) }))}
        />
      </div>
      <Loaded of={list} isEmpty={({ strategies }) => strategies.length === 0} empty={t("none")}>
        {({ strategies }) => <StrategyTable strategies={strategies} />}
      </Loaded>
    </Page>
  );
}

function StrategyTable({ strategies }: { strategies: StrategyLine[] }) {
  return (
    <Table
      rowKey="id"
      size="small"
      sticky
      scroll={{ x: "max-content" }}
      pagination={strategies.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
      dataSource={strategies}
      columns={[
        {
          title: t("name"),
          key: "name",
          render: (_, { id, code, content }) => (
            <div className="strategy-name">
              <Button type="link" onClick={() => go(["strategies", id])}>
                {pick(content.title)}
              </Button>
              {code && <Tag>{t("shipped")}</Tag>}
              <code className="quiet">{content.condition}</code>
            </div>
          ),
        },
        { title: t("state"), key: "state", render: (_, strategy) => <StrategyState strategy={strategy} /> },
        {
          title: t("surfaces"),
          key: "surfaces",
          render: (_, { content }) => content.surfaces.map((name) => t(name)).join(" · "),
        },
        {
          title: t("priority"),
          key: "priority",
          align: "right",
          className: "num",
          render: (_, { content }) => content.priority,
        },
        {
          title: t("shownCount"),
          key: "shown",
          align: "right",
          className: "num",
          render: (_, { figures }) => countOf(sumFigures(figures).shown),
        },
        {
          title: t("accepted"),
          key: "accepted",
          align: "right",
          className: "num",
          render: (_, { figures }) => countOf(sumFigures(figures).accepted),
        },
        {
          title: t("declined"),
          key: "declined",
          align: "right",
          className: "num",
          render: (_, { figures }) => countOf(sumFigures(figures).declined),
        },
        {
          title: t("rate"),
          key: "rate",
          align: "right",
          className: "num",
          render: (_, { figures }) => acceptedShare(sumFigures(figures)),
        },
        {
          title: t("edited"),
          key: "edited",
          render: (_, { editedBy, editedAt }) => (
            <>
              {editedBy}
              <div className="quiet num">{dayAndTime(editedAt)}</div>
            </>
          ),
        },
      ]}
    />
  );
}
