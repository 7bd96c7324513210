/** Who may do what where: roles granted on subtrees of the organisation. */
import { Alert, Button, Form, Input, Popconfirm, Select, Table, Tag } from "antd";
import { useState } from "react";
import type { ResultOf } from "../../../contracts/endpoint.ts";
import { giveGrant, listGrants, listRoles, listStaff, takeGrant } from "../../../contracts/identity.ts";
import { dayAndTime } from "../../parts/time.ts";
import { pick } from "../../parts/words.ts";
import { FormModal } from "../../staff/form-modal.tsx";
import { useAsk, useCommand, useSend } from "../../staff/query.ts";
import { useMe } from "../../staff/session.tsx";
import { UnitSelect } from "../../staff/unit-select.tsx";
import { useMay } from "../parts/may.ts";
import { Loaded, Page } from "../parts/page.tsx";
import { useNames, usePages } from "./queries.ts";
import { t } from "./words.ts";

type Grant = ResultOf<typeof listGrants>["grants"][number];

export function GrantsPage() {
  const may = useMay();
  const [role, setRole] = useState<string>();
  const [giving, setGiving] = useState(false);
  const { data: roles } = useAsk(listRoles);
  const list = usePages(listGrants, { role });
  const mayGrant = may("identity.roles.grant");
  const tools = mayGrant && (
    <Button type="primary" onClick={() => setGiving(true)}>
      {t("give")}
    </Button>
  );
  return (
    <Page title={t("grants")} hint={t("grantsHint")} tools={tools}>
      <Alert
        type="info"
        showIcon
        title={t("three")}
        description={t("threeText")}
        style={{ marginBottom: 14 }}
      />
      <div className="page-bar">
        <Select<string>
          allowClear
          aria-label={t("role")}
          placeholder={t("allRoles")}
          {...(role && { value: role })}
          onChange={setRole}
          options={roles?.roles.map(({ role: value, name }) => ({ value, label: pick(name) })) ?? []}
          style={{ width: 220 }}
        />
      </div>
      <Loaded of={list} isEmpty={({ pages }) => pages[0]?.grants.length === 0} empty={t("noGrants")}>
        {({ pages }) => (
          <>
            <GrantTable grants={pages.flatMap(({ grants }) => grants)} mayGrant={mayGrant} />
            {list.hasNextPage && (
              <Button block loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                {t("loadMore")}
              </Button>
            )}
          </>
        )}
      </Loaded>
      {giving && <GrantForm onClose={() => setGiving(false)} />}
    </Page>
  );
}

function GrantTable({ grants, mayGrant }: { grants: Grant[]; mayGrant: boolean }) {
  const me = useMe();
  const names = useNames();
  const take = useCommand(takeGrant, [listGrants, listStaff]);
  return (
    <Table
      rowKey="grantId"
      size="middle"
      dataSource={grants}
      pagination={false}
      columns={[
        { title: t("who"), dataIndex: "staffName", render: (name: string) => <b>{name}</b> },
        { title: t("role"), dataIndex: "role", render: (role: string) => <Tag>{names.role(role)}</Tag> },
        { title: t("onUnit"), dataIndex: "unitId", render: names.unit },
        { title: t("grantedAt"), dataIndex: "grantedAt", className: "num", render: dayAndTime },
        { title: t("grantedBy"), dataIndex: "grantedBy", render: (by: string | null) => by ?? "—" },
        {
          key: "do",
          width: 100,
          render: (_, { grantId, staffId, staffName, role }) =>
            mayGrant &&
            staffId !== me.staffId && (
              <Popconfirm
                title={t("takeBackAsk", { name: staffName, role: names.role(role) })}
                okButtonProps={{ danger: true }}
                onConfirm={() => take.mutateAsync({ params: { grantId } })}
              >
                <Button size="small" danger>
                  {t("takeBack")}
                </Button>
              </Popconfirm>
            ),
        },
      ]}
    />
  );
}

type Values = { staffId: string; role: string; unitId: string; reason: string };

function GrantForm({ onClose }: { onClose: () => void }) {
  const give = useSend(giveGrant, [listGrants, listStaff]);
  const [text, setText] = useState("");
  const { data: found } = useAsk(listStaff, { query: { state: "active", limit: 30, ...(text && { text }) } });
  const { data: roles } = useAsk(listRoles);
  const choosable = roles?.roles.filter(({ duty, state }) => duty !== "device" && state === "active") ?? [];
  const required = [{ required: true, message: t("needed") }];
  return (
    <FormModal<Values> title={t("give")} initial={{}} onSave={(body) => give({ body })} onClose={onClose}>
      <Form.Item name="staffId" label={t("who")} rules={required}>
        <Select
          showSearch={{ filterOption: false, onSearch: setText }}
          options={
            found?.staff.map(({ staffId, name, staffNumber }) => ({
              value: staffId,
              label: `${name} · ${staffNumber}`,
            })) ?? []
          }
        />
      </Form.Item>
      <Form.Item name="role" label={t("role")} rules={required}>
        <Select options={choosable.map(({ role, name }) => ({ value: role, label: pick(name) }))} />
      </Form.Item>
      <Form.Item name="unitId" label={t("onUnit")} rules={required}>
        <UnitSelect />
      </Form.Item>
      <Form.Item name="reason" label={t("reason")} rules={[{ required: true, min: 2, message: t("needed") }]}>
        <Input maxLength={200} />
      </Form.Item>
    </FormModal>
  );
}
