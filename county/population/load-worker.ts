/** One core's share of a large load: makes customers, seals their numbers and copies them in, range by range. */
import { parentPort, workerData } from "node:worker_threads";
import pg from "pg";
import { Vault, type VaultSettings } from "../../server/foundation/vault.ts";
import { loadCustomers, searchLines } from "../../server/modules/customers/index.ts";
import { Population, type PopulationOptions } from "./population.ts";

export type WorkerTask = {
  /** `load`: into the archive, without search rows; `search`: only the lines of those. */
  readonly what: "load" | "search";
  readonly from: number;
  readonly to: number;
};
export type WorkerDone = { readonly loaded: number; readonly present: number; readonly lines: string };
export type WorkerSetUp = {
  readonly appUrl: string;
  readonly vault: VaultSettings;
  readonly population: PopulationOptions;
};

const { appUrl, vault: settings, population: options } = workerData as WorkerSetUp;
const place = { orgId: options.orgId, vault: new Vault(asBuffers(settings)) };
const population = new Population(options);
const client = new pg.Client({ connectionString: appUrl });
// A connection that breaks fails what is running on it.
client.on("error", () => {});
await client.connect();

parentPort?.on("message", async (task: WorkerTask) => {
  parentPort?.postMessage(await work(task));
});

async function work({ what, from, to }: WorkerTask): Promise<WorkerDone> {
  const files = [...population.customers(from, to)];
  if (what === "search") return { loaded: 0, present: 0, lines: searchLines(place, files) };
  return { ...(await loadCustomers(client, place, files, false)), lines: "" };
}

/** Between threads a Buffer arrives as plain bytes. */
function asBuffers({ keys, ...rest }: VaultSettings): VaultSettings {
  return keys
    ? { ...rest, keys: keys.map(({ version, key }) => ({ version, key: Buffer.from(key) })) }
    : rest;
}
