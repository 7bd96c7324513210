import { Alert, App, Button, Form, Input, InputNumber, Select, Switch } from "antd";
import { useState } from "react";
import { type HallSettings, type HallSetup, hallGrade, saveHall } from "../../../contracts/hall.ts";
import { problemWords } from "../../parts/problem.tsx";
import { pick } from "../../parts/words.ts";
import { useSend } from "../../staff/query.ts";
import { BothNames } from "./both-names.tsx";
import { setupStale } from "./queries.ts";
import { t } from "./words.ts";

/** The hall itself: code, names, grade, address, seats. */
export function HallForm({ setup }: { setup: HallSetup }) {
  const { message } = App.useApp();
  const save = useSend(saveHall, setupStale);
  const [error, setError] = useState<unknown>();
  const send = async (body: HallSettings) => {
    setError(undefined);
    try {
      await save({ params: { hallId: setup.id }, body });
      message.success(t("saved"));
    } catch (refusal) {
      setError(refusal);
    }
  };
  const required = { required: true, message: t("needed") };
  return (
    <section className="page-block" style={{ maxWidth: 760 }}>
      {error !== undefined && (
        <Alert type="error" showIcon title={pick(problemWords(error))} style={{ marginBottom: 12 }} />
      )}
      <Form<HallSettings>
        layout="vertical"
        initialValues={setup.hall ?? { grade: "C", seats: 20, isClosed: false }}
        onFinish={send}
      >
        <BothNames />
        <div className="two-columns">
          <Form.Item
            name="code"
            label={t("code")}
            rules={[required, { pattern: /^[A-Z0-9][A-Z0-9-]{1,19}$/, message: t("codeRule") }]}
          >
            <Input maxLength={20} />
          </Form.Item>
          <Form.Item name="grade" label={t("grade")} rules={[required]}>
            <Select options={hallGrade.options.map((value) => ({ value, label: t(`grade_${value}`) }))} />
          </Form.Item>
        </div>
        <Form.Item name="address" label={t("address")} rules={[required]}>
          <Input maxLength={200} />
        </Form.Item>
        <div className="two-columns">
          <Form.Item name="seats" label={t("seats")} rules={[required]}>
            <InputNumber min={1} max={2000} precision={0} style={{ width: "100%" }} />
          </Form.Item>
          <Form.Item name="isClosed" label={t("isClosed")} valuePropName="checked">
            <Switch />
          </Form.Item>
        </div>
        <Button type="primary" htmlType="submit">
          {t("save")}
        </Button>
      </Form>
    </section>
  );
}
