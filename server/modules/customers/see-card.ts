/**
 * A card was held to a reader: the customer's timeline says so, once a day and kind of place. It is what a later dispute
 * asks for: was the original seen, and was it still good? Number, address and photo stay where they were.
 */
import type { CardSeen } from "../../../contracts/customers/shapes.ts";
import { actorName, type Context } from "../../foundation/context.ts";
import { today } from "./edit.ts";
import type { ReadScan } from "./rules/read-scan.ts";
import { tellCustomer } from "./tell-customer.ts";

const names = {
  "id-card": { zh: "居民身份证", en: "identity card" },
  "foreign-residence": { zh: "外国人永久居留身份证", en: "permanent resident's card" },
} as const satisfies Record<CardSeen["kind"], object>;

/** Only the number of a paper can have been read from a card. */
export const isPaper = ({ scans }: ReadScan): boolean => scans.some(({ how }) => how === "paper");

export function tellCardSeen(ctx: Context, customerId: string, { kind, expiresOn }: CardSeen): void {
  const day = today(ctx);
  const isExpired = expiresOn !== null && expiresOn < day;
  const { zh, en } = names[kind];
  const staff = ctx.actor.kind === "staff";
  tellCustomer(ctx, {
    customerId,
    entry: {
      key: `customers:card-seen:${customerId}:${day}:${ctx.actor.kind}`,
      kind: "document",
      title: { zh: `读卡器读取了${zh}`, en: `A reader read the ${en}` },
      channel: "hall",
      who: staff ? actorName(ctx.actor) : null,
      result: isExpired ? `证件已于 ${expiresOn} 到期` : "证件在有效期内",
      detail: { kind, expiresOn, isExpired },
    },
  });
}
