/** The one field and what it finds: hits, candidates, and who was open before. */
import { Button, Spin } from "antd";
import { type KeyboardEvent, type RefObject, useId } from "react";
import { groupedAccount } from "../../../contracts/customers/numbers.ts";
import { Icon } from "../../parts/icons.tsx";
import { defineWords } from "../../parts/words.ts";
import { Keys } from "../../staff/keys.tsx";
import { useMe } from "../../staff/session.tsx";
import { Matters } from "./parts.tsx";
import { useRecognition } from "./queries.ts";
import { Failed } from "./states.tsx";
import type { Recent } from "./use-desk-customer.ts";
import type { FinderState, Found } from "./use-finder.ts";
import { kindName, queryName } from "./words.ts";

const t = defineWords({
  field: ["刷证件，或输入证件、电话、户号、表号、姓名、地址", "Card, phone, account, meter, name or address"],
  short: ["证件 / 电话 / 户号 / 姓名 / 地址", "Card / phone / account / name"],
  hits: ["找到", "Found"],
  several: ["这个号码有 {n} 位客户，请选一位", "{n} customers have this number; choose one"],
  more: ["还有更多，请再输几个字", "There are more; type on"],
  nobody: ["没有匹配的客户", "No customer matches"],
  recent: ["最近打开", "Recently open"],
  noRecent: ["打开过的客户会列在这里", "Customers you opened are listed here"],
  create: ["新建客户", "New customer"],
  accounts: ["{n} 户", "{n} accounts"],
});

type FieldProps = {
  finder: FinderState;
  field: RefObject<HTMLInputElement | null>;
  listId: string;
  keys?: string | undefined;
};

export function FinderField({ finder, field, listId, keys }: FieldProps) {
  const messageId = useId();
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    // Enter that ends a composition belongs to the input method.
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown") finder.move(1);
    else if (event.key === "ArrowUp") finder.move(-1);
    else if (event.key === "Enter") finder.enter();
    else if (event.key === "Escape" && finder.text !== "") finder.clear();
    else if (event.key === "Escape") event.currentTarget.blur();
    else return;
    event.preventDefault();
  };
  return (
    <div className="cust-field">
      <div className="cust-field-box">
        <Icon name="person" />
        <input
          ref={field}
          role="combobox"
          aria-label={t("field")}
          aria-expanded={finder.hits.length > 0}
          aria-controls={listId}
          aria-activedescendant={finder.at >= 0 ? `${listId}-${finder.at}` : undefined}
          aria-describedby={finder.message ? messageId : undefined}
          aria-keyshortcuts={keys}
          placeholder={t("short")}
          title={t("field")}
          value={finder.text}
          maxLength={100}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => finder.type(target.value)}
          onKeyDown={press}
        />
        {finder.isBusy ? <Spin size="small" /> : <Keys keys={keys} />}
      </div>
      <p id={messageId} className="cust-field-message" role="alert">
        {finder.message}
      </p>
    </div>
  );
}

type ListProps = {
  finder: FinderState;
  listId: string;
  recent: readonly Recent[];
  openId: string | undefined;
  /** What is open with the customer stands here, too. */
  hasMatters?: boolean;
  onRecent: (customerId: string) => void;
  onCreate?: (() => void) | undefined;
};

export function FinderList({ finder, listId, recent, openId, hasMatters, onRecent, onCreate }: ListProps) {
  const isLooking = finder.hits.length > 0 || finder.isEmpty || finder.searchError !== null;
  return (
    <div className="cust-list">
      {finder.candidates.length > 0 && <h3>{t("several", { n: finder.candidates.length })}</h3>}
      {isLooking && finder.candidates.length === 0 && <h3>{t("hits")}</h3>}
      <div id={listId} role="listbox" aria-label={t("hits")}>
        {finder.hits.map((hit, index) => (
          <Hit
            key={hit.customer.id}
            id={`${listId}-${index}`}
            hit={hit}
            isChosen={index === finder.at}
            onPoint={() => finder.point(index)}
            onOpen={() => finder.open(hit.customer)}
          />
        ))}
      </div>
      {finder.isEmpty && <p className="cust-nothing">{t("nobody")}</p>}
      {finder.searchError !== null && <Failed error={finder.searchError} onAgain={finder.searchAgain} />}
      {finder.hasMore && <p className="cust-nothing">{t("more")}</p>}
      {!isLooking && (
        <>
          {openId && hasMatters && <MattersOf customerId={openId} />}
          <h3>{t("recent")}</h3>
          {recent.length === 0 && <p className="cust-nothing">{t("noRecent")}</p>}
          <ul className="cust-recent">
            {recent.map(({ id, name, accountNumbers }) => (
              <li key={id}>
                <button type="button" aria-current={id === openId} onClick={() => onRecent(id)}>
                  <strong>{name}</strong>
                  <small>{accountNumbers[0] && groupedAccount(accountNumbers[0])}</small>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      {onCreate && (finder.isEmpty || finder.message) && (
        <Button size="small" icon={<Icon name="person" />} onClick={onCreate}>
          {t("create")}
        </Button>
      )}
    </div>
  );
}

function MattersOf({ customerId }: { customerId: string }) {
  const { data } = useRecognition(customerId);
  const ordersElsewhere = useMe().capabilities.includes("orders.read");
  return data ? <Matters matters={data.matters} ordersElsewhere={ordersElsewhere} /> : null;
}

type HitProps = { id: string; hit: Found; isChosen: boolean; onPoint: () => void; onOpen: () => void };

function Hit({ id, hit: { customer, why }, isChosen, onPoint, onOpen }: HitProps) {
  const number = customer.accountNumbers[0];
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus and moves through the list
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isChosen}
      onMouseMove={onPoint}
      onClick={onOpen}
      className="cust-hit"
    >
      <strong>
        {customer.name}
        {customer.kind !== "individual" && <small> {kindName(customer.kind)}</small>}
      </strong>
      <span className="cust-number">
        {number && groupedAccount(number)}
        {customer.accountCount > 1 && ` · ${t("accounts", { n: customer.accountCount })}`}
      </span>
      <span className="cust-address">{customer.address}</span>
      <small>
        {[customer.phone, customer.paper].filter(Boolean).join(" · ")}
        {why.map((kind) => (
          <i key={kind}>{queryName(kind)}</i>
        ))}
      </small>
    </div>
  );
}
