/**
 * Identity: companies and their units, staff, roles, sessions and devices; who may do what where.
 *
 * A person signs in to a company and holds roles on units and all below them. System administrator, security
 * administrator and auditor are three people (三员分立), which the database enforces. A device belongs to one hall.
 * Owns the schema "identity". Calls catalogue for its rules. Tells the others: unit created and changed, staff access changed, role
 * changed, device changed.
 */
import type { Gate } from "../../foundation/http/access.ts";
import type { Module } from "../../foundation/module.ts";
import type { Platform } from "../../foundation/transaction.ts";
import { Cookies } from "./cookies.ts";
import { IdentityGate } from "./gate.ts";
import { identityRoutes } from "./routes.ts";

export { createDevice, type Pairing, pairDevice, repairDevice } from "./devices.ts";
export { giveGrant } from "./roles.ts";
export { loadSampleOrganisation, type SampleOrganisation, sampleSignIns } from "./sample.ts";
export { type NewCompany, type SeedStaff, seedCompany, seedHall, seedStaff } from "./seed.ts";
export { type Administrators, type FirstPassword, setUpCompany } from "./set-up-company.ts";
export { listRoles } from "./store/access.ts";
export { listCompanies } from "./store/catalogue.ts";
export { type DeviceRow, listDevices } from "./store/devices.ts";
export { type HolderRow, listHolders } from "./store/permissions.ts";
export {
  findStaff,
  listStaff,
  type StaffFace,
  type StaffRow,
  staffFaces,
  staffOfUnits,
} from "./store/staff.ts";
export { findUnit, getRootUnit, listHallsBelow, listUnits, type UnitRow } from "./store/units.ts";
export { createUnit } from "./units.ts";

export const identity: Module = { name: "identity", routes: identityRoutes };

/** The gate before every route of the platform; one per process and database. */
export const identityGate = ({ db, clock }: Pick<Platform, "db" | "clock">, publicUrl?: string): Gate =>
  new IdentityGate({ db, clock, cookies: new Cookies(publicUrl) });
