/** The permissions page: who can do this here, and why; what can this person do, and where from. */
import { z } from "zod";
import { id, instant, words } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { capability } from "./parts.ts";
import { staffStates } from "./staff.ts";

/** One way in which somebody comes to a capability. */
const path = z.object({
  /** Null: an own grant. Else the delegation, and for whom. */
  delegationId: id.nullable(),
  for: z.string().nullable(),
  grantId: id,
  role: z.string(),
  roleName: words,
  unitId: id,
  unitName: words,
  since: instant,
  until: instant.nullable(),
  /** Who granted or arranged it; null: set up with the company. */
  by: z.string().nullable(),
  /** It reaches a part of the unit that was asked about, not all of it. */
  isPart: z.boolean(),
});
export type PermissionPath = z.output<typeof path>;

/**
 * People of companies above are among them, where a grant up there reaches down here; those who reach the whole unit
 * come first.
 */
export const whoMay = endpoint({
  method: "get",
  path: "/api/identity/permissions/who",
  capability: "identity.read",
  scope: "company",
  summary: { zh: "谁有这项权限，为什么", en: "Who may do this here, and why" },
  query: z.strictObject({ capability, unitId: id }),
  answer: z.object({
    people: z.array(
      z.object({
        staffId: id,
        orgId: z.int(),
        name: z.string(),
        login: z.string(),
        post: z.string(),
        /** Who is disabled or has left may do nothing until they come back. */
        state: z.enum(staffStates),
        paths: z.array(path),
      }),
    ),
    /** Paired devices of the unit's halls whose role has it. */
    devices: z.int(),
  }),
});

export const permissionsOf = endpoint({
  method: "get",
  path: "/api/identity/permissions/of/{staffId}",
  capability: "identity.read",
  scope: "company",
  summary: { zh: "此人有哪些权限，从何而来", en: "What this person may do, and where from" },
  params: z.strictObject({ staffId: id }),
  answer: z.object({
    staffId: id,
    name: z.string(),
    state: z.enum(staffStates),
    /** What must happen at the next sign-in before any of it counts. */
    needsCodes: z.boolean(),
    paths: z.array(path),
    /** By module; `from` are places in `paths`. */
    modules: z.array(
      z.object({
        module: z.string(),
        capabilities: z.array(z.object({ capability, from: z.array(z.int()) })),
      }),
    ),
  }),
});
