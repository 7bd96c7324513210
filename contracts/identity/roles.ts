/** Roles, and the grants that give them to people on units. */
import { z } from "zod";
import { id, instant, words } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { capability, done, page, reason, roleCode } from "./parts.ts";

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
