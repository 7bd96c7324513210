/** What is done for one customer who asks: a copy of everything, or a request to be forgotten. */
import { App, Button, Form, Input, Select, Space } from "antd";
import { useState } from "react";
import { listReasons } from "../../../contracts/catalogue.ts";
import {
  askErasure,
  copyPersonalData,
  listAccesses,
  listErasures,
} from "../../../contracts/customers/personal-data.ts";
import type { ResultOf } from "../../../contracts/endpoint.ts";
import { pick } from "../../parts/words.ts";
import { AskReason } from "../../staff/ask-reason.tsx";
import { FormModal } from "../../staff/form-modal.tsx";
import { useAsk, useSend } from "../../staff/query.ts";
import { useMay } from "../parts/may.ts";
import { t } from "./words.ts";

export type PersonalCopy = ResultOf<typeof copyPersonalData>;
type Props = { readonly customerId: string; readonly onCopy: (copy: PersonalCopy) => void };

export function PersonActions({ customerId, onCopy }: Props) {
  const may = useMay();
  const { message } = App.useApp();
  const [asking, setAsking] = useState<"copy" | "erasure">();
  const ask = useSend(askErasure, [listErasures]);
  const close = () => setAsking(undefined);
  const request = async (reason: string) => {
    const { dueOn } = await ask({ params: { customerId }, body: { reason } });
    message.success(t("erasureAsked", { date: dueOn }));
  };
  return (
    <Space>
      <Button onClick={() => setAsking("copy")}>{t("copy")}</Button>
      {may("customers.change.request") && (
        <Button danger onClick={() => setAsking("erasure")}>
          {t("askErasure")}
        </Button>
      )}
      {asking === "copy" && <CopyForm customerId={customerId} onCopy={onCopy} onClose={close} />}
      {asking === "erasure" && <AskReason title={t("askErasure")} danger onSave={request} onClose={close} />}
    </Space>
  );
}

type Values = { reasonCode: string; reason?: string };

function CopyForm({ customerId, onCopy, onClose }: Props & { onClose: () => void }) {
  const copy = useSend(copyPersonalData, [listAccesses]);
  const reasons = useAsk(listReasons, { query: { list: "unmask" } });
  const options = (reasons.data?.reasons ?? [])
    .filter(({ isActive }) => isActive)
    .map((reason) => ({ value: reason.code, label: pick(reason) }));
  const send = async ({ reasonCode, reason }: Values) =>
    onCopy(await copy({ params: { customerId }, body: { reasonCode, reason: reason || null } }));
  return (
    <FormModal<Values>
      title={t("copy")}
      initial={{ reasonCode: "customer-asks" }}
      saveLabel={t("copy")}
      onSave={send}
      onClose={onClose}
      width={460}
    >
      <Form.Item name="reasonCode" label={t("why")} rules={[{ required: true, message: t("chooseReason") }]}>
        <Select options={options} />
      </Form.Item>
      <Form.Item name="reason" label={t("remark")} extra={t("reasonHint")}>
        <Input.TextArea maxLength={200} rows={2} />
      </Form.Item>
    </FormModal>
  );
}
