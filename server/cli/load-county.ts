/**
 * `npm run county -- [--customers 1000000] [--company 990101] [--seed 1]`: gives a sample county as many customers as
 * wanted, beside those that it has. Only in a database that holds the sample county and no other company.
 */
import { parseArgs } from "node:util";
import { loadLarge } from "../../county/population/load-large.ts";
import {
  isSeedRight,
  populationOf,
  sampleSeed,
  smallCounty,
} from "../../county/population/sample-population.ts";
import { loadSampleHalls } from "../../county/sample-halls.ts";
import { type Core, openCore, ownerUrlOf, postgresDir } from "../apps/core.ts";
import { explain } from "../apps/run-app.ts";
import { startEmbeddedPostgres } from "../foundation/embedded-postgres.ts";
import { createLog } from "../foundation/log.ts";
import { appUrl } from "../foundation/migrate.ts";
import { readSettings, type Settings } from "../foundation/settings.ts";
import { StartupProblem } from "../foundation/startup-problem.ts";
import { loadSampleOrganisation, sampleSignIns } from "../modules/identity/index.ts";

const log = createLog("warn");
const ownPostgres = (settings: Settings) => ({
  dataDir: postgresDir(settings),
  log,
  preparing: () => console.log("正在准备数据库…\nPreparing the database…"),
  onLost: (problem: unknown) => {
    explain(problem, log);
    process.exit(1);
  },
});

const phases = {
  customers: "客户 customers",
  search: "检索词 search terms",
  index: "建立索引 building the index",
} as const;

try {
  const text = { type: "string" } as const;
  const { values } = parseArgs({ options: { customers: text, company: text, seed: text } });
  const wanted = {
    customers: whole("customers", values.customers, smallCounty),
    orgId: whole("company", values.company, sampleSignIns.orgId),
    seed: whole("seed", values.seed, sampleSeed),
  };
  await withDatabase(readSettings(process.env), (core) => load(core, wanted));
} catch (error) {
  say("");
  explain(error);
  process.exit(1);
}

function whole(name: string, given: string | undefined, otherwise: number): number {
  const value = given === undefined ? otherwise : Number(given);
  if (Number.isSafeInteger(value) && value > 0 && value <= 15_000_000) return value;
  throw new StartupProblem(
    `--${name} 须为 1 至 15000000 的整数，不能是“${given}”。`,
    `--${name} takes a whole number from 1 to 15000000, not "${given}".`,
  );
}

/** The database of the running platform, or one that is started for as long as this takes. */
async function withDatabase(settings: Settings, work: (core: Core) => Promise<void>): Promise<void> {
  const isRunning = await ownerUrlOf(settings).then(
    () => true,
    () => false,
  );
  const own = isRunning ? undefined : await startEmbeddedPostgres(ownPostgres(settings));
  try {
    const core = await openCore(settings, log, own?.url);
    try {
      await work(core);
    } finally {
      await core.close();
    }
  } finally {
    await own?.stop();
  }
}

/** Ctrl-C: what is loaded stays, the next run goes on from there. A second one does not wait. */
function untilInterrupted(): AbortSignal {
  const controller = new AbortController();
  const problem = new StartupProblem(
    "已中断；再次运行将从中断处继续。",
    "Interrupted; run it again and it goes on from here.",
  );
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => controller.abort(problem));
  return controller.signal;
}

async function load(
  core: Core,
  { customers, orgId, seed }: { customers: number; orgId: number; seed: number },
): Promise<void> {
  const organisation = await loadSampleOrganisation(core);
  if (!organisation)
    throw new StartupProblem(
      "此数据库中有真实公司，样例人口只能装入样例数据库。",
      "This database holds a real company; the sample population goes into a sample database only.",
    );
  if (orgId !== organisation.orgId && orgId !== organisation.neighbour.orgId)
    throw new StartupProblem(
      `${orgId} 不是样例公司：${organisation.orgId}、${organisation.neighbour.orgId}。`,
      `${orgId} is no sample company: ${organisation.orgId}, ${organisation.neighbour.orgId}.`,
    );
  await loadSampleHalls(core, organisation);
  const population = await populationOf(core, organisation, orgId, seed);
  if (!(await isSeedRight(core, population)))
    throw new StartupProblem(
      `${orgId} 已有另一种子的人口。请换一个空的数据目录（MC_DATA_DIR）。`,
      `${orgId} has a population of another seed. Use an empty data directory (MC_DATA_DIR).`,
    );
  const began = performance.now();
  const seconds = () => ((performance.now() - began) / 1_000).toFixed(1);
  const { loaded, present } = await loadLarge({
    appUrl: appUrl(core.ownerUrl, core.secret),
    ownerUrl: core.ownerUrl,
    vault: core.vaultSettings,
    population,
    customers,
    signal: untilInterrupted(),
    onProgress: (phase, done) => say(`${phases[phase]} ${done} / ${customers} · ${seconds()} s`),
  });
  say("");
  console.log(
    `✔ ${orgId}：新增客户 ${loaded}，原有 ${present}，用时 ${seconds()} 秒\n` +
      `✔ ${orgId}: ${loaded} customers loaded, ${present} were there, ${seconds()} s`,
  );
}

/** One line that is written over, where somebody is looking. */
function say(line: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${line}`);
}
