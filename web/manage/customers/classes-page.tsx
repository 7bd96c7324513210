/** Classification: the schemes with their rules, and how many customers each class has. */
import { Button, Space, Table, Tag } from "antd";
import {
  type ClassScheme,
  listClassSchemes,
  type Run,
  recomputeClasses,
} from "../../../contracts/customers.ts";
import { dayAndTime } from "../../parts/time.ts";
import { pick } from "../../parts/words.ts";
import { reportProblem } from "../../staff/problems.tsx";
import { useAsk, useSend } from "../../staff/query.ts";
import { countOf, dash } from "../parts/format.ts";
import { useMay } from "../parts/may.ts";
import { Loaded, Page } from "../parts/page.tsx";
import { t } from "./register-words.ts";
import { RunProgress } from "./run-progress.tsx";
import "./strategies.css";
import { sourceWords } from "../../staff/source-words.ts";

export function ClassesPage() {
  const may = useMay();
  const schemes = useAsk(listClassSchemes);
  const recompute = useSend(recomputeClasses, [listClassSchemes]);
  const run = schemes.data?.lastRun;
  const isRunning = run?.state === "running";
  return (
    <Page
      title={t("classTitle")}
      hint={t("classHint")}
      tools={
        may("customers.strategies.manage") && (
          <Button disabled={isRunning} onClick={() => void recompute({ body: {} }).catch(reportProblem)}>
            {t("recompute")}
          </Button>
        )
      }
    >
      {run &&
        (isRunning ? (
          <RunProgress
            run={run}
            label={(facts) => t("recomputing", facts)}
            onDone={() => void schemes.refetch()}
          />
        ) : (
          <p className="quiet">
            {t("lastRun", {
              at: dayAndTime(run.finishedAt ?? run.startedAt),
              n: countOf(run.done),
              hits: countOf(run.result.hits),
            })}
          </p>
        ))}
      <Loaded of={schemes}>
        {({ schemes: all, lastRun }) =>
          all.map((scheme) => <SchemeBlock key={scheme.scheme} scheme={scheme} run={lastRun} />)
        }
      </Loaded>
    </Page>
  );
}

function SchemeBlock({ scheme, run }: { scheme: ClassScheme; run: Run | null }) {
  const counts = run?.result.byClass[scheme.scheme] ?? {};
  // Of a code list only what customers have; of a scheme of our own all, because its rules are to be read.
  const codes = scheme.value ? scheme.codes.filter(({ code }) => counts[code]) : scheme.codes;
  const thresholds = Object.entries(scheme.numbers);
  return (
    <section className="page-block class-scheme">
      <h3>
        {pick(scheme.name)}{" "}
        <Tag color={scheme.isComputed ? "blue" : "default"}>
          {scheme.isComputed ? t("computed") : t("manual")}
        </Tag>
        {scheme.isConfidential && <Tag color="red">{t("confidential")}</Tag>}
      </h3>
      <Space wrap className="quiet">
        <span>{t("basis", { source: sourceWords(scheme.source) })}</span>
        {scheme.value && <span>{t("fromList", { fact: scheme.value })}</span>}
        {thresholds.length > 0 && (
          <span className="num">
            {t("numbers")}: {thresholds.map(([name, value]) => `${name} = ${countOf(value)}`).join(" · ")}
          </span>
        )}
      </Space>
      {codes.length > 0 && (
        <Table
          rowKey={({ code, when }) => `${code} ${when}`}
          size="small"
          pagination={false}
          dataSource={codes}
          columns={[
            { title: t("code"), key: "code", width: 120, render: (_, { code }) => <code>{code}</code> },
            { title: t("name"), key: "name", width: 180, render: (_, { name }) => pick(name) },
            ...(scheme.isComputed && !scheme.value
              ? [
                  {
                    title: t("when"),
                    key: "when",
                    render: (_: unknown, { when }: ClassScheme["codes"][number]) => <code>{when}</code>,
                  },
                  {
                    title: t("because"),
                    key: "because",
                    render: (_: unknown, { because }: ClassScheme["codes"][number]) =>
                      because && pick(because),
                  },
                ]
              : []),
            {
              title: t("count"),
              key: "count",
              width: 100,
              align: "right",
              className: "num",
              render: (_, { code }, at) =>
                codes.findIndex((one) => one.code === code) === at
                  ? countOf(counts[code] ?? (run ? 0 : null))
                  : dash,
            },
          ]}
        />
      )}
    </section>
  );
}
