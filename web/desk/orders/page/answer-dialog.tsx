/** Answers to what others ask about an order: a supervision, an urge, a consultation; and how a promise ended. */
import { Form, Radio } from "antd";
import { answerSupervision, answerUrge, verifySupervision } from "../../../../contracts/orders/care.ts";
import {
  answerConsultation,
  closeConsultation,
  settlePromise,
} from "../../../../contracts/orders/care-promises.ts";
import { call } from "../../../parts/api.ts";
import { defineWords } from "../../../parts/words.ts";
import { FormModal } from "../../../staff/form-modal.tsx";
import { OwnWords } from "./reason-fields.tsx";

const t = defineWords({
  supervision: ["答复督办", "Answer the supervision"],
  urge: ["答复催办", "Answer the urge"],
  consult: ["答复会商", "Answer the consultation"],
  close: ["会商结论", "Close the consultation"],
  verify: ["核实督办答复", "Verify the answer"],
  promise: ["承诺办结", "Settle the promise"],
  text: ["内容", "Text"],
  result: ["核实结果", "Result"],
  choose: ["请选择", "Choose"],
  accepted: ["属实，通过", "Accepted"],
  rejected: ["不通过，升一级", "Rejected, one level up"],
  done: ["已做到", "Done"],
  withdrawn: ["客户同意撤回", "Withdrawn with the customer"],
});

export type Question = {
  readonly kind: "supervision" | "urge" | "consult" | "close" | "verify" | "promise";
  readonly id: string;
};
type Values = { text: string; result?: "accepted" | "rejected" | "done" | "withdrawn" };
type Props = { orderId: string; question: Question; onClose: () => void };

const results = { verify: ["accepted", "rejected"], promise: ["done", "withdrawn"] } as const;

function send(orderId: string, { kind, id }: Question, { text, result }: Values): Promise<unknown> {
  switch (kind) {
    case "supervision":
      return call(answerSupervision, { params: { orderId, supervisionId: id }, body: { answer: text } });
    case "urge":
      return call(answerUrge, { params: { orderId, urgeId: id }, body: { answer: text } });
    case "consult":
      return call(answerConsultation, { params: { orderId, consultationId: id }, body: { answer: text } });
    case "close":
      return call(closeConsultation, { params: { orderId, consultationId: id }, body: { summary: text } });
    case "verify":
      return call(verifySupervision, {
        params: { orderId, supervisionId: id },
        body: { result: result === "rejected" ? "rejected" : "accepted", note: text },
      });
    case "promise":
      return call(settlePromise, {
        params: { orderId, commitmentId: id },
        body: { isWithdrawn: result === "withdrawn", note: text },
      });
  }
}

export function AnswerDialog({ orderId, question, onClose }: Props) {
  const { kind } = question;
  const choices = kind === "verify" || kind === "promise" ? results[kind] : [];
  return (
    <FormModal<Values>
      title={t(kind)}
      initial={{}}
      saveLabel={t(kind)}
      onSave={(values) => send(orderId, question, values)}
      onClose={onClose}
    >
      {choices.length > 0 && (
        <Form.Item name="result" label={t("result")} rules={[{ required: true, message: t("choose") }]}>
          <Radio.Group options={choices.map((value) => ({ value, label: t(value) }))} />
        </Form.Item>
      )}
      <OwnWords name="text" label={t("text")} rows={4} maxLength={1_000} autoFocus />
    </FormModal>
  );
}
