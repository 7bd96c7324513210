import { Drawer, Form, Input, InputNumber, Timeline } from "antd";
import {
  changeRule,
  confirmRule,
  listRules,
  listRuleVersions,
  type Rule,
} from "../../../contracts/catalogue.ts";
import { pick } from "../../parts/words.ts";
import { AskReason } from "../../staff/ask-reason.tsx";
import { DayPicker, today } from "../../staff/day-picker.tsx";
import { FormModal } from "../../staff/form-modal.tsx";
import { useAsk, useSend } from "../../staff/query.ts";
import { Loaded } from "../parts/page.tsx";
import { ruleValue, sourceOf, unitOf } from "./rule-value.ts";
import { Sureness } from "./rules-page.tsx";
import { t } from "./words.ts";

export type RuleDialog = { readonly kind: "change" | "confirm" | "versions"; readonly rule: Rule };
const stale = [listRules, listRuleVersions] as const;

export function RuleDialogs({ dialog, onClose }: { dialog: RuleDialog; onClose: () => void }) {
  const confirm = useSend(confirmRule, stale);
  const { kind, rule } = dialog;
  if (kind === "versions") return <Versions rule={rule} onClose={onClose} />;
  if (kind === "change") return <ChangeRule rule={rule} onClose={onClose} />;
  return (
    <AskReason
      title={t("confirm")}
      onSave={(reason) => confirm({ params: { ruleId: rule.id }, body: { reason } })}
      onClose={onClose}
    />
  );
}

type Values = { value: number; validFrom: string; reason: string; source?: string };

function ChangeRule({ rule, onClose }: { rule: Rule; onClose: () => void }) {
  const change = useSend(changeRule, stale);
  const required = { required: true, message: t("needed") };
  const send = ({ source, ...rest }: Values) =>
    change({ params: { ruleId: rule.id }, body: { ...rest, ...(source && { source }) } });
  return (
    <FormModal<Values>
      title={`${t("change")} · ${pick(rule.name)}`}
      initial={{ value: rule.value, validFrom: today().toString() }}
      onSave={send}
      onClose={onClose}
    >
      <div className="two-columns">
        <Form.Item
          name="value"
          label={[t("value"), unitOf(rule.unit)].filter(Boolean).join(" · ")}
          rules={[required]}
        >
          <InputNumber
            min={rule.limits?.least ?? 0}
            max={rule.limits?.most ?? 1_000_000}
            {...(rule.limits && { precision: 0 })}
            style={{ width: "100%" }}
          />
        </Form.Item>
        <Form.Item name="validFrom" label={t("validFrom")} rules={[required]}>
          <DayPicker first={today().toString()} />
        </Form.Item>
      </div>
      <Form.Item name="source" label={t("ownSource")} extra={t("ownSourceHint")}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="reason" label={t("reason")} rules={[{ ...required, min: 2 }]}>
        <Input.TextArea maxLength={200} rows={2} />
      </Form.Item>
    </FormModal>
  );
}

function Versions({ rule, onClose }: { rule: Rule; onClose: () => void }) {
  const versions = useAsk(listRuleVersions, { params: { ruleId: rule.id } });
  return (
    <Drawer open onClose={onClose} title={t("versionsOf", { name: pick(rule.name) })} size={520}>
      <Loaded of={versions}>
        {(data) => (
          <Timeline
            items={data.versions.map((version) => ({
              key: version.id,
              content: (
                <>
                  <b className="num">{ruleValue(version).join(" ")}</b> · {version.validFrom} –{" "}
                  {version.validTo ?? "…"}
                  <div>{sourceOf(version)}</div>
                  <Sureness rule={version} />
                  {version.reason && <div className="quiet">{version.reason}</div>}
                </>
              ),
            }))}
          />
        )}
      </Loaded>
    </Drawer>
  );
}
