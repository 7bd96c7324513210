/** Running orders to the version in force: seen beforehand, steps made to correspond, then done by a job one can watch. */
import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Empty, Progress, Select, Statistic, Table, Tag } from "antd";
import { useEffect, useState } from "react";
import {
  type DesignRun,
  listMigrations,
  listProcesses,
  type MigrationPreview,
  migrateOrders,
  previewMigration,
  readDesignRun,
} from "../../../contracts/orders.ts";
import { call } from "../../parts/api.ts";
import { dayAndTime } from "../../parts/time.ts";
import { pick } from "../../parts/words.ts";
import { AskReason } from "../../staff/ask-reason.tsx";
import { useAsk, useSend } from "../../staff/query.ts";
import { go, type Route } from "../../staff/router.ts";
import { countOf } from "../parts/format.ts";
import { Loaded, Page } from "../parts/page.tsx";
import { t } from "./compare-words.ts";
import { versionIn } from "./processes-page.tsx";

type Mapping = Readonly<Record<string, string>>;
const askMs = 700;

export function MigratePage({ processKey, route }: { processKey: string; route: Route }) {
  const from = Number(route.query.get("from"));
  const list = useAsk(listProcesses, { query: {} });
  const line = list.data?.processes.find(({ key }) => key === processKey);
  const to = line && versionIn(line, "published")?.version;
  return (
    <Page
      title={`${t("migrateTitle")} ${processKey}`}
      hint={to !== undefined && t("migrateHint", { from, to })}
      tools={<Button onClick={() => go(["processes", processKey])}>{t("back")}</Button>}
    >
      <Loaded of={list} isEmpty={() => to === undefined} empty={t("noTarget")}>
        {() => to !== undefined && <Migration processKey={processKey} from={from} to={to} />}
      </Loaded>
    </Page>
  );
}

function Migration({ processKey, from, to }: { processKey: string; from: number; to: number }) {
  const [mapping, setMapping] = useState<Mapping>({});
  const [isAsking, setAsking] = useState(false);
  const params = { processKey };
  const history = useAsk(listMigrations, { params, query: {} });
  const input = { params, body: { fromVersion: from, toVersion: to, mapping } };
  const preview = useQuery({
    queryKey: [previewMigration.path, input],
    queryFn: () => call(previewMigration, input),
    // Another answer takes the place of this one, not of nothing.
    placeholderData: (former) => former,
  });
  const start = useSend(migrateOrders, [listMigrations]);
  const running = history.data?.runs.find(({ state }) => state === "running");
  const refresh = () => {
    void preview.refetch();
    void history.refetch();
  };
  return (
    <>
      {running && <RunningMigration run={running} onDone={refresh} />}
      <Loaded of={preview} isEmpty={({ orders }) => orders === 0} empty={t("noOrders")}>
        {(seen) => (
          <>
            <section className="page-block">
              <div className="simulation-numbers">
                <Statistic title={t("orders")} value={countOf(seen.orders)} />
                <Statistic title={t("can")} value={countOf(seen.can)} />
                <Statistic
                  title={t("cannot")}
                  value={countOf(seen.cannot)}
                  {...(seen.cannot > 0 ? { className: "bad" } : {})}
                />
                <Button
                  type="primary"
                  disabled={seen.can === 0 || running !== undefined}
                  onClick={() => setAsking(true)}
                >
                  {t("start", { n: countOf(seen.can) })}
                </Button>
              </div>
              {seen.isCapped && (
                <Alert type="info" showIcon title={t("capped", { n: countOf(seen.orders) })} />
              )}
            </section>
            <Moves seen={seen} mapping={mapping} onMap={setMapping} />
            <Lines seen={seen} />
            {isAsking && (
              <AskReason
                title={t("start", { n: countOf(seen.can) })}
                onSave={(reason) =>
                  start({ params, body: { fromVersion: from, toVersion: to, mapping, reason } })
                }
                onClose={() => setAsking(false)}
              />
            )}
          </>
        )}
      </Loaded>
      <History runs={history.data?.runs ?? []} />
    </>
  );
}

type MovesProps = {
  readonly seen: MigrationPreview;
  readonly mapping: Mapping;
  readonly onMap: (mapping: Mapping) => void;
};

/** What moves, and for what has no place in the new version the choice of one. */
function Moves({ seen, mapping, onMap }: MovesProps) {
  const map = (from: string, to: string | null) => {
    const { [from]: _, ...others } = mapping;
    onMap(to === null ? others : { ...others, [from]: to });
  };
  const rows = [
    ...seen.obstacles.map((obstacle) => ({
      key: `no ${obstacle.elementId} ${obstacle.zh}`,
      from: obstacle.elementId,
      fromName: obstacle.name,
      why: obstacle,
      orders: obstacle.orders,
    })),
    ...seen.moves.map((move) => ({
      key: `${move.from} ${move.to}`,
      from: move.from,
      fromName: move.fromName,
      why: null,
      orders: move.orders,
    })),
  ];
  return (
    <section className="page-block">
      <h3>{t("where")}</h3>
      <Table
        rowKey="key"
        size="small"
        pagination={false}
        dataSource={rows}
        columns={[
          {
            title: t("from"),
            key: "from",
            render: (_, { from, fromName }) => (
              <>
                {pick(fromName)} <code className="quiet">{from}</code>
              </>
            ),
          },
          {
            title: t("corresponds"),
            key: "to",
            render: (_, { from, fromName, why }) => (
              <Select
                size="small"
                aria-label={`${t("corresponds")} ${pick(fromName)}`}
                value={mapping[from] ?? null}
                placeholder={why ? t("choose") : t("stays")}
                allowClear
                showSearch={{ optionFilterProp: "label" }}
                onChange={(to: string | null) => map(from, to ?? null)}
                options={seen.targets.map(({ id, name }) => ({ value: id, label: `${pick(name)}（${id}）` }))}
                style={{ width: 280 }}
              />
            ),
          },
          {
            title: t("result"),
            key: "result",
            render: (_, { why }) =>
              why ? (
                <>
                  <Tag color="red">{t("cannot")}</Tag>
                  {pick(why)}
                </>
              ) : (
                <Tag color="green">{t("can")}</Tag>
              ),
          },
          { title: t("count"), dataIndex: "orders", align: "right", className: "num" },
        ]}
      />
    </section>
  );
}

function Lines({ seen }: { seen: MigrationPreview }) {
  return (
    <section className="page-block">
      <h3>{t("lines")}</h3>
      <Table
        rowKey="orderId"
        size="small"
        pagination={seen.lines.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
        dataSource={seen.lines}
        columns={[
          { title: t("number"), dataIndex: "number", className: "num" },
          { title: t("title"), dataIndex: "title" },
          {
            title: t("result"),
            key: "result",
            render: (_, { moves, obstacles }) =>
              obstacles.length > 0 ? (
                <>
                  <Tag color="red">{t("cannot")}</Tag>
                  {obstacles.map(pick).join("")}
                </>
              ) : (
                <>
                  <Tag color="green">{t("can")}</Tag>
                  {moves
                    .map(({ fromName, toName }) =>
                      pick(fromName) === pick(toName) ? pick(toName) : `${pick(fromName)} → ${pick(toName)}`,
                    )
                    .join("；")}
                </>
              ),
          },
        ]}
      />
    </section>
  );
}

function RunningMigration({ run, onDone }: { run: DesignRun; onDone: () => void }) {
  const asked = useQuery({
    queryKey: [readDesignRun.path, run.id],
    queryFn: () => call(readDesignRun, { params: { runId: run.id }, query: {} }),
    refetchInterval: ({ state }) => (state.data && state.data.state !== "running" ? false : askMs),
  });
  const { done, total, state } = asked.data ?? run;
  const text = t("migrating", { done: countOf(done), total: countOf(total) });
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once, when it is over
  useEffect(() => {
    if (state !== "running") onDone();
  }, [state]);
  return (
    <div role="status" className="page-block">
      <Progress percent={Math.floor((done / Math.max(1, total)) * 100)} aria-label={text} />
      <span className="num">{text}</span>
    </div>
  );
}

function History({ runs }: { runs: readonly DesignRun[] }) {
  const over = runs.filter(({ state }) => state !== "running");
  if (over.length === 0) return null;
  return (
    <section className="page-block">
      <h3>{t("history")}</h3>
      {over.map((run) => (
        <div key={run.id} className="migration-past">
          <p>
            <b className="num">
              {run.fromVersion} → {run.toVersion}
            </b>{" "}
            {run.startedBy} <span className="num">{dayAndTime(run.startedAt)}</span>{" "}
            {run.migration && t("done", countsOf(run.migration))}
          </p>
          {run.migration && run.migration.orders.length > 0 && (
            <details>
              <summary>{t("stayedList")}</summary>
              <ul>
                {run.migration.orders.map((order) => (
                  <li key={order.orderId}>
                    <span className="num">{order.number}</span> {order.title}：{pick(order)}
                  </li>
                ))}
              </ul>
            </details>
          )}
          {run.state === "failed" && <Empty description={run.failure ? pick(run.failure) : t("failed")} />}
        </div>
      ))}
    </section>
  );
}

const countsOf = ({ moved, stayed, passed }: NonNullable<DesignRun["migration"]>) => ({
  moved: countOf(moved),
  stayed: countOf(stayed),
  passed: countOf(passed),
});
