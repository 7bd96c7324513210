/** Staff as the system administrator keeps them: who works here, on which post, with which login. */

import type { StaffState } from "../../../contracts/identity.ts";
import { audit, type Context, publish } from "../../foundation/context.ts";
import { violates } from "../../foundation/database.ts";
import { newId } from "../../foundation/ids.ts";
import { Problem } from "../../foundation/problem.ts";
import { staffAccessChanged } from "./events.ts";
import { hashPassword, initialPassword } from "./password.ts";
import { identityRules } from "./rules.ts";
import { hasDuty } from "./store/access.ts";
import { endSessions } from "./store/sessions.ts";
import {
  deleteTotp,
  findTotp,
  insertPassword,
  insertStaff,
  lockStaff,
  type NewStaff,
  type StaffRow,
  saveStaff,
} from "./store/staff.ts";
import { openUnit } from "./units.ts";

type HandedOver = { readonly staffId: string; readonly initialPassword: string };

export async function createStaff(ctx: Context, input: Omit<NewStaff, "staffId">): Promise<HandedOver> {
  await openUnit(ctx, input.unitId);
  const staff = { ...input, staffId: newId() };
  await named(() => insertStaff(ctx, staff));
  const password = await handOverPassword(ctx, staff.staffId);
  audit(ctx, { action: "identity.staff_created", subject: `staff:${staff.staffId}`, after: input });
  return { staffId: staff.staffId, initialPassword: password };
}

type Edit = { [Field in "name" | "staffNumber" | "post" | "unitId"]?: string | undefined };

export async function editStaff(ctx: Context, staffId: string, edit: Edit): Promise<StaffRow> {
  const before = await getStaff(ctx, staffId);
  if (edit.unitId && edit.unitId !== before.unitId) await openUnit(ctx, edit.unitId);
  const after: StaffRow = {
    ...before,
    name: edit.name ?? before.name,
    staffNumber: edit.staffNumber ?? before.staffNumber,
    post: edit.post ?? before.post,
    unitId: edit.unitId ?? before.unitId,
  };
  await named(() => saveStaff(ctx, after));
  audit(ctx, {
    action: "identity.staff_edited",
    subject: `staff:${staffId}`,
    before: shown(before),
    after: shown(after),
  });
  return after;
}

/** Disabled people and those who left are signed out at once; their grants rest until they come back. */
export async function setStaffState(
  ctx: Context,
  staffId: string,
  { state, reason }: { state: StaffState; reason: string },
): Promise<StaffRow> {
  const before = await getStaff(ctx, staffId);
  refuseOneself(ctx, staffId);
  const after = { ...before, state };
  await saveStaff(ctx, after);
  if (state !== "active") await endSessions(ctx, { staffId });
  audit(ctx, {
    action: "identity.staff_state_set",
    subject: `staff:${staffId}`,
    before: { state: before.state },
    after: { state },
    reason,
  });
  publish(ctx, staffAccessChanged(staffId));
  return after;
}

/**
 * Gives a new password to hand over and ends the person's sessions. The three administrators' passwords are the
 * security administrator's business: else whoever keeps the staff could sign in as the one who grants.
 */
export async function resetPassword(
  ctx: Context,
  staffId: string,
  { reason, administrators }: { reason: string; administrators: boolean },
): Promise<HandedOver> {
  await getStaff(ctx, staffId);
  refuseOneself(ctx, staffId);
  const isAdministrator = await hasDuty(ctx, staffId);
  if (isAdministrator && !administrators) throw new Problem("identity.administrator_protected");
  if (!isAdministrator && administrators) throw new Problem("identity.not_administrator");
  const password = await handOverPassword(ctx, staffId);
  await endSessions(ctx, { staffId });
  audit(ctx, { action: "identity.password_reset", subject: `staff:${staffId}`, reason });
  publish(ctx, staffAccessChanged(staffId));
  return { staffId, initialPassword: password };
}

/** The phone is lost, say: the person's sessions end, and administrators set codes up anew at the next sign-in. */
export async function removeStaffTotp(ctx: Context, staffId: string, reason: string): Promise<void> {
  await getStaff(ctx, staffId);
  refuseOneself(ctx, staffId);
  if (!(await findTotp(ctx, staffId))) throw new Problem("identity.totp_absent");
  await deleteTotp(ctx, staffId);
  await endSessions(ctx, { staffId });
  audit(ctx, { action: "identity.totp_taken", subject: `staff:${staffId}`, reason });
  publish(ctx, staffAccessChanged(staffId));
}

async function handOverPassword(ctx: Context, staffId: string): Promise<string> {
  const rules = await identityRules(ctx);
  const password = initialPassword();
  const hash = await hashPassword(password, rules.hash);
  const { history } = rules.password;
  await insertPassword(ctx, staffId, { ...hash, history, mustChange: true, expiresAt: null });
  return password;
}

async function getStaff(ctx: Context, staffId: string): Promise<StaffRow> {
  const staff = await lockStaff(ctx, staffId);
  if (!staff) throw new Problem("thing.not_found");
  return staff;
}

export function refuseOneself(ctx: Context, staffId: string): void {
  if (ctx.actor.kind === "staff" && ctx.actor.id === staffId) throw new Problem("identity.not_to_oneself");
}

const shown = ({ name, staffNumber, post, unitId }: StaffRow) => ({ name, staffNumber, post, unitId });

/** The database's constraints decide races; here they get their names for people. */
async function named(save: () => Promise<void>): Promise<void> {
  try {
    await save();
  } catch (error) {
    if (violates(error, "staff_login")) throw new Problem("identity.login_taken");
    if (violates(error, "staff_number")) throw new Problem("identity.staff_number_taken");
    if (violates(error, "staff_post")) throw new Problem("identity.post_unknown");
    throw error;
  }
}
