/** Where one is in the archive is in the address: customer, day, tab and open form survive a reload and can be linked. */
import { address, useRoute } from "../../../staff/router.ts";

export const tabs = ["overview", "accounts", "people", "documents", "timeline"] as const;
export type Tab = (typeof tabs)[number];

export function useArchiveRoute() {
  const { path, query } = useRoute();
  const customerId = path[1];
  const asOf = query.get("asOf") ?? undefined;
  const tab = tabs.find((one) => one === query.get("tab")) ?? "overview";
  /** The open form: `customer`, `account.<id>`, `meter.<point>` … */
  const edit = query.get("edit") ?? undefined;
  const to = (change: { asOf?: string | null; tab?: Tab; edit?: string | null }) => {
    if (!customerId) return;
    location.hash = address(["customers", customerId], { asOf, tab, edit, ...change });
  };
  return { customerId, asOf, tab, edit, to };
}

export const openCustomer = (customerId: string): void => {
  location.hash = address(["customers", customerId]);
};
