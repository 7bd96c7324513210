/** The address on a receipt's QR code. Its token opens the order; the table has the token's hash, the paper its sealed text. */
import { createHash } from "node:crypto";
import { dateOf } from "../../../foundation/clock.ts";
import type { Context } from "../../../foundation/context.ts";
import { newToken } from "../../../foundation/ids.ts";
import { rulesInForce } from "../../catalogue/index.ts";
import { insertToken } from "../my/store.ts";

/** Stands in the kept document where the address is. */
export const followMark = "{follow}";
export const followPurpose = "order follow address";
export const followPlace = (ctx: Context, paperId: string): string => `orders.issued/${ctx.orgId}/${paperId}`;

/** As the gate makes it of a token. */
export const hashToken = (token: string): Buffer => createHash("sha256").update(token).digest();

/** Where nothing is known of the outside (a test), a machine's own address. */
const nowhere = "http://localhost:8080";

export async function newFollowUrl(ctx: Context, orderId: string): Promise<string> {
  const rules = await rulesInForce(ctx, dateOf(ctx.clock.now()).toString());
  const token = newToken();
  await insertToken(ctx, {
    tokenHash: hashToken(token),
    orderId,
    kind: "receipt",
    expiresAt: ctx.clock.now().add({ hours: 24 * rules.value("FOLLOW.RECEIPT.DAYS") }),
  });
  // Behind the # it never reaches a log of ours or of a proxy.
  return `${ctx.outside?.publicUrl ?? nowhere}/my/order/#t=${ctx.orgId}.${token}`;
}
