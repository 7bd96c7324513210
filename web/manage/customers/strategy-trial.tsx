/** Trying a strategy over all customers, releasing it, pausing and ending it, and what came of it. */
import { Alert, App, Button, Popconfirm, Space, Statistic, Table } from "antd";
import { useState } from "react";
import {
  listStrategies,
  type Run,
  readStrategy,
  releaseStrategy,
  setStrategyState,
  surface,
  tryStrategy,
} from "../../../contracts/customers.ts";
import { dayAndTime } from "../../parts/time.ts";
import { pick } from "../../parts/words.ts";
import { AskReason } from "../../staff/ask-reason.tsx";
import { reportProblem } from "../../staff/problems.tsx";
import { useSend } from "../../staff/query.ts";
import { countOf, percentOf } from "../parts/format.ts";
import { ClassCounts } from "./class-counts.tsx";
import { RunProgress } from "./run-progress.tsx";
import { acceptedShare } from "./strategies-page.tsx";
import type { OpenedStrategy } from "./strategy-page.tsx";
import { t } from "./strategy-words.ts";

type Props = { readonly opened: OpenedStrategy; readonly onChanged: () => void };
const stale = [listStrategies, readStrategy] as const;

export function StrategyTrial({ opened, onChanged }: Props) {
  const { id: strategyId, dryRun, version } = opened;
  const start = useSend(tryStrategy, stale);
  const tryNow = () => start({ params: { strategyId }, body: {} }).catch(reportProblem);
  const isRunning = dryRun?.state === "running";
  return (
    <section className="page-block strategy-trial">
      <h3>
        {t("trial")} · {t("version", { n: version })}
      </h3>
      <Space wrap>
        <Button onClick={() => void tryNow()} disabled={isRunning || opened.state === "ended"}>
          {t("try")}
        </Button>
        <Release opened={opened} onChanged={onChanged} />
        <StateButtons opened={opened} />
      </Space>
      {isRunning && <RunProgress run={dryRun} label={(facts) => t("trying", facts)} onDone={onChanged} />}
      {!dryRun && opened.releasedVersion !== version && <p className="quiet">{t("notTried")}</p>}
      {dryRun && !isRunning && <Outcome run={dryRun} />}
      <FigureTable opened={opened} />
    </section>
  );
}

function Release({ opened, onChanged }: Props) {
  const { message } = App.useApp();
  const release = useSend(releaseStrategy, stale);
  const { id: strategyId, version, releasedVersion, dryRun, isOwn } = opened;
  if (opened.state === "ended") return null;
  if (releasedVersion === version && opened.releasedAt)
    return (
      <span className="quiet">
        {t("isReleased", { n: version, who: opened.releasedBy ?? "", at: dayAndTime(opened.releasedAt) })}
      </span>
    );
  const blocked = isOwn ? t("ownRelease") : dryRun?.state === "done" ? undefined : t("tryFirst");
  const send = async () => {
    try {
      await release({ params: { strategyId }, body: { version } });
      void message.success(t("saved"));
    } catch (refusal) {
      reportProblem(refusal);
    }
    onChanged();
  };
  const button = (
    <Button type="primary" disabled={blocked !== undefined}>
      {t("release", { n: version })}
    </Button>
  );
  return blocked === undefined ? (
    <Popconfirm title={t("release", { n: version })} description={t("releaseAsk")} onConfirm={send}>
      {button}
    </Popconfirm>
  ) : (
    <>
      {button}
      <span className="quiet blocked">{blocked}</span>
    </>
  );
}

function StateButtons({ opened }: { opened: OpenedStrategy }) {
  const [asked, setAsked] = useState<"pause" | "resume" | "end">();
  const send = useSend(setStrategyState, stale);
  const offered = {
    released: ["pause", "end"],
    paused: ["resume", "end"],
    draft: ["end"],
    ended: [],
  } as const;
  return (
    <>
      {offered[opened.state].map((action) => (
        <Button key={action} danger={action === "end"} onClick={() => setAsked(action)}>
          {t(action)}
        </Button>
      ))}
      {asked && (
        <AskReason
          title={t(asked)}
          danger={asked === "end"}
          onSave={(reason) => send({ params: { strategyId: opened.id }, body: { action: asked, reason } })}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  );
}

function Outcome({ run }: { run: Run }) {
  const { hits, accounts, failures, byClass, examples } = run.result;
  const share = run.done === 0 ? "—" : percentOf(hits / run.done, 1);
  return (
    <>
      <div className="trial-numbers">
        <Statistic title={t("hits")} value={countOf(hits)} />
        <p className="quiet">{t("ofAll", { total: countOf(run.done), share })}</p>
        <Statistic title={t("accounts")} value={countOf(accounts)} />
        {run.finishedAt && (
          <p className="quiet">{t("triedAt", { who: run.startedBy, at: dayAndTime(run.finishedAt) })}</p>
        )}
      </div>
      {failures > 0 && <Alert type="warning" showIcon title={`${t("failures")}: ${countOf(failures)}`} />}
      {hits > 0 && (
        <div className="trial-details">
          <div>
            <h4>{t("byClass")}</h4>
            <ClassCounts byClass={byClass} of={hits} />
          </div>
          <div>
            <h4>{t("examples")}</h4>
            <ul>
              {examples.map(({ customerId, maskedName, reason }) => (
                <li key={customerId}>
                  <b>{maskedName}</b> {pick(reason)}
                </li>
              ))}
            </ul>
          </div>
        </div>
      )}
    </>
  );
}

function FigureTable({ opened }: { opened: OpenedStrategy }) {
  const rows = surface.options.flatMap((name) => {
    const figures = opened.figures[name];
    return figures ? [{ name, ...figures }] : [];
  });
  if (rows.length === 0) return null;
  const column = (key: "shown" | "accepted" | "declined", title: string) => ({
    title,
    key,
    align: "right" as const,
    className: "num",
    render: (_: unknown, row: (typeof rows)[number]) => countOf(row[key]),
  });
  return (
    <>
      <h4>
        {t("figures")} · {t("last", { n: 90 })}
      </h4>
      <Table
        rowKey="name"
        size="small"
        pagination={false}
        dataSource={rows}
        columns={[
          { title: t("surface"), key: "name", render: (_, { name }) => t(name) },
          column("shown", t("shownCount")),
          column("accepted", t("accepted")),
          column("declined", t("declined")),
          {
            title: t("rate"),
            key: "rate",
            align: "right",
            className: "num",
            render: (_, row) => acceptedShare(row),
          },
        ]}
      />
    </>
  );
}
