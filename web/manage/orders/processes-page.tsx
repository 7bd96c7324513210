/** Business processes: the list, one with its versions, the designer, the comparison and the migration. */
import { Button, Skeleton, Table, Tag } from "antd";
import { lazy, Suspense } from "react";
import { listProcesses, type ProcessLine, type ProcessState } from "../../../contracts/orders.ts";
import { pick } from "../../parts/words.ts";
import { useAsk } from "../../staff/query.ts";
import { address, type Route } from "../../staff/router.ts";
import { countOf } from "../parts/format.ts";
import { Loaded, Page } from "../parts/page.tsx";
import { ProcessPage } from "./process-page.tsx";
import { t } from "./process-words.ts";
import "./orders.css";

/** The drawing tool is the largest thing of this surface: loaded when a drawing is opened, not before. */
const Designer = lazy(async () => ({ default: (await import("./designer.tsx")).Designer }));
const ComparePage = lazy(async () => ({ default: (await import("./compare-page.tsx")).ComparePage }));
const MigratePage = lazy(async () => ({ default: (await import("./migrate-page.tsx")).MigratePage }));

export function ProcessesPage({ route }: { route: Route }) {
  const [, key, what] = route.path;
  if (key === undefined) return <ProcessList />;
  if (what === undefined) return <ProcessPage processKey={key} />;
  return (
    <Suspense fallback={<Skeleton active style={{ padding: 32 }} />}>
      {what === "compare" && <ComparePage processKey={key} route={route} />}
      {what === "migrate" && <MigratePage processKey={key} route={route} />}
      {/^\d+$/.test(what) && <Designer key={`${key}/${what}`} processKey={key} version={Number(what)} />}
    </Suspense>
  );
}

const colors = { draft: "gold", published: "green", retired: "default" } as const;
export const StateTag = ({ state }: { state: ProcessState }) => <Tag color={colors[state]}>{t(state)}</Tag>;

export const versionIn = ({ versions }: ProcessLine, wanted: ProcessState) =>
  versions.find(({ state }) => state === wanted);

function ProcessList() {
  const list = useAsk(listProcesses, { query: {} });
  return (
    <Page title={t("title")} hint={t("hint")}>
      <Loaded of={list} isEmpty={({ processes }) => processes.length === 0} empty={t("none")}>
        {({ processes }) => (
          <Table
            rowKey="key"
            size="small"
            pagination={false}
            dataSource={processes}
            scroll={{ x: "max-content" }}
            columns={[
              {
                title: t("process"),
                key: "name",
                render: (_, { key, name }) => (
                  <a href={address(["processes", key])} className="process-name">
                    <b>{pick(name)}</b> <code>{key}</code>
                  </a>
                ),
              },
              {
                title: t("types"),
                key: "types",
                width: 420,
                render: (_, { types }) => (
                  <span className="process-types">{types.map(({ name }) => pick(name)).join(" · ")}</span>
                ),
              },
              {
                title: t("inForce"),
                key: "published",
                render: (_, line) => {
                  const version = versionIn(line, "published");
                  if (!version) return <Tag color="red">{t("noPublished")}</Tag>;
                  return (
                    <a href={address(["processes", line.key, String(version.version)])}>
                      {t("version", { n: version.version })}
                    </a>
                  );
                },
              },
              {
                title: t("waiting"),
                key: "draft",
                render: (_, line) => {
                  const draft = versionIn(line, "draft");
                  return draft ? (
                    <>
                      <a href={address(["processes", line.key, String(draft.version)])}>
                        {t("version", { n: draft.version })}
                      </a>{" "}
                      <span className="quiet">{draft.editedBy}</span>
                    </>
                  ) : null;
                },
              },
              {
                title: t("running"),
                key: "running",
                align: "right",
                className: "num",
                render: (_, { versions }) => <Running versions={versions} />,
              },
              {
                title: "",
                key: "open",
                render: (_, { key }) => (
                  <Button size="small" href={address(["processes", key])}>
                    {t("versions")}
                  </Button>
                ),
              },
            ]}
          />
        )}
      </Loaded>
    </Page>
  );
}

function Running({ versions }: Pick<ProcessLine, "versions">) {
  const all = versions.reduce((sum, { running }) => sum + running, 0);
  const older = versions.reduce((sum, { running, state }) => sum + (state === "retired" ? running : 0), 0);
  return (
    <>
      {countOf(all)}
      {older > 0 && <div className="quiet">{t("ofOlder", { n: countOf(older) })}</div>}
    </>
  );
}
