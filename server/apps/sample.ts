/** The sample county: what an empty database is given, so that a newcomer has something to look at. */
import { loadSamplePopulation } from "../../county/population/sample-population.ts";
import { loadSampleHalls } from "../../county/sample-halls.ts";
import { liveSampleOrders, sampleLives } from "../../county/sample-lives.ts";
import { loadSampleOrders } from "../../county/sample-orders.ts";
import { loadSampleStrategies } from "../../county/sample-strategies.ts";
import { loadSampleOrganisation, type SampleOrganisation } from "../modules/identity/index.ts";
import type { Core } from "./core.ts";
import { isSampleWanted } from "./sample-wanted.ts";

export type Sample = {
  /** What to tell the newcomer: addresses and sign-ins. */
  readonly lines: (place: string) => readonly string[];
  /**
   * Open and past orders, told beside the running platform: a newcomer need not wait for them. Nothing after the first
   * start, and nothing where a replay moves the clock and brings orders of its own.
   */
  readonly fill: (signal: AbortSignal) => Promise<void>;
};

/** Loads the sample county once, into a database that holds no company. Undefined when it is not wanted. */
export async function prepareSample(core: Core): Promise<Sample | undefined> {
  if (!isSampleWanted(core.settings)) return undefined;
  const organisation = await loadSampleOrganisation(core);
  if (!organisation) return undefined;
  await loadSampleHalls(core, organisation);
  await loadSamplePopulation(core, organisation);
  await loadSampleStrategies(core, organisation);
  await loadSampleOrders(core, organisation);
  return {
    lines: () => signInLines(organisation),
    fill: async (signal) => {
      if (!organisation.isNew || core.settings.MC_CLOCK === "moved") return;
      await liveSampleOrders(core, organisation, { ...sampleLives, signal });
    },
  };
}

function signInLines({ orgId, password, people }: SampleOrganisation): string[] {
  const shown = people.filter(({ role }, index) => people.findIndex((one) => one.role === role) === index);
  return [
    `  样例登录 sample sign-ins · 公司 company ${orgId} · 口令 password ${password}`,
    ...shown.map(({ login, name, role }) => `    ${login.padEnd(10)} ${name}  ${role}`),
  ];
}
