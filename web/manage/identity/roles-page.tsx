/** Roles × capabilities. The security administrator edits a role as a whole, with a reason. */
import { CheckOutlined, EyeOutlined } from "@ant-design/icons";
import { Button, Checkbox, Form, Input, Switch, Table, Tag } from "antd";
import { useEffect, useRef, useState } from "react";
import { type Capability, capabilities } from "../../../contracts/capabilities.ts";
import { createRole, editRole, listRoles, type Role } from "../../../contracts/identity.ts";
import { pick } from "../../parts/words.ts";
import { FormModal } from "../../staff/form-modal.tsx";
import { useAsk, useSend } from "../../staff/query.ts";
import { HeadContent, headCells } from "../parts/head-cell.tsx";
import { useMay } from "../parts/may.ts";
import { Loaded, Page } from "../parts/page.tsx";
import { t as words } from "./access-words.ts";
import { PreviewDialog } from "./preview-dialog.tsx";
import { BothNames } from "./units-page.tsx";
import { t } from "./words.ts";

/** These follow from who calls and are never granted. */
const notGranted: readonly Capability[] = ["anyone", "signed-in", "my.ticket"];
const granted = (Object.keys(capabilities) as Capability[]).filter((name) => !notGranted.includes(name));

export function RolesPage() {
  const may = useMay();
  const list = useAsk(listRoles);
  const [editing, setEditing] = useState<Role | "new">();
  const [previewing, setPreviewing] = useState<Role>();
  const mayEdit = may("identity.roles.grant");
  const mayPreview = may("identity.preview");
  const tools = mayEdit && (
    <Button type="primary" onClick={() => setEditing("new")}>
      {t("newRole")}
    </Button>
  );
  return (
    <Page title={t("rolesTitle")} hint={t("rolesHint")} tools={tools}>
      <Loaded of={list} isEmpty={({ roles }) => roles.length === 0}>
        {({ roles }) => (
          <Matrix
            roles={roles}
            {...(mayEdit && { onEdit: setEditing })}
            {...(mayPreview && { onPreview: setPreviewing })}
          />
        )}
      </Loaded>
      {editing && (
        <RoleForm {...(editing !== "new" && { role: editing })} onClose={() => setEditing(undefined)} />
      )}
      {previewing && <PreviewDialog role={previewing} onClose={() => setPreviewing(undefined)} />}
    </Page>
  );
}

type Doings = { onEdit?: (role: Role) => void; onPreview?: (role: Role) => void };

function Matrix({ roles, ...doings }: { roles: readonly Role[] } & Doings) {
  const heads = new Map(roles.map((role) => [headId(role), <RoleHead key="head" role={role} {...doings} />]));
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Ant Design's scrolling part takes no attribute; without a focus stop the keyboard could not scroll it.
    frame.current?.querySelector(".ant-table-body")?.setAttribute("tabindex", "0");
  });
  return (
    <HeadContent value={heads}>
      <div ref={frame}>
        <Table
          components={headCells}
          rowKey={(name) => name}
          size="small"
          bordered
          pagination={false}
          scroll={{ x: "max-content" }}
          sticky
          dataSource={granted}
          columns={[
            {
              title: t("capability"),
              key: "capability",
              fixed: "left",
              render: (_, name) => <span title={name}>{pick(capabilities[name])}</span>,
            },
            ...roles.map((role) => ({
              key: role.role,
              align: "center" as const,
              // The hidden row that measures widths knows the plain title only: heads and cells agree by this alone.
              width: 118,
              title: pick(role.name),
              onHeaderCell: () => ({ id: headId(role) }),
              render: (_: unknown, name: Capability) =>
                role.capabilities.includes(name) && (
                  <CheckOutlined
                    aria-label={`${pick(role.name)} · ${pick(capabilities[name])}`}
                    style={{ color: "var(--ant-color-primary)" }}
                  />
                ),
            })),
          ]}
        />
      </div>
    </HeadContent>
  );
}

const headId = ({ role }: Role) => `role-${role}`;

function RoleHead({ role, onEdit, onPreview }: { role: Role } & Doings) {
  return (
    <div style={{ minWidth: 76 }}>
      <div>{pick(role.name)}</div>
      {role.duty !== "none" && (
        <Tag variant="filled" color={role.duty === "device" ? "default" : "gold"}>
          {t(`duty_${role.duty}`)}
        </Tag>
      )}
      {role.state === "retired" && <Tag color="red">{t("retired")}</Tag>}
      {onEdit && role.duty === "none" && (
        <Button
          type="link"
          size="small"
          aria-label={`${t("edit")} ${pick(role.name)}`}
          onClick={() => onEdit(role)}
        >
          {t("edit")}
        </Button>
      )}
      {onPreview && role.duty === "none" && role.state === "active" && (
        <Button
          type="link"
          size="small"
          icon={<EyeOutlined />}
          title={words("preview")}
          aria-label={`${words("preview")} ${pick(role.name)}`}
          onClick={() => onPreview(role)}
        />
      )}
    </div>
  );
}

type Values = {
  code: string;
  zh: string;
  en: string;
  capabilities: Capability[];
  retired: boolean;
  reason: string;
};

function RoleForm({ role, onClose }: { role?: Role; onClose: () => void }) {
  const create = useSend(createRole, [listRoles]);
  const edit = useSend(editRole, [listRoles]);
  const save = ({ code, zh, en, capabilities: held, retired, reason }: Values) => {
    const name = { zh, en };
    return role
      ? edit({
          params: { role: role.role },
          body: { name, capabilities: held, state: retired ? "retired" : "active", reason },
        })
      : create({ body: { role: code, name, capabilities: held } });
  };
  const initial = role
    ? { ...role.name, capabilities: role.capabilities, retired: role.state === "retired" }
    : { capabilities: [] };
  return (
    <FormModal<Values>
      title={role ? `${t("editRole")} · ${pick(role.name)}` : t("newRole")}
      initial={initial}
      onSave={save}
      onClose={onClose}
      width={720}
    >
      {!role && (
        <Form.Item
          name="code"
          label={t("roleCode")}
          rules={[{ required: true, pattern: /^[a-z][a-z0-9-]{1,39}$/, message: t("roleCodeRule") }]}
        >
          <Input maxLength={40} />
        </Form.Item>
      )}
      <BothNames />
      <Form.Item name="capabilities" label={t("capability")}>
        <Checkbox.Group
          className="capability-boxes"
          options={granted.map((value) => ({ value, label: pick(capabilities[value]) }))}
        />
      </Form.Item>
      {role && (
        <>
          <Form.Item name="retired" label={t("retire")} valuePropName="checked">
            <Switch />
          </Form.Item>
          <Form.Item
            name="reason"
            label={t("why")}
            rules={[{ required: true, min: 2, message: t("needed") }]}
          >
            <Input maxLength={200} />
          </Form.Item>
        </>
      )}
    </FormModal>
  );
}
