/** HTTP face of stand-ins, previews and the permissions page. */
import * as contract from "../../../contracts/identity.ts";
import { type Context, staffOf } from "../../foundation/context.ts";
import { can } from "../../foundation/http/access.ts";
import { type Route, route } from "../../foundation/http/route.ts";
import { endDelegation, lendGrant, mayEnd } from "./delegate.ts";
import { permissionsOf, whoMay } from "./permissions.ts";
import { endPreview, startPreview } from "./preview.ts";
import { identityRules } from "./rules.ts";
import { type DelegationRow, findColleagues, listDelegations, listLendable } from "./store/delegations.ts";

const done = { done: true } as const;

const delegationAnswer = (ctx: Context, row: DelegationRow): contract.Delegation => ({
  ...row,
  startsAt: row.startsAt.toString(),
  endsAt: row.endsAt.toString(),
  endedAt: row.endedAt?.toString() ?? null,
  canEnd: mayEnd(staffOf(ctx), row),
});

/** The units whose stand-ins the caller arranges, by own grants alone. */
const arrangedUnits = (ctx: Context): string[] =>
  staffOf(ctx)
    .grants.filter((grant) => !grant.for && grant.capabilities.has("identity.delegations.arrange"))
    .map(({ unitId }) => unitId);

export const standingRoutes: readonly Route[] = [
  route(contract.listDelegations, async (ctx, { query }) => {
    const all = can(ctx.actor, "identity.roles.grant");
    const filter = { staffId: staffOf(ctx).id, unitIds: arrangedUnits(ctx), all, ...query };
    return {
      delegations: (await listDelegations(ctx, filter)).map((row) => delegationAnswer(ctx, row)),
    };
  }),
  route(contract.listLendable, async (ctx) => ({
    grants: await listLendable(ctx, { staffId: staffOf(ctx).id, unitIds: arrangedUnits(ctx) }),
    daysMax: (await identityRules(ctx)).delegation.daysMax,
    now: ctx.clock.now().toString(),
  })),
  route(contract.findColleagues, async (ctx, { query }) => ({
    colleagues: await findColleagues(ctx, query.text, staffOf(ctx).id),
  })),
  route(contract.lendGrant, async (ctx, { body }) => delegationAnswer(ctx, await lendGrant(ctx, body))),
  route(contract.endDelegation, async (ctx, { params }) =>
    delegationAnswer(ctx, await endDelegation(ctx, params.delegationId)),
  ),
  route(contract.startPreview, async (ctx, { body }) => {
    await startPreview(ctx, body);
    return done;
  }),
  route(contract.endPreview, async (ctx) => {
    await endPreview(ctx);
    return done;
  }),
  route(contract.whoMay, (ctx, { query }) => whoMay(ctx, query)),
  route(contract.permissionsOf, (ctx, { params }) => permissionsOf(ctx, params.staffId)),
];
