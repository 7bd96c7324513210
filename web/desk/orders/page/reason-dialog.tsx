/** A reason from the list, in one's own words as well, with a proof where the reason asks for one. */
import { Form, Input, Select } from "antd";
import type { ReactNode } from "react";
import type { OrderReason } from "../../../../contracts/orders/shapes.ts";
import { defineWords, pick } from "../../../parts/words.ts";
import { FormModal } from "../../../staff/form-modal.tsx";
import { useDocuments } from "../../customers/documents/queries.ts";

const t = defineWords({
  reasonCode: ["原因", "Reason"],
  choose: ["请选择原因", "Choose a reason"],
  reason: ["说明", "In your own words"],
  short: ["请写明情况（至少 2 个字）", "Two characters or more"],
  proof: ["证明材料", "Proof"],
  proofMore: [
    "从客户档案的资料中选择；没有时先在“资料”里上传。",
    "A paper of the archive; upload it there first.",
  ],
  noCustomer: ["工单没有关联客户，无法附证明。", "The order has no customer, so no proof can be given."],
  needsProof: ["{name}（需证明）", "{name} (with a proof)"],
  target: ["请选择", "Choose"],
});

export type GivenReason = {
  reasonCode: string;
  reason: string;
  proofId: string | null;
};
type Values = Partial<GivenReason> & { target?: string };
type Props = {
  title: string;
  explain?: string;
  /** Stands above the fields: what has changed meanwhile. */
  notice?: ReactNode;
  reasons: readonly OrderReason[];
  /** Something else to be chosen first: where to. */
  target?: { label: string; options: readonly { value: string; label: string }[] };
  /** Whose papers can be a proof; null where none is asked for. */
  customerId: string | null;
  danger?: boolean;
  onSave: (given: GivenReason & { target?: string | undefined }) => Promise<unknown>;
  onClose: () => void;
};

export function ReasonDialog(props: Props) {
  const { title, explain, notice, reasons, target, customerId, danger, onSave, onClose } = props;
  return (
    <FormModal<Values>
      title={title}
      initial={target?.options[0] ? { target: target.options[0].value } : {}}
      saveLabel={title}
      {...(danger && { danger })}
      onSave={({ reasonCode = "", reason = "", proofId, target: chosen }) =>
        onSave({ reasonCode, reason, proofId: proofId ?? null, target: chosen })
      }
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
          <Form.Item
            name="reasonCode"
            label={t("reasonCode")}
            rules={[{ required: true, message: t("choose") }]}
          >
            <Select
              autoFocus
              showSearch={{ optionFilterProp: "label" }}
              options={reasons.map(({ code, name, needsProof }) => ({
                value: code,
                label: needsProof ? t("needsProof", { name: pick(name) }) : pick(name),
              }))}
            />
          </Form.Item>
          <Form.Item noStyle dependencies={["reasonCode"]}>
            {() => {
              const chosen = reasons.find(({ code }) => code === form.getFieldValue("reasonCode"));
              if (!chosen?.needsProof) return null;
              return (
                <Form.Item name="proofId" label={t("proof")} extra={t("proofMore")}>
                  <ProofSelect customerId={customerId} />
                </Form.Item>
              );
            }}
          </Form.Item>
          <Form.Item
            name="reason"
            label={t("reason")}
            rules={[{ required: true, min: 2, whitespace: true, message: t("short") }]}
          >
            <Input.TextArea rows={3} maxLength={500} />
          </Form.Item>
        </>
      )}
    </FormModal>
  );
}

type ProofProps = { id?: string; value?: string; onChange?: (id: string) => void; customerId: string | null };

function ProofSelect({ customerId, ...given }: ProofProps) {
  const { data } = useDocuments(customerId ?? "", false, customerId !== null);
  if (customerId === null) return <span className="order-quiet">{t("noCustomer")}</span>;
  return (
    <Select
      {...given}
      allowClear
      options={(data?.documents ?? []).map(({ id, typeName, addedAt }) => ({
        value: id,
        label: `${pick(typeName)} · ${addedAt.slice(0, 10)}`,
      }))}
    />
  );
}
