/** The form of a set of papers: what is needed, when, and what may stand for it. */
import { Button, Checkbox, Form } from "antd";
import { paperNeed } from "../../../../contracts/orders.ts";
import { Mover } from "./mover.tsx";
import { Both, Codes, fixed } from "./pick-codes.tsx";
import type { Vocabulary } from "./row-form.tsx";
import { t } from "./row-words.ts";

const kinds = ["individual", "organisation", "intermediary"] as const;
const fresh = { need: "must", neverWaived: false, customerKinds: [...kinds], dueNode: null, accepts: [] };

export function PapersFields({ words }: { words: Vocabulary }) {
  return (
    <>
      <Both name="name" label={t("name")} isRequired />
      <Both name="rule" label={t("rule")} />
      <Form.List name="papers">
        {(papers, { add, remove, move }) => (
          <fieldset className="row-list">
            <legend>{t("list")}</legend>
            {papers.map(({ key, name: at }) => (
              <section key={key} className="row-card">
                <Mover at={at} count={papers.length} move={move} remove={remove} />
                <div className="row-three">
                  <Codes name={[at, "code"]} label={t("paper")} of={words.papers} isRequired />
                  <Codes
                    name={[at, "need"]}
                    label={t("need")}
                    of={fixed(paperNeed.options, (code) => t(`n_${code as "must"}`))}
                    isRequired
                    isPlain
                  />
                  <Codes name={[at, "dueNode"]} label={t("dueNode")} of={words.steps} />
                </div>
                <Codes name={[at, "accepts"]} label={t("accepts")} of={words.papers} many isRequired />
                <div className="two-columns">
                  <Codes
                    name={[at, "customerKinds"]}
                    label={t("customerKinds")}
                    of={fixed(kinds, (code) => t(`k_${code as "individual"}`))}
                    many
                    isRequired
                    isPlain
                  />
                  <Form.Item name={[at, "neverWaived"]} valuePropName="checked" label=" " colon={false}>
                    <Checkbox>{t("neverWaived")}</Checkbox>
                  </Form.Item>
                </div>
                <Both name={[at, "when"]} label={t("paperWhen")} />
                <Both name={[at, "note"]} label={t("paperNote")} />
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
