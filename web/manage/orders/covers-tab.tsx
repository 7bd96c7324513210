/** AB 角: who covers which post beside the own. Whoever is listed sees and takes the steps of that post, too. */
import { App, Button, Form, Popconfirm, Select, Table } from "antd";
import { useState } from "react";
import { listStaff } from "../../../contracts/identity.ts";
import { coverPost, endOrderCover, listOrderCovers, type OrderCover } from "../../../contracts/orders.ts";
import { pick } from "../../parts/words.ts";
import { FormModal } from "../../staff/form-modal.tsx";
import { reportProblem } from "../../staff/problems.tsx";
import { useAsk, useSend } from "../../staff/query.ts";
import { UnitSelect } from "../../staff/unit-select.tsx";
import { useMay } from "../parts/may.ts";
import { Loaded } from "../parts/page.tsx";
import { t } from "./types-words.ts";

export function CoversTab() {
  const may = useMay();
  const list = useAsk(listOrderCovers, { query: {} });
  const [isAdding, setAdding] = useState(false);
  const end = useSend(endOrderCover, [listOrderCovers]);
  const mayEdit = may("orders.configure");
  const nameOf = (code: string | null) => {
    const post = list.data?.posts.find((one) => one.code === code);
    return post ? pick(post.name) : (code ?? "");
  };
  return (
    <>
      {mayEdit && (
        <div className="page-bar">
          <Button type="primary" onClick={() => setAdding(true)}>
            {t("addCover")}
          </Button>
        </div>
      )}
      <Loaded of={list} isEmpty={({ covers }) => covers.length === 0} empty={t("noCovers")}>
        {({ covers }) => (
          <Table<OrderCover>
            rowKey={({ staffId, post, unitId }) => `${staffId} ${post} ${unitId}`}
            size="small"
            pagination={covers.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
            dataSource={covers}
            columns={[
              { title: t("person"), dataIndex: "name" },
              { title: t("ownPost"), key: "own", render: (_, { ownPost }) => nameOf(ownPost) },
              { title: t("covered"), key: "post", render: (_, { postName }) => <b>{pick(postName)}</b> },
              { title: t("unit"), key: "unit", render: (_, { unitName }) => pick(unitName) },
              { title: t("since"), dataIndex: "validFrom", className: "num" },
              {
                title: "",
                key: "end",
                render: (_, { staffId, post, unitId }) =>
                  mayEdit && (
                    <Popconfirm
                      title={t("endCover")}
                      description={t("endAsk")}
                      onConfirm={() => end({ body: { staffId, post, unitId } }).catch(reportProblem)}
                    >
                      <Button size="small">{t("endCover")}</Button>
                    </Popconfirm>
                  ),
              },
            ]}
          />
        )}
      </Loaded>
      {isAdding && <AddCover posts={list.data?.posts ?? []} onClose={() => setAdding(false)} />}
    </>
  );
}

type Wish = { readonly staffId: string; readonly post: string; readonly unitId: string };
type Posts = readonly {
  readonly code: string;
  readonly name: { readonly zh: string; readonly en: string };
}[];

function AddCover({ posts, onClose }: { posts: Posts; onClose: () => void }) {
  const { message } = App.useApp();
  const [text, setText] = useState("");
  const people = useAsk(listStaff, { query: { limit: 50, ...(text.trim() ? { text: text.trim() } : {}) } });
  const add = useSend(coverPost, [listOrderCovers]);
  const rules = [{ required: true, message: t("needed") }];
  return (
    <FormModal<Wish>
      title={t("addCover")}
      initial={{}}
      onSave={async (body) => {
        await add({ body });
        void message.success(t("addCover"));
      }}
      onClose={onClose}
      width={480}
    >
      <Form.Item name="staffId" label={t("person")} rules={rules}>
        <Select
          showSearch={{ filterOption: false, onSearch: setText }}
          loading={people.isPending}
          options={(people.data?.staff ?? []).map(({ staffId, name, login }) => ({
            value: staffId,
            label: `${name}（${login}）`,
          }))}
        />
      </Form.Item>
      <Form.Item name="post" label={t("covered")} rules={rules}>
        <Select
          showSearch={{ optionFilterProp: "label" }}
          options={posts.map(({ code, name }) => ({ value: code, label: pick(name) }))}
        />
      </Form.Item>
      <Form.Item name="unitId" label={t("unit")} rules={rules}>
        <UnitSelect label={t("unit")} />
      </Form.Item>
    </FormModal>
  );
}
