/** Urging and supervising an order, consulting colleagues, promising the customer something. */
import { Checkbox, Form, Select } from "antd";
import { superviseOrder, urgeOrder } from "../../../../contracts/orders/care.ts";
import { consultColleagues } from "../../../../contracts/orders/care-promises.ts";
import type { OrderPage } from "../../../../contracts/orders/page.ts";
import { call } from "../../../parts/api.ts";
import { defineWords } from "../../../parts/words.ts";
import { FormModal } from "../../../staff/form-modal.tsx";
import { PromiseDialog } from "./promise-dialog.tsx";
import { OwnWords } from "./reason-fields.tsx";
import { usePeople } from "./use-people.ts";

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
  choose: ["请选择", "Choose"],
});

export type CareKind = "urge" | "supervise" | "consult" | "promise";
type Props = {
  kind: CareKind;
  page: OrderPage;
  stepId: string | undefined;
  onClose: () => void;
};

/** Asked for when drawn: the language may change. */
const chosen = () => [{ required: true, message: t("choose") }];

export function CareDialog({ kind, page, stepId, onClose }: Props) {
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
          <OwnWords name="said" label={t("said")} maxLength={1_000} autoFocus />
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
          <OwnWords label={t("reason")} rows={1} />
          <OwnWords name="demanded" label={t("demanded")} maxLength={2_000} />
        </FormModal>
      );
    case "consult":
      return <ConsultDialog orderId={orderId} stepId={stepId} onClose={onClose} />;
    case "promise":
      return <PromiseDialog orderId={orderId} onClose={onClose} />;
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
      <OwnWords name="question" label={t("question")} maxLength={2_000} autoFocus />
      <Form.Item name="staffIds" label={t("people")} rules={chosen()}>
        <Select mode="multiple" showSearch={{ optionFilterProp: "label" }} options={[...people]} />
      </Form.Item>
    </FormModal>
  );
}
