/** Whom to tell and where: what the archive has stands there already; only what differs is typed. */
import { Input, Select } from "antd";
import { useId } from "react";
import type { OrderType } from "../../../../contracts/orders/shapes.ts";
import { priority, secrecy } from "../../../../contracts/orders/shapes.ts";
import { defineWords } from "../../../parts/words.ts";
import { useRecognition } from "../../customers/queries.ts";
import { priorityName, secrecyName } from "../words.ts";
import { AccusedField } from "./accused-field.tsx";
import type { Said } from "./application.ts";

const t = defineWords({
  contact: ["联系人", "Contact"],
  phone: ["联系电话", "Phone"],
  address: ["用电地址", "Place"],
  asArchive: ["同档案：{value}", "As in the archive: {value}"],
  demand: ["诉求与说明", "What is wanted"],
  priority: ["优先级", "Priority"],
  secrecy: ["保密", "Secrecy"],
});

type Props = { said: Said; type: OrderType; onChange: (part: Partial<Said>) => void };

export function ContactPart({ said, type, onChange }: Props) {
  const id = useId();
  const isComplaint = type.family === "complaint";
  const known = useKnown(said.customerId, said.accountId);
  const text = (
    key: "contactName" | "contactPhone" | "address",
    label: string,
    archived: string | null | undefined,
    max: number,
  ) => (
    <div className="order-field" data-field={key}>
      <label htmlFor={`${id}-${key}`}>{label}</label>
      <Input
        id={`${id}-${key}`}
        value={said[key]}
        maxLength={max}
        autoComplete="off"
        {...(archived && { placeholder: t("asArchive", { value: archived }) })}
        onChange={({ target }) => onChange({ [key]: target.value })}
      />
    </div>
  );
  return (
    <div className="order-fields">
      {text("contactName", t("contact"), known.name, 100)}
      {text("contactPhone", t("phone"), known.phone, 30)}
      <div className="order-field is-wide" data-field="address">
        <label htmlFor={`${id}-address`}>{t("address")}</label>
        <Input
          id={`${id}-address`}
          value={said.address}
          maxLength={300}
          autoComplete="off"
          {...(known.address && { placeholder: t("asArchive", { value: known.address }) })}
          onChange={({ target }) => onChange({ address: target.value })}
        />
      </div>
      <div className="order-field is-wide" data-field="demand">
        <label htmlFor={`${id}-demand`}>{t("demand")}</label>
        <Input.TextArea
          id={`${id}-demand`}
          value={said.demand}
          maxLength={4_000}
          autoSize={{ minRows: 1, maxRows: 6 }}
          onChange={({ target }) => onChange({ demand: target.value })}
        />
      </div>
      <div className="order-field" data-enter-skip>
        <label htmlFor={`${id}-priority`}>{t("priority")}</label>
        <Select
          id={`${id}-priority`}
          value={said.priority}
          onChange={(next) => onChange({ priority: next })}
          options={priority.options.map((value) => ({ value, label: priorityName(value) }))}
        />
      </div>
      {isComplaint && (
        <div className="order-field" data-enter-skip>
          <label htmlFor={`${id}-secrecy`}>{t("secrecy")}</label>
          <Select
            id={`${id}-secrecy`}
            value={said.secrecy}
            onChange={(next) => onChange({ secrecy: next })}
            options={secrecy.options.map((value) => ({ value, label: secrecyName(value) }))}
          />
        </div>
      )}
      {isComplaint && <AccusedField accused={said.accused} onChange={(accused) => onChange({ accused })} />}
    </div>
  );
}

/** What the archive would fill in by itself. */
function useKnown(customerId: string | undefined, accountId: string | undefined) {
  const { data } = useRecognition(customerId ?? "", customerId !== undefined);
  const account = data?.accounts.find(({ id }) => id === accountId);
  return customerId && data
    ? { name: data.customer.name, phone: data.customer.phone, address: account?.address }
    : { name: undefined, phone: undefined, address: undefined };
}
