/** What is kept about people, why and how long: the list that the copy and the removal work by. */
import { Space, Table, Tag, Typography } from "antd";
import { getInventory } from "../../../contracts/customers/personal-data.ts";
import { pick } from "../../parts/words.ts";
import { useAsk } from "../../staff/query.ts";
import { Loaded } from "../parts/page.tsx";
import { t } from "./words.ts";

export function Inventory() {
  const inventory = useAsk(getInventory);
  return (
    <Loaded of={inventory}>
      {({ entries, elsewhere }) => (
        <Space direction="vertical" size="middle" style={{ width: "100%" }}>
          <Table
            rowKey="table"
            size="small"
            pagination={false}
            dataSource={entries}
            columns={[
              {
                title: t("what"),
                key: "what",
                render: (_, { what, sealed }) => (
                  <>
                    <b>{pick(what)}</b> {sealed && <Tag color="green">{t("sealedTag")}</Tag>}
                  </>
                ),
              },
              { title: t("purpose"), key: "purpose", render: (_, { purpose }) => pick(purpose) },
              { title: t("keptFor"), key: "keptFor", render: (_, { keptFor }) => pick(keptFor) },
            ]}
          />
          <div>
            <Typography.Text strong>{t("elsewhere")}</Typography.Text>
            <ul>
              {elsewhere.map((words) => (
                <li key={words.zh}>{pick(words)}</li>
              ))}
            </ul>
          </div>
        </Space>
      )}
    </Loaded>
  );
}
