/** The sample county works on orders from its first day: the shipped processes are there, and who covers which post. */
import { command, type Platform } from "../server/foundation/transaction.ts";
import { getRootUnit, listStaff, type SampleOrganisation } from "../server/modules/identity/index.ts";
import { coverPosts, loadProcesses } from "../server/modules/orders/index.ts";

/**
 * In a small county one person covers several posts (AB角制), never two of one order that must be two people's: the meter
 * fitter who reads no meters, the surveyor who approves nothing.
 */
export const covers: readonly (readonly [login: string, posts: readonly string[]])[] = [
  // A complaint that reaches the company by phone or on the web is no hall's: somebody behind the counter handles it, the
  // company's manager signs.
  ["kanjingli", ["R-SUR", "R-DUTY"]],
  ["hetong", ["R-DUTY"]],
  // Whoever guided a customer by phone does not check the answer.
  ["jingli", ["R-HALL", "R-CMD"]],
  ["kancha", ["R-CM"]],
  ["sheji", ["R-INS"]],
  ["guidang", ["R-VIS"]],
  // The township halls have no duty manager of their own.
  ["liuxi", ["R-DUTY"]],
  ["shiping", ["R-DUTY"]],
];

const coveredDays = 90;

/** Once, however often it is called. */
export async function loadSampleOrders(platform: Platform, { orgId }: SampleOrganisation): Promise<void> {
  const call = { actor: { kind: "system", orgIds: [orgId] }, orgId, requestId: `sample-${orgId}` } as const;
  await command(platform, call, loadProcesses);
  // They have done so for a while: the orders of the weeks before were theirs, too.
  const earlier = { now: () => platform.clock.now().subtract({ hours: 24 * coveredDays }) };
  await command({ ...platform, clock: earlier }, call, async (ctx) => {
    const staff = new Map(
      (await listStaff(ctx, { state: "active", limit: 200 })).map((one) => [one.login, one]),
    );
    const { unitId } = await getRootUnit(ctx);
    for (const [login, posts] of covers) {
      const person = staff.get(login);
      if (person) for (const post of posts) await coverPosts(ctx, { staffId: person.staffId, post, unitId });
    }
  });
}
