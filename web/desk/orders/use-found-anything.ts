/** What the command palette finds on the server: kinds of order to take, orders, customers. */
import { listTypes } from "../../../contracts/orders/intake.ts";
import { defineWords, pick } from "../../parts/words.ts";
import type { Action } from "../../staff/action.ts";
import { useAsk } from "../../staff/query.ts";
import { useMe } from "../../staff/session.tsx";
import { useFoundCustomers } from "../customers/use-found-customers.ts";
import { useSettled } from "../customers/use-settled.ts";
import { rankTypes } from "./intake/rank-types.ts";
import { useFindOrders } from "./queries.ts";
import { intakeAt, orderAt } from "./routes.ts";
import { orderStateName } from "./words.ts";

const t = defineWords({
  take: ["受理 {name}", "Take: {name}"],
  group: ["受理", "Intake"],
  orders: ["工单", "Order"],
});

/** Typing pauses at least this long before a search goes out, in milliseconds. */
const pauseMs = 250;
/** Two characters are enough to look for an order or a kind. */
const least = 2;
const typesMost = 4;
const ordersMost = 5;

const open = (hash: string) => () => {
  location.hash = hash;
};

export function useFoundAnything(text: string): readonly Action[] {
  const types = useFoundTypes(text);
  const orders = useFoundOrders(text);
  const customers = useFoundCustomers(text);
  return [...types, ...orders, ...customers];
}

function useFoundTypes(text: string): readonly Action[] {
  const may = useMe().capabilities.includes("orders.accept");
  const { data } = useAsk(listTypes, {}, { enabled: may });
  if (!may || [...text].length < least) return [];
  return rankTypes(data?.types ?? [], text)
    .slice(0, typesMost)
    .map(({ code, name }) => ({
      id: `take-${code}`,
      group: t("group"),
      label: t("take", { name: pick(name) }),
      run: open(intakeAt({ type: code })),
    }));
}

function useFoundOrders(text: string): readonly Action[] {
  const may = useMe().capabilities.includes("orders.read");
  const settled = useSettled(text, pauseMs);
  const isLooking = may && [...settled].length >= least;
  const { data } = useFindOrders({ text: settled, limit: ordersMost }, isLooking);
  if (!isLooking || settled !== text) return [];
  return (data?.orders ?? []).map(({ id, number, typeName, customerName, address, state }) => ({
    id: `order-${id}`,
    group: t("orders"),
    label: [number, pick(typeName), customerName, address, orderStateName(state)].filter(Boolean).join(" · "),
    run: open(orderAt(id)),
  }));
}
