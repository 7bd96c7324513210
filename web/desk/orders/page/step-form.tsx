/**
 * The form of a step in one's hands: drawn from its data, kept over a reload, refused at the field. A draft remembers the
 * version that it was begun on: what somebody else did since is shown beside it, never overwritten unseen.
 */
import { Alert, Input } from "antd";
import { useEffect, useEffectEvent, useId, useRef, useState } from "react";
import type { OrderPage } from "../../../../contracts/orders/page.ts";
import type { FormField, FormValues } from "../../../../contracts/orders/shapes.ts";
import { completeStep } from "../../../../contracts/orders/steps.ts";
import { ApiProblem, call } from "../../../parts/api.ts";
import { problemWords } from "../../../parts/problem.tsx";
import { defineWords, pick } from "../../../parts/words.ts";
import { ActionButton } from "../../../staff/action-button.tsx";
import { useFormDraft } from "../../customers/use-form-draft.ts";
import { FormFields, focusFault } from "../form/form-fields.tsx";
import { type Errors, faultsOf, given, keepable, type Value } from "../form/values.ts";
import { evidenceName } from "../words.ts";
import type { Offer, Step } from "./current-step.ts";
import type { OrderActions } from "./order-actions.ts";
import { StepConflict } from "./step-conflict.tsx";
import { usePeople } from "./use-people.ts";

const t = defineWords({
  note: ["办理意见（写入经过）", "Note (kept with the order)"],
  papers: ["办结前还缺资料：{list}", "Papers still missing for this step: {list}"],
  kept: ["已带出上次填写的内容，请核对。", "What was filled in last time is here; check it."],
  draft: ["已恢复未提交的内容。", "What you had not sent is back."],
  noForm: ["这一环节没有表单，确认后直接办结。", "This step has no form; it is done when you confirm."],
});

type Draft = { readonly version: number; readonly values: FormValues; readonly note: string };
/** What somebody has typed for a step and not sent. */
export type Edit = Draft & { readonly stepId: string; readonly fields: readonly FormField[] };
type Props = {
  page: OrderPage;
  offer: Offer;
  step: Step;
  isBusy: boolean;
  actions: OrderActions;
  /** Lends the sending to the key. */
  lend: (lent: { run: () => void } | undefined) => void;
  /** Tells what is typed and not sent: should the step be taken away meanwhile, it is not lost unseen. */
  track: (edit: Edit | undefined) => void;
};

const plain = { unit: null, isRequired: true, options: [], max: null, hint: null };

/** What proves that somebody was there and no field of the form asks for. */
function evidenceFields({ evidence, form }: Offer): FormField[] {
  const has = (...keys: string[]) => (form?.fields ?? []).some(({ key }) => keys.includes(key));
  const people = ["persons", "surveyors", "fitters", "inspectors", "testers", "investigators", "crewMembers"];
  return evidence.flatMap((one): FormField[] => {
    const label = (kind: "photo" | "position" | "signature" | "two-persons") => evidenceName.both(kind);
    if (one === "photo" && !has("photos", "evidence"))
      return [{ ...plain, key: "photos", kind: "photo", label: label("photo") }];
    if (one === "position" && !has("position"))
      return [{ ...plain, key: "position", kind: "position", label: label("position") }];
    if (one === "signature" && !has("signature"))
      return [{ ...plain, key: "signature", kind: "signature", label: label("signature") }];
    if (one === "two-persons" && !has(...people))
      return [{ ...plain, key: "persons", kind: "text", max: 100, label: label("two-persons") }];
    return [];
  });
}

/** The same step done before and come back: what was filled in then is a good beginning. */
function formerValues({ steps }: OrderPage, step: Step, fields: readonly FormField[]): FormValues {
  const former = steps.filter(({ nodeId, state }) => nodeId === step.nodeId && state === "done").at(-1);
  return former ? keepable(fields, former.form) : {};
}

export function StepForm({ page, offer, step, isBusy, actions, lend, track }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const noteId = useId();
  const fields = [...(offer.form?.fields ?? []), ...evidenceFields(offer)];
  const draft = useFormDraft<Draft>(`order.${step.id}`);
  const former = formerValues(page, step, fields);
  const [state, setState] = useState<Draft>(() => ({
    version: draft.kept?.version ?? step.version,
    values: draft.kept?.values ?? former,
    note: draft.kept?.note ?? "",
  }));
  const [errors, setErrors] = useState<Errors>({});
  const [refusal, setRefusal] = useState<unknown>();
  const [isSending, setSending] = useState(false);
  const [isConflict, setConflict] = useState(false);
  const people = usePeople(
    page.order.id,
    step.id,
    fields.some(({ kind }) => kind === "staff"),
  );

  const change = (part: Partial<Draft>) => {
    const next = { ...state, ...part };
    setState(next);
    draft.keep({ ...next, values: keepable(fields, next.values) });
    track({ ...next, stepId: step.id, fields });
  };
  const fill = (key: string, value: Value) => {
    change({ values: { ...state.values, [key]: value } });
    setErrors(({ [key]: _, ...others }) => others);
  };
  const send = async (version = state.version) => {
    const faults = faultsOf(fields, state.values);
    setErrors(faults);
    setRefusal(undefined);
    if (Object.keys(faults).length > 0) return focusFault(box.current, faults);
    setSending(true);
    track(undefined);
    try {
      await call(completeStep, {
        params: { orderId: page.order.id, stepId: step.id },
        body: { version, form: given(state.values), note: state.note.trim() },
      });
      draft.forget();
      setConflict(false);
    } catch (error) {
      track({ ...state, stepId: step.id, fields });
      const code = error instanceof ApiProblem ? error.code : undefined;
      if (code === "orders.step_changed" || code === "orders.step_closed") setConflict(true);
      else refuse(error);
    } finally {
      setSending(false);
    }
  };
  const refuse = (error: unknown) => {
    const field = error instanceof ApiProblem ? error.document.field : undefined;
    if (field !== undefined && fields.some(({ key }) => key === field)) {
      const wrong = { [field]: pick(problemWords(error)) };
      setErrors(wrong);
      focusFault(box.current, wrong);
    } else setRefusal(error);
  };
  const asked = useEffectEvent(() => {
    if (!isSending) void send();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: lent once, for as long as the form stands
  useEffect(() => {
    lend({ run: () => asked() });
    return () => lend(undefined);
  }, []);

  const missing = offer.papers.filter(({ state: standing, need }) => standing === "owed" && need !== "extra");
  return (
    <div ref={box} className="order-form" data-enter-path data-testid="step-form">
      {draft.kept?.values ? (
        <p className="order-hint">{t("draft")}</p>
      ) : (
        Object.keys(former).length > 0 && <p className="order-hint">{t("kept")}</p>
      )}
      {fields.length === 0 && <p className="order-quiet">{t("noForm")}</p>}
      <FormFields
        fields={fields}
        values={state.values}
        errors={errors}
        onChange={fill}
        customerId={page.order.customerId}
        people={people}
      />
      {missing.length > 0 && (
        <p className="order-note">
          {t("papers", { list: missing.map(({ name }) => pick(name)).join("、") })}
        </p>
      )}
      <div className="order-field is-wide">
        <label htmlFor={noteId}>{t("note")}</label>
        <Input.TextArea
          id={noteId}
          value={state.note}
          maxLength={2_000}
          autoSize={{ minRows: 1, maxRows: 5 }}
          onChange={({ target }) => change({ note: target.value })}
        />
      </div>
      {refusal !== undefined && <Alert type="error" showIcon title={pick(problemWords(refusal))} />}
      <div className="order-form-keys">
        <ActionButton action={actions.complete} type="primary" pending={isSending || isBusy} />
      </div>
      {isConflict && (
        <StepConflict
          page={page}
          step={step}
          fields={fields}
          mine={state.values}
          begunOn={state.version}
          isSending={isSending}
          onSend={() => {
            change({ version: step.version });
            void send(step.version);
          }}
          onDrop={() => {
            draft.forget();
            setConflict(false);
            setState({ version: step.version, values: former, note: "" });
          }}
          onClose={() => {
            setConflict(false);
            change({ version: step.version });
          }}
        />
      )}
    </div>
  );
}
