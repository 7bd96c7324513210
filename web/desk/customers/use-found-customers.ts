/** Customers for the command palette: found while somebody types, two characters are enough. */
import { groupedAccount } from "../../../contracts/customers/numbers.ts";
import { defineWords } from "../../parts/words.ts";
import type { Action } from "../../staff/action.ts";
import { address } from "../../staff/router.ts";
import { useMe } from "../../staff/session.tsx";
import { useSearch } from "./queries.ts";
import { useSettled } from "./use-settled.ts";

const t = defineWords({ group: ["客户", "Customer"], open: ["打开 {who}", "Open {who}"] });

/** Typing pauses at least this long before a search goes out, in milliseconds. */
const pauseMs = 250;
/** Enough to choose from below the commands. */
const shownAtMost = 6;

export function useFoundCustomers(text: string): readonly Action[] {
  const may = useMe().capabilities.includes("customers.read");
  const settled = useSettled(text, pauseMs);
  const { data } = useSearch(may ? settled : "");
  if (!may || text === "" || settled !== text) return [];
  return (data?.hits ?? [])
    .slice(0, shownAtMost)
    .map(({ customer: { id, name, accountNumbers, address: at } }) => ({
      id: `customer-${id}`,
      group: t("group"),
      label: t("open", {
        who: [name, accountNumbers[0] && groupedAccount(accountNumbers[0]), at].filter(Boolean).join(" · "),
      }),
      run: () => {
        location.hash = address(["customers", id]);
      },
    }));
}
