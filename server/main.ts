/**
 * The whole platform in one process: database, api for people and devices, worker. Each app also runs alone, many
 * times over (`server/apps/`); what they share is in the database.
 */
import { startApi } from "./apps/api.ts";
import { followParent, onMoved } from "./apps/business-clock.ts";
import { type Core, openCore, postgresDir, type Running } from "./apps/core.ts";
import { explain, runApp } from "./apps/run-app.ts";
import { prepareSample, type Sample } from "./apps/sample.ts";
import { startWorker } from "./apps/worker.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./foundation/embedded-postgres.ts";
import type { Logger } from "./foundation/log.ts";
import type { Settings } from "./foundation/settings.ts";

const started = performance.now();

await runApp(async (settings, log) => {
  const open: Running[] = [];
  const stopAll = async () => {
    for (const each of open.reverse()) await each.stop();
  };
  try {
    await followParent(settings, log);
    const database = await startDatabase(settings, log);
    if (database) open.push(database);
    const core = await openCore(settings, log, database?.url);
    open.push({ stop: core.close });
    const sample = await prepareSample(core);
    const worker = await startWorker(core);
    open.push(worker);
    onMoved(worker.settle);
    const api = await startApi(core);
    open.push(api);
    welcome(core, api.address, sample);
    process.send?.({ ready: api.address });
    if (sample) open.push(fillBeside(sample, log));
    return { stop: stopAll };
  } catch (error) {
    await stopAll();
    throw error;
  }
});

/** Goes on while people work already; stopped, it ends with the batch that it is at. */
function fillBeside(sample: Sample, log: Logger): Running {
  const stopping = new AbortController();
  const filling = sample
    .fill(stopping.signal)
    .catch((err: unknown) => log.warn({ err }, "not all of the sample's orders are there"));
  return {
    async stop() {
      stopping.abort();
      await filling;
    },
  };
}

async function startDatabase(settings: Settings, log: Logger): Promise<EmbeddedPostgres | undefined> {
  if (settings.DATABASE_URL) return undefined;
  return startEmbeddedPostgres({
    dataDir: postgresDir(settings),
    log,
    preparing: () => console.log("正在准备数据库…\nPreparing the database…"),
    onLost: (problem) => {
      explain(problem, log);
      process.exit(1);
    },
  });
}

function welcome({ settings }: Core, address: string, sample: Sample | undefined): void {
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const place = settings.MC_PUBLIC_URL ?? address;
  const lines = [
    "",
    `明窗已启动（${seconds} 秒），请打开：${place}/`,
    `Mingchuang is ready (${seconds} s). Open: ${place}/`,
    ...(sample ? ["", ...sample.lines(place)] : []),
    "",
    "按 Ctrl-C 停止。 Ctrl-C stops it.",
    "",
  ];
  console.log(lines.join("\n"));
}
