/** Urging and supervising an order, consulting colleagues, promising the customer something, merging and splitting. */
import { Checkbox, Form, Input, Select } from "antd";
import { mergeOrder, splitOrder, superviseOrder, urgeOrder } from "../../../../contracts/orders/care.ts";
import { consultColleagues, promiseCustomer } from "../../../../contracts/orders/care-promises.ts";
import type { OrderPage } from "../../../../contracts/orders/page.ts";
import type { OrderReason } from "../../../../contracts/orders/shapes.ts";
import { call } from "../../../parts/api.ts";
import { defineWords } from "../../../parts/words.ts";
import { FormModal } from "../../../staff/form-modal.tsx";
import { MomentPicker } from "../../../staff/moment-picker.tsx";
import { ReasonDialog } from "./reason-dialog.tsx";
import { usePeople } from "./use-people.ts";
import { useSimilar } from "./use-similar.ts";

const t = defineWords({
  urge: ["登记催办", "Urge"],
  said: ["客户怎么说", "What the customer said"],
  insisted: ["已说明进度，客户仍要求催办", "Told the progress; the customer insists"],
  supervise: ["督办", "Supervise"],
  level: ["级别", "Level"],
  L2: ["部门督办", "Department"],
  L3: ["领导督办", "Management"],
  L4: ["公司督办", "Head of the company"],
  reason: ["原因", "Reason"],
  demanded: ["要求", "What is demanded"],
  consult: ["协同会商", "Consult colleagues"],
  question: ["要会商的问题", "The question"],
  people: ["请谁会商", "Whom to ask"],
  promise: ["向客户承诺", "Promise the customer"],
  text: ["承诺内容", "What is promised"],
  dueAt: ["什么时候之前", "By when"],
  merge: ["合并工单", "Merge"],
  into: ["并入哪张工单", "Into which order"],
  mergeMore: [
    "本单并入所选工单，保留自己的编号、时限和回访；可以再拆分。",
    "This order goes along with the chosen one and keeps its number, clocks and return visit; it can be split again.",
  ],
  split: ["拆分工单", "Split"],
  short: ["请填写（至少 2 个字）", "Two characters or more"],
  choose: ["请选择", "Choose"],
});

export type CareKind = "urge" | "supervise" | "consult" | "promise" | "merge" | "split";
type Props = {
  kind: CareKind;
  page: OrderPage;
  stepId: string | undefined;
  reasons: readonly OrderReason[];
  onClose: () => void;
};

/** Asked for when drawn: the language may change. */
const text = () => [{ required: true, min: 2, whitespace: true, message: t("short") }];
const chosen = () => [{ required: true, message: t("choose") }];

export function CareDialog({ kind, page, stepId, reasons, onClose }: Props) {
  const orderId = page.order.id;
  const at = { params: { orderId } };
  switch (kind) {
    case "urge":
      return (
        <FormModal<{ said: string; isInsisted?: boolean }>
          title={t("urge")}
          initial={{}}
          onSave={({ said, isInsisted = false }) => call(urgeOrder, { ...at, body: { said, isInsisted } })}
          onClose={onClose}
        >
          <Form.Item name="said" label={t("said")} rules={text()}>
            <Input.TextArea rows={3} maxLength={1_000} autoFocus />
          </Form.Item>
          <Form.Item name="isInsisted" valuePropName="checked" noStyle>
            <Checkbox>{t("insisted")}</Checkbox>
          </Form.Item>
        </FormModal>
      );
    case "supervise":
      return (
        <FormModal<{ level: "L2" | "L3" | "L4"; reason: string; demanded: string }>
          title={t("supervise")}
          initial={{ level: "L2" }}
          saveLabel={t("supervise")}
          onSave={(body) => call(superviseOrder, { ...at, body })}
          onClose={onClose}
        >
          <Form.Item name="level" label={t("level")} rules={chosen()}>
            <Select options={(["L2", "L3", "L4"] as const).map((value) => ({ value, label: t(value) }))} />
          </Form.Item>
          <Form.Item name="reason" label={t("reason")} rules={text()}>
            <Input maxLength={500} />
          </Form.Item>
          <Form.Item name="demanded" label={t("demanded")} rules={text()}>
            <Input.TextArea rows={3} maxLength={2_000} />
          </Form.Item>
        </FormModal>
      );
    case "consult":
      return <ConsultDialog orderId={orderId} stepId={stepId} onClose={onClose} />;
    case "promise":
      return (
        <FormModal<{ text: string; dueAt: string }>
          title={t("promise")}
          initial={{}}
          saveLabel={t("promise")}
          onSave={(body) => call(promiseCustomer, { ...at, body })}
          onClose={onClose}
        >
          <Form.Item name="text" label={t("text")} rules={text()}>
            <Input.TextArea rows={2} maxLength={500} autoFocus />
          </Form.Item>
          <Form.Item name="dueAt" label={t("dueAt")} rules={chosen()}>
            <MomentPicker />
          </Form.Item>
        </FormModal>
      );
    case "merge":
      return <MergeDialog orderId={orderId} reasons={reasons} onClose={onClose} />;
    case "split":
      return (
        <ReasonDialog
          title={t("split")}
          reasons={reasons}
          customerId={null}
          onSave={({ reasonCode, reason }) => call(splitOrder, { ...at, body: { reasonCode, reason } })}
          onClose={onClose}
        />
      );
  }
}

type ConsultProps = { orderId: string; stepId: string | undefined; onClose: () => void };

function ConsultDialog({ orderId, stepId, onClose }: ConsultProps) {
  const people = usePeople(orderId, stepId, true);
  return (
    <FormModal<{ question: string; staffIds: string[] }>
      title={t("consult")}
      initial={{}}
      saveLabel={t("consult")}
      onSave={({ question, staffIds }) =>
        call(consultColleagues, { params: { orderId }, body: { question, staffIds } })
      }
      onClose={onClose}
    >
      <Form.Item name="question" label={t("question")} rules={text()}>
        <Input.TextArea rows={3} maxLength={2_000} autoFocus />
      </Form.Item>
      <Form.Item name="staffIds" label={t("people")} rules={chosen()}>
        <Select mode="multiple" showSearch={{ optionFilterProp: "label" }} options={[...people]} />
      </Form.Item>
    </FormModal>
  );
}

type MergeProps = { orderId: string; reasons: readonly OrderReason[]; onClose: () => void };

function MergeDialog({ orderId, reasons, onClose }: MergeProps) {
  const candidates = useSimilar(orderId);
  return (
    <ReasonDialog
      title={t("merge")}
      explain={t("mergeMore")}
      reasons={reasons}
      target={{ label: t("into"), options: candidates }}
      customerId={null}
      onSave={({ reasonCode, reason, target }) =>
        call(mergeOrder, {
          params: { orderId },
          // What was written is the proof as well, where the reason asks for one.
          body: { mainId: target ?? "", reasonCode, reason, proof: reason.slice(0, 300) },
        })
      }
      onClose={onClose}
    />
  );
}
