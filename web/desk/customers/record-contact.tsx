/** A contact with the customer (服务记录): how, what about, how it ended. */
import { Form, Input, Select } from "antd";
import { recordContact } from "../../../contracts/customers/contacts.ts";
import { call } from "../../parts/api.ts";
import { defineWords } from "../../parts/words.ts";
import { FormModal } from "../../staff/form-modal.tsx";
import { useCustomerCache } from "./queries.ts";
import { useFormDraft } from "./use-form-draft.ts";

const t = defineWords({
  title: ["登记服务记录", "Record a contact"],
  channel: ["渠道", "Channel"],
  subject: ["事由", "Subject"],
  result: ["结果", "Result"],
  resultHint: ["下一位柜员最先看到这一段", "The next clerk reads this first"],
  required: ["请填写", "Please fill this in"],
});
const channels = defineWords({
  hall: ["营业厅", "Hall"],
  phone: ["电话", "Phone"],
  web: ["网上", "Web"],
  field: ["现场", "In the field"],
  visit: ["上门", "Visit"],
  letter: ["信函", "Letter"],
});
const channelCodes = ["hall", "phone", "web", "field", "visit", "letter"] as const;

type Values = { channel: (typeof channelCodes)[number]; subject: string; result: string };

export function RecordContact({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const { changed } = useCustomerCache();
  const draft = useFormDraft<Values>(`contact.${customerId}`);
  const required = { required: true, whitespace: true, message: t("required") };
  return (
    <FormModal<Values>
      title={t("title")}
      initial={{ channel: "hall", ...draft.kept }}
      onValues={draft.keep}
      onSave={async ({ channel, subject, result }) => {
        await call(recordContact, { params: { customerId }, body: { channel, subject, result } });
        draft.forget();
        await changed(customerId);
      }}
      onClose={onClose}
    >
      <Form.Item name="channel" label={t("channel")}>
        <Select options={channelCodes.map((value) => ({ value, label: channels(value) }))} />
      </Form.Item>
      <Form.Item name="subject" label={t("subject")} rules={[required]}>
        <Input autoFocus maxLength={100} />
      </Form.Item>
      <Form.Item name="result" label={t("result")} extra={t("resultHint")} rules={[required]}>
        <Input.TextArea rows={4} maxLength={1000} showCount />
      </Form.Item>
    </FormModal>
  );
}
