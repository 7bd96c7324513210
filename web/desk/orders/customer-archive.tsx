/** A customer's archive, opened from an order by somebody who has no window. */
import { useCallback, useState } from "react";
import { useMe } from "../../staff/session.tsx";
import { useShortcuts } from "../../staff/use-shortcuts.ts";
import { customerActions, type PanelHandles } from "../customers/actions.ts";
import { ArchivePage } from "../customers/archive/archive-page.tsx";
import type { Recent } from "../customers/use-desk-customer.ts";

const recentMost = 8;

export function CustomerArchive({ path }: { path: readonly string[] }) {
  const mayEdit = useMe().capabilities.includes("customers.edit");
  const [recent, setRecent] = useState<readonly Recent[]>([]);
  const [handles, setHandles] = useState<PanelHandles>({});
  const lend = useCallback((part: Partial<PanelHandles>) => setHandles((last) => ({ ...last, ...part })), []);
  const remember = (customer: Recent) =>
    setRecent((last) => [customer, ...last.filter(({ id }) => id !== customer.id)].slice(0, recentMost));
  const open = path[0] === "new" ? undefined : path[0];
  const all = customerActions({
    panel: { open, view: "customer", recent, remember, show: () => {}, openCustomer: () => {} },
    handles,
    mayEdit,
    isArchiveOpen: true,
    archiveOf: open,
    record: () => {},
  });
  const actions = { ...all, archive: { ...all.archive, run: () => history.back() } };
  useShortcuts([actions.find, actions.archive], () => {});
  return <ArchivePage path={path} actions={actions} recent={recent} remember={remember} lend={lend} />;
}
