/** HTTP face of identity: permission and schema come from the contract, here is one call and one answer each. */

import * as contract from "../../../contracts/identity.ts";
import { audit, type Context, publish, staffOf } from "../../foundation/context.ts";
import { cookiesOf, type Ground, type Route, route, serveRoute } from "../../foundation/http/route.ts";
import { Problem } from "../../foundation/problem.ts";
import { type Call, command } from "../../foundation/transaction.ts";
import {
  auditAnswer,
  deviceAnswer,
  grantAnswer,
  nextPage,
  pairingAnswer,
  sessionAnswer,
  staffAnswer,
  treeAnswer,
  unitAnswer,
} from "./answers.ts";
import { Cookies } from "./cookies.ts";
import {
  createDevice,
  describeDevice,
  pairDevice,
  renameDevice,
  repairDevice,
  revokeDevice,
} from "./devices.ts";
import { staffAccessChanged } from "./events.ts";
import { forgetActors } from "./gate.ts";
import { keyRoutes } from "./key-routes.ts";
import { describeMe } from "./me.ts";
import { changePassword, confirmTotp, giveCode, removeTotp, signOut, startTotp } from "./own-account.ts";
import { createRole, editRole, giveGrant, takeGrant } from "./roles.ts";
import { identityRules } from "./rules.ts";
import { signIn } from "./sign-in.ts";
import { originOf, signOnRoutes } from "./sign-on-routes.ts";
import { createStaff, editStaff, removeStaffTotp, resetPassword, setStaffState } from "./staff.ts";
import { standingRoutes } from "./standing-routes.ts";
import { listGrants, listRoles } from "./store/access.ts";
import { listAudit } from "./store/audit.ts";
import { listCompanies, listPosts } from "./store/catalogue.ts";
import { listDevices } from "./store/devices.ts";
import { endSessions, listSessions } from "./store/sessions.ts";
import { findStaff, listStaff } from "./store/staff.ts";
import { listUnits } from "./store/units.ts";
import { closeUnit, createUnit, renameUnit } from "./units.ts";

const done = { done: true } as const;

function withCookies<Answer extends object>(answer: Answer, cookies: readonly string[]): Answer {
  cookiesOf.set(answer, cookies);
  return answer;
}

const ownRoutes: Route[] = [
  serveRoute(contract.listCompanies, async (_call, _input, { platform }) => ({
    companies: (await listCompanies(platform.db)).map(({ orgId, level, zh, en, signOn }) => ({
      orgId,
      level,
      name: { zh, en },
      signOn,
    })),
  })),
  serveRoute(contract.signIn, async (call, { body }, { platform, request, publicUrl }) => {
    const { me, token } = await signIn(platform, call, body, request.headers.get("user-agent") ?? "");
    return withCookies(me, new Cookies(publicUrl).forStaff(request, { orgId: me.orgId, token }));
  }),
  serveRoute(contract.signOut, async (call, _, ground) => {
    const { platform, publicUrl } = ground;
    const continueAt = await signOut(platform, call, `${originOf(ground)}/`);
    return withCookies({ ...done, continueAt }, new Cookies(publicUrl).endStaff());
  }),
  route(contract.getMe, async (ctx) => {
    const { id, sessionId, orgIds } = staffOf(ctx);
    return describeMe(ctx, { staffId: id, sessionId, orgIds });
  }),
  route(contract.passwordRules, async (ctx) => (await identityRules(ctx)).password),
  serveRoute(contract.changePassword, async (call, { body }, { platform }) => {
    await changePassword(platform, call, body);
    return done;
  }),
  serveRoute(contract.startTotp, (call, { body }, { platform }) => startTotp(platform, call, body.password)),
  route(contract.confirmTotp, async (ctx, { body }) => {
    await confirmTotp(ctx, body.code);
    return done;
  }),
  serveRoute(contract.giveCode, async (call, { body }, { platform }) => {
    await giveCode(platform, call, body.code);
    return done;
  }),
  serveRoute(contract.removeTotp, async (call, { body }, { platform }) => {
    await removeTotp(platform, call, body.password);
    return done;
  }),
  route(contract.listMySessions, async (ctx) => ({ sessions: await sessionsOf(ctx, staffOf(ctx).id) })),
  route(contract.endMySession, async (ctx, { params }) => {
    await endSomeones(ctx, staffOf(ctx).id, params.sessionId);
    return done;
  }),
  route(contract.listPosts, async (ctx) => ({
    posts: (await listPosts(ctx)).map(({ code, zh, en }) => ({ code, name: { zh, en } })),
  })),
];

async function sessionsOf(ctx: Context, staffId: string) {
  const current = ctx.actor.kind === "staff" ? ctx.actor.sessionId : "";
  return (await listSessions(ctx, staffId)).map((row) => sessionAnswer(row, current));
}

/** Ends one session, or all; ended ones and strangers' are not found. */
async function endSomeones(ctx: Context, staffId: string, sessionId?: string): Promise<number> {
  const ended = await endSessions(ctx, { staffId, ...(sessionId ? { sessionId } : {}) });
  if (sessionId && ended === 0) throw new Problem("thing.not_found");
  audit(ctx, { action: "identity.sessions_ended", subject: `staff:${staffId}`, after: { sessionId, ended } });
  publish(ctx, staffAccessChanged(staffId));
  return ended;
}

async function knownStaff(ctx: Context, staffId: string) {
  const staff = await findStaff(ctx, staffId);
  if (!staff) throw new Problem("thing.not_found");
  return staff;
}

const organisationRoutes: Route[] = [
  route(contract.getTree, async (ctx) => ({ units: treeAnswer(await listUnits(ctx)) })),
  route(contract.createUnit, async (ctx, { params, body }) =>
    unitAnswer(await createUnit(ctx, { parentId: params.unitId, ...body })),
  ),
  route(contract.renameUnit, async (ctx, { params, body }) =>
    unitAnswer(await renameUnit(ctx, params.unitId, body.name)),
  ),
  route(contract.closeUnit, async (ctx, { params, body }) =>
    unitAnswer(await closeUnit(ctx, params.unitId, body.reason)),
  ),
  route(contract.listStaff, async (ctx, { query }) => {
    const rows = await listStaff(ctx, query);
    return { staff: rows.map(staffAnswer), next: nextPage(rows, query.limit, ({ login }) => login) };
  }),
  route(contract.getStaff, async (ctx, { params }) => staffAnswer(await knownStaff(ctx, params.staffId))),
  route(contract.createStaff, (ctx, { body }) => createStaff(ctx, body)),
  route(contract.editStaff, async (ctx, { params, body }) =>
    staffAnswer(await editStaff(ctx, params.staffId, body)),
  ),
  route(contract.setStaffState, async (ctx, { params, body }) =>
    staffAnswer(await setStaffState(ctx, params.staffId, body)),
  ),
  route(contract.resetPassword, (ctx, { params, body }) =>
    resetPassword(ctx, params.staffId, { ...body, administrators: false }),
  ),
];

const accessRoutes: Route[] = [
  route(contract.resetAdministrator, (ctx, { params, body }) =>
    resetPassword(ctx, params.staffId, { ...body, administrators: true }),
  ),
  route(contract.removeStaffTotp, async (ctx, { params, body }) => {
    await removeStaffTotp(ctx, params.staffId, body.reason);
    return done;
  }),
  route(contract.listStaffSessions, async (ctx, { params }) => {
    await knownStaff(ctx, params.staffId);
    return { sessions: await sessionsOf(ctx, params.staffId) };
  }),
  route(contract.endStaffSession, async (ctx, { params }) => {
    await endSomeones(ctx, params.staffId, params.sessionId);
    return done;
  }),
  route(contract.endStaffSessions, async (ctx, { params }) => {
    await knownStaff(ctx, params.staffId);
    return { ended: await endSomeones(ctx, params.staffId) };
  }),
  route(contract.listRoles, async (ctx) => ({ roles: await listRoles(ctx) })),
  route(contract.createRole, (ctx, { body }) => createRole(ctx, body)),
  route(contract.editRole, (ctx, { params, body }) => editRole(ctx, params.role, body)),
  route(contract.listGrants, async (ctx, { query }) => {
    const rows = await listGrants(ctx, query);
    return { grants: rows.map(grantAnswer), next: nextPage(rows, query.limit, ({ grantId }) => grantId) };
  }),
  route(contract.giveGrant, async (ctx, { body }) => grantAnswer(await giveGrant(ctx, body))),
  route(contract.takeGrant, async (ctx, { params }) => {
    await takeGrant(ctx, params.grantId);
    return done;
  }),
  route(contract.listAudit, async (ctx, { query }) => {
    const rows = await listAudit(ctx, query);
    audit(ctx, { action: "identity.audit_read", subject: "audit", after: query });
    return { rows: rows.map(auditAnswer), next: nextPage(rows, query.limit, ({ seq }) => String(seq)) };
  }),
];

const deviceRoutes: Route[] = [
  route(contract.listDevices, async (ctx, { params }) => ({
    devices: (await listDevices(ctx, params.hallId)).map(deviceAnswer),
  })),
  route(contract.createDevice, async (ctx, { params, body }) =>
    pairingAnswer(await createDevice(ctx, { hallId: params.hallId, ...body })),
  ),
  route(contract.renameDevice, async (ctx, { params, body }) =>
    deviceAnswer(await renameDevice(ctx, params.hallId, params.deviceId, body)),
  ),
  route(contract.repairDevice, async (ctx, { params }) =>
    pairingAnswer(await repairDevice(ctx, params.hallId, params.deviceId)),
  ),
  route(contract.revokeDevice, async (ctx, { params }) =>
    deviceAnswer(await revokeDevice(ctx, params.hallId, params.deviceId)),
  ),
  serveRoute(contract.pairDevice, async (call, { body }, { platform, request, publicUrl }) => {
    const { self, token } = await pairDevice(platform, call, body.pairingCode);
    return withCookies(
      self,
      new Cookies(publicUrl).forDevice(request, self.deviceId, { orgId: self.orgId, token }),
    );
  }),
  serveRoute(contract.getDeviceSelf, (call, _, ground) => deviceSelf(call, ground)),
];

/** Says who the device is and gives its cookie anew, so that it never grows old while the device is used. */
async function deviceSelf(call: Call, { platform, request, publicUrl }: Ground) {
  const cookies = new Cookies(publicUrl);
  const { actor } = call;
  if (actor.kind !== "device") throw new Problem("access.sign_in");
  const self = await command(platform, { ...call, orgId: actor.orgId, scope: [actor.orgId] }, (ctx) =>
    describeDevice(ctx, {
      deviceId: actor.id,
      kind: actor.deviceKind as contract.DeviceKind,
      hallId: actor.hallId,
      windowId: actor.windowId ?? null,
      name: actor.name,
    }),
  );
  const ticket = cookies.ofDevice(request, actor.id);
  return withCookies(self, ticket ? cookies.forDevice(request, actor.id, ticket) : []);
}

/** Whatever may change rights makes this process look them up anew: when it has run, and again once it has committed. */
function forgetting(bound: Route): Route {
  const { serve, handle } = bound;
  const forget = <T>(result: T): T => {
    forgetActors();
    setTimeout(forgetActors, 50).unref();
    return result;
  };
  return {
    ...bound,
    handle: async (ctx, input) => forget(await handle(ctx, input)),
    ...(serve ? { serve: async (call, input, ground) => forget(await serve(call, input, ground)) } : {}),
  };
}

/** All of identity's routes. */
export const identityRoutes: readonly Route[] = [
  ...ownRoutes,
  ...organisationRoutes,
  ...accessRoutes,
  ...deviceRoutes,
  ...signOnRoutes,
  ...standingRoutes,
  ...keyRoutes,
].map((bound) => (bound.endpoint.method === "get" ? bound : forgetting(bound)));
