/** The form of a business type. */
import { Button, Checkbox, Form, Input, Select } from "antd";
import { channel, customerClass, demandKind } from "../../../../contracts/orders.ts";
import { t as types } from "../types-words.ts";
import { Both, Codes, fixed } from "./pick-codes.tsx";
import type { Vocabulary } from "./row-form.tsx";
import { t } from "./row-words.ts";

export function TypeFields({ words }: { words: Vocabulary }) {
  return (
    <>
      <Both name="name" label={t("name")} isRequired />
      <div className="two-columns">
        <Form.Item name="isOffered" valuePropName="checked">
          <Checkbox>{t("isOffered")}</Checkbox>
        </Form.Item>
        <div className="row-checks">
          <Form.Item name="isAroundTheClock" valuePropName="checked">
            <Checkbox>{t("isAroundTheClock")}</Checkbox>
          </Form.Item>
          <Form.Item name="needsAccount" valuePropName="checked">
            <Checkbox>{t("needsAccount")}</Checkbox>
          </Form.Item>
        </div>
        <Codes name="total" label={t("total")} of={words.rules} />
        <Codes
          name="totalIs"
          label={t("totalIs")}
          of={fixed(["whole", "supplier"], (code) => t(code as "whole"))}
          isRequired
          isPlain
        />
        <Codes name="papers" label={t("paperSet")} of={words.paperSets} />
        <Codes name="form" label={t("formKey")} of={words.forms} />
        <Codes name="acceptedBy" label={t("acceptedBy")} of={words.posts} many isRequired />
        <Codes
          name="channels"
          label={t("channels")}
          of={fixed(channel.options, (code) => types(code as "web"))}
          many
          isRequired
          isPlain
        />
        <Codes
          name="classes"
          label={t("classes")}
          of={fixed(customerClass.options, (code) => types(code as "RES"))}
          many
          isRequired
          isPlain
        />
        <Codes
          name="demandKind"
          label={t("demandKind")}
          of={fixed(demandKind.options, (code) => t(`d_${code as "must"}`))}
          isRequired
          isPlain
        />
      </div>
      <Form.Item noStyle shouldUpdate>
        {({ getFieldValue }) => (
          <div className="two-columns">
            {((getFieldValue("classes") ?? []) as "RES"[]).map((one) => (
              <Codes
                key={one}
                name={["process", one]}
                label={t("processOf", { c: types(one) })}
                of={words.processes}
              />
            ))}
          </div>
        )}
      </Form.Item>
      <div className="two-columns">
        <Codes
          name="visit"
          label={t("visit")}
          of={fixed(["must", "named", "sample", "none"], (code) => t(`v_${code as "must"}`))}
          isRequired
          isPlain
        />
        <Codes name="ahead" label={t("ahead")} of={words.rules} />
        <Codes name="checks" label={t("checks")} of={words.checks} many />
        <Codes name="signoff" label={t("signoff")} of={words.signoffs} many />
        <Codes name="followedBy" label={t("followedBy")} of={words.types} />
        <Form.Item name="services" label={t("services")}>
          <Select mode="tags" open={false} suffixIcon={null} />
        </Form.Item>
      </div>
      <Pairs
        name="stepLimits"
        label={t("stepLimits")}
        keyLabel={t("stepLimit")}
        valueLabel={t("ownLimit")}
        keys={words.rules}
        values={words.rules}
      />
      <Pairs
        name="stageLimits"
        label={t("stageLimits")}
        keyLabel={t("stage")}
        valueLabel={t("ownLimit")}
        keys={words.stages}
        values={words.rules}
      />
      <Form.Item name="reason" label={t("why")}>
        <Input.TextArea maxLength={500} autoSize={{ minRows: 1, maxRows: 4 }} />
      </Form.Item>
    </>
  );
}

type PairsProps = {
  readonly name: string;
  readonly label: string;
  readonly keyLabel: string;
  readonly valueLabel: string;
  readonly keys: Vocabulary["rules"];
  readonly values: Vocabulary["rules"];
};

/** One limit in the place of another. */
function Pairs({ name, label, keyLabel, valueLabel, keys, values }: PairsProps) {
  return (
    <Form.List name={name}>
      {(pairs, { add, remove }) => (
        <fieldset className="row-list">
          <legend>{label}</legend>
          {pairs.map(({ key, name: at }) => (
            <div key={key} className="row-pair">
              <Codes name={[at, "key"]} label={keyLabel} of={keys} isRequired />
              <Codes name={[at, "value"]} label={valueLabel} of={values} isRequired />
              <Button onClick={() => remove(at)}>{t("remove")}</Button>
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
