/** One process with all its versions: which is in force, who drew and who published each, how many orders run by it. */
import { App, Button, Space, Table } from "antd";
import { useState } from "react";
import { listProcesses, type ProcessLine, retireProcess } from "../../../contracts/orders.ts";
import { dayAndTime } from "../../parts/time.ts";
import { pick } from "../../parts/words.ts";
import { AskReason } from "../../staff/ask-reason.tsx";
import { useAsk, useSend } from "../../staff/query.ts";
import { address, go } from "../../staff/router.ts";
import { countOf } from "../parts/format.ts";
import { useMay } from "../parts/may.ts";
import { Loaded, Page } from "../parts/page.tsx";
import { t } from "./process-words.ts";
import { StateTag, versionIn } from "./processes-page.tsx";

export function ProcessPage({ processKey }: { processKey: string }) {
  const list = useAsk(listProcesses, { query: {} });
  const line = list.data?.processes.find(({ key }) => key === processKey);
  return (
    <Page
      title={line ? `${pick(line.name)} ${processKey}` : processKey}
      hint={line?.types.map(({ name }) => pick(name)).join(" · ")}
      tools={
        <>
          {line && <Tools line={line} />}
          <Button onClick={() => go(["processes"])}>{t("back")}</Button>
        </>
      }
    >
      <Loaded of={list} isEmpty={() => line === undefined} empty={t("none")}>
        {() => line && <Versions line={line} />}
      </Loaded>
    </Page>
  );
}

function Tools({ line }: { line: ProcessLine }) {
  const may = useMay();
  const { message } = App.useApp();
  const [isRetiring, setRetiring] = useState(false);
  const retire = useSend(retireProcess, [listProcesses]);
  const published = versionIn(line, "published");
  if (!may("orders.process.publish") || !published) return null;
  return (
    <>
      <Button danger onClick={() => setRetiring(true)}>
        {t("retire")}
      </Button>
      {isRetiring && (
        <AskReason
          title={t("retire")}
          danger
          onSave={async (reason) => {
            await retire({ params: { processKey: line.key }, body: { reason } });
            void message.success(t("retired"));
          }}
          onClose={() => setRetiring(false)}
        />
      )}
    </>
  );
}

function Versions({ line }: { line: ProcessLine }) {
  const { key, versions } = line;
  const may = useMay();
  const published = versionIn(line, "published");
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const compare = () => {
    const [from = 0, to = 0] = [...chosen].sort((one, other) => one - other);
    go(["processes", key, "compare"], { from, to });
  };
  return (
    <>
      <div className="page-bar">
        <Button disabled={chosen.length !== 2} onClick={compare}>
          {t("compareBoth")}
        </Button>
      </div>
      <Table
        rowKey="version"
        size="small"
        pagination={false}
        dataSource={versions}
        scroll={{ x: "max-content" }}
        rowSelection={{
          selectedRowKeys: [...chosen],
          hideSelectAll: true,
          onChange: (keys) => setChosen(keys.map(Number).slice(-2)),
          getCheckboxProps: ({ version }) => ({ "aria-label": t("version", { n: version }) }) as object,
        }}
        columns={[
          {
            title: t("versions"),
            key: "version",
            render: (_, { version }) => (
              <a href={address(["processes", key, String(version)])}>
                <b>{t("version", { n: version })}</b>
              </a>
            ),
          },
          { title: t("state"), key: "state", render: (_, { state }) => <StateTag state={state} /> },
          { title: t("note"), dataIndex: "note", width: 280 },
          {
            title: t("edited"),
            key: "edited",
            render: (_, { editedBy, editedAt, isShipped }) => (
              <>
                {isShipped ? t("shipped") : editedBy}
                <div className="quiet num">{dayAndTime(editedAt)}</div>
              </>
            ),
          },
          {
            title: t("publishedBy"),
            key: "published",
            render: (_, { publishedBy, publishedAt, isShipped }) =>
              publishedAt && (
                <>
                  {isShipped ? t("shipped") : publishedBy}
                  <div className="quiet num">{dayAndTime(publishedAt)}</div>
                </>
              ),
          },
          {
            title: t("running"),
            key: "running",
            align: "right",
            className: "num",
            render: (_, { running }) => countOf(running),
          },
          {
            title: "",
            key: "do",
            render: (_, { version, state, running }) => (
              <Space>
                <Button size="small" href={address(["processes", key, String(version)])}>
                  {state === "draft" && may("orders.process.design") ? t("edit") : t("open")}
                </Button>
                {published && version !== published.version && (
                  <Button
                    size="small"
                    onClick={() =>
                      go(["processes", key, "compare"], { from: published.version, to: version })
                    }
                  >
                    {t("compareWithPublished")}
                  </Button>
                )}
                {state === "retired" && running > 0 && published && may("orders.process.publish") && (
                  <Button size="small" onClick={() => go(["processes", key, "migrate"], { from: version })}>
                    {t("migrate")}
                  </Button>
                )}
              </Space>
            ),
          },
        ]}
      />
    </>
  );
}
