/** What a person is told about themselves: name, post, rights and the halls these reach. */
import type { Capability } from "../../../contracts/capabilities.ts";
import type { Me } from "../../../contracts/identity.ts";
import type { Context } from "../../foundation/context.ts";
import { setScope } from "../../foundation/database.ts";
import { Problem } from "../../foundation/problem.ts";
import { listRights } from "./store/access.ts";
import { getCompanyName } from "./store/catalogue.ts";
import { findStaff, listPasswords } from "./store/staff.ts";
import { listHallsBelow } from "./store/units.ts";

type Who = { readonly staffId: string; readonly sessionId: string; readonly orgIds: readonly number[] };

export async function describeMe(ctx: Context, { staffId, sessionId, orgIds }: Who): Promise<Me> {
  const staff = await findStaff(ctx, staffId);
  const [password] = await listPasswords(ctx, staffId);
  if (!staff) throw new Problem("thing.not_found");
  const grants = await listRights(ctx, staffId);
  const companyName = await getCompanyName(ctx);
  // A city's grant reaches the halls of its counties.
  await setScope(ctx.tx, orgIds);
  const halls = await listHallsBelow(
    ctx,
    grants.map(({ unitId }) => unitId),
  );
  await setScope(ctx.tx, [ctx.orgId]);
  const expiresAt = password?.expiresAt ?? null;
  const expired = expiresAt !== null && Temporal.Instant.compare(expiresAt, ctx.clock.now()) <= 0;
  return {
    staffId,
    orgId: ctx.orgId,
    companyName,
    name: staff.name,
    staffNumber: staff.staffNumber,
    post: staff.post,
    mustChangePassword: staff.mustChangePassword || expired,
    passwordExpiresAt: expiresAt?.toString() ?? null,
    totp: staff.totp,
    sessionId,
    grants,
    capabilities: [...new Set<Capability>(grants.flatMap(({ capabilities }) => capabilities))],
    halls: halls.map(({ unitId, orgId, name }) => ({ hallId: unitId, orgId, name })),
  };
}
