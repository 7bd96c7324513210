/** Whose order it is: the customer of the number at the window, or one ID in; then which of their accounts. */
import { Button } from "antd";
import { type KeyboardEvent, type RefObject, useEffect, useEffectEvent, useId } from "react";
import { groupedAccount } from "../../../../contracts/customers/numbers.ts";
import type { Recognition } from "../../../../contracts/customers/recognition.ts";
import { Icon } from "../../../parts/icons.tsx";
import { useWedge } from "../../../parts/use-wedge.ts";
import { defineWords, pick } from "../../../parts/words.ts";
import type { Card } from "../../../reader/card.ts";
import { useCardReader } from "../../../reader/use-card-reader.ts";
import { FinderField, FinderList } from "../../customers/finder.tsx";
import { useRecognition } from "../../customers/queries.ts";
import { Shown } from "../../customers/states.tsx";
import { useFinder } from "../../customers/use-finder.ts";

const t = defineWords({
  customer: ["客户", "Customer"],
  change: ["换一位", "Another"],
  accounts: ["哪一户？", "Which account?"],
  noAccount: ["名下没有户", "No account"],
  without: [
    "新客户可不识别，直接填写联系人和地址。",
    "A new customer may stay unknown; give contact and place.",
  ],
});

type Props = {
  customerId: string | undefined;
  accountId: string | undefined;
  needsAccount: boolean;
  field: RefObject<HTMLInputElement | null>;
  onCustomer: (customerId: string | undefined) => void;
  onAccount: (accountId: string) => void;
  /** A card was read that nobody has. */
  onStranger: (card: Card) => void;
  /** All that there is to say here is said. */
  onDone: () => void;
};

export function CustomerPart({ customerId, field, needsAccount, onCustomer, onStranger, ...rest }: Props) {
  const list = useId();
  const finder = useFinder({ onOpen: ({ id }) => onCustomer(id), onStranger });
  useWedge(finder.present);
  useCardReader(finder.presentCard);
  if (customerId) {
    return (
      <Known
        key={customerId}
        customerId={customerId}
        needsAccount={needsAccount}
        onChange={() => onCustomer(undefined)}
        {...rest}
      />
    );
  }
  const isLooking = finder.text !== "" || finder.candidates.length > 0;
  return (
    <section className="intake-customer" aria-label={t("customer")}>
      <h3>{t("customer")}</h3>
      <FinderField finder={finder} field={field} listId={list} />
      {isLooking ? (
        <FinderList finder={finder} listId={list} recent={[]} openId={undefined} onRecent={onCustomer} />
      ) : (
        !needsAccount && <p className="order-hint">{t("without")}</p>
      )}
    </section>
  );
}

type KnownProps = Pick<Props, "accountId" | "needsAccount" | "onAccount" | "onDone"> & {
  customerId: string;
  onChange: () => void;
};

function Known({ customerId, ...rest }: KnownProps) {
  const asked = useRecognition(customerId);
  return (
    <Shown asked={asked} rows={2}>
      {(recognition) => <Accounts recognition={recognition} {...rest} />}
    </Shown>
  );
}

type AccountsProps = Omit<KnownProps, "customerId"> & { recognition: Recognition };

function Accounts({ recognition, accountId, needsAccount, onAccount, onChange, onDone }: AccountsProps) {
  const { customer, accounts } = recognition;
  const name = useId();
  const [only, ...others] = accounts;
  const isSingle = only !== undefined && others.length === 0;
  const loaded = useEffectEvent(() => {
    // With one account there is nothing to choose; a new connection is about none of those there are.
    if (needsAccount && isSingle && !accountId) onAccount(only.id);
    if (!needsAccount || isSingle || accounts.length === 0) onDone();
    else requestAnimationFrame(() => document.getElementById(`${name}-0`)?.focus());
  });
  useEffect(() => loaded(), []);
  const press = (event: KeyboardEvent) => {
    const account = accounts[Number(event.key) - 1];
    if (event.key === "Enter" && accountId) onDone();
    else if (account) onAccount(account.id);
    else return;
    event.preventDefault();
  };
  return (
    <section className="intake-customer" aria-label={t("customer")}>
      <h3>
        {t("customer")}
        <Button size="small" type="link" onClick={onChange}>
          {t("change")}
        </Button>
      </h3>
      <p className="intake-who">
        <Icon name="person" /> <b data-testid="intake-customer">{customer.name}</b>
        <span>{[customer.phone, customer.address].filter(Boolean).join(" · ")}</span>
      </p>
      {needsAccount && accounts.length === 0 && <p className="order-error">{t("noAccount")}</p>}
      {needsAccount && accounts.length > 0 && (
        <fieldset className="intake-accounts" onKeyDown={press}>
          <legend>{t("accounts")}</legend>
          {accounts.map((account, index) => (
            <label key={account.id}>
              <input
                id={`${name}-${index}`}
                type="radio"
                name={name}
                checked={account.id === accountId}
                onChange={() => onAccount(account.id)}
              />
              <span className="order-digit" aria-hidden="true">
                {index + 1}
              </span>
              <b>{groupedAccount(account.number)}</b>
              <span>
                {pick(account.useName)} · {pick(account.voltageName)}
              </span>
              <small>{account.address}</small>
            </label>
          ))}
        </fieldset>
      )}
    </section>
  );
}
