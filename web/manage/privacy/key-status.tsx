/** Where a change of keys stands, and which keys may go from the configuration. */
import { useQuery } from "@tanstack/react-query";
import { Alert, Progress, Space, Table, Tag, Typography } from "antd";
import { getKeyStatus } from "../../../contracts/customers/personal-data.ts";
import type { ResultOf } from "../../../contracts/endpoint.ts";
import { call } from "../../parts/api.ts";
import { Loaded } from "../parts/page.tsx";
import { t } from "./words.ts";

type Status = ResultOf<typeof getKeyStatus>;
/** The work goes on while somebody watches. */
const everyMs = 2_000;

export function KeyStatus() {
  const status = useQuery({
    queryKey: [getKeyStatus.path, {}],
    queryFn: () => call(getKeyStatus),
    refetchInterval: ({ state }) => (state.data && state.data.done < state.data.total ? everyMs : false),
  });
  return <Loaded of={status}>{(data) => <KeyTable status={data} />}</Loaded>;
}

function KeyTable({ status }: { status: Status }) {
  const { done, total, broken, keys } = status;
  const isDone = done === total;
  return (
    <Space direction="vertical" size="middle" style={{ width: "100%" }}>
      {broken > 0 && <Alert type="error" showIcon message={t("broken", { count: broken })} />}
      <div>
        <Progress
          percent={total === 0 ? 100 : Math.floor((done * 100) / total)}
          status={broken > 0 ? "exception" : isDone ? "success" : "active"}
        />
        <Typography.Text>
          {isDone ? t("allSealed", { total }) : t("sealing", { done, total })}
        </Typography.Text>
      </div>
      <Table
        rowKey={({ version, suite }) => `${version}${suite}`}
        size="middle"
        pagination={false}
        dataSource={keys}
        columns={[
          {
            title: t("version"),
            key: "version",
            className: "num",
            render: (_, { version }) => (
              <>
                <b>{version}</b> {version === 1 && <span className="quiet">{t("derived")}</span>}
              </>
            ),
          },
          { title: t("suite"), key: "suite", render: (_, { suite }) => t(`suite_${suite}`) },
          {
            title: t("fingerprint"),
            key: "fingerprint",
            render: (_, { fingerprint }) => (fingerprint ? <code>{fingerprint}</code> : "—"),
          },
          {
            title: t("rows"),
            key: "rows",
            align: "right",
            className: "num",
            render: (_, { rows }) => rows.toLocaleString(),
          },
          { title: t("standing"), key: "standing", render: (_, key) => <Standing of={key} /> },
        ]}
      />
      <Typography.Text type="secondary">{t("keysNote")}</Typography.Text>
    </Space>
  );
}

function Standing({ of: key }: { of: Status["keys"][number] }) {
  if (key.isCurrent) return <Tag color="green">{t("isCurrent")}</Tag>;
  if (!key.isConfigured) return <Tag color="red">{t("notConfigured")}</Tag>;
  return key.mayBeDropped ? (
    <Tag color="blue">{t("mayBeDropped")}</Tag>
  ) : (
    <Tag color="orange">{t("stillNeeded")}</Tag>
  );
}
