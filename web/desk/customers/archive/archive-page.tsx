import type { CustomerActions, PanelHandles } from "../actions.ts";
import type { Recent } from "../use-desk-customer.ts";

type Props = {
  path: readonly string[];
  actions: CustomerActions;
  recent: readonly Recent[];
  lend: (part: Partial<PanelHandles>) => void;
};
export function ArchivePage(_: Props) {
  return <main className="archive" />;
}
