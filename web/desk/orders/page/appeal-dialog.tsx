/** Whoever handled a complaint appeals against its class or the responsibility found (申诉), and somebody else decides it. */
import { Form, Radio, Select } from "antd";
import { appealOrder, decideAppeal } from "../../../../contracts/orders/care-promises.ts";
import type { OrderPage } from "../../../../contracts/orders/page.ts";
import { call } from "../../../parts/api.ts";
import { defineWords } from "../../../parts/words.ts";
import { FormModal } from "../../../staff/form-modal.tsx";
import { useArchivePapers } from "./proof-queries.ts";
import { OwnWords } from "./reason-fields.tsx";

const t = defineWords({
  appeal: ["提出申诉", "Appeal"],
  appealMore: [
    "由办理人在结单后的时限内提出，附各部门签署的证明材料；由他人裁定。",
    "By whoever handled it, within its limit after the end, with the proofs that the departments signed; somebody else decides.",
  ],
  kind: ["申诉事项", "Against"],
  class: ["投诉类别", "Its class"],
  responsibility: ["责任认定", "The responsibility found"],
  ground: ["申诉理由", "Ground"],
  purpose: ["申诉请求", "What is asked"],
  proofs: ["证明材料", "Proofs"],
  proofsMore: [
    "从客户档案的资料中选择；没有时先在“资料”里上传。",
    "Papers of the archive; upload them there first.",
  ],
  noCustomer: [
    "工单没有关联客户，档案里没有可附的资料。",
    "The order has no customer in the archive, so there are no papers.",
  ],
  choose: ["请选择", "Choose"],
  decide: ["裁定申诉", "Decide the appeal"],
  upheld: ["申诉成立", "Upheld"],
  dismissed: ["维持原认定", "Dismissed"],
  result: ["裁定", "Decision"],
  note: ["依据", "Grounds"],
});

const chosen = () => [{ required: true, message: t("choose") }];

type Values = { kind: "class" | "responsibility"; ground: string; purpose: string; proofs?: string[] };

export function AppealDialog({ page, onClose }: { page: OrderPage; onClose: () => void }) {
  const { id: orderId, customerId } = page.order;
  const papers = useArchivePapers(customerId);
  return (
    <FormModal<Values>
      title={t("appeal")}
      saveLabel={t("appeal")}
      initial={{}}
      onSave={({ proofs = [], ...body }) =>
        call(appealOrder, { params: { orderId }, body: { ...body, proofs } })
      }
      onClose={onClose}
    >
      <p className="order-hint">{t("appealMore")}</p>
      <Form.Item name="kind" label={t("kind")} rules={chosen()}>
        <Radio.Group
          options={(["class", "responsibility"] as const).map((value) => ({ value, label: t(value) }))}
        />
      </Form.Item>
      <OwnWords name="ground" label={t("ground")} maxLength={2_000} />
      <OwnWords name="purpose" label={t("purpose")} rows={1} />
      <Form.Item
        name="proofs"
        label={t("proofs")}
        extra={customerId === null ? t("noCustomer") : t("proofsMore")}
      >
        <Select mode="multiple" disabled={customerId === null} options={papers} />
      </Form.Item>
    </FormModal>
  );
}

type DecideProps = { orderId: string; appealId: string; onClose: () => void };

export function DecideDialog({ orderId, appealId, onClose }: DecideProps) {
  return (
    <FormModal<{ isUpheld: boolean; note: string }>
      title={t("decide")}
      saveLabel={t("decide")}
      initial={{}}
      onSave={(body) => call(decideAppeal, { params: { orderId, appealId }, body })}
      onClose={onClose}
    >
      <Form.Item name="isUpheld" label={t("result")} rules={chosen()}>
        <Radio.Group
          options={[
            { value: true, label: t("upheld") },
            { value: false, label: t("dismissed") },
          ]}
        />
      </Form.Item>
      <OwnWords name="note" label={t("note")} autoFocus />
    </FormModal>
  );
}
