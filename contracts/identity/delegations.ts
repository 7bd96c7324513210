/**
 * Standing in (代班): a person, or whoever arranges the work of the unit, lends one of the person's grants to a colleague
 * from a time until a time. It ends by itself, can be ended early, and what is done under it is audited as done for the
 * lender.
 */
import { z } from "zod";
import { empty, freeText, id, instant, words } from "../common.ts";
import { endpoint } from "../endpoint.ts";
import { reason } from "./parts.ts";

export const delegationStates = ["coming", "running", "over"] as const;
const someone = z.object({ staffId: id, name: z.string() });

export const delegation = z.object({
  delegationId: id,
  grantId: id,
  role: z.string(),
  roleName: words,
  unitId: id,
  unitName: words,
  from: someone,
  to: someone,
  startsAt: instant,
  endsAt: instant,
  /** `over` also when ended early, or when the grant itself was taken back. */
  state: z.enum(delegationStates),
  endedAt: instant.nullable(),
  endedBy: z.string().nullable(),
  reason: z.string(),
  madeBy: z.string(),
  /** Whether the caller may end it. */
  canEnd: z.boolean(),
});
export type Delegation = z.output<typeof delegation>;

/** One's own, lent and borrowed; whoever arranges stand-ins also sees those of the units. The newest first. */
export const listDelegations = endpoint({
  method: "get",
  path: "/api/identity/delegations",
  capability: "signed-in",
  scope: "none",
  summary: { zh: "代班列表", en: "Stand-ins" },
  query: z.strictObject({ state: z.enum(delegationStates).optional() }),
  answer: z.object({ delegations: z.array(delegation) }),
});

/** What the caller may lend: own grants, and those of the units whose work the caller arranges. */
export const listLendable = endpoint({
  method: "get",
  path: "/api/identity/delegations/lendable",
  capability: "signed-in",
  scope: "none",
  summary: { zh: "可以代班的岗位", en: "What can be lent" },
  answer: z.object({
    grants: z.array(
      z.object({
        grantId: id,
        staffId: id,
        staffName: z.string(),
        role: z.string(),
        roleName: words,
        unitId: id,
        unitName: words,
      }),
    ),
    daysMax: z.int(),
    /** The platform's time, where a new one begins unless said. */
    now: instant,
  }),
});

/** Colleagues to choose from, by name, login or number: no more of them than a phone list shows. */
export const findColleagues = endpoint({
  method: "get",
  path: "/api/identity/colleagues",
  capability: "signed-in",
  scope: "none",
  summary: { zh: "找同事", en: "Find a colleague" },
  query: z.strictObject({ text: freeText(40).optional() }),
  answer: z.object({
    colleagues: z.array(
      z.object({ staffId: id, name: z.string(), staffNumber: z.string(), unitName: words }),
    ),
  }),
});

export const lendGrant = endpoint({
  method: "post",
  path: "/api/identity/delegations",
  capability: "signed-in",
  scope: "none",
  summary: { zh: "安排代班", en: "Lend a grant to a colleague" },
  /** `startsAt` in the past means now. */
  body: z.strictObject({ grantId: id, toStaffId: id, startsAt: instant, endsAt: instant, reason }),
  answer: delegation,
  problems: [
    "identity.delegation_own",
    "identity.delegation_duty",
    "identity.delegation_administrator",
    "identity.delegation_present",
    "identity.delegation_span",
    "identity.delegation_not_yours",
    "identity.staff_inactive",
    "identity.role_retired",
  ],
});

/** By the lender, the stand-in, whoever arranges the unit's work, or the security administrator. */
export const endDelegation = endpoint({
  method: "post",
  path: "/api/identity/delegations/{delegationId}/end",
  capability: "signed-in",
  scope: "none",
  summary: { zh: "结束代班", en: "End a delegation early" },
  params: z.strictObject({ delegationId: id }),
  body: empty,
  answer: delegation,
  problems: ["identity.delegation_over"],
});
