/**
 * Roles and grants, kept by the security administrator. Nobody grants to himself, and one person holds at most one of
 * the three duties (三员分立): the database's constraints have the last word, also when two administrators race.
 */
import type { Capability } from "../../../contracts/capabilities.ts";
import type { Words } from "../../../contracts/endpoint.ts";
import type { Role } from "../../../contracts/identity.ts";
import { audit, type Context, publish } from "../../foundation/context.ts";
import { violates } from "../../foundation/database.ts";
import { newId } from "../../foundation/ids.ts";
import { Problem } from "../../foundation/problem.ts";
import { endDelegationsOf } from "./delegate.ts";
import { roleChanged, staffAccessChanged } from "./events.ts";
import { refuseOneself } from "./staff.ts";
import {
  deleteGrant,
  findGrant,
  type GrantRow,
  insertGrant,
  insertRole,
  listRights,
  lockRole,
  saveRole,
} from "./store/access.ts";
import { endSessions } from "./store/sessions.ts";
import { lockStaff } from "./store/staff.ts";
import { openUnit } from "./units.ts";

/** These follow from who calls and cannot be granted. */
const notGranted: ReadonlySet<Capability> = new Set(["anyone", "signed-in", "my.ticket", "my.order"]);
const grantable = (capabilities: readonly Capability[]) => [
  ...new Set(capabilities.filter((capability) => !notGranted.has(capability))),
];

export async function createRole(
  ctx: Context,
  input: { role: string; name: Words; capabilities: readonly Capability[] },
): Promise<Role> {
  const role: Role = {
    ...input,
    capabilities: grantable(input.capabilities),
    duty: "none",
    state: "active",
  };
  if (!(await named(() => insertRole(ctx, role)))) throw new Problem("identity.role_taken");
  audit(ctx, { action: "identity.role_created", subject: `role:${role.role}`, after: role });
  publish(ctx, roleChanged(role.role));
  return role;
}

export async function editRole(
  ctx: Context,
  code: string,
  edit: Pick<Role, "name" | "capabilities" | "state"> & { reason: string },
): Promise<Role> {
  const before = await lockRole(ctx, code);
  if (!before) throw new Problem("thing.not_found");
  // Editing a role that one holds would be granting to oneself.
  if (ctx.actor.kind === "staff") {
    const own = await listRights(ctx, ctx.actor.id);
    if (own.some(({ role }) => role === code)) throw new Problem("identity.not_to_oneself");
  }
  const role: Role = {
    ...before,
    name: edit.name,
    capabilities: grantable(edit.capabilities),
    state: edit.state,
  };
  await named(() => saveRole(ctx, role));
  audit(ctx, {
    action: "identity.role_edited",
    subject: `role:${code}`,
    before,
    after: role,
    reason: edit.reason,
  });
  publish(ctx, roleChanged(code));
  return role;
}

export async function giveGrant(
  ctx: Context,
  input: { staffId: string; role: string; unitId: string; reason: string },
): Promise<GrantRow> {
  const staff = await lockStaff(ctx, input.staffId);
  const role = await lockRole(ctx, input.role);
  if (!staff || !role) throw new Problem("thing.not_found");
  refuseOneself(ctx, input.staffId);
  await openUnit(ctx, input.unitId);
  if (staff.state !== "active") throw new Problem("identity.staff_inactive");
  if (role.state !== "active" || role.duty === "device") throw new Problem("identity.role_retired");

  const grantId = newId();
  const grantedBy = ctx.actor.kind === "staff" ? ctx.actor.id : null;
  await named(() => insertGrant(ctx, { ...input, grantId, duty: role.duty, grantedBy }));
  // An administrator's powers begin with a fresh sign-in.
  if (role.duty !== "none") await endSessions(ctx, { staffId: input.staffId });

  const { reason, ...after } = input;
  audit(ctx, {
    action: "identity.granted",
    subject: `staff:${input.staffId}`,
    after: { grantId, ...after },
    reason,
  });
  publish(ctx, staffAccessChanged(input.staffId));
  const made = await findGrant(ctx, grantId);
  if (!made) throw new Error("a grant just made is gone");
  return made;
}

export async function takeGrant(ctx: Context, grantId: string): Promise<void> {
  const grant = await findGrant(ctx, grantId);
  if (!grant) throw new Problem("thing.not_found");
  refuseOneself(ctx, grant.staffId);
  await lockStaff(ctx, grant.staffId);
  await endDelegationsOf(ctx, grantId);
  if (!(await deleteGrant(ctx, grantId))) throw new Problem("thing.not_found");
  const { staffId, role, unitId } = grant;
  audit(ctx, {
    action: "identity.grant_taken",
    subject: `staff:${staffId}`,
    before: { grantId, role, unitId },
  });
  publish(ctx, staffAccessChanged(staffId));
}

async function named<T>(save: () => Promise<T>): Promise<T> {
  try {
    return await save();
  } catch (error) {
    if (violates(error, "three_administrators")) throw new Problem("identity.three_administrators");
    if (violates(error, "grant_once")) throw new Problem("identity.grant_present");
    if (violates(error, "not_to_oneself")) throw new Problem("identity.not_to_oneself");
    if (violates(error, "powers_separated")) throw new Problem("identity.powers_separated");
    throw error;
  }
}
