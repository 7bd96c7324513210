/** The form that the address names: `customer`, `account.<id>`, `meter.<point>` … */
import { useCustomerCache } from "../queries.ts";
import { CloseForm, TransferForm } from "./account-endings.tsx";
import { AccountForm, OpenAccountForm, PremiseForm } from "./account-forms.tsx";
import type { Archive } from "./archive-customer.tsx";
import { useArchiveRoute } from "./archive-route.ts";
import { ChangeForm } from "./change-form.tsx";
import { CustomerForm, EndForm, PersonForm, PinForm, RelationForm } from "./customer-forms.tsx";
import { MeterForm, RemoveMeterForm } from "./meter-forms.tsx";
import { RegisterForm } from "./register-form.tsx";
import { ContractForm, MeteringForm, SupplyForm } from "./supply-forms.tsx";

export type EditProps = {
  archive: Archive;
  /** Ids behind the name of the form. */
  ids: readonly string[];
  /** After saving: what is shown is asked for again. */
  onSaved: () => Promise<unknown>;
  onClose: () => void;
};

const forms = {
  customer: CustomerForm,
  change: ChangeForm,
  pin: PinForm,
  unpin: EndForm,
  register: RegisterForm,
  person: PersonForm,
  unperson: EndForm,
  relation: RelationForm,
  unrelate: EndForm,
  "open-account": OpenAccountForm,
  account: AccountForm,
  premise: PremiseForm,
  transfer: TransferForm,
  close: CloseForm,
  supply: SupplyForm,
  metering: MeteringForm,
  meter: MeterForm,
  unmeter: RemoveMeterForm,
  contract: ContractForm,
} as const;

export function Edits({ archive, edit }: { archive: Archive; edit: string }) {
  const { to } = useArchiveRoute();
  const { changed } = useCustomerCache();
  const [name = "", ...ids] = edit.split(".");
  if (!(name in forms)) return null;
  const Form = forms[name as keyof typeof forms];
  return (
    <Form
      key={edit}
      name={name}
      archive={archive}
      ids={ids}
      onSaved={() => changed(archive.id)}
      onClose={() => to({ edit: null })}
    />
  );
}
