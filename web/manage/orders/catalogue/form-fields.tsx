/** The form of a form: its fields in their order, each with what may be chosen. */
import { Button, Checkbox, Form, Input, InputNumber } from "antd";
import { formField } from "../../../../contracts/orders.ts";
import { Mover } from "./mover.tsx";
import { Both, Codes, fixed } from "./pick-codes.tsx";
import { t } from "./row-words.ts";

const fresh = { kind: "text", isRequired: false, options: [], unit: null, max: null, hint: null };
const needed = [{ required: true, message: t("needed") }];

export function FormFields() {
  return (
    <>
      <Both name="title" label={t("name")} isRequired />
      <Form.List name="fields">
        {(fields, { add, remove, move }) => (
          <fieldset className="row-list">
            <legend>{t("fields")}</legend>
            {fields.map(({ key, name: at }) => (
              <section key={key} className="row-card">
                <Mover at={at} count={fields.length} move={move} remove={remove} />
                <Both name={[at, "label"]} label={t("label")} isRequired />
                <div className="row-three">
                  <Form.Item name={[at, "key"]} label={t("key")} rules={needed}>
                    <Input maxLength={40} />
                  </Form.Item>
                  <Codes
                    name={[at, "kind"]}
                    label={t("fieldKind")}
                    of={fixed(formField.shape.kind.options, (code) => t(`f_${code as "text"}`))}
                    isRequired
                    isPlain
                  />
                  <Form.Item name={[at, "isRequired"]} valuePropName="checked" label=" " colon={false}>
                    <Checkbox>{t("isRequired")}</Checkbox>
                  </Form.Item>
                </div>
                <Form.Item noStyle shouldUpdate>
                  {({ getFieldValue }) => <OfKind at={at} kind={getFieldValue(["fields", at, "kind"])} />}
                </Form.Item>
                <Both name={[at, "hint"]} label={t("fieldHint")} />
              </section>
            ))}
            <Button type="dashed" onClick={() => add(fresh)}>
              {t("add")}
            </Button>
          </fieldset>
        )}
      </Form.List>
    </>
  );
}

/** Options of a choice; unit and limit of a number; the longest of a text. */
function OfKind({ at, kind }: { at: number; kind: unknown }) {
  if (kind === "choice" || kind === "choices") return <Options at={at} />;
  if (kind !== "number" && kind !== "text" && kind !== "long-text") return null;
  return (
    <div className="row-three">
      {kind === "number" && (
        <Form.Item name={[at, "unit"]} label={t("unit")}>
          <Input maxLength={20} />
        </Form.Item>
      )}
      <Form.Item name={[at, "max"]} label={t("max")}>
        <InputNumber min={1} style={{ width: "100%" }} />
      </Form.Item>
    </div>
  );
}

function Options({ at }: { at: number }) {
  return (
    <Form.List name={[at, "options"]}>
      {(options, { add, remove }) => (
        <fieldset className="row-list">
          <legend>{t("options")}</legend>
          {options.map(({ key, name: own }) => (
            <div key={key} className="row-option">
              <Form.Item name={[own, "value"]} rules={needed}>
                <Input aria-label={t("value")} placeholder={t("value")} maxLength={60} />
              </Form.Item>
              <Form.Item name={[own, "label", "zh"]} rules={needed}>
                <Input aria-label={t("zh")} placeholder={t("zh")} maxLength={200} />
              </Form.Item>
              <Form.Item name={[own, "label", "en"]} rules={needed}>
                <Input aria-label={t("en")} placeholder={t("en")} maxLength={200} />
              </Form.Item>
              <Button onClick={() => remove(own)}>{t("remove")}</Button>
            </div>
          ))}
          <Button type="dashed" size="small" onClick={() => add({})}>
            {t("add")}
          </Button>
        </fieldset>
      )}
    </Form.List>
  );
}
