/** What a person is told about themselves: name, post, rights, the halls these reach, and what is still due. */
import type { Capability } from "../../../contracts/capabilities.ts";
import type { Me } from "../../../contracts/identity.ts";
import type { Context } from "../../foundation/context.ts";
import { setScope } from "../../foundation/database.ts";
import { Problem } from "../../foundation/problem.ts";
import { identityRules } from "./rules.ts";
import { findRole, type GrantWithRights, hasDuty, listRights } from "./store/access.ts";
import { getCompanyName } from "./store/catalogue.ts";
import { getSessionState, type SessionState } from "./store/sessions.ts";
import { findStaff, listPasswords, type StaffRow } from "./store/staff.ts";
import { listHallsBelow } from "./store/units.ts";

type Who = { readonly staffId: string; readonly sessionId: string; readonly orgIds: readonly number[] };

export async function describeMe(ctx: Context, { staffId, sessionId, orgIds }: Who): Promise<Me> {
  const staff = await findStaff(ctx, staffId);
  if (!staff) throw new Problem("thing.not_found");
  const session = await getSessionState(ctx, sessionId);
  const grants = session.preview ? await previewed(ctx, session.preview) : await listRights(ctx, staffId);
  const { administratorsNeedCodes } = await identityRules(ctx);
  return {
    staffId,
    orgId: ctx.orgId,
    companyName: await getCompanyName(ctx),
    name: staff.name,
    staffNumber: staff.staffNumber,
    post: staff.post,
    ...(await passwordState(ctx, staff, session)),
    totp: staff.totp,
    totpRequired: administratorsNeedCodes && (await hasDuty(ctx, staffId)),
    due: session.due,
    sessionId,
    grants,
    preview: session.preview && previewAnswer(ctx, session.preview),
    capabilities: [...new Set<Capability>(grants.flatMap(({ capabilities }) => capabilities))],
    halls: await hallsOf(ctx, grants, orgIds),
  };
}

const previewAnswer = (ctx: Context, preview: NonNullable<SessionState["preview"]>) => ({
  ...preview,
  until: preview.until.toString(),
  leftSeconds: Math.max(1, Math.ceil(preview.until.since(ctx.clock.now()).total("seconds"))),
});

/** A city's grant reaches the halls of its counties. */
async function hallsOf(ctx: Context, grants: readonly GrantWithRights[], orgIds: readonly number[]) {
  await setScope(ctx.tx, { orgIds });
  const halls = await listHallsBelow(
    ctx,
    grants.map(({ unitId }) => unitId),
  );
  await setScope(ctx.tx, { orgIds: [ctx.orgId] });
  return halls.map(({ unitId, orgId, name }) => ({ hallId: unitId, orgId, name }));
}

/** Who came by single sign-on need not know a password here, so none can be due. */
async function passwordState(ctx: Context, staff: StaffRow, { isSignOn }: SessionState) {
  if (isSignOn) return { mustChangePassword: false, passwordExpiresAt: null };
  const [password] = await listPasswords(ctx, staff.staffId);
  const expiresAt = password?.expiresAt ?? null;
  const expired = expiresAt !== null && Temporal.Instant.compare(expiresAt, ctx.clock.now()) <= 0;
  return {
    mustChangePassword: staff.mustChangePassword || expired,
    passwordExpiresAt: expiresAt?.toString() ?? null,
  };
}

async function previewed(
  ctx: Context,
  { role, unitId }: NonNullable<SessionState["preview"]>,
): Promise<GrantWithRights[]> {
  const found = await findRole(ctx, role);
  return found ? [{ unitId, role, capabilities: found.capabilities, for: null }] : [];
}
