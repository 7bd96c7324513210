/** Everything that is kept about one person, on paper for the person. Columns come named from the server. */
import { Table, Typography } from "antd";
import { dayAndTime } from "../../parts/time.ts";
import { pick } from "../../parts/words.ts";
import type { PersonalCopy } from "./person-actions.tsx";
import { t } from "./words.ts";

const shown = (value: unknown): string =>
  typeof value === "object" && value !== null ? JSON.stringify(value) : String(value ?? "");

export function PersonalCopySheet({ copy }: { copy: PersonalCopy }) {
  return (
    <article>
      <Typography.Title level={4}>{t("copyTitle")}</Typography.Title>
      {copy.sections.map(({ what, purpose, keptFor, rows }) => (
        <section key={what.zh} style={{ marginBottom: 18 }}>
          <Typography.Text strong>{pick(what)}</Typography.Text>{" "}
          <span className="quiet">
            {t("purposeAndTime", { purpose: pick(purpose), kept: pick(keptFor) })}
          </span>
          <Table
            rowKey={(row) => JSON.stringify(row)}
            size="small"
            pagination={false}
            scroll={{ x: "max-content" }}
            dataSource={rows}
            columns={[...new Set(rows.flatMap(Object.keys))].map((name) => ({
              title: name,
              key: name,
              render: (_: unknown, row: Record<string, unknown>) => shown(row[name]),
            }))}
          />
        </section>
      ))}
      <Typography.Paragraph type="secondary">
        {t("copyFoot", { company: pick(copy.company), at: dayAndTime(copy.madeAt), who: copy.madeBy })}
      </Typography.Paragraph>
    </article>
  );
}
