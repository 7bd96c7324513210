/** Who may pass: the one place that compares a caller's grants with what an endpoint asks. Denies by default. */
import type { Capability } from "../../../contracts/capabilities.ts";
import type { Endpoint } from "../../../contracts/endpoint.ts";
import type { Actor, Grant } from "../context.ts";
import { Problem } from "../problem.ts";

/** Where an organisation unit stands: its company and itself with all units above it. */
export type UnitPlace = { readonly orgId: number; readonly path: readonly string[] };

/** What the edge needs to know from identity. */
export type Gate = {
  /** Turns credentials into an actor; a stranger is `anyone`. Throws `access.sign_in` for credentials that ended. */
  readonly authenticate: (request: Request) => Promise<Actor>;
  /** Where a unit stands, whatever the caller may see; undefined when there is none. */
  readonly findUnit: (unitId: string) => Promise<UnitPlace | undefined>;
};

/** The grants by which an actor holds a capability on a unit, or anywhere without one. */
const holding = (grants: readonly Grant[], capability: Capability, path?: readonly string[]): Grant[] =>
  grants.filter((grant) => grant.capabilities.has(capability) && (!path || path.includes(grant.unitId)));

const holds = (...about: Parameters<typeof holding>): boolean => holding(...about).length > 0;

/** Whether an actor holds a capability on a unit (or anywhere in its companies, without one). */
export function can(actor: Actor, capability: Capability, path?: readonly string[]): boolean {
  if (capability === "anyone") return true;
  if (capability === "my.ticket" || capability === "my.order") return actor.kind === "customer";
  if (actor.kind !== "staff" && actor.kind !== "device" && actor.kind !== "key") return false;
  if (capability === "signed-in") return actor.kind === "staff";
  return holds(actor.grants, capability, path);
}

export type Admission = {
  readonly orgId: number;
  readonly scope: readonly number[];
  readonly unitId?: string;
  readonly actingAs?: string;
};

/**
 * In which capacity somebody acts. A colleague is named only where no grant of one's own would do: whoever may do it
 * anyway does it as himself.
 */
export function capacityOf(
  actor: Actor,
  capability: Capability,
  path?: readonly string[],
): string | undefined {
  if (actor.kind !== "staff") return undefined;
  if (actor.preview) return `role:${actor.preview.role}`;
  const by = holding(actor.grants, capability, path);
  const [lent] = by;
  return lent?.for && by.every((grant) => grant.for)
    ? `staff:${lent.for.staffId} ${lent.for.name}`
    : undefined;
}

/** While a role is previewed everything is read only, and nothing leaves as a file: a scan shows what masks hide. */
function refuseInPreview(endpoint: Endpoint, actor: Actor): void {
  if (actor.kind !== "staff" || !actor.preview || endpoint.duringPreview) return;
  if (endpoint.method !== "get" || endpoint.file) throw new Problem("access.preview");
}

/**
 * Admits a call or refuses it: unknown callers are asked to sign in, callers of another company are told that
 * nothing is there (so that ids cannot be probed), callers without the capability are refused.
 */
export async function admit(
  gate: Gate,
  endpoint: Endpoint,
  actor: Actor,
  params: Record<string, string>,
): Promise<Admission> {
  const { capability, scope } = endpoint;
  if (capability !== "anyone" && actor.kind === "anyone") throw new Problem("access.sign_in");
  refuseInPreview(endpoint, actor);
  if (actor.kind === "key" && !endpoint.forKeys) throw new Problem("access.not_for_keys");
  if (scope === "unit") return admitToUnit(gate, endpoint, actor, params);
  if (!can(actor, capability)) throw new Problem("access.denied");
  const own = actor.kind === "anyone" || actor.kind === "system" ? 0 : actor.orgId;
  const orgId = scope === "company" && params.orgId ? Number(params.orgId) : own;
  const seen = orgsOf(actor);
  if (scope === "company" && !seen.includes(orgId)) throw new Problem("thing.not_found");
  return { orgId, scope: scope === "company" ? seen : [orgId], ...capacity(actor, capability) };
}

async function admitToUnit(
  gate: Gate,
  endpoint: Endpoint,
  actor: Actor,
  params: Record<string, string>,
): Promise<Admission> {
  const unitId = params.hallId ?? params.unitId ?? "";
  const place = await gate.findUnit(unitId);
  if (!place) throw new Problem("thing.not_found");
  const open = endpoint.capability === "anyone";
  if (!open && !orgsOf(actor).includes(place.orgId)) throw new Problem("thing.not_found");
  if (actor.kind === "device" && !open && actor.hallId !== unitId) throw new Problem("thing.not_found");
  if (!can(actor, endpoint.capability, place.path)) {
    throw new Problem(can(actor, endpoint.capability) ? "thing.not_found" : "access.denied");
  }
  return {
    orgId: place.orgId,
    scope: [place.orgId],
    unitId,
    ...capacity(actor, endpoint.capability, place.path),
  };
}

function capacity(...about: Parameters<typeof capacityOf>): { actingAs?: string } {
  const actingAs = capacityOf(...about);
  return actingAs ? { actingAs } : {};
}

const orgsOf = (actor: Actor): readonly number[] =>
  actor.kind === "staff" || actor.kind === "device" || actor.kind === "key"
    ? actor.orgIds
    : actor.kind === "customer"
      ? [actor.orgId]
      : [];
