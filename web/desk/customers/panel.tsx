/** Beside the queue: the one field, who it finds, and the customer of the number that was called. */
import { type ReactNode, type RefObject, useEffect, useId, useRef } from "react";
import type { CustomerLine } from "../../../contracts/customers/shapes.ts";
import type { Ticket } from "../../../contracts/hall.ts";
import { Icon } from "../../parts/icons.tsx";
import { useWedge } from "../../parts/use-wedge.ts";
import { defineWords } from "../../parts/words.ts";
import { useCardReader } from "../../reader/use-card-reader.ts";
import { address } from "../../staff/router.ts";
import type { CustomerActions, PanelHandles } from "./actions.ts";
import { CustomerDetail } from "./detail.tsx";
import { FinderField, FinderList } from "./finder.tsx";
import type { DeskCustomer } from "./use-desk-customer.ts";
import { useFinder } from "./use-finder.ts";
import { useWidth } from "./use-width.ts";
import "./customers.css";

const t = defineWords({
  panel: ["客户", "Customers"],
  customer: ["客户全景", "The whole customer"],
  unknown: ["{number} 的客户还没有识别", "The customer of {number} is not recognised yet"],
  unknownMore: [
    "请客户刷身份证或出示服务卡，也可输入电话、户号、表号。读卡器刷一下即可，不用先点输入框。",
    "Ask for the ID or service card, or type a phone, account or meter number. A reader works at once, wherever the cursor is.",
  ],
  nobody: ["没有打开客户", "No customer is open"],
  nobodyMore: ["叫号后自动打开；也可在上面查找。", "A call opens them by itself; or look above."],
});

type Props = {
  ticket: Ticket | null;
  panel: DeskCustomer;
  actions: CustomerActions;
  lend: (part: Partial<PanelHandles>) => void;
  mayCreate: boolean;
  onBind: (customerId: string | null) => void;
  /** Changes between the customer and the day. */
  switcher: ReactNode;
  /** What is shown instead of a customer. */
  day: ReactNode;
};

/** From here on, in pixels, list and detail stand side by side. */
const wideFrom = 740;

export function CustomerPanel({ ticket, panel, actions, lend, mayCreate, onBind, switcher, day }: Props) {
  const box = useRef<HTMLElement>(null);
  const isWide = useWidth(box) >= wideFrom;
  const field = useRef<HTMLInputElement>(null);
  const listId = useId();
  const finder = useFinder({
    onOpen: (customer: CustomerLine) => {
      panel.openCustomer(customer.id);
      panel.remember(customer);
      // The one field of an unrecognised number: who is recognised is who stands at the window.
      if (ticket && !ticket.customer) onBind(customer.id);
    },
  });
  useWedge((text) => {
    panel.show("customer");
    finder.present(text);
  });
  useCardReader((card) => {
    panel.show("customer");
    finder.presentCard(card);
  });
  useLentField(field, lend);
  const isLooking = finder.text !== "" || finder.candidates.length > 0 || finder.message !== undefined;
  const isSplit = isWide || isLooking;
  return (
    <section ref={box} className="cust-panel" aria-label={t("panel")}>
      <div className="cust-top">
        <FinderField finder={finder} field={field} listId={listId} keys={actions.find.keys} />
        {switcher}
      </div>
      {panel.view === "today" && !isLooking ? (
        day
      ) : (
        <div className={isSplit ? "cust-split is-split" : "cust-split"}>
          {isSplit && (
            <FinderList
              finder={finder}
              listId={listId}
              recent={panel.recent}
              openId={panel.open}
              hasMatters={isWide}
              onRecent={panel.openCustomer}
              onCreate={mayCreate ? goToNew : undefined}
            />
          )}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1) */}
          <section className="cust-detail" tabIndex={0} aria-label={t("customer")}>
            {panel.open ? (
              <CustomerDetail
                key={panel.open}
                customerId={panel.open}
                ticket={ticket}
                actions={actions}
                hasMatters={!isWide || isLooking}
                onBind={onBind}
                onLoaded={panel.remember}
                lendAnswer={(answer) => lend({ answer })}
              />
            ) : (
              <Nobody ticket={ticket} />
            )}
          </section>
        </div>
      )}
    </section>
  );
}

const goToNew = () => {
  location.hash = address(["customers", "new"]);
};

function Nobody({ ticket }: { ticket: Ticket | null }) {
  return (
    <div className="cust-nobody">
      <Icon name="person" size={48} />
      <h2>{ticket ? t("unknown", { number: ticket.number }) : t("nobody")}</h2>
      <p>{t(ticket ? "unknownMore" : "nobodyMore")}</p>
    </div>
  );
}

function useLentField(field: RefObject<HTMLInputElement | null>, lend: Props["lend"]): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: lent once, for as long as the panel stands
  useEffect(() => {
    const focusField = () => {
      field.current?.focus();
      field.current?.select();
    };
    lend({ focusField });
    return () => lend({ focusField: undefined });
  }, [field]);
}
