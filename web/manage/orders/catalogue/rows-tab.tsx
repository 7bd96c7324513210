/** Every row of the catalogue of orders: as shipped or the company's own on a day, what waits for its release, what is to come. */
import { Button, Checkbox, Input, Segmented, Table, Tag } from "antd";
import { useState } from "react";
import {
  type CatalogueKind,
  type CatalogueRowLine,
  catalogueKind,
  listCatalogueRows,
} from "../../../../contracts/orders.ts";
import { pick } from "../../../parts/words.ts";
import { DayPicker, today } from "../../../staff/day-picker.tsx";
import { useAsk } from "../../../staff/query.ts";
import { go, type Route } from "../../../staff/router.ts";
import { Loaded } from "../../parts/page.tsx";
import { t } from "./row-words.ts";

export const kindOf = (text: string | null | undefined): CatalogueKind =>
  catalogueKind.safeParse(text).data ?? "type";

export function RowsTab({ route }: { route: Route }) {
  const kind = kindOf(route.query.get("kind"));
  const [on, setOn] = useState(() => today().toString());
  const [text, setText] = useState("");
  const [onlyOwn, setOnlyOwn] = useState(false);
  const list = useAsk(listCatalogueRows, { query: { kind, on } });
  const matches = (row: CatalogueRowLine) =>
    `${row.code} ${row.name.zh} ${row.name.en}`.toLowerCase().includes(text.trim().toLowerCase()) &&
    (!onlyOwn || row.origin === "company" || row.proposal !== null || row.next !== null);
  return (
    <>
      <p className="quiet">{t("hint")}</p>
      <div className="page-bar">
        <Segmented
          aria-label={t("kind")}
          value={kind}
          onChange={(next) => go(["orderTypes"], { tab: "rows", kind: next })}
          options={catalogueKind.options.map((value) => ({ value, label: t(value) }))}
        />
        <DayPicker value={on} onChange={setOn} label={t("on")} />
        <Input
          allowClear
          aria-label={t("search")}
          placeholder={t("search")}
          value={text}
          onChange={({ target }) => setText(target.value)}
          style={{ width: 220 }}
        />
        <Checkbox checked={onlyOwn} onChange={({ target }) => setOnlyOwn(target.checked)}>
          {t("onlyOwn")}
        </Checkbox>
      </div>
      <Loaded of={list} isEmpty={({ rows }) => !rows.some(matches)} empty={t("none")}>
        {({ rows }) => <Rows rows={rows.filter(matches)} />}
      </Loaded>
    </>
  );
}

function Rows({ rows }: { rows: readonly CatalogueRowLine[] }) {
  return (
    <Table<CatalogueRowLine>
      rowKey="code"
      size="small"
      pagination={rows.length > 100 ? { pageSize: 100, showSizeChanger: false } : false}
      dataSource={[...rows]}
      columns={[
        {
          title: t("name"),
          key: "name",
          render: (_, { kind, code, name, isUsed }) => (
            <>
              <Button type="link" size="small" onClick={() => go(["orderTypes", "rows", kind, code])}>
                {pick(name)} <code>{code}</code>
              </Button>
              {!isUsed && <Tag>{t("off")}</Tag>}
            </>
          ),
        },
        {
          title: t("state"),
          key: "state",
          width: 240,
          render: (_, { origin, since }) =>
            origin === "company" ? (
              <Tag color="blue">{t("company", { day: since ?? "" })}</Tag>
            ) : (
              <span className="quiet">{t("shipped")}</span>
            ),
        },
        {
          title: t("versions"),
          key: "proposal",
          width: 320,
          render: (_, { proposal, next }) => (
            <>
              {proposal && (
                <Tag color="gold">{t("proposed", { who: proposal.by, day: proposal.validFrom })}</Tag>
              )}
              {next && <Tag color="cyan">{t("next", { day: next })}</Tag>}
            </>
          ),
        },
      ]}
    />
  );
}
