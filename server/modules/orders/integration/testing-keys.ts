/** Other systems for tests: a key, and what a hotline sends. */
import type { CallOf } from "../../../../contracts/endpoint.ts";
import { createApiKey } from "../../../../contracts/identity.ts";
import type { handInOrder } from "../../../../contracts/orders.ts";
import type { Caller } from "../../identity/test-county.ts";
import type { TestOrders } from "../testing.ts";

type KeyWish = Partial<NonNullable<CallOf<typeof createApiKey>["body"]>>;

/** A caller that speaks with a fresh key; of 12345, for the whole company, unless said. */
export async function systemCaller(orders: TestOrders, wish: KeyWish = {}): Promise<Caller> {
  const security = await orders.signedIn("security-admin");
  const { body, status } = await security.call(createApiKey, {
    body: {
      name: "市12345平台",
      system: "12345",
      capabilities: ["orders.import", "orders.read"],
      unitId: orders.county.root,
      days: 30,
      reason: "试验",
      ...wish,
    },
  });
  if (status !== 200) throw new Error(`no key: ${JSON.stringify(body)}`);
  return orders.caller({ authorization: `Bearer ${body.key}` });
}

let made = 0;
export type HandedWish = Partial<NonNullable<CallOf<typeof handInOrder>["body"]>>;
export const handedOrder = (wish: HandedWish = {}) => ({
  ref: `QH2026-${++made}`,
  kind: "故障报修",
  demand: "青禾县人民路三号院从早上七点停电，家里有老人。",
  contactName: "陈禾",
  contactPhone: `137${String(made).padStart(8, "0")}`,
  address: `青禾县人民路${made}号`,
  ...wish,
});
