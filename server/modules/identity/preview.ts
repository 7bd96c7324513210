/**
 * 'As this role' (以某岗位预览): an administrator sees menus and pages as a role on a unit would. While it lasts the session
 * holds the role's capabilities and nothing else, and the edge refuses every command and file. It reaches only units
 * on which the administrator may preview; roles with a duty are never previewed, so the powers of the three stay apart
 * and nobody reads the audit trail this way. What it shows of people is what the role sees without unmasking.
 */
import { audit, type Context, publish, staffOf } from "../../foundation/context.ts";
import { can } from "../../foundation/http/access.ts";
import { Problem } from "../../foundation/problem.ts";
import { staffAccessChanged } from "./events.ts";
import { identityRules } from "./rules.ts";
import { findRole } from "./store/access.ts";
import { getSessionState, savePreview } from "./store/sessions.ts";
import { findUnit, getRootUnit } from "./store/units.ts";

export async function startPreview(
  ctx: Context,
  { role: code, unitId }: { role: string; unitId?: string | undefined },
): Promise<void> {
  const actor = staffOf(ctx);
  const role = await findRole(ctx, code);
  const unit = unitId ? await findUnit(ctx, unitId) : await getRootUnit(ctx);
  if (!role || !unit) throw new Problem("thing.not_found");
  if (role.duty !== "none" || !can(actor, "identity.preview", unit.path))
    throw new Problem("identity.preview_refused");
  if (role.state !== "active") throw new Problem("identity.role_retired");
  const until = ctx.clock.now().add({ minutes: (await identityRules(ctx)).previewMinutes });
  await savePreview(ctx, actor.sessionId, { role: code, unitId: unit.unitId, until });
  audit(ctx, {
    action: "identity.preview_started",
    subject: `role:${code}`,
    after: { sessionId: actor.sessionId, unitId: unit.unitId, until: until.toString() },
  });
  publish(ctx, staffAccessChanged(actor.id));
}

/** Also when it has ended by itself: nobody minds. */
export async function endPreview(ctx: Context): Promise<void> {
  const actor = staffOf(ctx);
  const { preview } = await getSessionState(ctx, actor.sessionId);
  await savePreview(ctx, actor.sessionId, null);
  audit(ctx, {
    action: "identity.preview_ended",
    subject: preview ? `role:${preview.role}` : `staff:${actor.id}`,
    before: { sessionId: actor.sessionId },
  });
  publish(ctx, staffAccessChanged(actor.id));
}
