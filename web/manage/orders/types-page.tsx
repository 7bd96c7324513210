/** The catalogue of orders: business types with limits side by side, duties kept apart, and who covers which post. */
import { Button, Input, Table, Tabs, Tag } from "antd";
import { useState } from "react";
import type { ResultOf } from "../../../contracts/endpoint.ts";
import { type CatalogueType, readOrderCatalogue } from "../../../contracts/orders.ts";
import { pick } from "../../parts/words.ts";
import { useAsk } from "../../staff/query.ts";
import { address, go, type Route } from "../../staff/router.ts";
import { useMay } from "../parts/may.ts";
import { Loaded, Page } from "../parts/page.tsx";
import { RowPage } from "./catalogue/row-page.tsx";
import { t as rowWords } from "./catalogue/row-words.ts";
import { RowsTab } from "./catalogue/rows-tab.tsx";
import { CoversTab } from "./covers-tab.tsx";
import { LimitCell, TypeDrawer } from "./type-drawer.tsx";
import { t } from "./types-words.ts";
import "./types.css";
import { sourceWords } from "../../staff/source-words.ts";

export function TypesPage({ route }: { route: Route }) {
  if (route.path[1] === "rows" && route.path[3] !== undefined)
    return <RowPage key={route.path.join("/")} route={route} />;
  return <Catalogue route={route} />;
}

function Catalogue({ route }: { route: Route }) {
  const may = useMay();
  const catalogue = useAsk(readOrderCatalogue, { query: {} });
  const [, code] = route.path;
  const tab = route.query.get("tab") ?? "types";
  const opened = catalogue.data?.types.find((type) => type.code === code);
  return (
    <Page title={t("title")} hint={t("hint")}>
      <Tabs
        activeKey={tab}
        onChange={(next) => go(["orderTypes"], { tab: next })}
        destroyOnHidden
        items={[
          {
            key: "types",
            label: t("types"),
            children: <Loaded of={catalogue}>{({ types }) => <Types types={types} />}</Loaded>,
          },
          {
            key: "segregation",
            label: t("segregation"),
            children: (
              <Loaded of={catalogue} isEmpty={(data) => data.segregation.length === 0} empty={t("noDuties")}>
                {({ segregation }) => <Segregation pairs={segregation} />}
              </Loaded>
            ),
          },
          { key: "rows", label: rowWords("tab"), children: <RowsTab route={route} /> },
          ...(may("identity.read") ? [{ key: "covers", label: t("covers"), children: <CoversTab /> }] : []),
        ]}
      />
      {opened && <TypeDrawer type={opened} onClose={() => go(["orderTypes"])} />}
    </Page>
  );
}

function Types({ types }: { types: readonly CatalogueType[] }) {
  const [text, setText] = useState("");
  const wanted = text.trim().toLowerCase();
  const shown = types.filter(({ code, name }) =>
    `${code} ${name.zh} ${name.en}`.toLowerCase().includes(wanted),
  );
  const totalOf = ({ limits }: CatalogueType) => limits.find(({ of }) => of === "order");
  return (
    <>
      <div className="page-bar">
        <Input.Search
          aria-label={t("search")}
          placeholder={t("search")}
          allowClear
          value={text}
          onChange={({ target }) => setText(target.value)}
          style={{ width: 280 }}
        />
      </div>
      <Table
        rowKey="code"
        size="small"
        pagination={false}
        dataSource={shown}
        scroll={{ x: "max-content" }}
        columns={[
          {
            title: t("name"),
            key: "name",
            render: (_, { code, name }) => (
              <Button type="link" size="small" className="type-name" onClick={() => go(["orderTypes", code])}>
                {pick(name)} <code>{code}</code>
              </Button>
            ),
          },
          ...(["statutory", "promised", "internal"] as const).map((layer) => ({
            title: t(layer),
            key: layer,
            render: (_: unknown, type: CatalogueType) => (
              <LimitCell limit={totalOf(type)} layer={layer} isShort />
            ),
          })),
          {
            title: t("process"),
            key: "process",
            render: (_, { processes }) =>
              [...new Set(processes.map(({ processKey }) => processKey))].map((key) => (
                <a key={key} href={address(["processes", key])} className="process-link">
                  {key}
                </a>
              )),
          },
          {
            title: t("papersCount"),
            key: "papers",
            align: "right",
            className: "num",
            render: (_, { papers }) => papers.length,
          },
          {
            title: t("channels"),
            key: "channels",
            render: (_, { channels, isAroundTheClock }) => (
              <>
                {channels.map((channel) => t(channel)).join(" · ")}
                {isAroundTheClock && (
                  <Tag color="blue" className="clock-tag">
                    {t("aroundTheClock")}
                  </Tag>
                )}
              </>
            ),
          },
        ]}
      />
    </>
  );
}

function Segregation({ pairs }: { pairs: ResultOf<typeof readOrderCatalogue>["segregation"] }) {
  return (
    <Table
      rowKey={({ name }) => name.zh}
      size="small"
      pagination={false}
      dataSource={[...pairs]}
      columns={[
        { title: t("dutyA"), key: "a", render: (_, { a }) => pick(a) },
        { title: t("dutyB"), key: "b", render: (_, { b }) => pick(b) },
        { title: t("why"), key: "name", render: (_, { name }) => pick(name) },
        {
          title: t("source"),
          key: "source",
          render: (_, { source, confidence }) => (
            <>
              {sourceWords(source)} <Tag>{confidence}</Tag>
            </>
          ),
        },
      ]}
    />
  );
}
