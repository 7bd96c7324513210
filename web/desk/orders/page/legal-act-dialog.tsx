/** A page of the legal manual (法律手册): the act with its four points, then issued like any other paper. */
import { Form, Input } from "antd";
import { type IssuedPaper, issuePaper } from "../../../../contracts/orders/issued.ts";
import { call } from "../../../parts/api.ts";
import { defineWords } from "../../../parts/words.ts";
import { FormModal } from "../../../staff/form-modal.tsx";

const t = defineWords({
  title: ["出具法律手册页", "Issue a page of the legal manual"],
  name: ["法律行为", "The act"],
  nameHint: [
    "如：供电方案答复、停电通知、合同签订",
    "Supply plan answered, outage announced, contract signed …",
  ],
  basis: ["依据", "Basis"],
  content: ["一、内容", "1. Content"],
  limit: ["二、时限：由工单时限自动填写", "2. Limit: taken from the order's clock"],
  filing: ["三、备案处所", "3. Filed at"],
  result: ["四、结果", "4. Result"],
  short: ["请填写", "Fill this in"],
});

type Act = { name: string; basis: string; content: string; filedAt: string; result: string };
type Props = { orderId: string; onIssued: (paper: IssuedPaper) => void; onClose: () => void };

export function LegalActDialog({ orderId, onIssued, onClose }: Props) {
  const rules = [{ required: true, whitespace: true, message: t("short") }];
  return (
    <FormModal<Act>
      title={t("title")}
      initial={{}}
      saveLabel={t("title")}
      width={640}
      onSave={async (act) =>
        onIssued(await call(issuePaper, { params: { orderId }, body: { template: "legal-act", act } }))
      }
      onClose={onClose}
    >
      <Form.Item name="name" label={t("name")} rules={rules}>
        <Input maxLength={60} placeholder={t("nameHint")} autoFocus />
      </Form.Item>
      <Form.Item name="basis" label={t("basis")} rules={rules}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="content" label={t("content")} rules={rules} extra={t("limit")}>
        <Input.TextArea rows={3} maxLength={2_000} />
      </Form.Item>
      <Form.Item name="filedAt" label={t("filing")} rules={rules}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="result" label={t("result")} rules={rules}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
    </FormModal>
  );
}
