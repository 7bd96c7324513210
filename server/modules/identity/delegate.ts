/**
 * Standing in (代班): a grant is lent to a colleague from a time until a time. It is judged with each call, so it begins
 * and ends by the clock without anybody's help. Only grants are lent, so what was lent cannot be lent on; the duties of
 * the three administrators cannot be lent at all, and none of them stands in for the business (三员分立). The database
 * has the last word where two lend at once.
 */
import { audit, type Context, publish, type StaffActor, staffOf } from "../../foundation/context.ts";
import { violates } from "../../foundation/database.ts";
import { can } from "../../foundation/http/access.ts";
import { newId } from "../../foundation/ids.ts";
import { Problem } from "../../foundation/problem.ts";
import { staffAccessChanged } from "./events.ts";
import { identityRules, type Rules } from "./rules.ts";
import { findGrant, hasDuty, lockRole } from "./store/access.ts";
import {
  type DelegationRow,
  findDelegation,
  insertDelegation,
  listRunningOf,
  lockDelegation,
  saveEnd,
} from "./store/delegations.ts";
import { lockStaff } from "./store/staff.ts";
import { findUnit } from "./store/units.ts";

type Lending = {
  readonly grantId: string;
  readonly toStaffId: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly reason: string;
};

export async function lendGrant(ctx: Context, input: Lending): Promise<DelegationRow> {
  const actor = staffOf(ctx);
  const grant = await findGrant(ctx, input.grantId);
  const unit = grant && (await findUnit(ctx, grant.unitId));
  if (!grant || !unit) throw new Problem("thing.not_found");
  const time = spanOf(ctx.clock.now(), input, (await identityRules(ctx)).delegation);

  if (grant.staffId !== actor.id && !arranges(actor, unit))
    throw new Problem("identity.delegation_not_yours");
  if (input.toStaffId === grant.staffId || input.toStaffId === actor.id)
    throw new Problem("identity.delegation_own");
  // Both are locked in one order: two who lend to each other at once do not wait for each other.
  const people = new Map<string, Awaited<ReturnType<typeof lockStaff>>>();
  for (const id of [grant.staffId, input.toStaffId].sort()) people.set(id, await lockStaff(ctx, id));
  const to = people.get(input.toStaffId);
  if (!to) throw new Problem("thing.not_found");
  if (to.state !== "active" || people.get(grant.staffId)?.state !== "active")
    throw new Problem("identity.staff_inactive");
  const role = await lockRole(ctx, grant.role);
  if (role?.state !== "active") throw new Problem("identity.role_retired");
  if (role.duty !== "none") throw new Problem("identity.delegation_duty");
  if (await hasDuty(ctx, input.toStaffId)) throw new Problem("identity.delegation_administrator");

  const delegationId = newId();
  const { grantId, reason, toStaffId } = input;
  await named(() =>
    insertDelegation(ctx, { delegationId, grant, toStaffId, ...time, reason, madeBy: actor.id }),
  );
  audit(ctx, {
    action: "identity.delegated",
    subject: `staff:${toStaffId}`,
    after: {
      delegationId,
      grantId,
      from: grant.staffId,
      role: grant.role,
      unitId: grant.unitId,
      startsAt: time.startsAt.toString(),
      endsAt: time.endsAt.toString(),
    },
    reason,
  });
  publish(ctx, staffAccessChanged(toStaffId));
  return found(await findDelegation(ctx, delegationId));
}

/** Pure. A start that is past means now. @throws Problem when it ends before it begins, lasts or lies ahead too long */
export function spanOf(
  now: Temporal.Instant,
  { startsAt, endsAt }: Pick<Lending, "startsAt" | "endsAt">,
  { daysMax, daysAhead }: Rules["delegation"],
): { startsAt: Temporal.Instant; endsAt: Temporal.Instant } {
  const asked = Temporal.Instant.from(startsAt);
  const start = Temporal.Instant.compare(asked, now) < 0 ? now : asked;
  const end = Temporal.Instant.from(endsAt);
  const isRight =
    Temporal.Instant.compare(start, end) < 0 &&
    end.since(start).total("hours") <= daysMax * 24 &&
    start.since(now).total("hours") <= daysAhead * 24;
  if (!isRight)
    throw new Problem("identity.delegation_span", { days: daysMax, ahead: daysAhead, field: "endsAt" });
  return { startsAt: start, endsAt: end };
}

/**
 * Whether somebody arranges the stand-ins of a unit. Only by a grant of their own: who stands in for the hall's manager
 * could otherwise lend the manager's grant on.
 */
export const arranges = (actor: StaffActor, { path }: { readonly path: readonly string[] }): boolean =>
  can({ ...actor, grants: actor.grants.filter((grant) => !grant.for) }, "identity.delegations.arrange", path);

/** The lender, the stand-in, whoever arranges the unit's work, and the security administrator may end it. */
export const mayEnd = (actor: StaffActor, row: DelegationRow): boolean =>
  row.state !== "over" &&
  (row.from.staffId === actor.id ||
    row.to.staffId === actor.id ||
    arranges(actor, { path: row.unitPath }) ||
    can(actor, "identity.roles.grant"));

export async function endDelegation(ctx: Context, delegationId: string): Promise<DelegationRow> {
  const actor = staffOf(ctx);
  const row = await lockDelegation(ctx, delegationId);
  if (!row) throw new Problem("thing.not_found");
  // Who may not end it learns nothing of it, not even that it is over.
  if (!mayEnd(actor, { ...row, state: "running" })) throw new Problem("thing.not_found");
  if (row.state === "over") throw new Problem("identity.delegation_over");
  await endOne(ctx, row);
  return found(await findDelegation(ctx, delegationId));
}

/** A grant is taken back: whoever stood in for it stops at once. */
export async function endDelegationsOf(ctx: Context, grantId: string): Promise<void> {
  for (const row of await listRunningOf(ctx, grantId)) await endOne(ctx, row);
}

async function endOne(ctx: Context, { delegationId, to, from, role, unitId }: DelegationRow): Promise<void> {
  await saveEnd(ctx, delegationId, ctx.actor.kind === "staff" ? ctx.actor.id : null);
  audit(ctx, {
    action: "identity.delegation_ended",
    subject: `staff:${to.staffId}`,
    before: { delegationId, from: from.staffId, role, unitId },
  });
  publish(ctx, staffAccessChanged(to.staffId));
}

function found(row: DelegationRow | undefined): DelegationRow {
  if (!row) throw new Error("a delegation just written is gone");
  return row;
}

async function named(save: () => Promise<void>): Promise<void> {
  try {
    await save();
  } catch (error) {
    if (violates(error, "delegation_once")) throw new Problem("identity.delegation_present");
    if (violates(error, "delegation_of_grant")) throw new Problem("thing.not_found");
    throw error;
  }
}
