/** Somebody else says whether a pause was justified; one that was not ends, and its time counts after all. */
import { Form, Input, Radio } from "antd";
import { checkPause } from "../../../contracts/orders/page.ts";
import { listQualityPauses, type QualityPause } from "../../../contracts/orders/pause-quality.ts";
import { FormModal } from "../../staff/form-modal.tsx";
import { useSend } from "../../staff/query.ts";
import { t } from "./pauses-words.ts";

type Values = { isJustified: boolean; note: string };

export function CheckPauseDialog({ pause, onClose }: { pause: QualityPause; onClose: () => void }) {
  const send = useSend(checkPause, [listQualityPauses]);
  return (
    <FormModal<Values>
      title={t("checkTitle", { number: pause.order.number })}
      saveLabel={t("doCheck")}
      initial={{}}
      onSave={(body) => send({ params: { orderId: pause.order.id, pauseId: pause.id }, body })}
      onClose={onClose}
    >
      <p>{t("checkMore")}</p>
      <Form.Item name="isJustified" label={t("result")} rules={[{ required: true, message: t("choose") }]}>
        <Radio.Group
          options={[
            { value: true, label: t("justified") },
            { value: false, label: t("unjustified") },
          ]}
        />
      </Form.Item>
      <Form.Item
        name="note"
        label={t("note")}
        rules={[{ required: true, min: 2, whitespace: true, message: t("short") }]}
      >
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
    </FormModal>
  );
}
