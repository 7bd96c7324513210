import { Button, Space, Table, Tag } from "antd";
import { useState } from "react";
import { closeDownWindow, type HallSetup, type WindowSetup } from "../../../contracts/hall.ts";
import { pick } from "../../parts/words.ts";
import { AskReason } from "../../staff/ask-reason.tsx";
import { useSend } from "../../staff/query.ts";
import { setupStale } from "./queries.ts";
import { WindowForm } from "./window-form.tsx";
import { t } from "./words.ts";

type Dialog = { kind: "add" } | { kind: "edit" | "close"; window: WindowSetup };

/** The hall's windows and what each may call. */
export function Windows({ setup }: { setup: HallSetup }) {
  const [dialog, setDialog] = useState<Dialog>();
  const closeDown = useSend(closeDownWindow, setupStale);
  const shut = () => setDialog(undefined);
  const serviceName = new Map(setup.services.map(({ code, name }) => [code, pick(name)]));
  return (
    <>
      <div className="page-bar">
        <Button type="primary" onClick={() => setDialog({ kind: "add" })}>
          {t("addWindow")}
        </Button>
      </div>
      <Table
        rowKey="id"
        size="middle"
        pagination={false}
        scroll={{ x: "max-content" }}
        locale={{ emptyText: t("noWindows") }}
        dataSource={setup.windows}
        columns={[
          { title: t("number"), dataIndex: "number", render: (number: string) => <b>{number}</b> },
          { title: t("nameZh"), key: "name", render: (_, { name }) => pick(name) },
          { title: t("windowKind"), key: "kind", render: (_, { kind }) => t(`wk_${kind}`) },
          {
            title: t("skills"),
            dataIndex: "skills",
            render: (skills: string[]) =>
              skills.map((code) => <Tag key={code}>{serviceName.get(code) ?? code}</Tag>),
          },
          {
            title: t("languages"),
            key: "languages",
            render: (_, { languages }) => languages.map((code) => t(`lang_${code}`)).join(" / "),
          },
          {
            title: t("state"),
            key: "state",
            render: (_, { isElastic, isClosedDown }) => (
              <>
                <Tag color={isClosedDown ? "default" : "green"}>
                  {isClosedDown ? t("closedDown") : t("normal")}
                </Tag>
                {isElastic && <Tag color="cyan">{t("elastic")}</Tag>}
              </>
            ),
          },
          {
            key: "do",
            fixed: "right",
            render: (_, window) =>
              !window.isClosedDown && (
                <Space>
                  <Button
                    size="small"
                    aria-label={`${t("edit")} ${window.number}`}
                    onClick={() => setDialog({ kind: "edit", window })}
                  >
                    {t("edit")}
                  </Button>
                  <Button size="small" danger onClick={() => setDialog({ kind: "close", window })}>
                    {t("closeDown")}
                  </Button>
                </Space>
              ),
          },
        ]}
      />
      {dialog && dialog.kind !== "close" && (
        <WindowForm setup={setup} {...(dialog.kind === "edit" && { window: dialog.window })} onClose={shut} />
      )}
      {dialog?.kind === "close" && (
        <AskReason
          title={`${t("closeDown")} ${dialog.window.number}`}
          danger
          onSave={(reason) =>
            closeDown({ params: { hallId: setup.id, windowId: dialog.window.id }, body: { reason } })
          }
          onClose={shut}
        />
      )}
    </>
  );
}
