/**
 * Setting up a company: its registry row, root unit, rules, posts and roles from the catalogue, then halls, staff and
 * grants as given. For new databases, the sample county and tests; each step is audited as done by the platform.
 */
import { readFile } from "node:fs/promises";
import type { Words } from "../../../contracts/endpoint.ts";
import type { Role, UnitKind } from "../../../contracts/identity.ts";
import { audit, type Context } from "../../foundation/context.ts";
import { newId } from "../../foundation/ids.ts";
import { beginWithRule, loadCatalogue } from "../catalogue/index.ts";
import { personalWords } from "./own-account.ts";
import { type HashParameters, hashPassword } from "./password.ts";
import { checkPassword } from "./password-policy.ts";
import { giveGrant } from "./roles.ts";
import { identityRules } from "./rules.ts";
import { insertRole } from "./store/access.ts";
import { findLineage, insertOrg, loadPosts, type PostRow } from "./store/catalogue.ts";
import { insertPassword, insertStaff } from "./store/staff.ts";
import { getRootUnit, insertUnit, type UnitRow } from "./store/units.ts";
import { createUnit } from "./units.ts";

export type NewCompany = {
  readonly level: Extract<UnitKind, "province" | "city" | "county">;
  readonly name: Words;
  /** The company above, which must exist. */
  readonly parentOrgId: number | null;
  /** Its sign-ins are documented anyway: administrators need no one-time codes. */
  readonly isSample?: boolean;
};

export type SeedStaff = {
  readonly login: string;
  readonly name: string;
  readonly staffNumber: string;
  readonly post: string;
  /** The company's root unit unless said. */
  readonly unitId?: string;
  /** A documented sample password; it need not be changed at the first sign-in. */
  readonly password: string;
  readonly roles: readonly { readonly role: string; readonly unitId?: string }[];
};

const catalogue = new URL("../../../catalogue/", import.meta.url);
const read = async <T>(file: string): Promise<T> =>
  JSON.parse(await readFile(new URL(file, catalogue), "utf8")) as T;
type CatalogueRole = Words & Pick<Role, "capabilities" | "duty"> & { readonly code: string };

/** Makes the company that `ctx.orgId` names, with its root unit, rules, posts and roles. */
export async function seedCompany(ctx: Context, company: NewCompany): Promise<UnitRow> {
  const above = company.parentOrgId === null ? [] : await findLineage(ctx.tx, company.parentOrgId);
  if (!above) throw new Error(`there is no company ${company.parentOrgId}`);
  await insertOrg(ctx, { ...company, lineage: [...above, ctx.orgId] });
  await loadPosts(ctx, await read<PostRow[]>("posts.json"));
  for (const { code, zh, en, capabilities, duty } of await read<CatalogueRole[]>("roles.json"))
    await insertRole(ctx, { role: code, name: { zh, en }, capabilities, duty, state: "active" });
  await loadCatalogue(ctx);
  if (company.isSample)
    await beginWithRule(ctx, "SIGNIN.ADMINISTRATORS.CODE", {
      value: 0,
      reason: "a sample to look at, with sign-ins that everybody knows",
    });
  audit(ctx, { action: "identity.company_created", subject: `company:${ctx.orgId}`, after: company });
  return insertUnit(ctx, { unitId: newId(), kind: company.level, name: company.name, parentId: null });
}

/** Makes a hall directly below the company. The hall's id is its unit's id. */
export async function seedHall(ctx: Context, name: Words): Promise<UnitRow> {
  const { unitId } = await getRootUnit(ctx);
  return createUnit(ctx, { parentId: unitId, kind: "hall", name });
}

/** Hashing a password takes longer than all else; a seed may ask for cheaper parameters, kept with each hash. */
export async function seedStaff(
  ctx: Context,
  staff: SeedStaff,
  parameters?: HashParameters,
): Promise<string> {
  const root = await getRootUnit(ctx);
  const { password: policy, hash: usual } = await identityRules(ctx);
  checkPassword(policy, staff.password, personalWords(staff, []));
  const staffId = newId();
  const unitId = staff.unitId ?? root.unitId;
  await insertStaff(ctx, { ...staff, staffId, unitId });
  const hash = await hashPassword(staff.password, parameters ?? usual);
  await insertPassword(ctx, staffId, {
    ...hash,
    history: policy.history,
    mustChange: false,
    expiresAt: null,
  });
  for (const { role, unitId: at } of staff.roles)
    await giveGrant(ctx, { staffId, role, unitId: at ?? unitId, reason: "set up with the company" });
  const { password: _, ...after } = staff;
  audit(ctx, { action: "identity.staff_created", subject: `staff:${staffId}`, after });
  return staffId;
}
