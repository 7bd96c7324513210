/**
 * A row of the catalogue in a form: checked by the server's own reader while it is written, proposed with its grounds and its
 * day. Nobody writes JSON.
 */
import { useQuery } from "@tanstack/react-query";
import { Alert, App, Button, Form, Input, Select } from "antd";
import { useRef, useState } from "react";
import type { ResultOf } from "../../../../contracts/endpoint.ts";
import {
  type CatalogueKind,
  type catalogueVocabulary,
  checkCatalogueRow,
  listCatalogueRows,
  proposeCatalogueRow,
  readCatalogueRow,
} from "../../../../contracts/orders.ts";
import { call } from "../../../parts/api.ts";
import { problemWords } from "../../../parts/problem.tsx";
import { pick } from "../../../parts/words.ts";
import { DayPicker, today } from "../../../staff/day-picker.tsx";
import { useSend } from "../../../staff/query.ts";
import { type Content, toContent, toForm } from "./form-content.ts";
import { FormFields } from "./form-fields.tsx";
import { PapersFields } from "./papers-fields.tsx";
import { placeWords } from "./place-words.ts";
import { ReasonFields } from "./reason-fields.tsx";
import { t } from "./row-words.ts";
import { TypeFields } from "./type-fields.tsx";

export type Vocabulary = ResultOf<typeof catalogueVocabulary>;

type Props = {
  readonly kind: CatalogueKind;
  readonly code: string;
  readonly initial: Content;
  readonly proposal: { readonly version: number; readonly validFrom: string; readonly note: string } | null;
  readonly words: Vocabulary;
  readonly mayEdit: boolean;
  /** Hears what stands in the form. */
  readonly onContent: (content: Content) => void;
};

const breathMs = 300;

/** What the row holds beside what the form asks: the code, and what no form changes. */
const heldKeys = ["validFrom", "proposalNote"] as const;

export function RowForm({ kind, code, initial, proposal, words, mayEdit, onContent }: Props) {
  const { message } = App.useApp();
  const [form] = Form.useForm<Content>();
  const [content, setContent] = useState<Content>(initial);
  const [error, setError] = useState<unknown>();
  const [isSaving, setSaving] = useState(false);
  const propose = useSend(proposeCatalogueRow, [listCatalogueRows, readCatalogueRow]);
  const checked = useQuery({
    queryKey: [checkCatalogueRow.path, kind, code, content],
    queryFn: ({ signal }) =>
      call(checkCatalogueRow, { params: { kind, code }, body: { content } }, { signal }),
    enabled: mayEdit,
    placeholderData: (before) => before,
  });
  const read = (): Content => {
    const values = { ...form.getFieldsValue(true) } as Content;
    for (const key of heldKeys) delete values[key];
    return toContent(kind, values);
  };
  // Asked of the server when whoever writes takes a breath, not with every letter.
  const breath = useRef<number>(undefined);
  const changed = () => {
    window.clearTimeout(breath.current);
    breath.current = window.setTimeout(() => {
      const next = read();
      setContent(next);
      onContent(next);
    }, breathMs);
  };
  const send = async () => {
    setSaving(true);
    setError(undefined);
    try {
      const { validFrom, proposalNote } = form.getFieldsValue(true) as {
        validFrom: string;
        proposalNote: string;
      };
      await propose({
        params: { kind, code },
        body: { content: read(), validFrom, note: proposalNote, seenVersion: proposal?.version ?? null },
      });
      void message.success(t("saved"));
    } catch (refusal) {
      setError(refusal);
    } finally {
      setSaving(false);
    }
  };
  const faults = checked.data?.faults ?? [];
  return (
    <Form<Content>
      form={form}
      layout="vertical"
      disabled={!mayEdit}
      className="row-form"
      initialValues={{
        ...toForm(kind, initial),
        validFrom: proposal?.validFrom ?? today().toString(),
        proposalNote: proposal?.note ?? "",
      }}
      onValuesChange={changed}
      onFinish={() => void send()}
      scrollToFirstError
    >
      {kind === "type" && <TypeFields words={words} />}
      {kind === "papers" && <PapersFields words={words} />}
      {kind === "form" && <FormFields />}
      {kind === "reason" && <ReasonFields words={words} />}
      <div className="two-columns">
        <Form.Item name="source" label={t("source")} rules={[{ required: true, message: t("needed") }]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item
          name="confidence"
          label={t("confidence")}
          rules={[{ required: true, message: t("needed") }]}
        >
          <Select options={words.confidences.map((value) => ({ value, label: value }))} />
        </Form.Item>
      </div>
      {mayEdit && (
        <section className="row-propose">
          <Form.Item
            name="validFrom"
            label={t("validFrom")}
            rules={[{ required: true, message: t("needed") }]}
          >
            <DayPicker first={today().toString()} label={t("validFrom")} />
          </Form.Item>
          <Form.Item
            name="proposalNote"
            label={t("note")}
            className="row-note"
            rules={[{ required: true, min: 2, whitespace: true, message: t("needed") }]}
          >
            <Input maxLength={500} />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={isSaving} disabled={faults.length > 0}>
            {t("save")}
          </Button>
        </section>
      )}
      {error !== undefined && <Alert type="error" showIcon title={pick(problemWords(error))} />}
      {faults.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t("faults", { n: faults.length })}
          description={
            <ul className="row-faults">
              {faults.map((fault) => (
                <li key={`${fault.place} ${fault.zh}`}>
                  <b>{placeWords(fault.place)}</b>：{pick(fault)}
                </li>
              ))}
            </ul>
          }
        />
      )}
    </Form>
  );
}
