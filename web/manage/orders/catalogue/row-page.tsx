/** One row of the catalogue of orders: its form, what differs from what was shipped, and every version with who did what. */
import { Alert, Button, Form, Input, Table, Tag } from "antd";
import { useMemo, useState } from "react";
import type { ResultOf } from "../../../../contracts/endpoint.ts";
import {
  type CatalogueKind,
  type CatalogueRowVersion,
  catalogueVocabulary,
  readCatalogueRow,
} from "../../../../contracts/orders.ts";
import { pick } from "../../../parts/words.ts";
import { FormModal } from "../../../staff/form-modal.tsx";
import { useAsk } from "../../../staff/query.ts";
import { go, type Route } from "../../../staff/router.ts";
import { useMay } from "../../parts/may.ts";
import { Loaded, Page } from "../../parts/page.tsx";
import { differencesOf } from "./differences.ts";
import type { Content } from "./form-content.ts";
import { placeWords, valueWords } from "./place-words.ts";
import { RowForm, type Vocabulary } from "./row-form.tsx";
import { RowVersions } from "./row-versions.tsx";
import { t } from "./row-words.ts";
import { kindOf } from "./rows-tab.tsx";
import "./rows.css";

type Opened = ResultOf<typeof readCatalogueRow>;

/** `#/orderTypes/rows/<kind>/<code>`; with `?from=<code>` a new one that begins as a copy. */
export function RowPage({ route }: { route: Route }) {
  const [, , kindText, code = ""] = route.path;
  const kind = kindOf(kindText);
  const from = route.query.get("from");
  const row = useAsk(readCatalogueRow, { params: { kind, code: from ?? code }, query: {} });
  const words = useAsk(catalogueVocabulary, { query: {} });
  return (
    <Page
      title={row.data ? `${pick(row.data.name)} ${code}` : code}
      hint={from ? t("newRow") : t(kind)}
      tools={<Tools kind={kind} code={code} isNew={from !== null} />}
    >
      <Loaded of={row}>
        {(opened) => (
          <Loaded of={words}>
            {(vocabulary) => (
              <Row
                key={`${code} ${opened.versions[0]?.id} ${opened.versions[0]?.version}`}
                opened={from ? copied(opened, code) : opened}
                words={vocabulary}
              />
            )}
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}

/** The same under another code, which nobody has shipped. */
function copied(opened: Opened, code: string): Opened {
  const content: Content = { ...(opened.inForce?.content ?? opened.shipped ?? {}) };
  if (opened.kind === "form") content.key = code;
  else content.code = opened.kind === "reason" ? code.slice(code.indexOf(":") + 1) : code;
  return { ...opened, code, shipped: null, inForce: { content, versionId: null }, versions: [] };
}

function Row({ opened, words }: { opened: Opened; words: Vocabulary }) {
  const may = useMay();
  const { kind, code, shipped, inForce, versions } = opened;
  const proposal = versions.find(({ state }) => state === "proposed") ?? null;
  const [shown, setShown] = useState<CatalogueRowVersion | null>(proposal);
  const initial = shown?.content ?? inForce?.content ?? shipped ?? {};
  const [content, setContent] = useState<Content>(initial);
  const mayEdit = may("orders.configure") && (shown === null || shown.state === "proposed");
  return (
    <div className="row-columns">
      <div>
        {!may("orders.configure") && (
          <Alert type="info" showIcon title={t("readOnly")} className="row-info" />
        )}
        <RowForm
          key={shown?.id ?? "in force"}
          kind={kind}
          code={code}
          initial={initial}
          proposal={proposal}
          words={words}
          mayEdit={mayEdit}
          onContent={setContent}
        />
      </div>
      <aside>
        <h3>{t("versions")}</h3>
        <RowVersions
          versions={versions}
          shownId={shown?.id ?? null}
          onShow={(version) => {
            setShown(version);
            setContent(version.content);
          }}
        />
        <h3>{t("differences")}</h3>
        <Differences shipped={shipped} content={content} />
      </aside>
    </div>
  );
}

function Differences({ shipped, content }: { shipped: Content | null; content: Content }) {
  const found = useMemo(() => (shipped ? differencesOf(shipped, content) : []), [shipped, content]);
  if (!shipped) return <p className="quiet">{t("noShipped")}</p>;
  if (found.length === 0) return <p className="quiet">{t("noDifference")}</p>;
  const value = (text: string | null) =>
    text === null ? <span className="quiet">{t("nothing")}</span> : valueWords(text);
  return (
    <Table
      rowKey="place"
      size="small"
      pagination={false}
      dataSource={found}
      columns={[
        { title: t("place"), key: "place", render: (_, { place }) => placeWords(place) },
        { title: t("was"), key: "was", render: (_, { was }) => value(was) },
        { title: t("is"), key: "is", render: (_, { is }) => <b>{value(is)}</b> },
      ]}
    />
  );
}

function Tools({ kind, code, isNew }: { kind: CatalogueKind; code: string; isNew: boolean }) {
  const may = useMay();
  const [isCopying, setCopying] = useState(false);
  const list = kind === "reason" ? `${code.slice(0, code.indexOf(":"))}:` : "";
  return (
    <>
      <Button onClick={() => go(["orderTypes"], { tab: "rows", kind })}>{t("back")}</Button>
      {may("orders.configure") && !isNew && <Button onClick={() => setCopying(true)}>{t("copy")}</Button>}
      {isNew && <Tag color="gold">{t("newRow")}</Tag>}
      {isCopying && (
        <FormModal<{ code: string }>
          title={t("copy")}
          initial={{}}
          onSave={async ({ code: next }) =>
            go(["orderTypes", "rows", kind, `${list}${next}`], { from: code })
          }
          onClose={() => setCopying(false)}
          width={420}
        >
          <Form.Item
            name="code"
            label={t("newCode")}
            extra={t("newCodeHint")}
            rules={[{ required: true, pattern: /^[A-Za-z][A-Za-z0-9._-]{0,39}$/, message: t("codeWrong") }]}
          >
            <Input {...(list && { addonBefore: list })} maxLength={40} />
          </Form.Item>
        </FormModal>
      )}
    </>
  );
}
