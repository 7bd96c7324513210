/** One business type in full: its limits in three columns with source and confidence, papers, form, checks. */
import { Drawer, Table, Tag } from "antd";
import {
  type CatalogueLimit,
  type CatalogueType,
  type FormField,
  listTypes,
} from "../../../contracts/orders.ts";
import { pick } from "../../parts/words.ts";
import { useAsk } from "../../staff/query.ts";
import { address } from "../../staff/router.ts";
import { sourceWords } from "../../staff/source-words.ts";
import { useMay } from "../parts/may.ts";
import { t as rowWords } from "./catalogue/row-words.ts";
import { t } from "./types-words.ts";

type Layer = CatalogueLimit["values"][number]["layer"];

/** `22 工作日（高压单电源）`, with where it is from. */
export function LimitCell(props: {
  readonly limit: CatalogueLimit | undefined;
  readonly layer: Layer;
  readonly isShort?: boolean;
}) {
  const { limit, layer, isShort = false } = props;
  const values = limit?.values.filter((value) => value.layer === layer) ?? [];
  return values.map((value) => {
    const scope = [value.customerClass, value.areaType].flatMap((one) => (one ? [t(one)] : [])).join(" ");
    const text = `${value.value} ${t(value.unit)}`;
    const from = `${sourceWords(value.source)} · ${t("confidence", { c: value.confidence })}`;
    return (
      <div key={`${scope} ${text}`} title={from} className="limit-value">
        <b className="num">{text}</b> {scope && <span>{scope}</span>}
        {!isShort && <small>{from}</small>}
      </div>
    );
  });
}

export function TypeDrawer({ type, onClose }: { type: CatalogueType; onClose: () => void }) {
  const { limits, papers, checks } = type;
  return (
    <Drawer
      open
      onClose={onClose}
      title={`${pick(type.name)} ${type.code}`}
      size="min(1120px, 94vw)"
      extra={<a href={address(["orderTypes", "rows", "type", type.code])}>{rowWords("tab")}</a>}
    >
      <p>
        {t("acceptedBy")}：{type.acceptedBy.map(pick).join("、")}
        {type.signoff.length > 0 && ` · ${t("signoff")}：${type.signoff.map(pick).join("、")}`}
      </p>
      <p>
        {t("process")}：
        {[...new Set(type.processes.map(({ processKey }) => processKey))].map((key) => (
          <a key={key} href={address(["processes", key])} className="process-link">
            {key}
          </a>
        ))}
      </p>
      <p className="type-source">
        {t("source")}：{sourceWords(type.source)} <Tag>{type.confidence}</Tag> {type.reason}
      </p>
      <h3>{t("limits")}</h3>
      <Table
        rowKey={({ of, ruleCode, where }) => `${of} ${ruleCode} ${where.zh}`}
        size="small"
        pagination={false}
        dataSource={limits}
        columns={[
          {
            title: t("where"),
            key: "where",
            render: (_, { of, where }) => (of === "order" ? <b>{pick(where)}</b> : pick(where)),
          },
          {
            title: t("rule"),
            key: "rule",
            render: (_, { ruleCode, name }) => (
              <>
                {pick(name)}
                {pick(name) !== ruleCode && (
                  <div>
                    <code>{ruleCode}</code>
                  </div>
                )}
              </>
            ),
          },
          ...(["statutory", "promised", "internal"] as const).map((layer) => ({
            title: t(layer),
            key: layer,
            render: (_: unknown, limit: CatalogueLimit) => <LimitCell limit={limit} layer={layer} />,
          })),
        ]}
      />
      <h3>{t("papers")}</h3>
      {type.papersNote && <p>{pick(type.papersNote)}</p>}
      <Table
        rowKey={({ code, when }) => `${code} ${when?.zh}`}
        size="small"
        pagination={false}
        dataSource={papers}
        columns={[
          {
            title: t("papers"),
            key: "name",
            render: (_, { name, accepts, note }) => (
              <>
                {pick(name)}
                {accepts.length > 1 && (
                  <small className="paper-note">{t("anyOf", { list: accepts.map(pick).join("、") })}</small>
                )}
                {note && <small className="paper-note">{pick(note)}</small>}
              </>
            ),
          },
          {
            title: t("must"),
            key: "need",
            render: (_, { need, neverWaived, when }) => (
              <>
                <Tag color={need === "must" ? "green" : need === "later" ? "gold" : "default"}>{t(need)}</Tag>
                {neverWaived && <Tag color="red">{t("neverWaived")}</Tag>}
                {when && <small className="paper-note">{pick(when)}</small>}
              </>
            ),
          },
        ]}
      />
      {type.papersSource && (
        <p className="type-source">
          {t("source")}：{type.papersSource}
        </p>
      )}
      <FormPreview formKey={type.form} />
      {checks.length > 0 && (
        <>
          <h3>{t("checks")}</h3>
          <ul className="type-checks">
            {checks.map(({ name, level, because }) => (
              <li key={name.zh}>
                <Tag color={level === "stop" ? "red" : level === "warn" ? "gold" : "default"}>{t(level)}</Tag>
                <b>{pick(name)}</b> {pick(because)}
              </li>
            ))}
          </ul>
        </>
      )}
    </Drawer>
  );
}

function FormPreview({ formKey }: { formKey: string | null }) {
  const may = useMay();
  // The forms come with what can be taken today, which whoever only sets rules up does not read.
  const asked = useAsk(listTypes, { query: {} }, { enabled: may("orders.read") });
  const form = asked.data?.forms.find(({ key }) => key === formKey);
  if (!may("orders.read")) return null;
  return (
    <>
      <h3>
        {t("formPreview")} {form && pick(form.title)}
      </h3>
      {form ? (
        <ul className="form-preview">
          {form.fields.map((field) => (
            <li key={field.key}>
              <FieldPreview field={field} />
            </li>
          ))}
        </ul>
      ) : (
        <p>{t("noForm")}</p>
      )}
    </>
  );
}

function FieldPreview({ field }: { field: FormField }) {
  return (
    <>
      <b>{pick(field.label)}</b> {field.isRequired && <Tag color="green">{t("required")}</Tag>}
      {field.options.length > 0 && (
        <small className="paper-note">{field.options.map((one) => pick(one.label)).join("、")}</small>
      )}
    </>
  );
}
