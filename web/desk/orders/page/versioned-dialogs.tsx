/**
 * Acts on the whole order that name the version they were decided on. When somebody was faster, what the order is now
 * stands beside what it was when the dialog opened, and the person decides again.
 */
import { Alert, Form, Input, Select } from "antd";
import { useState } from "react";
import {
  type OrderPage,
  readOrder,
  reclassifyOrder,
  terminateOrder,
} from "../../../../contracts/orders/page.ts";
import { areaType, customerClass, type OrderReason, priority } from "../../../../contracts/orders/shapes.ts";
import { ApiProblem, call } from "../../../parts/api.ts";
import { defineWords, pick } from "../../../parts/words.ts";
import { FormModal } from "../../../staff/form-modal.tsx";
import { areaName, className, orderStateName, priorityName } from "../words.ts";
import { ReasonDialog } from "./reason-dialog.tsx";
import { OwnWords } from "./reason-fields.tsx";

const t = defineWords({
  terminate: ["终止工单", "Terminate the order"],
  terminateMore: [
    "工单 {number} 将结束，所有环节取消，不能恢复。",
    "Order {number} ends; all its steps are cancelled. This cannot be undone.",
  ],
  reclassify: ["调整分类与优先级", "Reclassify"],
  reclassifyMore: [
    "时限随之改变，已经用掉的时间照算。",
    "The limits change with it; what has elapsed stays elapsed.",
  ],
  class: ["客户类别", "Class"],
  area: ["地区", "Area"],
  priority: ["优先级", "Priority"],
  green: ["绿色通道依据", "Green channel, why"],
  greenMore: [
    "填写后工单进入绿色通道；留空不变。",
    "With it the order is on the green channel; empty changes nothing.",
  ],
  reason: ["原因", "Reason"],
  changed: ["您打开之后工单有变化", "The order has changed since you opened it"],
  state: ["状态", "State"],
  stage: ["阶段", "Stage"],
  line: ["{name}：{before} → {after}", "{name}: {before} → {after}"],
  version: ["版本 {before} → {after}", "version {before} → {after}"],
});

/** What a person looks at before such an act. */
const facesOf = (page: OrderPage): readonly (readonly [string, string])[] => [
  [t("state"), orderStateName(page.order.state)],
  [t("stage"), page.order.stage ? pick(page.order.stage) : "—"],
  [t("class"), className(page.customerClass)],
  [t("area"), areaName(page.areaType)],
  [t("priority"), priorityName(page.order.priority)],
];

/** The version one has seen; after a refusal the one that is there now, with what differs. */
function useSeen(page: OrderPage) {
  const [{ seen, before }, setState] = useState<{ seen: OrderPage; before?: OrderPage }>({ seen: page });
  return {
    conflict: before && <Changed before={before} after={seen} />,
    /** Sends with the seen version; a conflict is shown, and the next try is for what was shown. */
    attempt: async (send: (version: number) => Promise<unknown>) => {
      try {
        await send(seen.version);
      } catch (error) {
        if (error instanceof ApiProblem && error.code === "orders.changed") {
          // Asked for, not awaited from the live view: it may be a moment behind the refusal.
          const now = await call(readOrder, { params: { orderId: page.order.id } });
          setState({ seen: now, before: seen });
        }
        throw error;
      }
    },
  };
}

function Changed({ before, after }: { before: OrderPage; after: OrderPage }) {
  const now = new Map(facesOf(after));
  const differing = facesOf(before).filter(([name, value]) => now.get(name) !== value);
  return (
    <Alert
      type="warning"
      showIcon
      style={{ marginBottom: 16 }}
      title={`${t("changed")}（${t("version", { before: before.version, after: after.version })}）`}
      description={
        <ul className="order-lately">
          {differing.map(([name, value]) => (
            <li key={name}>{t("line", { name, before: value, after: now.get(name) ?? "—" })}</li>
          ))}
          {after.entries.slice(-2).map(({ id, who, text }) => (
            <li key={id}>
              {who} · {pick(text)}
            </li>
          ))}
        </ul>
      }
    />
  );
}

type TerminateProps = { page: OrderPage; reasons: readonly OrderReason[]; onClose: () => void };

export function TerminateDialog({ page, reasons, onClose }: TerminateProps) {
  const seen = useSeen(page);
  const { id: orderId, number } = page.order;
  return (
    <ReasonDialog
      danger
      title={t("terminate")}
      explain={t("terminateMore", { number })}
      notice={seen.conflict}
      reasons={reasons}
      page={page}
      onSave={({ reasonCode, reason, proofId }) =>
        seen.attempt((version) =>
          call(terminateOrder, { params: { orderId }, body: { reasonCode, reason, proofId, version } }),
        )
      }
      onClose={onClose}
    />
  );
}

type Values = {
  customerClass?: OrderPage["customerClass"];
  areaType?: OrderPage["areaType"];
  priority?: OrderPage["order"]["priority"];
  greenChannel?: string;
  reason: string;
};

export function ReclassifyDialog({ page, onClose }: { page: OrderPage; onClose: () => void }) {
  const seen = useSeen(page);
  const { order } = page;
  const save = ({ greenChannel, reason, ...wanted }: Values) =>
    seen.attempt((version) =>
      call(reclassifyOrder, {
        params: { orderId: order.id },
        body: {
          version,
          reason,
          customerClass: wanted.customerClass === page.customerClass ? null : (wanted.customerClass ?? null),
          areaType: wanted.areaType === page.areaType ? null : (wanted.areaType ?? null),
          priority: wanted.priority === order.priority ? null : (wanted.priority ?? null),
          greenChannel: greenChannel?.trim() || null,
        },
      }),
    );
  return (
    <FormModal<Values>
      title={t("reclassify")}
      initial={{ customerClass: page.customerClass, areaType: page.areaType, priority: order.priority }}
      onSave={save}
      onClose={onClose}
    >
      <p className="order-hint">{t("reclassifyMore")}</p>
      {seen.conflict}
      <Form.Item name="customerClass" label={t("class")}>
        <Select options={customerClass.options.map((value) => ({ value, label: className(value) }))} />
      </Form.Item>
      <Form.Item name="areaType" label={t("area")}>
        <Select options={areaType.options.map((value) => ({ value, label: areaName(value) }))} />
      </Form.Item>
      <Form.Item name="priority" label={t("priority")}>
        <Select options={priority.options.map((value) => ({ value, label: priorityName(value) }))} />
      </Form.Item>
      <Form.Item name="greenChannel" label={t("green")} extra={t("greenMore")}>
        <Input maxLength={200} />
      </Form.Item>
      <OwnWords label={t("reason")} rows={2} />
    </FormModal>
  );
}
