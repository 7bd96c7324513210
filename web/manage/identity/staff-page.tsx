/** Who works here: create, edit, disable, hand over passwords, see sessions. */
import { Button, Dropdown, Input, Select, Space, Table, Tag } from "antd";
import { useState } from "react";
import { listStaff, type Staff, type StaffState, staffStates } from "../../../contracts/identity.ts";
import { dayAndTime } from "../../parts/time.ts";
import { go, type Route } from "../../staff/router.ts";
import { useMe } from "../../staff/session.tsx";
import { UnitSelect } from "../../staff/unit-select.tsx";
import { useMay } from "../parts/may.ts";
import { Loaded, Page } from "../parts/page.tsx";
import { useNames, usePages } from "./queries.ts";
import { type StaffDialog, StaffDialogs } from "./staff-dialogs.tsx";
import { t } from "./words.ts";

const stateColor = { active: "green", disabled: "orange", left: "default" } as const;

export function StaffPage({ route }: { route: Route }) {
  const may = useMay();
  const [text, setText] = useState("");
  const [state, setState] = useState<StaffState>();
  const [unitId, setUnitId] = useState(route.query.get("unit") ?? undefined);
  const [dialog, setDialog] = useState<StaffDialog>();
  const list = usePages(listStaff, { text: text || undefined, state, unitId });
  const tools = may("identity.staff.manage") && (
    <Button type="primary" onClick={() => setDialog({ kind: "create" })}>
      {t("newStaff")}
    </Button>
  );
  return (
    <Page title={t("staff")} hint={t("staffHint")} tools={tools}>
      <div className="page-bar">
        <Input.Search
          allowClear
          aria-label={t("search")}
          placeholder={t("search")}
          onSearch={(value) => setText(value.trim())}
          style={{ width: 260 }}
        />
        <Select<StaffState>
          allowClear
          aria-label={t("state")}
          placeholder={t("allStates")}
          {...(state && { value: state })}
          onChange={setState}
          options={staffStates.map((value) => ({ value, label: t(`state_${value}`) }))}
          style={{ width: 130 }}
        />
        <UnitSelect
          value={unitId}
          onChange={setUnitId}
          allowClear
          placeholder={t("unit")}
          label={t("unit")}
          width={240}
        />
      </div>
      <Loaded of={list} isEmpty={({ pages }) => pages[0]?.staff.length === 0} empty={t("noStaff")}>
        {({ pages }) => (
          <>
            <StaffTable staff={pages.flatMap((page) => page.staff)} onDialog={setDialog} />
            {list.hasNextPage && (
              <Button block loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                {t("loadMore")}
              </Button>
            )}
          </>
        )}
      </Loaded>
      {dialog && <StaffDialogs dialog={dialog} onDialog={setDialog} />}
    </Page>
  );
}

type TableProps = { staff: Staff[]; onDialog: (dialog: StaffDialog) => void };

function StaffTable({ staff, onDialog }: TableProps) {
  const names = useNames();
  return (
    <Table
      rowKey="staffId"
      size="middle"
      dataSource={staff}
      pagination={false}
      scroll={{ x: "max-content" }}
      columns={[
        { title: t("name"), dataIndex: "name", render: (name: string) => <b>{name}</b> },
        { title: t("login"), dataIndex: "login" },
        { title: t("staffNumber"), dataIndex: "staffNumber", className: "num" },
        { title: t("post"), dataIndex: "post", render: names.post },
        { title: t("unit"), dataIndex: "unitId", render: names.unit },
        {
          title: t("roles"),
          key: "roles",
          render: (_, { roles, standsIn }) => (
            <>
              {roles.map(({ grantId, role, unitId }) => (
                <Tag key={grantId} title={names.unit(unitId)}>
                  {names.role(role)}
                </Tag>
              ))}
              {standsIn.map(({ delegationId, role, unitId, for: name, until }) => (
                <Tag key={delegationId} color="gold" title={names.unit(unitId)}>
                  {names.role(role)} · {t("standsIn", { name, until: dayAndTime(until) })}
                </Tag>
              ))}
            </>
          ),
        },
        {
          title: t("state"),
          key: "state",
          render: (_, person) => (
            <>
              <Tag color={stateColor[person.state]}>{t(`state_${person.state}`)}</Tag>
              {person.mustChangePassword && <Tag>{t("mustChange")}</Tag>}
              {person.totp && <Tag color="cyan">{t("totpOn")}</Tag>}
            </>
          ),
        },
        {
          title: t("lastSeen"),
          dataIndex: "lastSignedInAt",
          className: "num",
          render: (at: string | null) => (at ? dayAndTime(at) : t("never")),
        },
        { key: "do", fixed: "right", render: (_, person) => <Doings person={person} onDialog={onDialog} /> },
      ]}
    />
  );
}

function Doings({ person, onDialog }: { person: Staff; onDialog: (dialog: StaffDialog) => void }) {
  const may = useMay();
  const me = useMe();
  const isMe = person.staffId === me.staffId;
  const item = (key: StaffDialog["kind"], label: string, danger = false) => ({ key, label, danger });
  const items = [
    ...(may("identity.staff.manage") && !isMe
      ? [
          ...(person.state === "left" ? [] : [item("reset", t("reset"))]),
          ...(person.state === "active"
            ? [item("disable", t("disable"), true)]
            : [item("enable", t("enable"))]),
          ...(person.state === "left" ? [] : [item("leave", t("markLeft"), true)]),
        ]
      : []),
    ...(may("identity.roles.grant") && !isMe ? [item("reset-administrator", t("reset"))] : []),
    ...(may("identity.roles.grant") && !isMe && person.totp ? [item("take-totp", t("takeTotp"), true)] : []),
    ...(may("identity.sign-on.configure") && !isMe ? [item("unlink", t("unlink"))] : []),
    { key: "powers", label: t("powers"), danger: false },
    ...(may("identity.sessions.revoke") ? [item("sessions", t("sessionsOf"))] : []),
  ];
  return (
    <Space>
      {may("identity.staff.manage") && (
        <Button size="small" onClick={() => onDialog({ kind: "edit", person })}>
          {t("edit")}
        </Button>
      )}
      {items.length > 0 && (
        <Dropdown
          trigger={["click"]}
          menu={{
            items,
            onClick: ({ key }) =>
              key === "powers"
                ? go(["permissions"], { tab: "of", staff: person.staffId })
                : onDialog({ kind: key, person } as StaffDialog),
          }}
        >
          <Button size="small">{t("more")}</Button>
        </Dropdown>
      )}
    </Space>
  );
}
