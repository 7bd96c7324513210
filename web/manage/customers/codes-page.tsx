/** The code lists of the archive, each with where it comes from and how sure we are of it. */
import { Input, Menu, Table, Tag } from "antd";
import { useState } from "react";
import { type CodeList, type CodeListName, listCodes } from "../../../contracts/customers.ts";
import { pick } from "../../parts/words.ts";
import { useAsk } from "../../staff/query.ts";
import { Loaded, Page } from "../parts/page.tsx";
import { t } from "./code-words.ts";
import "./codes.css";
import { sourceWords } from "../../staff/source-words.ts";

type Lists = Partial<Record<CodeListName, CodeList>>;
type Code = CodeList["codes"][number];

const sureness = { V2: "green", V1: "cyan", VQ: "blue", AR: "orange", AD: "gold" } as const;

/** A code is looked for by itself or by either of its names. */
const matches = ({ code, zh, en }: Code, text: string) =>
  `${code} ${zh} ${en}`.toLowerCase().includes(text.trim().toLowerCase());

export function CodesPage() {
  const lists = useAsk(listCodes);
  const [text, setText] = useState("");
  return (
    <Page title={t("codes")} hint={t("hint")}>
      <div className="page-bar">
        <Input
          allowClear
          aria-label={t("search")}
          placeholder={t("search")}
          value={text}
          onChange={({ target }) => setText(target.value)}
          style={{ width: 260 }}
        />
      </div>
      <Loaded of={lists}>{(data) => <Browser lists={data.lists} text={text} />}</Loaded>
    </Page>
  );
}

/** While somebody searches, only lists with something to show can be chosen. */
function Browser({ lists, text }: { lists: Lists; text: string }) {
  const found = (Object.entries(lists) as [CodeListName, CodeList][])
    .map(([name, list]) => ({ name, list, codes: list.codes.filter((code) => matches(code, text)) }))
    .filter(({ codes }) => codes.length > 0);
  const [chosen, setChosen] = useState<CodeListName>();
  const shown = found.find(({ name }) => name === chosen) ?? found[0];
  if (!shown) return <p className="quiet">{t("none")}</p>;
  return (
    <div className="codes">
      <Menu
        aria-label={t("codes")}
        className="codes-lists"
        selectedKeys={[shown.name]}
        onClick={({ key }) => setChosen(key as CodeListName)}
        items={found.map(({ name, list, codes }) => ({
          key: name,
          label: (
            <span className="codes-list">
              {pick(list)} <span className="quiet num">{codes.length}</span>
            </span>
          ),
        }))}
      />
      <section aria-label={pick(shown.list)}>
        <p>
          <Sureness of={shown.list.confidence} />{" "}
          <span className="quiet">{sourceWords(shown.list.source)}</span>
          {shown.list.longer && <span className="quiet"> · {t("longer")}</span>}
        </p>
        <CodeTable list={shown.list} codes={shown.codes} />
      </section>
    </div>
  );
}

function CodeTable({ list, codes }: { list: CodeList; codes: readonly Code[] }) {
  const differs = codes.some(({ confidence }) => confidence && confidence !== list.confidence);
  return (
    <Table
      rowKey="code"
      size="small"
      sticky
      pagination={false}
      dataSource={[...codes]}
      columns={[
        { title: t("code"), key: "code", width: 140, render: (_, { code }) => <code>{code}</code> },
        { title: t("zh"), dataIndex: "zh" },
        { title: t("en"), dataIndex: "en" },
        ...(differs
          ? [
              {
                title: t("confidence"),
                key: "confidence",
                render: (_: unknown, { confidence }: Code) => <Sureness of={confidence ?? list.confidence} />,
              },
            ]
          : []),
      ]}
    />
  );
}

const Sureness = ({ of }: { of: CodeList["confidence"] }) => (
  <Tag color={sureness[of]}>
    {of} · {t(`conf_${of}`)}
  </Tag>
);
