/**
 * What somebody may do at an instant: own grants, those of colleagues they stand in for (代班), or, while a role is
 * previewed, that role's instead. Pure; the gate asks it with each call.
 */
import type { Capability } from "../../../contracts/capabilities.ts";
import type { Grant, StaffActor } from "../../foundation/context.ts";

/** A role held on a unit and all below it, with the time in which it counts when it is lent. */
export type Right = {
  readonly unitId: string;
  readonly role: string;
  readonly capabilities: readonly Capability[];
  /** On the company's root: it opens the companies below. */
  readonly isRoot: boolean;
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  readonly for: { readonly staffId: string; readonly name: string } | null;
};

export type Preview = {
  readonly role: string;
  readonly unitId: string;
  readonly until: string;
  readonly capabilities: readonly Capability[];
  readonly isRoot: boolean;
};

type Person = { readonly grants: readonly Right[]; readonly below: readonly number[] };
export type Rights = Pick<StaffActor, "grants" | "orgIds" | "preview">;

const isAfter = (a: Temporal.Instant, b: string) =>
  Temporal.Instant.compare(a, Temporal.Instant.from(b)) >= 0;

/** Whether it counts now; the end itself does not belong to it. */
export function isLive(
  { startsAt, endsAt, until }: { startsAt?: string | null; endsAt?: string | null; until?: string },
  now: Temporal.Instant,
): boolean {
  const end = endsAt ?? until;
  return (!startsAt || isAfter(now, startsAt)) && (!end || !isAfter(now, end));
}

const sets = new WeakMap<readonly Capability[], ReadonlySet<Capability>>();

/** Sets are made once per look-up, not once per call. */
function setOf(capabilities: readonly Capability[]): ReadonlySet<Capability> {
  let made = sets.get(capabilities);
  if (!made) {
    made = new Set(capabilities);
    sets.set(capabilities, made);
  }
  return made;
}

const grantOf = ({
  unitId,
  role,
  capabilities,
  for: lender,
}: Omit<Right, "isRoot" | "startsAt" | "endsAt">): Grant => ({
  unitId,
  role,
  capabilities: setOf(capabilities),
  ...(lender ? { for: lender } : {}),
});

/** The rights that count at this instant, and the companies that they open. */
export function rightsAt(person: Person, orgId: number, now: Temporal.Instant): Rights {
  const live = person.grants.filter((right) => isLive(right, now));
  return { grants: live.map(grantOf), orgIds: live.some(({ isRoot }) => isRoot) ? person.below : [orgId] };
}

/**
 * The previewed role's rights on the previewed unit. It was chosen below a unit on which the administrator may preview,
 * so no unit is seen that lies outside the administrator's own.
 */
export function previewRights(
  person: Person,
  { role, unitId, capabilities, isRoot }: Preview,
  orgId: number,
): Rights {
  return {
    grants: [grantOf({ unitId, role, capabilities, for: null })],
    orgIds: isRoot ? person.below : [orgId],
    preview: { role },
  };
}
