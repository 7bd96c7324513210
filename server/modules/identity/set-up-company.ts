/** A company begins to work with the platform: its registry row, catalogue, and the three administrators. */
import type { Context } from "../../foundation/context.ts";
import { giveGrant } from "./roles.ts";
import { type NewCompany, seedCompany } from "./seed.ts";
import { createStaff } from "./staff.ts";

/** The three are three people (三员分立); they set up everything else on the pages. */
export type Administrators = Readonly<
  Record<"system" | "security" | "auditor", { login: string; name: string }>
>;
export type FirstPassword = { readonly login: string; readonly name: string; readonly password: string };

const posts = {
  system: { role: "system-admin", post: "R-SYS", staffNumber: "ADM-1" },
  security: { role: "security-admin", post: "R-SEC", staffNumber: "ADM-2" },
  auditor: { role: "auditor", post: "R-AUD", staffNumber: "ADM-3" },
} as const;

/**
 * Makes the company that `ctx.orgId` names. Each administrator gets a password to hand over, which must be changed at
 * the first sign-in.
 */
export async function setUpCompany(
  ctx: Context,
  company: NewCompany,
  administrators: Administrators,
): Promise<FirstPassword[]> {
  const { unitId } = await seedCompany(ctx, company);
  const handedOver: FirstPassword[] = [];
  for (const duty of ["system", "security", "auditor"] as const) {
    const { role, post, staffNumber } = posts[duty];
    const { login, name } = administrators[duty];
    const { staffId, initialPassword } = await createStaff(ctx, { login, name, staffNumber, post, unitId });
    await giveGrant(ctx, { staffId, role, unitId, reason: "set up with the company" });
    handedOver.push({ login, name, password: initialPassword });
  }
  return handedOver;
}
