/** A reason from the list, in one's own words as well, with a proof where the reason asks for one. */
import { Form, InputNumber, Select } from "antd";
import type { ReactNode } from "react";
import type { OrderPage } from "../../../../contracts/orders/page.ts";
import type { OrderReason } from "../../../../contracts/orders/shapes.ts";
import { defineWords } from "../../../parts/words.ts";
import { FormModal } from "../../../staff/form-modal.tsx";
import { type Proof, ProofField, proofIdOf } from "./proof-field.tsx";
import { OwnWords, ReasonField } from "./reason-fields.tsx";

const t = defineWords({
  proof: ["证明材料", "Proof"],
  proofMissing: ["这个原因需要证明材料", "This reason asks for a proof"],
  daysMissing: ["请填写天数", "Say how many days"],
  target: ["请选择", "Choose"],
});

export type GivenReason = {
  reasonCode: string;
  reason: string;
  proofId: string | null;
};
type Values = Partial<Omit<GivenReason, "proofId">> & { proof?: Proof; target?: string; days?: number };
type Props = {
  title: string;
  /** On the button; the title unless said. */
  saveLabel?: string;
  explain?: string;
  /** Stands above the fields: what has changed meanwhile. */
  notice?: ReactNode;
  reasons: readonly OrderReason[];
  /** Something else to be chosen first: where to. */
  target?: { label: string; options: readonly { value: string; label: string }[] };
  /** The order it is about: its customer's papers and its own pictures can be a proof. */
  page: OrderPage;
  /** What the number of days is called, where one is asked for. */
  days?: string;
  danger?: boolean;
  onSave: (given: GivenReason & { target?: string | undefined; days: number }) => Promise<unknown>;
  onClose: () => void;
};

export function ReasonDialog(props: Props) {
  const { title, saveLabel, explain, notice, reasons, target, page, days, danger } = props;
  const { onSave, onClose } = props;
  const save = async ({ reasonCode = "", reason = "", proof, target: chosen, days: given = 0 }: Values) => {
    const proofId = await proofIdOf(page.order.id, proof);
    return onSave({ reasonCode, reason, proofId, target: chosen, days: given });
  };
  return (
    <FormModal<Values>
      title={title}
      initial={target?.options[0] ? { target: target.options[0].value } : {}}
      saveLabel={saveLabel ?? title}
      {...(danger && { danger })}
      onSave={save}
      onClose={onClose}
    >
      {(form) => (
        <>
          {explain && <p className="order-hint">{explain}</p>}
          {notice}
          {target && (
            <Form.Item name="target" label={target.label} rules={[{ required: true, message: t("target") }]}>
              <Select options={[...target.options]} />
            </Form.Item>
          )}
          {days !== undefined && (
            <Form.Item name="days" label={days} rules={[{ required: true, message: t("daysMissing") }]}>
              <InputNumber min={1} max={60} precision={0} style={{ width: 160 }} />
            </Form.Item>
          )}
          <ReasonField reasons={reasons} autoFocus />
          <Form.Item noStyle dependencies={["reasonCode"]}>
            {() => {
              const chosen = reasons.find(({ code }) => code === form.getFieldValue("reasonCode"));
              if (!chosen?.needsProof) return null;
              return (
                <Form.Item
                  name="proof"
                  label={t("proof")}
                  rules={[{ required: true, message: t("proofMissing") }]}
                >
                  <ProofField page={page} />
                </Form.Item>
              );
            }}
          </Form.Item>
          <OwnWords />
        </>
      )}
    </FormModal>
  );
}
