/** How a paper reached the customer (送达), and by what that is proved; the ways and their proofs come from the catalogue. */
import { Alert, Form, Input, Radio } from "antd";
import { deliverIssued, type IssuedPaper } from "../../../../contracts/orders/issued.ts";
import { call } from "../../../parts/api.ts";
import { defineWords, pick } from "../../../parts/words.ts";
import { FormModal } from "../../../staff/form-modal.tsx";
import { useDeliveryWays } from "./issued-queries.ts";
import { type Proof, ProofField, proofIdOf } from "./proof-field.tsx";
import type { ProofGround } from "./proof-queries.ts";

const t = defineWords({
  title: ["登记送达", "Record a delivery"],
  way: ["送达方式", "How"],
  refused: ["拒收（未送达）", "Refused (not delivered)"],
  to: ["受送达人", "To whom"],
  reference: ["凭据：{proof}", "Proof: {proof}"],
  note: ["备注", "Note"],
  choose: ["请选择送达方式", "Choose how"],
  name: ["请写受送达人", "Say to whom"],
  proof: ["这种送达方式必须有凭据", "This way needs a proof"],
  shown: ["图片或资料", "A picture or a paper"],
  needed: ["这种送达方式须有现场照片或资料", "This way must be shown by a picture or a paper"],
  kept: ["登记后不能修改或删除。", "What is recorded is neither changed nor deleted."],
});

type Values = { way: string; toName: string; reference?: string; shown?: Proof; note?: string };
type Props = {
  order: ProofGround["order"];
  paperId: string;
  suggested: string;
  onDone: (paper: IssuedPaper) => void;
  onClose: () => void;
};

export function DeliveryDialog({ order, paperId, suggested, onDone, onClose }: Props) {
  const ways = useDeliveryWays();
  // Whoever reads the papers of an order may see its pictures.
  const ground = { order, can: { seePictures: true } };
  const save = async ({ way, toName, reference = "", shown, note = "" }: Values) => {
    const chosen = ways.find((one) => one.way === way);
    const proofId = await proofIdOf(order.id, shown);
    const body = {
      ...{ kind: chosen?.kind ?? ("refused" as const), toName, reference, proofId, note },
      ...(chosen && { way: chosen.way }),
    };
    onDone(await call(deliverIssued, { params: { orderId: order.id, paperId }, body }));
  };
  return (
    <FormModal<Values>
      title={t("title")}
      initial={{ toName: suggested }}
      saveLabel={t("title")}
      onSave={save}
      onClose={onClose}
    >
      {(form) => {
        const refused = { value: "refused", label: t("refused") };
        return (
          <>
            <Form.Item name="way" label={t("way")} rules={[{ required: true, message: t("choose") }]}>
              <Radio.Group
                className="delivery-ways"
                options={[...ways.map(({ way, name }) => ({ value: way, label: pick(name) })), refused]}
                // A letter's number is no name of a witness.
                onChange={() => form.resetFields(["reference"])}
              />
            </Form.Item>
            <Form.Item
              name="toName"
              label={t("to")}
              rules={[{ required: true, whitespace: true, message: t("name") }]}
            >
              <Input maxLength={100} autoComplete="off" />
            </Form.Item>
            <Form.Item noStyle shouldUpdate={(before, after) => before.way !== after.way}>
              {({ getFieldValue }) => {
                const chosen = ways.find(({ way }) => way === getFieldValue("way"));
                return chosen ? (
                  <>
                    <Form.Item
                      name="reference"
                      label={t("reference", { proof: pick(chosen.proof) })}
                      rules={[{ required: chosen.needsReference, whitespace: true, message: t("proof") }]}
                    >
                      <Input maxLength={200} autoComplete="off" />
                    </Form.Item>
                    <Form.Item
                      name="shown"
                      label={t("shown")}
                      rules={[{ required: chosen.needsProof, message: t("needed") }]}
                    >
                      <ProofField page={ground} />
                    </Form.Item>
                  </>
                ) : null;
              }}
            </Form.Item>
            <Form.Item name="note" label={t("note")}>
              <Input.TextArea rows={2} maxLength={500} />
            </Form.Item>
            <Alert type="info" showIcon title={t("kept")} />
          </>
        );
      }}
    </FormModal>
  );
}
