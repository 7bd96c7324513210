/**
 * Identity: companies and their units, staff, roles, sessions and devices; who may do what where.
 *
 * A person signs in to a company and holds roles on units and all below them. System administrator, security
 * administrator and auditor are three people (三员分立), which the database enforces. A device belongs to one hall.
 * Owns the schema "identity". Calls nobody. Tells the others: unit created and changed, staff access changed, role
 * changed, device changed.
 */
import type { Gate } from "../../foundation/http/access.ts";
import type { Platform } from "../../foundation/transaction.ts";
import { Cookies } from "./cookies.ts";
import { IdentityGate } from "./gate.ts";
import { type IdentityDeps, identityRoutes } from "./routes.ts";

export type { Pairing } from "./devices.ts";
export { createDevice, pairDevice } from "./devices.ts";
export { IdentityGate } from "./gate.ts";
export { giveGrant } from "./roles.ts";
export { type NewCompany, type SeedStaff, seedCompany, seedHall, seedStaff } from "./seed.ts";
export { findStaff, type StaffRow } from "./store/staff.ts";
export { findUnit, getRootUnit, listHallsBelow, listUnits, type UnitRow } from "./store/units.ts";
export { createUnit } from "./units.ts";
export { identityRoutes };

/** What the HTTP edge needs of identity: its routes and the gate before all routes. */
export function identityDeps(platform: Platform, publicUrl?: string): IdentityDeps {
  const cookies = new Cookies(publicUrl);
  const gate = new IdentityGate({ db: platform.db, clock: platform.clock, cookies });
  return { platform, cookies, gate };
}

/** The gate before every route of the platform. */
export const identityGate = ({ gate }: IdentityDeps): Gate => gate;
