/** The sample companies' customers: who serves them, and the small population that a fresh database begins with. */
import pg from "pg";
import type { Context } from "../../server/foundation/context.ts";
import { appUrl } from "../../server/foundation/migrate.ts";
import { command, type Platform } from "../../server/foundation/transaction.ts";
import { analyseArchive, hasCustomers, loadCustomers } from "../../server/modules/customers/index.ts";
import { listStaff, type SampleOrganisation } from "../../server/modules/identity/index.ts";
import { Population, type PopulationOptions, type Servants } from "./population.ts";

/** So many customers a fresh sample county has; `npm run county` makes it more. */
export const smallCounty = 2_000;
export const smallNeighbour = 100;
export const sampleSeed = 1;

/** What makes the population of one of the sample's companies. */
export async function populationOf(
  platform: Platform,
  { orgId: county, hallIds, neighbour }: SampleOrganisation,
  orgId: number,
  seed: number = sampleSeed,
): Promise<PopulationOptions> {
  const halls = orgId === neighbour.orgId ? neighbour.hallIds : orgId === county ? hallIds : [];
  return { orgId, seed, servants: await inCompany(platform, orgId, (ctx) => servantsOf(ctx, halls)) };
}

const inCompany = <T>(platform: Platform, orgId: number, work: (ctx: Context) => Promise<T>): Promise<T> =>
  command(
    platform,
    { actor: { kind: "system", orgIds: [orgId] }, orgId, requestId: `sample-${orgId}` },
    work,
  );

/** Whether the company's customers, if it has any, are those of this seed: two populations would share their numbers. */
export async function isSeedRight(platform: Platform, options: PopulationOptions): Promise<boolean> {
  const first = new Population(options).customer(0).id;
  return inCompany(
    platform,
    options.orgId,
    async (ctx) => !(await hasCustomers(ctx)) || (await hasCustomers(ctx, first)),
  );
}

async function servantsOf(ctx: Context, hallIds: readonly string[]): Promise<Servants> {
  const staff = await listStaff(ctx, { state: "active", limit: 100 });
  const ofPost = (...posts: string[]) =>
    staff
      .filter(({ post }) => posts.includes(post))
      .sort((a, b) => (a.login < b.login ? -1 : 1))
      .map(({ staffId, name }) => ({ id: staffId, name }));
  const clerks = ofPost("R-ACC");
  const [proposer] = clerks;
  const [reviewer] = ofPost("R-HALL", "R-MGR");
  if (!proposer || !reviewer) throw new Error("the sample county has no staff");
  return { hallIds, managerIds: clerks.map(({ id }) => id), proposer, reviewer };
}

/** Loads the small population into each county that has nobody yet. */
export async function loadSamplePopulation(
  platform: Platform & { readonly ownerUrl: string },
  organisation: SampleOrganisation,
): Promise<void> {
  const counties = [
    [organisation.orgId, smallCounty],
    [organisation.neighbour.orgId, smallNeighbour],
  ] as const;
  const empty: (typeof counties)[number][] = [];
  for (const county of counties)
    if (!(await inCompany(platform, county[0], (ctx) => hasCustomers(ctx)))) empty.push(county);
  if (empty.length === 0) return;
  const client = new pg.Client({ connectionString: appUrl(platform.ownerUrl, platform.secret) });
  await client.connect();
  try {
    for (const [orgId, count] of empty) {
      const options = await populationOf(platform, organisation, orgId);
      const files = [...new Population(options).customers(0, count)];
      await loadCustomers(client, { orgId, vault: platform.vault }, files);
    }
    await asOwner(platform.ownerUrl, analyseArchive);
  } finally {
    await client.end();
  }
}

async function asOwner(url: string, work: (owner: pg.Client) => Promise<void>): Promise<void> {
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  try {
    await work(owner);
  } finally {
    await owner.end();
  }
}
