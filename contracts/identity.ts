/**
 * Identity on the wire: signing in, the organisation, staff, roles and grants, sessions, devices, the audit trail.
 *
 * Sign-in takes the company's number, a login name and a password. The answer sets an HttpOnly cookie. A page that
 * speaks as an enrolled device sends the header `X-Device: <deviceId>` (from pairing); without it the staff cookie
 * counts, so that one browser can be several devices and a person at once.
 */
import { z } from "zod";
import { type Capability, capabilities } from "./capabilities.ts";
import { empty, freeText, id, instant, words } from "./common.ts";
import { endpoint } from "./endpoint.ts";

const page = {
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};
const done = z.strictObject({ done: z.literal(true) });
const reason = freeText(200).min(2);

export const unitKinds = ["province", "city", "county", "hall", "station", "team"] as const;
export type UnitKind = (typeof unitKinds)[number];
export const staffStates = ["active", "disabled", "left"] as const;
export type StaffState = (typeof staffStates)[number];
export const deviceKinds = ["kiosk", "display", "pad"] as const;
export type DeviceKind = (typeof deviceKinds)[number];

const capability = z.enum(Object.keys(capabilities) as [Capability, ...Capability[]]);
const loginName = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z][a-z0-9._-]{1,31}$/);
const roleCode = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/);
const password = z.string().min(1).max(256);
const totpCode = z.string().regex(/^\d{6}$/);

// --- Signing in ---------------------------------------------------------------------------------------------

const hallSeen = z.object({ hallId: id, orgId: z.int(), name: words });
export const me = z.object({
  staffId: id,
  orgId: z.int(),
  companyName: words,
  name: z.string(),
  staffNumber: z.string(),
  post: z.string(),
  /** Must be true to nothing else: until the password is changed every other call is refused. */
  mustChangePassword: z.boolean(),
  passwordExpiresAt: instant.nullable(),
  totp: z.boolean(),
  sessionId: id,
  /** What this person may do, and on which units (and all below them). */
  grants: z.array(z.object({ unitId: id, role: z.string(), capabilities: z.array(capability) })),
  /** The union of the grants' capabilities: what the menus show. */
  capabilities: z.array(capability),
  /** The halls that some grant covers. */
  halls: z.array(hallSeen),
});
export type Me = z.output<typeof me>;

/** The companies that a sign-in page offers. */
export const listCompanies = endpoint({
  method: "get",
  path: "/api/identity/companies",
  capability: "anyone",
  scope: "none",
  summary: { zh: "可登录的公司", en: "Companies to sign in to" },
  answer: z.object({ companies: z.array(z.object({ orgId: z.int(), name: words, level: z.string() })) }),
});

export const signIn = endpoint({
  method: "post",
  path: "/api/identity/sign-in",
  capability: "anyone",
  scope: "none",
  repeatable: true,
  summary: { zh: "登录", en: "Sign in" },
  body: z.strictObject({
    orgId: z.int().min(1),
    login: z.string().max(64),
    password,
    code: totpCode.optional(),
  }),
  answer: me,
  problems: ["identity.sign_in_failed", "identity.sign_in_paused", "identity.code_needed"],
});

export const signOut = endpoint({
  method: "post",
  path: "/api/identity/sign-out",
  capability: "anyone",
  scope: "none",
  repeatable: true,
  summary: { zh: "退出登录", en: "Sign out" },
  body: empty,
  answer: done,
});

export const getMe = endpoint({
  method: "get",
  path: "/api/identity/me",
  capability: "signed-in",
  scope: "none",
  summary: { zh: "我的身份与权限", en: "Who I am and what I may do" },
  answer: me,
});

export const passwordRules = endpoint({
  method: "get",
  path: "/api/identity/password-rules",
  capability: "signed-in",
  scope: "none",
  summary: { zh: "口令规则", en: "Password rules" },
  answer: z.object({
    profile: z.string(),
    minLength: z.int(),
    maxLength: z.int(),
    minClasses: z.int(),
    history: z.int(),
    maxAgeDays: z.int().nullable(),
  }),
});

export const changePassword = endpoint({
  method: "post",
  path: "/api/identity/password",
  capability: "signed-in",
  scope: "none",
  summary: { zh: "修改口令", en: "Change my password" },
  body: z.strictObject({ current: password, next: password }),
  answer: done,
  problems: [
    "identity.password_wrong",
    "identity.sign_in_paused",
    "identity.password_short",
    "identity.password_long",
    "identity.password_simple",
    "identity.password_common",
    "identity.password_personal",
    "identity.password_reused",
  ],
});

export const startTotp = endpoint({
  method: "post",
  path: "/api/identity/totp",
  capability: "signed-in",
  scope: "none",
  summary: { zh: "绑定动态口令", en: "Set up one-time codes" },
  body: z.strictObject({ password }),
  /** The otpauth address goes into a QR code; the codes count once `confirmTotp` has seen one. */
  answer: z.object({ secret: z.string(), uri: z.string() }),
  problems: ["identity.password_wrong", "identity.sign_in_paused", "identity.totp_present"],
});

export const confirmTotp = endpoint({
  method: "post",
  path: "/api/identity/totp/confirm",
  capability: "signed-in",
  scope: "none",
  summary: { zh: "启用动态口令", en: "Confirm one-time codes" },
  body: z.strictObject({ code: totpCode }),
  answer: done,
  problems: ["identity.code_wrong", "identity.totp_absent", "identity.totp_present"],
});

export const removeTotp = endpoint({
  method: "post",
  path: "/api/identity/totp/remove",
  capability: "signed-in",
  scope: "none",
  summary: { zh: "停用动态口令", en: "Remove one-time codes" },
  body: z.strictObject({ password }),
  answer: done,
  problems: ["identity.password_wrong", "identity.sign_in_paused", "identity.totp_absent"],
});

// --- Sessions -----------------------------------------------------------------------------------------------

const session = z.object({
  sessionId: id,
  signedInAt: instant,
  lastSeenAt: instant,
  ip: z.string().nullable(),
  userAgent: z.string(),
  current: z.boolean(),
});

export const listMySessions = endpoint({
  method: "get",
  path: "/api/identity/sessions",
  capability: "signed-in",
  scope: "none",
  summary: { zh: "我的登录", en: "My sessions" },
  answer: z.object({ sessions: z.array(session) }),
});

export const endMySession = endpoint({
  method: "delete",
  path: "/api/identity/sessions/{sessionId}",
  capability: "signed-in",
  scope: "none",
  summary: { zh: "注销我的一处登录", en: "End one of my sessions" },
  params: z.strictObject({ sessionId: id }),
  answer: done,
});

export const listStaffSessions = endpoint({
  method: "get",
  path: "/api/identity/staff/{staffId}/sessions",
  capability: "identity.sessions.revoke",
  scope: "company",
  summary: { zh: "某人的登录", en: "Someone's sessions" },
  params: z.strictObject({ staffId: id }),
  answer: z.object({ sessions: z.array(session) }),
});

export const endStaffSession = endpoint({
  method: "delete",
  path: "/api/identity/staff/{staffId}/sessions/{sessionId}",
  capability: "identity.sessions.revoke",
  scope: "company",
  summary: { zh: "注销某人的一处登录", en: "End one of someone's sessions" },
  params: z.strictObject({ staffId: id, sessionId: id }),
  answer: done,
});

export const endStaffSessions = endpoint({
  method: "delete",
  path: "/api/identity/staff/{staffId}/sessions",
  capability: "identity.sessions.revoke",
  scope: "company",
  summary: { zh: "注销某人的全部登录", en: "End all of someone's sessions" },
  params: z.strictObject({ staffId: id }),
  answer: z.object({ ended: z.int() }),
});

// --- Organisation -------------------------------------------------------------------------------------------

export const unit = z.object({
  unitId: id,
  orgId: z.int(),
  kind: z.enum(unitKinds),
  name: words,
  /** Null at the top of what the caller sees of the tree. */
  parentId: id.nullable(),
  state: z.enum(["open", "closed"]),
});
export type Unit = z.output<typeof unit>;

export const getTree = endpoint({
  method: "get",
  path: "/api/identity/tree",
  capability: "identity.read",
  scope: "company",
  summary: { zh: "组织机构树", en: "The organisation tree" },
  answer: z.object({ units: z.array(unit) }),
});

export const createUnit = endpoint({
  method: "post",
  path: "/api/identity/units/{unitId}/units",
  capability: "identity.staff.manage",
  scope: "unit",
  summary: { zh: "新建下级机构", en: "Create a unit below this one" },
  params: z.strictObject({ unitId: id }),
  body: z.strictObject({ kind: z.enum(["hall", "station", "team"]), name: words }),
  answer: unit,
  problems: ["identity.unit_closed", "identity.unit_misplaced"],
});

export const renameUnit = endpoint({
  method: "patch",
  path: "/api/identity/units/{unitId}",
  capability: "identity.staff.manage",
  scope: "unit",
  summary: { zh: "机构改名", en: "Rename a unit" },
  params: z.strictObject({ unitId: id }),
  body: z.strictObject({ name: words }),
  answer: unit,
});

export const closeUnit = endpoint({
  method: "post",
  path: "/api/identity/units/{unitId}/close",
  capability: "identity.staff.manage",
  scope: "unit",
  summary: { zh: "撤销机构", en: "Close a unit" },
  params: z.strictObject({ unitId: id }),
  body: z.strictObject({ reason }),
  answer: unit,
  problems: ["identity.unit_in_use", "identity.unit_closed"],
});

// --- Staff --------------------------------------------------------------------------------------------------

export const staff = z.object({
  staffId: id,
  login: z.string(),
  name: z.string(),
  staffNumber: z.string(),
  post: z.string(),
  unitId: id,
  state: z.enum(staffStates),
  mustChangePassword: z.boolean(),
  totp: z.boolean(),
  lastSignedInAt: instant.nullable(),
  roles: z.array(z.object({ grantId: id, role: z.string(), unitId: id })),
});
export type Staff = z.output<typeof staff>;
/** The password to hand over, shown once; it must be changed at the first sign-in. */
const handedOver = z.object({ staffId: id, initialPassword: z.string() });

const staffFields = {
  name: freeText(40).min(1),
  staffNumber: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9-]{1,20}$/),
  post: z.string().regex(/^R-[A-Z]{2,8}$/),
  unitId: id,
};

/** The posts (岗位) that staff are employed for. */
export const listPosts = endpoint({
  method: "get",
  path: "/api/identity/posts",
  capability: "signed-in",
  scope: "none",
  summary: { zh: "岗位目录", en: "Posts" },
  answer: z.object({ posts: z.array(z.object({ code: z.string(), name: words })) }),
});

export const listStaff = endpoint({
  method: "get",
  path: "/api/identity/staff",
  capability: "identity.read",
  scope: "company",
  summary: { zh: "人员列表", en: "Staff" },
  /** `text` is looked for in name, login and staff number. `next` of one page is `after` of the next. */
  query: z.strictObject({
    ...page,
    text: freeText(40).optional(),
    state: z.enum(staffStates).optional(),
    unitId: id.optional(),
  }),
  answer: z.object({ staff: z.array(staff), next: z.string().nullable() }),
});

export const getStaff = endpoint({
  method: "get",
  path: "/api/identity/staff/{staffId}",
  capability: "identity.read",
  scope: "company",
  summary: { zh: "人员", en: "One member of staff" },
  params: z.strictObject({ staffId: id }),
  answer: staff,
});

export const createStaff = endpoint({
  method: "post",
  path: "/api/identity/staff",
  capability: "identity.staff.manage",
  scope: "company",
  summary: { zh: "新建人员", en: "Create a member of staff" },
  body: z.strictObject({ login: loginName, ...staffFields }),
  answer: handedOver,
  problems: [
    "identity.login_taken",
    "identity.staff_number_taken",
    "identity.post_unknown",
    "identity.unit_closed",
  ],
});

export const editStaff = endpoint({
  method: "patch",
  path: "/api/identity/staff/{staffId}",
  capability: "identity.staff.manage",
  scope: "company",
  summary: { zh: "修改人员", en: "Edit a member of staff" },
  params: z.strictObject({ staffId: id }),
  body: z.strictObject(staffFields).partial(),
  answer: staff,
  problems: ["identity.staff_number_taken", "identity.post_unknown", "identity.unit_closed"],
});

export const setStaffState = endpoint({
  method: "put",
  path: "/api/identity/staff/{staffId}/state",
  capability: "identity.staff.manage",
  scope: "company",
  summary: { zh: "启用、停用或离职", en: "Enable, disable or mark as left" },
  params: z.strictObject({ staffId: id }),
  body: z.strictObject({ state: z.enum(staffStates), reason }),
  answer: staff,
  problems: ["identity.not_to_oneself"],
});

export const resetPassword = endpoint({
  method: "post",
  path: "/api/identity/staff/{staffId}/password",
  capability: "identity.staff.manage",
  scope: "company",
  summary: { zh: "重置口令", en: "Reset a password" },
  params: z.strictObject({ staffId: id }),
  body: z.strictObject({ reason }),
  answer: handedOver,
  problems: ["identity.administrator_protected", "identity.not_to_oneself"],
});

export const resetAdministrator = endpoint({
  method: "post",
  path: "/api/identity/administrators/{staffId}/password",
  capability: "identity.roles.grant",
  scope: "company",
  summary: { zh: "重置管理员口令（安全管理员）", en: "Reset an administrator's password" },
  params: z.strictObject({ staffId: id }),
  body: z.strictObject({ reason }),
  answer: handedOver,
  problems: ["identity.not_administrator", "identity.not_to_oneself"],
});

// --- Roles and grants ---------------------------------------------------------------------------------------

export const duties = ["none", "system", "security", "audit", "device"] as const;
export const role = z.object({
  role: z.string(),
  name: words,
  capabilities: z.array(capability),
  /** Which of the three administrators (三员) it makes; `device` roles belong to devices, not people. */
  duty: z.enum(duties),
  state: z.enum(["active", "retired"]),
});
export type Role = z.output<typeof role>;

export const listRoles = endpoint({
  method: "get",
  path: "/api/identity/roles",
  capability: "identity.read",
  scope: "company",
  summary: { zh: "角色", en: "Roles" },
  answer: z.object({ roles: z.array(role) }),
});

export const createRole = endpoint({
  method: "post",
  path: "/api/identity/roles",
  capability: "identity.roles.grant",
  scope: "company",
  summary: { zh: "新建角色", en: "Create a role" },
  body: z.strictObject({ role: roleCode, name: words, capabilities: z.array(capability).max(100) }),
  answer: role,
  problems: ["identity.role_taken", "identity.powers_separated"],
});

export const editRole = endpoint({
  method: "put",
  path: "/api/identity/roles/{role}",
  capability: "identity.roles.grant",
  scope: "company",
  summary: { zh: "修改角色权限", en: "Edit a role" },
  params: z.strictObject({ role: roleCode }),
  body: z.strictObject({
    name: words,
    capabilities: z.array(capability).max(100),
    state: z.enum(["active", "retired"]),
    reason,
  }),
  answer: role,
  problems: ["identity.powers_separated", "identity.not_to_oneself"],
});

export const grant = z.object({
  grantId: id,
  staffId: id,
  staffName: z.string(),
  role: z.string(),
  unitId: id,
  grantedAt: instant,
  grantedBy: z.string().nullable(),
});

export const listGrants = endpoint({
  method: "get",
  path: "/api/identity/grants",
  capability: "identity.read",
  scope: "company",
  summary: { zh: "授权列表", en: "Grants" },
  query: z.strictObject({ ...page, after: id.optional(), staffId: id.optional(), role: roleCode.optional() }),
  answer: z.object({ grants: z.array(grant), next: z.string().nullable() }),
});

export const giveGrant = endpoint({
  method: "post",
  path: "/api/identity/grants",
  capability: "identity.roles.grant",
  scope: "company",
  summary: { zh: "授权", en: "Give a role on a unit and all below" },
  body: z.strictObject({ staffId: id, role: roleCode, unitId: id, reason }),
  answer: grant,
  problems: [
    "identity.not_to_oneself",
    "identity.three_administrators",
    "identity.grant_present",
    "identity.role_retired",
    "identity.staff_inactive",
    "identity.unit_closed",
  ],
});

export const takeGrant = endpoint({
  method: "delete",
  path: "/api/identity/grants/{grantId}",
  capability: "identity.roles.grant",
  scope: "company",
  summary: { zh: "收回授权", en: "Take a grant back" },
  params: z.strictObject({ grantId: id }),
  answer: done,
  problems: ["identity.not_to_oneself"],
});

// --- Devices ------------------------------------------------------------------------------------------------

export const device = z.object({
  deviceId: id,
  kind: z.enum(deviceKinds),
  hallId: id,
  windowId: id.nullable(),
  name: z.string(),
  state: z.enum(["waiting", "paired", "revoked"]),
  pairedAt: instant.nullable(),
  lastSeenAt: instant.nullable(),
});
export type Device = z.output<typeof device>;
/** Shown once; the page `/<kind>/#pair=<pairingCode>` exchanges it. */
const pairing = z.object({ device, pairingCode: z.string(), expiresAt: instant });

export const listDevices = endpoint({
  method: "get",
  path: "/api/identity/halls/{hallId}/devices",
  capability: "identity.devices.manage",
  scope: "unit",
  summary: { zh: "营业厅的设备", en: "Devices of a hall" },
  params: z.strictObject({ hallId: id }),
  answer: z.object({ devices: z.array(device) }),
});

export const createDevice = endpoint({
  method: "post",
  path: "/api/identity/halls/{hallId}/devices",
  capability: "identity.devices.manage",
  scope: "unit",
  summary: { zh: "登记设备", en: "Enrol a device" },
  params: z.strictObject({ hallId: id }),
  body: z.strictObject({ kind: z.enum(deviceKinds), name: freeText(40).min(1), windowId: id.optional() }),
  answer: pairing,
  problems: ["identity.not_a_hall", "identity.unit_closed"],
});

export const renameDevice = endpoint({
  method: "patch",
  path: "/api/identity/halls/{hallId}/devices/{deviceId}",
  capability: "identity.devices.manage",
  scope: "unit",
  summary: { zh: "修改设备", en: "Rename a device or move it to another window" },
  params: z.strictObject({ hallId: id, deviceId: id }),
  body: z.strictObject({ name: freeText(40).min(1), windowId: id.nullable() }),
  answer: device,
});

export const repairDevice = endpoint({
  method: "post",
  path: "/api/identity/halls/{hallId}/devices/{deviceId}/pairing",
  capability: "identity.devices.manage",
  scope: "unit",
  summary: { zh: "重新配对", en: "Give a new pairing code" },
  params: z.strictObject({ hallId: id, deviceId: id }),
  body: empty,
  answer: pairing,
  problems: ["identity.device_revoked"],
});

export const revokeDevice = endpoint({
  method: "delete",
  path: "/api/identity/halls/{hallId}/devices/{deviceId}",
  capability: "identity.devices.manage",
  scope: "unit",
  summary: { zh: "注销设备", en: "Revoke a device" },
  params: z.strictObject({ hallId: id, deviceId: id }),
  answer: device,
});

/** Who a device page is: kept beside its cookie, asked for at start. */
export const deviceSelf = z.object({
  deviceId: id,
  orgId: z.int(),
  kind: z.enum(deviceKinds),
  hallId: id,
  hallName: words,
  windowId: id.nullable(),
  name: z.string(),
});
export type DeviceSelf = z.output<typeof deviceSelf>;

export const pairDevice = endpoint({
  method: "post",
  path: "/api/identity/devices/pair",
  capability: "anyone",
  scope: "none",
  repeatable: true,
  summary: { zh: "设备配对", en: "Pair a device" },
  body: z.strictObject({ pairingCode: z.string().min(8).max(64) }),
  answer: deviceSelf,
  problems: ["identity.pairing_refused"],
});

export const getDeviceSelf = endpoint({
  method: "get",
  path: "/api/identity/devices/me",
  capability: "anyone",
  scope: "none",
  summary: { zh: "本设备", en: "Which device am I" },
  answer: deviceSelf,
  problems: ["access.sign_in"],
});

// --- Audit --------------------------------------------------------------------------------------------------

export const auditRow = z.object({
  seq: z.int(),
  at: instant,
  actor: z.string(),
  actorName: z.string(),
  action: z.string(),
  subject: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  reason: z.string().nullable(),
  ip: z.string().nullable(),
  requestId: z.string(),
});

/** Newest first. Reading the trail is itself written to it. */
export const listAudit = endpoint({
  method: "get",
  path: "/api/identity/audit",
  capability: "audit.read",
  scope: "company",
  summary: { zh: "审计记录", en: "The audit trail" },
  query: z.strictObject({
    ...page,
    actor: freeText(80).optional(),
    action: freeText(80).optional(),
    subject: freeText(120).optional(),
    from: instant.optional(),
    to: instant.optional(),
  }),
  answer: z.object({ rows: z.array(auditRow), next: z.string().nullable() }),
});
