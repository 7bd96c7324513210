/** The rules in force on a date, with where each number comes from and how sure we are. */
import { Button, Checkbox, Input, Space, Table, Tag, Tooltip } from "antd";
import { useState } from "react";
import { listRules, type Rule } from "../../../contracts/catalogue.ts";
import { pick } from "../../parts/words.ts";
import { DayPicker, today } from "../../staff/day-picker.tsx";
import { useAsk } from "../../staff/query.ts";
import { useMay } from "../parts/may.ts";
import { Loaded, Page } from "../parts/page.tsx";
import { type RuleDialog, RuleDialogs } from "./rule-dialogs.tsx";
import { ruleValue, sourceOf } from "./rule-value.ts";
import { t } from "./words.ts";

const sureness = { V2: "green", V1: "cyan", VQ: "blue", AR: "orange", AD: "gold" } as const;
const isAssumed = ({ confidence }: Rule) => confidence === "AR" || confidence === "AD";

export function RulesPage() {
  const may = useMay();
  const [date, setDate] = useState(() => today().toString());
  const [text, setText] = useState("");
  const [unconfirmed, setUnconfirmed] = useState(false);
  const [dialog, setDialog] = useState<RuleDialog>();
  const rules = useAsk(listRules, { query: { date, unconfirmed: unconfirmed ? "true" : "false" } });
  const matches = ({ ruleCode, name }: Rule) =>
    `${ruleCode} ${name.zh} ${name.en}`.toLowerCase().includes(text.trim().toLowerCase());
  return (
    <Page title={t("rules")} hint={t("rulesHint")}>
      <div className="page-bar">
        <DayPicker value={date} onChange={setDate} label={t("date")} />
        <Input
          allowClear
          aria-label={t("search")}
          placeholder={t("search")}
          value={text}
          onChange={({ target }) => setText(target.value)}
          style={{ width: 260 }}
        />
        <Checkbox checked={unconfirmed} onChange={({ target }) => setUnconfirmed(target.checked)}>
          {t("onlyAssumed")}
        </Checkbox>
      </div>
      <Loaded of={rules} isEmpty={(data) => !data.rules.some(matches)} empty={t("noRules")}>
        {(data) => (
          <RuleTable
            rules={data.rules.filter(matches)}
            mayChange={may("catalogue.manage")}
            onDialog={setDialog}
          />
        )}
      </Loaded>
      {dialog && <RuleDialogs dialog={dialog} onClose={() => setDialog(undefined)} />}
    </Page>
  );
}

type TableProps = { rules: Rule[]; mayChange: boolean; onDialog: (dialog: RuleDialog) => void };

function RuleTable({ rules, mayChange, onDialog }: TableProps) {
  return (
    <Table
      rowKey="id"
      size="small"
      sticky
      scroll={{ x: "max-content" }}
      pagination={rules.length > 100 ? { pageSize: 100, showSizeChanger: false } : false}
      dataSource={rules}
      columns={[
        {
          title: t("name"),
          key: "name",
          render: (_, { name, ruleCode }) => (
            <>
              <b>{pick(name)}</b>
              <div className="quiet">
                <code>{ruleCode}</code>
              </div>
            </>
          ),
        },
        {
          title: t("value"),
          key: "value",
          align: "right",
          className: "num",
          render: (_, rule) => {
            const [value, unit] = ruleValue(rule);
            return (
              <>
                <b>{value}</b> <span className="quiet">{unit}</span>
              </>
            );
          },
        },
        { title: t("layer"), key: "layer", render: (_, { layer }) => <LayerTag layer={layer} /> },
        { title: t("scheme"), key: "scheme", render: (_, { scheme }) => t(`scheme_${scheme}`) },
        {
          title: t("source"),
          key: "source",
          render: (_, rule) => (
            <Tooltip title={rule.reason}>
              <span>{sourceOf(rule)}</span>
            </Tooltip>
          ),
        },
        { title: t("confidence"), key: "confidence", render: (_, rule) => <Sureness rule={rule} /> },
        {
          title: t("valid"),
          key: "valid",
          className: "num",
          render: (_, { validFrom, validTo }) =>
            validTo ? t("between", { from: validFrom, to: validTo }) : t("since", { from: validFrom }),
        },
        {
          key: "do",
          fixed: "right",
          render: (_, rule) => (
            <Space>
              {mayChange && (
                <Button size="small" onClick={() => onDialog({ kind: "change", rule })}>
                  {t("change")}
                </Button>
              )}
              {mayChange && isAssumed(rule) && !rule.confirmedBy && (
                <Button size="small" onClick={() => onDialog({ kind: "confirm", rule })}>
                  {t("confirm")}
                </Button>
              )}
              <Button size="small" type="text" onClick={() => onDialog({ kind: "versions", rule })}>
                {t("versions")}
              </Button>
            </Space>
          ),
        },
      ]}
    />
  );
}

const layerColours = { statutory: "red", promised: "green", internal: "default" } as const;

/** Who is owed it: the law, the customer, or colleagues. */
function LayerTag({ layer }: { layer: Rule["layer"] }) {
  return (
    <Tooltip title={t(`layerHint_${layer}`)}>
      <Tag color={layerColours[layer]}>{t(`layer_${layer}`)}</Tag>
    </Tooltip>
  );
}

export function Sureness({ rule }: { rule: Rule }) {
  return (
    <>
      <Tag color={sureness[rule.confidence]}>
        {rule.confidence} · {t(`conf_${rule.confidence}`)}
      </Tag>
      {rule.confirmedBy && <Tag color="green">{t("confirmed", { who: rule.confirmedBy })}</Tag>}
      {rule.editedBy && <Tag>{t("edited", { who: rule.editedBy })}</Tag>}
    </>
  );
}
