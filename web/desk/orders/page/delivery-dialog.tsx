/** How a paper reached the customer (送达), and by what that is proved; the ways and their proofs come from the catalogue. */
import { Alert, Form, Input, Radio } from "antd";
import { deliverIssued, type IssuedPaper } from "../../../../contracts/orders/issued.ts";
import { call } from "../../../parts/api.ts";
import { defineWords, pick } from "../../../parts/words.ts";
import { FormModal } from "../../../staff/form-modal.tsx";
import { useDeliveryWays } from "./issued-queries.ts";

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
  kept: ["登记后不能修改或删除。", "What is recorded is neither changed nor deleted."],
});

type Values = { way: string; toName: string; reference?: string; note?: string };
type Props = {
  orderId: string;
  paperId: string;
  suggested: string;
  onDone: (paper: IssuedPaper) => void;
  onClose: () => void;
};

export function DeliveryDialog({ orderId, paperId, suggested, onDone, onClose }: Props) {
  const ways = useDeliveryWays();
  const save = async ({ way, toName, reference = "", note = "" }: Values) => {
    const chosen = ways.find((one) => one.way === way);
    const body = {
      ...{ kind: chosen?.kind ?? ("refused" as const), toName, reference, note },
      ...(chosen && { way: chosen.way }),
    };
    onDone(await call(deliverIssued, { params: { orderId, paperId }, body }));
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
                onChange={() => form.setFields([{ name: "reference", errors: [] }])}
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
                  <Form.Item
                    name="reference"
                    label={t("reference", { proof: pick(chosen.proof) })}
                    rules={[{ required: chosen.needsReference, whitespace: true, message: t("proof") }]}
                  >
                    <Input maxLength={200} autoComplete="off" />
                  </Form.Item>
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
