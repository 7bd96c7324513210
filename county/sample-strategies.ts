/** The sample county proposes from its first day: the shipped strategies in force, and everybody's classes worked out. */
import { command, type Platform } from "../server/foundation/transaction.ts";
import { loadStrategies, startClassRun } from "../server/modules/customers/index.ts";
import { listStaff, type SampleOrganisation } from "../server/modules/identity/index.ts";

/** A real company gets them as drafts, to try and release itself; here its manager has. Once, however often it is called. */
export async function loadSampleStrategies(
  platform: Platform,
  { orgId, isNew }: SampleOrganisation,
): Promise<void> {
  const call = { actor: { kind: "system", orgIds: [orgId] }, orgId, requestId: `sample-${orgId}` } as const;
  await command(platform, call, async (ctx) => {
    const staff = await listStaff(ctx, { state: "active", limit: 100 });
    const manager = staff.find(({ post }) => post === "R-MGR");
    await loadStrategies(ctx, manager && { id: manager.staffId, name: manager.name });
    if (isNew) await startClassRun(ctx);
  });
}
