/** Who it is, in two lines: name, tags with their reasons, address, phone, paper; and who else has the page open. */
import type { ReactNode } from "react";
import type { Recognition } from "../../../contracts/customers/recognition.ts";
import { Icon } from "../../parts/icons.tsx";
import { defineWords } from "../../parts/words.ts";
import { ClassTags, RegisterTags } from "./tags.tsx";
import type { Other } from "./use-presence.ts";
import { kindName, stageName } from "./words.ts";

const t = defineWords({
  also: ["{names} 也在看", "{names} also has this open"],
  editing: ["{names} 正在修改", "{names} is editing this"],
  phone: ["电话", "Phone"],
  paper: ["证件", "Paper"],
  address: ["用电地址", "Address"],
  between: ["、", ", "],
});

type Props = {
  customer: Recognition["customer"];
  classes: Recognition["classes"];
  others: readonly Other[];
  children?: ReactNode;
};

export function CustomerHead({ customer, classes, others, children }: Props) {
  const { kind, stage, name, phone, paper, address } = customer;
  return (
    <header className="cust-head">
      <div className="cust-name">
        <h2 data-testid="customer-name">{name}</h2>
        <span>
          {kindName(kind)}
          {stage !== "current" && ` · ${stageName(stage)}`}
        </span>
        <div className="cust-head-keys">{children}</div>
      </div>
      <dl className="cust-facts">
        <Fact name={t("phone")} value={phone} />
        <Fact name={t("paper")} value={paper} />
        <Fact name={t("address")} value={address} />
      </dl>
      <div className="cust-tags">
        <RegisterTags registers={customer.registers} />
        <ClassTags classes={classes} />
      </div>
      <Others others={others} />
    </header>
  );
}

function Fact({ name, value }: { name: string; value: string | null }) {
  if (!value) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** Colleagues who have the same customer open now; one who edits is a warning. */
export function Others({ others }: { others: readonly Other[] }) {
  const names = (editing: boolean) =>
    others
      .filter(({ isEditing }) => isEditing === editing)
      .map(({ name }) => name)
      .join(t("between"));
  return (
    <div className="cust-others" role="status">
      {names(true) && (
        <span className="is-editing">
          <Icon name="alert" /> {t("editing", { names: names(true) })}
        </span>
      )}
      {names(false) && (
        <span>
          <Icon name="eye" /> {t("also", { names: names(false) })}
        </span>
      )}
    </div>
  );
}
