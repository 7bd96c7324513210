/** Service cards (服务卡): a QR code that opens its customer at every desk and kiosk, and says nothing by itself. */
import shipped from "../../../../catalogue/service-card.json" with { type: "json" };
import type { issueCard as endpoint } from "../../../../contracts/customers/household-file.ts";
import type { AnswerOf } from "../../../../contracts/endpoint.ts";
import { actorName, type Context } from "../../../foundation/context.ts";
import { newId, newToken } from "../../../foundation/ids.ts";
import { Problem } from "../../../foundation/problem.ts";
import { companyName } from "../access-record.ts";
import { hashCardToken } from "../card-token.ts";
import { tellChange, today } from "../edit.ts";
import { mask } from "../masks.ts";
import { presentCustomer } from "../present-customer.ts";
import { readCustomer } from "../read-customer.ts";
import { insertCard, revokeCards } from "../store/cards.ts";
import { lockCustomer } from "../store/documents.ts";

/**
 * A new card; the ones before end, so that a lost card opens nothing. What is printed on it is masked for everybody: a
 * card lies about.
 * @throws thing.not_found, customers.merged
 */
export async function issueCard(ctx: Context, customerId: string): Promise<AnswerOf<typeof endpoint>> {
  const { name } = await presentCustomer(ctx, customerId);
  await lockCustomer(ctx, customerId);
  const { manager, unit, kind, accounts } = await readCustomer(ctx, customerId);
  const revoked = await revokeCards(ctx, customerId);
  const token = newToken();
  const cardId = newId();
  const by = actorName(ctx.actor);
  await insertCard(ctx, { id: cardId, customerId, tokenHash: hashCardToken(token), by });
  await tellChange(ctx, {
    of: [customerId],
    part: "document",
    action: "card_issued",
    subject: `card:${cardId}`,
    title: { zh: "发放服务卡", en: "Service card issued" },
    after: { replaced: revoked },
  });
  const number = accounts.find(({ state }) => state !== "closed")?.number;
  return {
    cardId,
    token,
    company: await companyName(ctx),
    name: kind === "individual" ? mask.name(name) : name,
    account: number ? mask.account(number) : null,
    managerName: manager?.name ?? null,
    unitName: unit.name,
    hotline: shipped.hotline,
    issuedOn: today(ctx),
    hasReplaced: revoked > 0,
  };
}

/** @throws thing.not_found, cards.none */
export async function revokeCard(ctx: Context, customerId: string, reason: string): Promise<void> {
  await presentCustomer(ctx, customerId);
  await lockCustomer(ctx, customerId);
  if ((await revokeCards(ctx, customerId)) === 0) throw new Problem("cards.none");
  await tellChange(ctx, {
    of: [customerId],
    part: "document",
    action: "card_revoked",
    subject: `customer:${customerId}`,
    title: { zh: "注销服务卡", en: "Service card revoked" },
    reason,
  });
}
