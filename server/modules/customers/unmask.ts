/**
 * A person sees one number whole: with a reason, within a limit, and it is written down twice, in the audit trail and in
 * the customer's own access record.
 */
import { audit, type Context } from "../../foundation/context.ts";
import { Problem } from "../../foundation/problem.ts";
import { reasonsOf } from "../catalogue/index.ts";
import { privacyRules } from "./access-record.ts";
import { policyOf, seenBy } from "./field-policy.ts";
import { withoutPersonalNumbers } from "./personal-free.ts";
import { familyOf, maskNumber, placeOf } from "./personal-numbers.ts";
import { lockField } from "./store/personal-fields.ts";
import * as store from "./store/privacy.ts";

export type Because = { readonly reasonCode: string; readonly reason: string | null };

/** @throws customers.unmask_reason, customers.unmask_not_yours, customers.unmask_limit */
export async function unmask(ctx: Context, customerId: string, fieldId: string, because: Because) {
  const row = await lockField(ctx, customerId, fieldId);
  if (!row) throw new Problem("thing.not_found");
  const reason = await requireReason(ctx, because);
  const family = familyOf(row.kind);
  if (!seenBy(await policyOf(ctx), ctx.actor, family).mayUnmask)
    throw new Problem("customers.unmask_not_yours");
  const left = await takeOne(ctx);

  const value = ctx.vault.open(ctx.orgId, placeOf("customers.personal_fields", row.id), row.sealed);
  const masked = maskNumber(row.kind, value);
  await store.addAccess(ctx, { customerId, kind: "unmasked", fields: [`${row.kind} ${masked}`], ...reason });

  const after = { kind: row.kind, masked };
  audit(ctx, {
    action: "customers.unmasked",
    subject: `customer:${customerId}`,
    after,
    reason: sentence(reason),
  });
  const { shownSeconds } = await privacyRules(ctx);
  return { fieldId, kind: row.kind, value, shownSeconds, left };
}

/** The code must be on the list; numbers of people that slip into the text are masked. */
export async function requireReason(ctx: Context, { reasonCode, reason }: Because): Promise<Because> {
  const known = (await reasonsOf(ctx, "unmask")).some(({ code }) => code === reasonCode);
  if (!known) throw new Problem("customers.unmask_reason", { field: "reasonCode" });
  return { reasonCode, reason: reason === null ? null : withoutPersonalNumbers(reason) };
}

export const sentence = ({ reasonCode, reason }: Because): string =>
  reason === null ? reasonCode : `${reasonCode}: ${reason}`;

/** Counts one more within the hour; how many are left. @throws customers.unmask_limit */
export async function takeOne(ctx: Context): Promise<number> {
  const { unmaskPerHour: limit } = await privacyRules(ctx);
  const now = ctx.clock.now();
  const seen = await store.lockUnmaskings(ctx, now.subtract({ hours: 1 }));
  if (seen.length < limit) return limit - seen.length - 1;
  // The one whose hour must be over before there is room again.
  const [blocking = now] = seen.slice(-limit);
  const minutes = Math.ceil(blocking.add({ hours: 1 }).since(now).total("minutes"));
  throw new Problem("customers.unmask_limit", { limit, minutes: Math.max(1, minutes) });
}
