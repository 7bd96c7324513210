/**
 * Any number of customers into a sample county's archive, by all cores: first everything but the search rows, then those
 * with their index built once. Cut off anywhere and started again, it goes on; what is there is left as it is.
 */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import pg from "pg";
import type { VaultSettings } from "../../server/foundation/vault.ts";
import { analyseArchive, countSearchRows, rebuildSearch } from "../../server/modules/customers/index.ts";
import type { WorkerDone, WorkerSetUp, WorkerTask } from "./load-worker.ts";
import { blockSize, type PopulationOptions } from "./population.ts";

/** Whole blocks of neighbours, who refer to each other. */
const batch = 50 * blockSize;
/** Two are enough to keep a PostgreSQL on the same machine busy; more only wait for it. */
const workersMost = 4;

export type LargeLoad = {
  readonly appUrl: string;
  /** The owner's: builds the search index and the statistics. */
  readonly ownerUrl: string;
  readonly vault: VaultSettings;
  readonly population: PopulationOptions;
  readonly customers: number;
  /** Ends the load between two ranges. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (phase: "customers" | "search" | "index", done: number) => void;
};

export async function loadLarge({
  ownerUrl,
  customers,
  signal,
  onProgress: tell = () => {},
  ...setUp
}: LargeLoad) {
  const onProgress: typeof tell = (phase, done) => {
    signal?.throwIfAborted();
    tell(phase, done);
  };
  const owner = new pg.Client({ connectionString: ownerUrl });
  // A connection that breaks fails what is running on it.
  owner.on("error", () => {});
  await owner.connect();
  const crew = new Crew(setUp);
  try {
    let [loaded, present] = [0, 0];
    for await (const done of crew.ranges("load", customers)) {
      loaded += done.loaded;
      present += done.present;
      onProgress("customers", loaded + present);
    }
    const { orgId } = setUp.population;
    if ((await countSearchRows(owner, orgId)) < customers)
      await rebuildSearch(owner, searchRows(crew, customers, onProgress));
    await analyseArchive(owner);
    return { loaded, present };
  } finally {
    await crew.stop();
    await owner.end();
  }
}

async function* searchRows(
  crew: Crew,
  customers: number,
  onProgress: NonNullable<LargeLoad["onProgress"]>,
): AsyncGenerator<string> {
  let done = 0;
  for await (const { lines } of crew.ranges("search", customers)) {
    yield lines;
    done = Math.min(customers, done + batch);
    onProgress("search", done);
  }
  onProgress("index", customers);
}

class Crew {
  readonly #workers: Worker[];

  constructor(setUp: WorkerSetUp) {
    const count = Math.min(workersMost, Math.max(1, availableParallelism()));
    const file = new URL("./load-worker.ts", import.meta.url);
    this.#workers = Array.from({ length: count }, () => new Worker(file, { workerData: setUp }));
  }

  /** All customers in ranges, each worker busy with one; results in the order in which they are done. */
  async *ranges(what: WorkerTask["what"], customers: number): AsyncGenerator<WorkerDone> {
    let next = 0;
    const running = new Map<Worker, Promise<{ worker: Worker; done: WorkerDone }>>();
    const begin = (worker: Worker) => {
      if (next >= customers) return;
      const task: WorkerTask = { what, from: next, to: Math.min(customers, next + batch) };
      next += batch;
      running.set(worker, ask(worker, task));
    };
    this.#workers.forEach(begin);
    while (running.size > 0) {
      const { worker, done } = await Promise.race(running.values());
      running.delete(worker);
      begin(worker);
      yield done;
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}

function ask(worker: Worker, task: WorkerTask): Promise<{ worker: Worker; done: WorkerDone }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ worker: Worker; done: WorkerDone }>();
  const onDone = (done: WorkerDone) => {
    worker.off("error", reject);
    resolve({ worker, done });
  };
  worker.once("message", onDone);
  worker.once("error", reject);
  worker.postMessage(task);
  return promise;
}
