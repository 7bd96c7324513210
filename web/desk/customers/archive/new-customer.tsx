/** A new customer: every number checked digit by digit while it is typed, likely duplicates told before anybody saves. */
import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Form, Input, Select } from "antd";
import { useEffect, useEffectEvent, useState } from "react";
import { createCustomer } from "../../../../contracts/customers/archive.ts";
import { checkCustomer } from "../../../../contracts/customers/keeping.ts";
import {
  customerKind,
  customerStage,
  type PersonalKind,
  personalKind,
} from "../../../../contracts/customers/shapes.ts";
import { call } from "../../../parts/api.ts";
import { problemWords } from "../../../parts/problem.tsx";
import { defineWords, pick } from "../../../parts/words.ts";
import type { Card } from "../../../reader/card.ts";
import { seenOf, takeForForm } from "../../../reader/read-card.ts";
import { useCardReader } from "../../../reader/use-card-reader.ts";
import { useMe } from "../../../staff/session.tsx";
import { creditFault, nameFault, personalFault, today } from "../faults.ts";
import { Part } from "../states.tsx";
import { Because } from "../tags.tsx";
import { useFormDraft } from "../use-form-draft.ts";
import { useSettled } from "../use-settled.ts";
import { kindName, personalName, stageName } from "../words.ts";
import { openCustomer } from "./archive-route.ts";

const t = defineWords({
  title: ["新建客户", "New customer"],
  kind: ["类型", "Kind"],
  name: ["姓名或名称", "Name"],
  stage: ["阶段", "Stage"],
  credit: ["统一社会信用代码", "Unified credit code"],
  paper: ["证件", "Paper"],
  phone: ["电话", "Phone"],
  unit: ["所属单位", "Unit"],
  note: ["备注", "Note"],
  required: ["请填写", "Please fill this in"],
  save: ["保存", "Save"],
  likely: ["可能已经建过档", "Perhaps here already"],
  likelyMore: [
    "请先打开核对，确实不是同一位客户再保存。",
    "Open and compare; save only if it is somebody else.",
  ],
  none: ["没有发现重复", "No duplicates found"],
  score: ["相似 {n}%", "{n}% alike"],
  open: ["打开", "Open"],
  cardRead: [
    "已从证件读入姓名和证件号，照片不留存。",
    "Name and number were read from the card; no photo is kept. ",
  ],
  cardUntil: ["证件有效期至 {day}", "Valid until {day}"],
  cardForEver: ["证件长期有效", "Valid without end"],
  cardExpired: [
    "已读入，但证件已于 {day} 到期，请客户换证或出示其他证件",
    "Read, but the card expired on {day}: ask for a new one or another paper",
  ],
  cardAddress: ["证件住址：{address}", "Address on the card: {address}"],
  notKept: ["证件与电话不存草稿", "Papers and phones are not kept in the draft"],
});

type Values = {
  kind: (typeof customerKind)["options"][number];
  stage: (typeof customerStage)["options"][number];
  name?: string;
  creditCode?: string;
  paperKind: PersonalKind;
  paper?: string;
  phone?: string;
  unitId?: string;
  note?: string;
};
const papers = personalKind.options.filter(
  (kind) => !["mobile", "landline", "bank-account", "old-id"].includes(kind),
);

const rule = (check: (typed: string) => string | undefined) => ({
  validator: async (_: unknown, typed?: string) => {
    const wrong = typed ? check(typed) : undefined;
    if (wrong) throw new Error(wrong);
  },
});

/** Numbers of the new customer that are right as they stand. */
const numbersOf = ({ paperKind, paper, phone }: Values) =>
  [
    ...(paper ? [{ kind: paperKind, value: paper, isPrimary: true }] : []),
    ...(phone
      ? [
          {
            kind: (phone.startsWith("0") ? "landline" : "mobile") as PersonalKind,
            value: phone,
            isPrimary: true,
          },
        ]
      : []),
  ].filter(({ kind, value }) => personalFault(kind, value) === undefined);

export function NewCustomer({ onDone }: { onDone: (customerId: string) => void }) {
  const { halls } = useMe();
  const [form] = Form.useForm<Values>();
  const draft = useFormDraft<Values>("customer.new");
  const initial: Values = {
    ...{ kind: "individual", stage: "current", paperKind: "id-card" },
    ...(halls[0] && { unitId: halls[0].hallId }),
    ...draft.kept,
  };
  const [values, setValues] = useState<Values>(initial);
  const [error, setError] = useState<unknown>();
  const [isSaving, setSaving] = useState(false);
  const [seen, setSeen] = useState<Card>();
  const required = { required: true, message: t("required") };
  const isPerson = values.kind === "individual";

  const fill = (card: Card) => {
    setSeen(card);
    const read: Partial<Values> = {
      ...{ kind: "individual", name: card.name, paperKind: card.kind, paper: card.number },
      // Where somebody is registered is not where they use electricity: a note, for the clerk to keep or to delete.
      ...(card.address && !values.note && { note: t("cardAddress", { address: card.address }) }),
    };
    form.setFieldsValue(read);
    setValues((last) => ({ ...last, ...read }));
    void form.validateFields(["name", "paper"]).catch(() => {});
  };
  useCardReader(fill, { isForm: true });
  const begun = useEffectEvent(() => {
    const waiting = takeForForm();
    if (waiting) fill(waiting);
  });
  useEffect(() => begun(), []);

  const save = async (given: Values) => {
    setSaving(true);
    setError(undefined);
    try {
      const { customerId } = await call(createCustomer, {
        body: {
          ...{ kind: given.kind, stage: given.stage, name: given.name ?? "", unitId: given.unitId ?? "" },
          ...{ creditCode: given.creditCode || null, note: given.note || null },
          personalFields: numbersOf(given),
          // Only of the card that is being saved: the number may have been typed over since.
          card: seen && seen.number === given.paper && seen.kind === given.paperKind ? seenOf(seen) : null,
        },
      });
      draft.forget();
      onDone(customerId);
    } catch (refusal) {
      setError(refusal);
    } finally {
      setSaving(false);
    }
  };

  return (
    <section className="archive-customer archive-new">
      <h2>{t("title")}</h2>
      {error !== undefined && <Alert type="error" showIcon title={pick(problemWords(error))} />}
      {seen && <SeenCard card={seen} />}
      <div className="archive-columns">
        <Form<Values>
          form={form}
          layout="vertical"
          initialValues={initial}
          onValuesChange={(_, all) => {
            setValues(all);
            const { paper: _p, phone: _t, ...kept } = all;
            draft.keep(kept);
          }}
          onFinish={(given) => void save(given)}
          validateTrigger={["onBlur", "onChange"]}
        >
          <div className="form-grid">
            <Form.Item name="kind" label={t("kind")} rules={[required]}>
              <Select options={customerKind.options.map((value) => ({ value, label: kindName(value) }))} />
            </Form.Item>
            <Form.Item name="name" label={t("name")} rules={[required, rule(nameFault)]}>
              <Input autoFocus maxLength={200} autoComplete="off" />
            </Form.Item>
            {!isPerson && (
              <Form.Item
                name="creditCode"
                label={t("credit")}
                rules={[rule(creditFault)]}
                className="is-wide"
              >
                <Input maxLength={30} autoComplete="off" />
              </Form.Item>
            )}
            <Form.Item name="paperKind" label={t("paper")}>
              <Select options={papers.map((value) => ({ value, label: personalName(value) }))} />
            </Form.Item>
            <Form.Item
              name="paper"
              label={personalName(values.paperKind)}
              extra={t("notKept")}
              dependencies={["paperKind"]}
              rules={[rule((typed) => personalFault(values.paperKind, typed))]}
            >
              <Input maxLength={40} autoComplete="off" />
            </Form.Item>
            <Form.Item
              name="phone"
              label={t("phone")}
              rules={[rule((typed) => personalFault("mobile", typed))]}
            >
              <Input maxLength={30} autoComplete="off" />
            </Form.Item>
            <Form.Item name="stage" label={t("stage")} rules={[required]}>
              <Select options={customerStage.options.map((value) => ({ value, label: stageName(value) }))} />
            </Form.Item>
            <Form.Item name="unitId" label={t("unit")} rules={[required]}>
              <Select options={halls.map(({ hallId, name }) => ({ value: hallId, label: pick(name) }))} />
            </Form.Item>
            <Form.Item name="note" label={t("note")} className="is-wide">
              <Input.TextArea rows={2} maxLength={1000} />
            </Form.Item>
          </div>
          <Button type="primary" htmlType="submit" size="large" loading={isSaving}>
            {t("save")}
          </Button>
        </Form>
        <Duplicates values={values} />
      </div>
    </section>
  );
}

function SeenCard({ card: { expiresOn } }: { card: Card }) {
  const isExpired = expiresOn !== null && expiresOn < today();
  const until = expiresOn === null ? t("cardForEver") : t("cardUntil", { day: expiresOn });
  return (
    <Alert
      type={isExpired ? "warning" : "success"}
      showIcon
      title={isExpired ? t("cardExpired", { day: expiresOn }) : `${t("cardRead")}${until}`}
    />
  );
}

/** Asked for again whenever the typing pauses. */
function Duplicates({ values }: { values: Values }) {
  const { kind, name = "", creditCode } = useSettled(values, 500);
  const numbers = numbersOf(useSettled(values, 500)).map(({ kind, value }) => ({ kind, value }));
  const body = {
    ...{ kind, name: nameFault(name) === undefined ? name : "", personalFields: numbers },
    creditCode: creditCode && creditFault(creditCode) === undefined ? creditCode : null,
  };
  const isEnough = body.name.length >= 2 || numbers.length > 0 || body.creditCode !== null;
  const { data } = useQuery({
    queryKey: ["customers", "check", JSON.stringify(body)],
    queryFn: ({ signal }) => call(checkCustomer, { body }, { signal, attempts: 1 }),
    enabled: isEnough,
    placeholderData: (before) => before,
    // What was typed is not kept longer than the form.
    gcTime: 0,
  });
  const matches = (isEnough && data?.matches) || [];
  return (
    <Part title={t("likely")} count={matches.length}>
      <div role="status">
        {matches.length === 0 && <p className="cust-nothing">{t("none")}</p>}
        {matches.length > 0 && <p>{t("likelyMore")}</p>}
        <ul className="archive-rows">
          {matches.map(({ customer, score, isCertain, reasons }) => (
            <li key={customer.id} className={isCertain ? "is-arrears" : ""}>
              <span className="cust-kind">{t("score", { n: score })}</span>
              <span>
                <b>{customer.name}</b> {customer.paper} {customer.phone}
                <small className="archive-why">{customer.address}</small>
                <Because facts={reasons.map(({ text }) => text)} />
              </span>
              <Button size="small" onClick={() => openCustomer(customer.id)}>
                {t("open")}
              </Button>
            </li>
          ))}
        </ul>
      </div>
    </Part>
  );
}
