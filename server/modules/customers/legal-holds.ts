/** Legal holds (法律保全): while one is open, nothing of the customer is deleted, by request or by time. */
import type { LegalHold } from "../../../contracts/customers.ts";
import { audit, type Context } from "../../foundation/context.ts";
import { newId } from "../../foundation/ids.ts";
import { Problem } from "../../foundation/problem.ts";
import { sightOf } from "./field-policy.ts";
import { withoutPersonalNumbers } from "./personal-free.ts";
import * as store from "./store/holds.ts";
import { lockStanding } from "./store/person.ts";

export async function listHolds(ctx: Context, state: "open" | "lifted"): Promise<{ holds: LegalHold[] }> {
  const see = await sightOf(ctx);
  const rows = await store.listHolds(ctx, state === "open");
  return {
    holds: rows.map(({ customerId, name, kind, placedAt, liftedAt, ...row }) => ({
      ...row,
      customer: { id: customerId, name: kind === "individual" ? see("name", name) : name },
      placedAt: placedAt.toString(),
      liftedAt: liftedAt?.toString() ?? null,
    })),
  };
}

/** Locks the customer first: a removal that is just being decided either sees the hold or is over. */
export async function placeHold(
  ctx: Context,
  customerId: string,
  { reason, source }: { reason: string; source: string },
): Promise<{ holdId: string }> {
  const standing = await lockStanding(ctx, customerId);
  if (!standing) throw new Problem("thing.not_found");
  const holdId = newId();
  const told = { reason: withoutPersonalNumbers(reason), source: withoutPersonalNumbers(source) };
  await store.insertHold(ctx, { id: holdId, customerId, ...told });
  audit(ctx, {
    action: "customers.hold_placed",
    subject: `customer:${customerId}`,
    after: { holdId, source: told.source },
    reason: told.reason,
  });
  return { holdId };
}

/** @throws customers.hold_lifted */
export async function liftHold(ctx: Context, holdId: string, reason: string): Promise<Record<string, never>> {
  const hold = await store.lockHold(ctx, holdId);
  if (!hold) throw new Problem("thing.not_found");
  if (hold.liftedAt) throw new Problem("customers.hold_lifted", { who: hold.liftedByName ?? "" });
  await store.markLifted(ctx, holdId, withoutPersonalNumbers(reason));
  const subject = `customer:${hold.customerId}`;
  audit(ctx, { action: "customers.hold_lifted", subject, before: { holdId, source: hold.source }, reason });
  return {};
}
