import { Form, Input } from "antd";
import { defineWords } from "../parts/words.ts";
import { FormModal } from "./form-modal.tsx";

const t = defineWords({
  reason: ["原因", "Reason"],
  hint: ["写入审计记录", "Kept in the audit trail"],
  short: ["请写明原因（至少 2 个字）", "Give a reason of two characters or more"],
});

type Props = {
  readonly title: string;
  readonly danger?: boolean;
  readonly onSave: (reason: string) => Promise<unknown>;
  readonly onClose: () => void;
};

/** Asks why before something that cannot simply be undone. */
export function AskReason({ title, danger = false, onSave, onClose }: Props) {
  return (
    <FormModal<{ reason: string }>
      title={title}
      initial={{}}
      danger={danger}
      saveLabel={title}
      onSave={({ reason }) => onSave(reason)}
      onClose={onClose}
      width={460}
    >
      <Form.Item
        name="reason"
        label={t("reason")}
        extra={t("hint")}
        rules={[{ required: true, min: 2, whitespace: true, message: t("short") }]}
      >
        <Input.TextArea maxLength={100} rows={2} />
      </Form.Item>
    </FormModal>
  );
}
