/** The content of a strategy. */
import { Alert, App, Button, Checkbox, Form, type FormInstance, Input, InputNumber, Select } from "antd";
import { useState } from "react";
import {
  changeStrategy,
  createStrategy,
  listStrategies,
  readStrategy,
  type StrategyContent,
  surface,
} from "../../../contracts/customers.ts";
import { problemWords } from "../../parts/problem.tsx";
import { pick } from "../../parts/words.ts";
import { DayPicker } from "../../staff/day-picker.tsx";
import { useSend } from "../../staff/query.ts";
import { ExpressionFault, useFaults } from "./expression-fault.tsx";
import { FactList } from "./fact-list.tsx";
import type { OpenedStrategy } from "./strategy-page.tsx";
import { t } from "./strategy-words.ts";

type Props = {
  readonly initial: StrategyContent;
  readonly opened?: OpenedStrategy;
  readonly onSaved: (strategyId: string) => void;
};
const actions = ["none", "service", "self-service", "home-service", "form", "link"] as const;
/** Not `required`: a group of boxes may not say so to a screen reader. */
const someSurface = (_: unknown, chosen: readonly string[] = []) =>
  chosen.length > 0 ? Promise.resolve() : Promise.reject(new Error(t("needed")));
const needed = { required: true, whitespace: true, message: t("needed") };

export function StrategyForm({ initial, opened, onSaved }: Props) {
  const [form] = Form.useForm<StrategyContent>();
  const { message } = App.useApp();
  const [error, setError] = useState<unknown>();
  const [saving, setSaving] = useState(false);
  const create = useSend(createStrategy, [listStrategies]);
  const change = useSend(changeStrategy, [listStrategies, readStrategy]);
  const faults = useFaults(Form.useWatch("condition", form), Form.useWatch("reason", form));
  const isEnded = opened?.state === "ended";

  const save = async (given: StrategyContent) => {
    setSaving(true);
    setError(undefined);
    const content = {
      ...given,
      endsOn: given.endsOn || null,
      action: { ...given.action, value: given.action.value ?? "" },
    };
    try {
      if (opened) {
        const { version, editedAt } = opened;
        await change({ params: { strategyId: opened.id }, body: { content, version, editedAt } });
        onSaved(opened.id);
      } else onSaved((await create({ body: content })).strategyId);
      void message.success(t("saved"));
    } catch (refusal) {
      setError(refusal);
    } finally {
      setSaving(false);
    }
  };
  const insert = (name: string) => insertInto(form, name);
  const begins = opened && opened.releasedVersion === opened.version;
  return (
    <section className="page-block strategy-editor">
      <Form<StrategyContent>
        form={form}
        layout="vertical"
        initialValues={initial}
        onFinish={(values) => void save(values)}
        disabled={isEnded}
      >
        {error !== undefined && <Alert type="error" showIcon title={pick(problemWords(error))} />}
        <Pair name="title" zh={t("titleZh")} en={t("titleEn")} />
        <Form.Item
          name="condition"
          htmlFor="strategy-condition"
          label={t("condition")}
          extra={t("conditionHint")}
          rules={[needed]}
        >
          <Input.TextArea
            id="strategy-condition"
            className="expression"
            autoSize={{ minRows: 2, maxRows: 6 }}
            maxLength={500}
            spellCheck={false}
          />
        </Form.Item>
        <ExpressionFault source={faults.of.condition} fault={faults.condition} />
        <Pair
          name="reason"
          zh={t("reasonZh")}
          en={t("reasonEn")}
          extra={t("reasonHint", { example: "{contractEndsInDays}" })}
        />
        <ExpressionFault source={faults.of.reasonZh} fault={faults.reasonZh} isQuiet />
        <ExpressionFault source={faults.of.reasonEn} fault={faults.reasonEn} isQuiet />
        <Pair name="text" zh={t("textZh")} en={t("textEn")} isLong />
        <Rest />
        <Button type="primary" htmlType="submit" loading={saving} disabled={isEnded}>
          {begins ? t("saveNext", { n: opened.version + 1 }) : t("save")}
        </Button>
      </Form>
      <FactList onPick={insert} />
    </section>
  );
}

/** Where the cursor stands, or at the end. */
function insertInto(form: FormInstance<StrategyContent>, name: string): void {
  const area = document.querySelector<HTMLTextAreaElement>("#strategy-condition");
  const text: string = form.getFieldValue("condition") ?? "";
  const at = area?.selectionStart ?? text.length;
  form.setFieldValue("condition", `${text.slice(0, at)}${name}${text.slice(area?.selectionEnd ?? at)}`);
  requestAnimationFrame(() => {
    area?.focus();
    area?.setSelectionRange(at + name.length, at + name.length);
  });
}

type PairProps = {
  readonly name: "title" | "text" | "reason";
  readonly zh: string;
  readonly en: string;
  readonly extra?: string;
  readonly isLong?: boolean;
};

function Pair({ name, zh, en, extra, isLong = false }: PairProps) {
  const input = isLong ? (
    <Input.TextArea autoSize={{ minRows: 2 }} maxLength={200} />
  ) : (
    <Input maxLength={200} />
  );
  return (
    <div className="two-columns">
      <Form.Item name={[name, "zh"]} label={zh} rules={[needed]} {...(extra ? { extra } : {})}>
        {input}
      </Form.Item>
      <Form.Item name={[name, "en"]} label={en} rules={[needed]}>
        {input}
      </Form.Item>
    </div>
  );
}

function Rest() {
  return (
    <>
      <Form.Item name="surfaces" label={t("surfaces")} rules={[{ validator: someSurface }]}>
        <Checkbox.Group options={surface.options.map((value) => ({ value, label: t(value) }))} />
      </Form.Item>
      <div className="two-columns">
        <Form.Item name={["action", "kind"]} label={t("action")}>
          <Select options={actions.map((value) => ({ value, label: t(`action_${value}`) }))} />
        </Form.Item>
        <Form.Item name={["action", "value"]} label={t("actionValue")}>
          <Input maxLength={100} />
        </Form.Item>
      </div>
      <div className="strategy-numbers">
        <Form.Item
          name="priority"
          label={t("priority")}
          extra={t("priorityHint")}
          rules={[{ required: true, message: t("needed") }]}
        >
          <InputNumber min={0} max={1000} precision={0} />
        </Form.Item>
        <Form.Item name="startsOn" label={t("startsOn")} rules={[{ required: true, message: t("needed") }]}>
          <DayPicker />
        </Form.Item>
        <Form.Item name="endsOn" label={t("endsOn")}>
          <DayPicker />
        </Form.Item>
        <Form.Item label={t("limit")} className="strategy-limit">
          <Form.Item name={["limit", "days"]} noStyle>
            <InputNumber min={1} max={365} precision={0} aria-label={t("limitDays")} />
          </Form.Item>
          <span>{t("limitDays")}</span>
          <Form.Item name={["limit", "times"]} noStyle>
            <InputNumber min={1} max={100} precision={0} aria-label={t("limitTimes")} />
          </Form.Item>
          <span>{t("limitTimes")}</span>
        </Form.Item>
      </div>
    </>
  );
}
