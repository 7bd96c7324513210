/** The customer's own record of who saw their data: found, shown, printed and handed over. */
import { PrinterOutlined } from "@ant-design/icons";
import { Button, Empty, Table, Typography } from "antd";
import { useState } from "react";
import { type Access, listAccesses } from "../../../contracts/customers/personal-data.ts";
import { type PersonalKind, personalKind } from "../../../contracts/customers/shapes.ts";
import { dayAndTime, now } from "../../parts/time.ts";
import { pick } from "../../parts/words.ts";
import { useAsk } from "../../staff/query.ts";
import { Loaded } from "../parts/page.tsx";
import { CustomerChoice } from "./customer-choice.tsx";
import { PersonActions, type PersonalCopy } from "./person-actions.tsx";
import { PersonalCopySheet } from "./personal-copy.tsx";
import { t } from "./words.ts";

const most = 500;
const isKind = (text: string): text is PersonalKind => personalKind.options.some((kind) => kind === text);

/** `mobile 138****1234`, in the page's language. */
function fieldWords(field: string): string {
  const [kind = "", ...rest] = field.split(" ");
  return isKind(kind) ? [t(`number_${kind}`), ...rest].join(" ") : field;
}

export function AccessRecord() {
  const [customerId, setCustomerId] = useState<string>();
  const [copy, setCopy] = useState<PersonalCopy>();
  const choose = (id: string) => {
    setCustomerId(id);
    setCopy(undefined);
  };
  return (
    <>
      <div className="page-bar">
        <CustomerChoice {...(customerId === undefined ? {} : { value: customerId })} onChange={choose} />
        <Button icon={<PrinterOutlined />} disabled={customerId === undefined} onClick={() => window.print()}>
          {t("print")}
        </Button>
        {customerId !== undefined && <PersonActions customerId={customerId} onCopy={setCopy} />}
      </div>
      {customerId === undefined ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("chooseFirst")} />
      ) : copy ? (
        <PersonalCopySheet copy={copy} />
      ) : (
        <Sheet customerId={customerId} />
      )}
    </>
  );
}

function Sheet({ customerId }: { customerId: string }) {
  const record = useAsk(listAccesses, { params: { customerId }, query: { limit: most } });
  return (
    <Loaded of={record}>
      {({ customer, company, accesses, keptMonths }) => (
        <article>
          <Typography.Title level={4}>{t("recordOf", { name: customer.name })}</Typography.Title>
          <AccessTable rows={accesses} />
          <Typography.Paragraph type="secondary" style={{ marginTop: 12 }}>
            {t("recordFoot", {
              company: pick(company),
              at: dayAndTime(now().toString()),
              months: keptMonths,
            })}
          </Typography.Paragraph>
        </article>
      )}
    </Loaded>
  );
}

function AccessTable({ rows }: { rows: Access[] }) {
  return (
    <Table
      rowKey="id"
      size="small"
      pagination={false}
      dataSource={rows}
      locale={{ emptyText: t("noAccesses") }}
      columns={[
        { title: t("time"), key: "at", className: "num", render: (_, { at }) => dayAndTime(at) },
        { title: t("who"), dataIndex: "who" },
        {
          title: t("did"),
          key: "kind",
          render: (_, { kind, fields }) => [t(`kind_${kind}`), ...fields.map(fieldWords)].join(" · "),
        },
        {
          title: t("why"),
          key: "why",
          render: (_, { reasonName, reason }) =>
            [reasonName && pick(reasonName), reason].filter(Boolean).join("：") || "—",
        },
      ]}
    />
  );
}
