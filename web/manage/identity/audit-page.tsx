/** The auditor's page: who did what, when, from where, and what it changed. */
import { Button, Form, Input, Table, Tag } from "antd";
import { useState } from "react";
import type { ResultOf } from "../../../contracts/endpoint.ts";
import { listAudit } from "../../../contracts/identity.ts";
import { clockSeconds, localDay } from "../../parts/time.ts";
import { DayPicker } from "../../staff/day-picker.tsx";
import { Loaded, Page } from "../parts/page.tsx";
import { changedFields } from "./changed-fields.ts";
import { usePages } from "./queries.ts";
import { t } from "./words.ts";

type Row = ResultOf<typeof listAudit>["rows"][number];
type Filter = { actor?: string; action?: string; subject?: string; from?: string; to?: string };

const midnight = (day: string) =>
  Temporal.PlainDate.from(day).toZonedDateTime("Asia/Shanghai").toInstant().toString();

/** Days are whole in Asia/Shanghai: the last one counts to its end. */
function asked({ from, to, ...rest }: Filter) {
  const texts = Object.fromEntries(Object.entries(rest).filter(([, text]) => text?.trim()));
  const end = to && Temporal.PlainDate.from(to).add({ days: 1 }).toString();
  return { ...texts, ...(from && { from: midnight(from) }), ...(end && { to: midnight(end) }) };
}

export function AuditPage() {
  const [filter, setFilter] = useState<Filter>({});
  const list = usePages(listAudit, asked(filter));
  return (
    <Page title={t("audit")} hint={t("auditHint")}>
      <Form<Filter> layout="inline" onFinish={setFilter} style={{ marginBottom: 14, rowGap: 8 }}>
        <Form.Item name="actor" label={t("actor")}>
          <Input allowClear maxLength={80} style={{ width: 140 }} />
        </Form.Item>
        <Form.Item name="action" label={t("action")}>
          <Input allowClear maxLength={80} style={{ width: 170 }} />
        </Form.Item>
        <Form.Item name="subject" label={t("subject")}>
          <Input allowClear maxLength={120} style={{ width: 190 }} />
        </Form.Item>
        <Form.Item name="from" label={t("from")}>
          <DayPicker />
        </Form.Item>
        <Form.Item name="to" label={t("to")}>
          <DayPicker />
        </Form.Item>
        <Button type="primary" htmlType="submit">
          {t("filter")}
        </Button>
      </Form>
      <Loaded of={list} isEmpty={({ pages }) => pages[0]?.rows.length === 0} empty={t("noAudit")}>
        {({ pages }) => (
          <>
            <AuditTable rows={pages.flatMap(({ rows }) => rows)} />
            {list.hasNextPage && (
              <Button block loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                {t("loadMore")}
              </Button>
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}

function AuditTable({ rows }: { rows: Row[] }) {
  return (
    <Table
      rowKey="seq"
      size="small"
      pagination={false}
      dataSource={rows}
      expandable={{ expandRowByClick: true, expandedRowRender: (row) => <Changes row={row} /> }}
      columns={[
        { title: t("seq"), dataIndex: "seq", className: "num", width: 80 },
        {
          title: t("at"),
          dataIndex: "at",
          className: "num",
          width: 170,
          render: (at: string) => `${localDay(at)} ${clockSeconds(at)}`,
        },
        {
          title: t("actor"),
          key: "actor",
          width: 170,
          render: (_, { actorName, actingAs }) => (
            <>
              {nameOf(actorName)} {actingAs && <Tag color="gold">{capacityWords(actingAs)}</Tag>}
            </>
          ),
        },
        { title: t("action"), dataIndex: "action", render: (action: string) => <Tag>{action}</Tag> },
        { title: t("subject"), dataIndex: "subject", ellipsis: true },
        { title: t("reason"), dataIndex: "reason", ellipsis: true },
        { title: t("ip"), dataIndex: "ip", className: "num", width: 130 },
      ]}
    />
  );
}

/** Who is nobody in particular has no name in the trail. */
const nameOf = (actor: string): string =>
  actor === "anyone" ? t("actorAnyone") : actor === "system" ? t("actorSystem") : actor;

/** `staff:<id> <name>` for whom, `role:<code>` as which. */
function capacityWords(actingAs: string): string {
  const [kind = ""] = actingAs.split(":", 1);
  if (kind === "role") return t("previewing", { role: actingAs.slice(kind.length + 1) });
  return t("standingIn", { name: actingAs.slice(actingAs.indexOf(" ") + 1) });
}

function Changes({ row }: { row: Row }) {
  const changes = changedFields(row.before, row.after);
  return (
    <>
      {changes.length === 0 ? (
        <p className="quiet">{t("noChange")}</p>
      ) : (
        <table className="diff">
          <thead>
            <tr>
              <th scope="col">{t("field")}</th>
              <th scope="col">{t("before")}</th>
              <th scope="col">{t("after")}</th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ field, before, after }) => (
              <tr key={field}>
                <th scope="row">{field}</th>
                <td className="was">{before}</td>
                <td className="is">{after}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <small className="quiet">
        {t("request")} {row.requestId} · {row.actor}
      </small>
    </>
  );
}
