/**
 * Identity on the wire: signing in, the organisation, staff, roles and grants, sessions, devices, the audit trail.
 *
 * Sign-in takes the company's number, a login name and a password. The answer sets an HttpOnly cookie. A page that
 * speaks as an enrolled device sends the header `X-Device: <deviceId>` (from pairing); without it the staff cookie
 * counts, so that one browser can be several devices and a person at once.
 */
export * from "./identity/api-keys.ts";
export * from "./identity/audit.ts";
export * from "./identity/delegations.ts";
export * from "./identity/devices.ts";
export * from "./identity/permissions.ts";
export * from "./identity/preview.ts";
export * from "./identity/roles.ts";
export * from "./identity/sessions.ts";
export * from "./identity/sign-in.ts";
export * from "./identity/sign-on.ts";
export * from "./identity/staff.ts";
export * from "./identity/units.ts";
