/** A note, and a person with a reason. */
import { Checkbox, Form, Input, Select } from "antd";
import { defineWords } from "../../../parts/words.ts";
import { FormModal } from "../../../staff/form-modal.tsx";
import { OwnWords } from "./reason-fields.tsx";
import { useReceivers } from "./use-people.ts";

const t = defineWords({
  note: ["备注", "Note"],
  text: ["内容", "Text"],
  empty: ["请写内容", "Write something"],
  forCustomer: ["客户也能看到", "The customer sees it, too"],
  person: ["移交给", "Hand over to"],
  choose: ["请选择人员", "Choose somebody"],
  reason: ["原因", "Reason"],
});

type NoteProps = { onSave: (text: string, forCustomer: boolean) => Promise<unknown>; onClose: () => void };

export function NoteDialog({ onSave, onClose }: NoteProps) {
  return (
    <FormModal<{ text: string; forCustomer?: boolean }>
      title={t("note")}
      initial={{}}
      onSave={({ text, forCustomer = false }) => onSave(text, forCustomer)}
      onClose={onClose}
    >
      <Form.Item
        name="text"
        label={t("text")}
        rules={[{ required: true, whitespace: true, message: t("empty") }]}
      >
        <Input.TextArea rows={4} maxLength={2_000} autoFocus />
      </Form.Item>
      <Form.Item name="forCustomer" valuePropName="checked" noStyle>
        <Checkbox>{t("forCustomer")}</Checkbox>
      </Form.Item>
    </FormModal>
  );
}

type PersonProps = {
  title: string;
  explain: string;
  orderId: string;
  stepId: string | undefined;
  onSave: (staffId: string, reason: string) => Promise<unknown>;
  onClose: () => void;
};

export function PersonDialog({ title, explain, orderId, stepId, onSave, onClose }: PersonProps) {
  const people = useReceivers(orderId, stepId);
  return (
    <FormModal<{ staffId: string; reason: string }>
      title={title}
      initial={{}}
      saveLabel={title}
      onSave={({ staffId, reason }) => onSave(staffId, reason)}
      onClose={onClose}
    >
      <p className="order-hint">{explain}</p>
      <Form.Item name="staffId" label={t("person")} rules={[{ required: true, message: t("choose") }]}>
        <Select autoFocus showSearch={{ optionFilterProp: "label" }} options={[...people]} />
      </Form.Item>
      <OwnWords label={t("reason")} rows={2} />
    </FormModal>
  );
}
