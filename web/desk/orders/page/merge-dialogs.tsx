/** One matter reported several times (§3.6): this order goes along with another, or becomes one of its own again. */
import { Form, Input, Select } from "antd";
import { useDeferredValue, useState } from "react";
import { mergeOrder, splitOrder } from "../../../../contracts/orders/care.ts";
import type { OrderPage } from "../../../../contracts/orders/page.ts";
import type { OrderReason } from "../../../../contracts/orders/shapes.ts";
import { call } from "../../../parts/api.ts";
import { defineWords } from "../../../parts/words.ts";
import { FormModal } from "../../../staff/form-modal.tsx";
import { ReasonDialog } from "./reason-dialog.tsx";
import { OwnWords, ReasonField } from "./reason-fields.tsx";
import { type MainOrder, useMains } from "./use-similar.ts";

const t = defineWords({
  merge: ["合并工单", "Merge"],
  mergeMore: [
    "本单 {number} 并入主单后不再单独派工，随主单办理；编号、时限和回访都保留，可以再拆分。",
    "Order {number} then goes along with the main one and is worked on no more by itself. It keeps its number, clocks and return visit, and can be split again.",
  ],
  into: ["并入哪张工单", "Into which order"],
  intoMore: [
    "同类在办工单，相似的在前；也可输入编号、户名或地址查找。",
    "Open orders of this kind, the likeliest first; or type a number, a name or a place.",
  ],
  none: ["没有同类的在办工单", "No open order of this kind"],
  search: ["没有相似的工单，请输入编号、户名或地址", "Nothing alike: type a number, a name or a place"],
  choose: ["请选择主单", "Choose the main order"],
  proof: ["证明", "Proof"],
  proofMore: [
    "停电的设备，或召测过的电表，例如“柳溪 3 号变熔丝熔断”。",
    "The device that failed, or the meters that were asked.",
  ],
  proofMissing: ["请写明凭什么说是同一原因", "Say what shows that the cause is one"],
  split: ["拆分工单", "Split"],
  splitMore: [
    "本单 {number} 重新单独办理：主单尚未复电或答复的，从原环节接着办；已经办完的，从派发重新开始。",
    "Order {number} becomes one of its own again: where it stood, or from the dispatch on when the main one is over.",
  ],
});

type Props = { page: OrderPage; reasons: readonly OrderReason[]; onClose: () => void };
type Values = { mainId: string; reasonCode: string; reason: string; proof?: string };

export function MergeDialog({ page: { order }, reasons, onClose }: Props) {
  // That several customers are without supply for one cause must be shown, not supposed.
  const offered = order.family === "fault" ? reasons.filter(({ needsProof }) => needsProof) : reasons;
  const isProven = (code: string) => reasons.find((one) => one.code === code)?.needsProof === true;
  const [only] = offered.length === 1 ? offered : [];
  return (
    <FormModal<Values>
      title={t("merge")}
      initial={only ? { reasonCode: only.code } : {}}
      saveLabel={t("merge")}
      onSave={({ proof = "", ...body }) =>
        call(mergeOrder, {
          params: { orderId: order.id },
          body: { ...body, proof: isProven(body.reasonCode) ? proof : "" },
        })
      }
      onClose={onClose}
    >
      {(form) => (
        <>
          <p className="order-hint">{t("mergeMore", { number: order.number })}</p>
          <Form.Item
            name="mainId"
            label={t("into")}
            extra={t("intoMore")}
            rules={[{ required: true, message: t("choose") }]}
          >
            <MainSelect order={order} />
          </Form.Item>
          <ReasonField reasons={offered} />
          <Form.Item noStyle dependencies={["reasonCode"]}>
            {() =>
              isProven(form.getFieldValue("reasonCode")) && (
                <Form.Item
                  name="proof"
                  label={t("proof")}
                  extra={t("proofMore")}
                  rules={[{ required: true, whitespace: true, message: t("proofMissing") }]}
                >
                  <Input maxLength={300} />
                </Form.Item>
              )
            }
          </Form.Item>
          <OwnWords rows={2} />
        </>
      )}
    </FormModal>
  );
}

type MainProps = {
  id?: string;
  value?: string;
  onChange?: (id: string) => void;
  order: OrderPage["order"];
};

function MainSelect({ order, ...given }: MainProps) {
  const [text, setText] = useState("");
  const wanted = useDeferredValue(text.trim());
  const { mains, isAsking } = useMains(order, wanted);
  return (
    <Select<string, MainOrder>
      {...given}
      autoFocus
      loading={isAsking}
      showSearch={{ filterOption: false, onSearch: setText }}
      notFoundContent={isAsking ? null : t(wanted === "" ? "search" : "none")}
      options={mains}
      optionRender={({ data: { label, more } }) => (
        <span className="order-main-choice">
          {label}
          <small>{more}</small>
        </span>
      )}
    />
  );
}

export function SplitDialog({ page, reasons, onClose }: Props) {
  const { order } = page;
  return (
    <ReasonDialog
      title={t("split")}
      explain={t("splitMore", { number: order.number })}
      reasons={reasons}
      page={page}
      onSave={({ reasonCode, reason }) =>
        call(splitOrder, { params: { orderId: order.id }, body: { reasonCode, reason } })
      }
      onClose={onClose}
    />
  );
}
