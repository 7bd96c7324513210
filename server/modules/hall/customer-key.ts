/**
 * What a kiosk holds between recognising somebody and taking their number: who they are, sealed, so that a public
 * screen never has an id to show, guess or keep. Opens only in the hall that made it, and only for some minutes.
 */
import { z } from "zod";
import { priorityReason } from "../../../contracts/hall.ts";
import type { Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { seal, unseal } from "../../foundation/secrets.ts";

const purpose = "hall customer key";
const content = z.strictObject({
  customerId: z.uuid(),
  maskedName: z.string(),
  priorityReason: priorityReason.nullable(),
  largeType: z.boolean(),
  expiresAt: z.int(),
});
export type KnownCustomer = Omit<z.infer<typeof content>, "expiresAt">;

const placeOf = (ctx: Context, hallId: string) => `${ctx.orgId}/${hallId}`;

export function makeCustomerKey(ctx: Context, hallId: string, known: KnownCustomer, validMs: number): string {
  const expiresAt = ctx.clock.now().epochMilliseconds + validMs;
  const plain = Buffer.from(JSON.stringify({ ...known, expiresAt }));
  return seal(ctx.secret, purpose, placeOf(ctx, hallId), plain).toString("base64url");
}

/** @throws hall.customer_key when it is not ours, of another hall, or too old */
export function openCustomerKey(ctx: Context, hallId: string, key: string): KnownCustomer {
  const { expiresAt, ...known } = unsealed(ctx, hallId, key);
  if (expiresAt < ctx.clock.now().epochMilliseconds) throw new Problem("hall.customer_key");
  return known;
}

function unsealed(ctx: Context, hallId: string, key: string): z.infer<typeof content> {
  try {
    const plain = unseal(ctx.secret, purpose, placeOf(ctx, hallId), Buffer.from(key, "base64url"));
    return content.parse(JSON.parse(plain.toString()));
  } catch {
    throw new Problem("hall.customer_key");
  }
}
