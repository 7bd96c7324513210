import { Button, Space, Table, Tag } from "antd";
import { useState } from "react";
import { closeService, type HallSetup, type ServiceSetup } from "../../../contracts/hall.ts";
import { pick } from "../../parts/words.ts";
import { AskReason } from "../../staff/ask-reason.tsx";
import { useSend } from "../../staff/query.ts";
import { setupStale } from "./queries.ts";
import { ServiceForm } from "./service-form.tsx";
import { t } from "./words.ts";

type Dialog = { kind: "add" } | { kind: "edit" | "close"; service: ServiceSetup };

/** The services that the hall offers. */
export function Services({ setup }: { setup: HallSetup }) {
  const [dialog, setDialog] = useState<Dialog>();
  const close = useSend(closeService, setupStale);
  const shut = () => setDialog(undefined);
  return (
    <>
      <div className="page-bar">
        <Button type="primary" onClick={() => setDialog({ kind: "add" })}>
          {t("addService")}
        </Button>
      </div>
      <Table
        rowKey="id"
        size="middle"
        pagination={false}
        scroll={{ x: "max-content" }}
        locale={{ emptyText: t("noServices") }}
        dataSource={setup.services}
        columns={[
          { title: t("letter"), dataIndex: "letter", render: (letter: string) => <b>{letter}</b> },
          { title: t("code"), dataIndex: "code" },
          { title: t("nameZh"), key: "zh", render: (_, { name }) => name.zh },
          { title: t("nameEn"), key: "en", render: (_, { name }) => name.en },
          { title: t("typical"), dataIndex: "typicalMinutes", align: "right", className: "num" },
          { title: t("kiosk"), dataIndex: "atKiosk", render: (yes: boolean) => (yes ? "✓" : "") },
          {
            title: t("quota"),
            dataIndex: "dailyQuota",
            align: "right",
            className: "num",
            render: (quota: number | null) => quota ?? t("noQuota"),
          },
          { title: t("contingent"), dataIndex: "slotContingent", align: "right", className: "num" },
          {
            title: t("state"),
            key: "state",
            render: (_, { isClosed, isSuspended }) => (
              <Tag color={isClosed ? "default" : isSuspended ? "orange" : "green"}>
                {isClosed ? t("closed") : isSuspended ? t("suspended") : t("inUse")}
              </Tag>
            ),
          },
          {
            key: "do",
            fixed: "right",
            render: (_, service) =>
              !service.isClosed && (
                <Space>
                  <Button
                    size="small"
                    aria-label={`${t("edit")} ${pick(service.name)}`}
                    onClick={() => setDialog({ kind: "edit", service })}
                  >
                    {t("edit")}
                  </Button>
                  <Button size="small" danger onClick={() => setDialog({ kind: "close", service })}>
                    {t("closeService")}
                  </Button>
                </Space>
              ),
          },
        ]}
      />
      {dialog && dialog.kind !== "close" && (
        <ServiceForm
          setup={setup}
          {...(dialog.kind === "edit" && { service: dialog.service })}
          onClose={shut}
        />
      )}
      {dialog?.kind === "close" && (
        <AskReason
          title={t("closeService")}
          danger
          onSave={(reason) =>
            close({ params: { hallId: setup.id, serviceId: dialog.service.id }, body: { reason } })
          }
          onClose={shut}
        />
      )}
    </>
  );
}
