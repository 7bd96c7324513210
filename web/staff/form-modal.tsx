/** A form in a dialog that sends one command: stays open with the reason when it is refused. */
import { Alert, Form, type FormInstance, Modal } from "antd";
import { type ReactNode, useState } from "react";
import { ApiProblem } from "../parts/api.ts";
import { problemWords } from "../parts/problem.tsx";
import { defineWords, pick } from "../parts/words.ts";

const t = defineWords({ save: ["保存", "Save"], cancel: ["取消", "Cancel"] });

type Props<Values extends object> = {
  readonly title: string;
  readonly initial: Partial<Values>;
  readonly onSave: (values: Values) => Promise<unknown>;
  readonly onClose: () => void;
  /** Hears every change of what is typed: to keep a draft. */
  readonly onValues?: (values: Values) => void;
  readonly saveLabel?: string;
  readonly width?: number;
  readonly danger?: boolean;
  readonly children: ReactNode | ((form: FormInstance<Values>) => ReactNode);
};

export function FormModal<Values extends object>(props: Props<Values>) {
  const { title, initial, onSave, onClose, saveLabel, width = 560, danger = false, children } = props;
  const { onValues } = props;
  const [form] = Form.useForm<Values>();
  const [error, setError] = useState<unknown>();
  const [saving, setSaving] = useState(false);
  const send = async (values: Values) => {
    setSaving(true);
    setError(undefined);
    try {
      await onSave(values);
      onClose();
    } catch (refusal) {
      setError(refusal);
      const field = refusal instanceof ApiProblem ? refusal.document.field : undefined;
      if (field) form.getFieldInstance(field.split(".") as never)?.focus?.();
    } finally {
      setSaving(false);
    }
  };
  return (
    <Modal
      open
      title={title}
      width={width}
      okText={saveLabel ?? t("save")}
      cancelText={t("cancel")}
      okButtonProps={{ htmlType: "submit", loading: saving, danger }}
      onCancel={onClose}
      mask={{ closable: false }}
      modalRender={(dialog) => (
        <Form<Values>
          form={form}
          layout="vertical"
          initialValues={initial}
          onFinish={(values) => void send(values)}
          onValuesChange={(_, values) => onValues?.(values)}
          requiredMark
          scrollToFirstError
        >
          {dialog}
        </Form>
      )}
    >
      {error !== undefined && (
        <Alert type="error" showIcon title={pick(problemWords(error))} style={{ marginBottom: 16 }} />
      )}
      {typeof children === "function" ? children(form) : children}
    </Modal>
  );
}
