/**
 * Finding an order: by its number or the last six digits, by a phone, an account or a customer, by the outage it
 * belongs to, and by words of its title, address and contact. What can be meant is looked for in that order; the first that finds something is the answer.
 */
import type { AnswerOf, InputOf } from "../../../../contracts/endpoint.ts";
import type { findOrders as endpoint } from "../../../../contracts/orders.ts";
import type { Context } from "../../../foundation/context.ts";
import { accountsNumbered, phoneBlind } from "../../customers/index.ts";
import { outageRefIn } from "../link-outage.ts";
import * as store from "../store/read-find.ts";
import { orderLines } from "./lines.ts";

type Body = InputOf<typeof endpoint>["body"];

const wordsMost = 4;

export async function findOrders(ctx: Context, body: Body): Promise<AnswerOf<typeof endpoint>> {
  const { text, limit, customerId, accountId, typeCode, openOnly } = body;
  const callerId = ctx.actor.kind === "staff" ? ctx.actor.id : "";
  const filter = { callerId, customerId, accountId, typeCode, openOnly };
  const found = await idsFor(ctx, text.normalize("NFKC").trim(), filter, limit + 1);
  return {
    orders: await orderLines(ctx, found.slice(0, limit)),
    hasMore: found.length > limit,
  };
}

async function idsFor(
  ctx: Context,
  text: string,
  filter: store.FindFilter,
  most: number,
): Promise<readonly string[]> {
  const whose = { phone: null, accountIds: [], customerId: filter.customerId };
  // An account was chosen without words: all of its orders.
  if (text === "")
    return filter.customerId === null && filter.accountId === null
      ? []
      : store.findByWhose(
          ctx,
          { ...whose, accountIds: filter.accountId === null ? [] : [filter.accountId] },
          filter,
          most,
        );
  const bare = text.replace(/[\s-]/g, "");
  for (const find of waysOf(ctx, bare, text, filter, most)) {
    const found = await find();
    if (found.length > 0) return found;
  }
  return [];
}

function waysOf(ctx: Context, bare: string, text: string, filter: store.FindFilter, most: number) {
  const ways: (() => Promise<readonly string[]>)[] = [];
  if (/^\d{13}$/.test(bare)) ways.push(() => store.findByNumber(ctx, bare, filter));
  const phone = phoneBlind(ctx, bare);
  if (phone)
    ways.push(() => store.findByWhose(ctx, { phone, accountIds: [], customerId: null }, filter, most));
  if (/^[\dA-Za-z]{8,24}$/.test(bare))
    ways.push(async () => {
      const accountIds = (await accountsNumbered(ctx, bare)).map(({ id }) => id);
      if (accountIds.length === 0) return [];
      return store.findByWhose(ctx, { phone: null, accountIds, customerId: null }, filter, most);
    });
  const outageRef = outageRefIn({ outageRef: text });
  if (outageRef !== undefined) ways.push(() => store.findByOutage(ctx, outageRef, filter, most));
  if (/^\d{6}$/.test(bare)) ways.push(() => store.findByTail(ctx, bare, filter, most));
  // One character is in every second title.
  const words = text.split(/[\s,，、;；]+/).filter((word) => [...word].length >= 2);
  if (words.length > 0) ways.push(() => store.findByWords(ctx, words.slice(0, wordsMost), filter, most));
  return ways;
}
