/** The archive over the desk: list on the left, one customer's whole page on the right. */
import { Button } from "antd";
import { useEffect, useId, useRef } from "react";
import { Icon } from "../../../parts/icons.tsx";
import { useWedge } from "../../../parts/use-wedge.ts";
import { defineWords } from "../../../parts/words.ts";
import { useCardReader } from "../../../reader/use-card-reader.ts";
import { ActionButton } from "../../../staff/action-button.tsx";
import { useMe } from "../../../staff/session.tsx";
import type { CustomerActions, PanelHandles } from "../actions.ts";
import { FinderField, FinderList } from "../finder.tsx";
import type { Recent } from "../use-desk-customer.ts";
import { useFinder } from "../use-finder.ts";
import { ArchiveCustomer } from "./archive-customer.tsx";
import { openCustomer } from "./archive-route.ts";
import { NewCustomer } from "./new-customer.tsx";
import "../customers.css";
import "./archive.css";

const t = defineWords({
  archive: ["客户档案", "Customer archive"],
  nobody: ["请查找或刷卡打开一位客户", "Look for a customer, or present a card"],
});

type Props = {
  path: readonly string[];
  actions: CustomerActions;
  recent: readonly Recent[];
  remember: (customer: Recent) => void;
  lend: (part: Partial<PanelHandles>) => void;
};

export function ArchivePage({ path, actions, recent, remember, lend }: Props) {
  const mayEdit = useMe().capabilities.includes("customers.edit");
  const field = useRef<HTMLInputElement>(null);
  const listId = useId();
  const finder = useFinder({ onOpen: ({ id }) => openCustomer(id) });
  useWedge(finder.present);
  useCardReader(finder.presentCard);
  // biome-ignore lint/correctness/useExhaustiveDependencies: lent once, for as long as the page stands
  useEffect(() => {
    lend({ focusField: () => field.current?.focus() });
    return () => lend({ focusField: undefined });
  }, []);
  const [customerId] = path;
  return (
    <main className="archive" aria-label={t("archive")}>
      <aside className="archive-list">
        <ActionButton action={actions.archive} icon={<Icon name="back" />} block />
        <FinderField finder={finder} field={field} listId={listId} keys={actions.find.keys} />
        <FinderList
          finder={finder}
          listId={listId}
          recent={recent}
          openId={customerId === "new" ? undefined : customerId}
          onRecent={openCustomer}
          onCreate={mayEdit ? () => openCustomer("new") : undefined}
        />
        {mayEdit && (
          <Button block onClick={() => openCustomer("new")}>
            {actions.create?.label}
          </Button>
        )}
      </aside>
      {customerId === "new" ? (
        <NewCustomer onDone={openCustomer} />
      ) : customerId ? (
        <ArchiveCustomer key={customerId} customerId={customerId} onLoaded={remember} />
      ) : (
        <section className="cust-nobody">
          <Icon name="person" size={48} />
          <h2>{t("nobody")}</h2>
        </section>
      )}
    </main>
  );
}
