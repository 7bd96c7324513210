/**
 * Steps completed a second through HTTP: against the same SQL straight, and in a database with many orders against one
 * with none. The step is a common one (`plan-reply` of a low voltage connection: a form with evidence, a gateway, two
 * clocks that end, three timers that begin). Everything durable on both sides.
 */
import pg from "pg";
import { pino } from "pino";
import * as contract from "../contracts/orders.ts";
import { gateOf, modules } from "../server/apps/modules.ts";
import { EventTail } from "../server/foundation/event-tail.ts";
import { buildApp } from "../server/foundation/http/app.ts";
import { LiveHub } from "../server/foundation/live.ts";
import { appUrl } from "../server/foundation/migrate.ts";
import { filledForm } from "../server/modules/orders/testing.ts";
import { copyOf, copyOrder } from "../server/modules/orders/testing-copies.ts";
import { type BenchServer, benchSecret, startBenchServer } from "./bench-server.ts";
import { systemClock } from "./clock.ts";
import { callFast } from "./http-client.ts";
import { type Bench, type Figure, pairs } from "./kit.ts";
import { OtherEngine } from "./order-engine.ts";
import { OrderPlayback } from "./order-playback.ts";
import { fillOrders } from "./order-rows.ts";
import { benchPlatform, makeOrderCompanies, type OrderCompany } from "./order-stage.ts";
import { record } from "./recorded-sql.ts";

const companies = 5;
const lanes = 10;
const roundMs = 3_000;
const rounds = Number(process.env.BENCH_ROUNDS ?? 10);
/** Copies kept ready in each company; more than a round can use up. */
const ready = 800;
/** Orders that are there already, closed but for five in a hundred. A million takes a quarter of an hour to fill in. */
const sizes = (process.env.BENCH_ORDERS ?? "100000").split(",").map(Number);

const form = {
  ...filledForm("survey-lv"),
  photos: ["photo-1"],
  position: "31.23,121.47",
  persons: "甲、乙",
  signature: ["sign-1"],
};
const completion = ({ orderId, stepId, stepVersion }: OrderCompany, n: number) => ({
  params: { orderId: copyOf(n, orderId), stepId: copyOf(n, stepId) },
  body: { version: stepVersion, form },
});

/** A server with copies of orders that wait to be completed. */
class Stage {
  readonly server: BenchServer;
  readonly companies: readonly OrderCompany[];
  readonly #copied: number[];
  readonly #next: number[];

  constructor(server: BenchServer, made: readonly OrderCompany[]) {
    this.server = server;
    this.companies = made;
    this.#copied = made.map(() => 0);
    this.#next = made.map(() => 1);
  }

  static async open(): Promise<Stage> {
    const server = await startBenchServer();
    return new Stage(server, await makeOrderCompanies(server, companies));
  }

  async prepare(): Promise<void> {
    for (const [index, company] of this.companies.entries()) {
      const [next = 1, copied = 0] = [this.#next[index], this.#copied[index]];
      if (copied - next >= ready) continue;
      await copyOrder(this.server.ownerUrl, company, copied + 1, copied + 2 * ready);
      this.#copied[index] = copied + 2 * ready;
    }
    await this.analyse();
  }

  /** As in any database that is in use, the planner knows how many rows there are. */
  async analyse(): Promise<void> {
    const client = new pg.Client({ connectionString: this.server.ownerUrl });
    await client.connect();
    await client.query(
      "analyze orders.orders, orders.steps, orders.clocks, orders.marks, orders.entries, orders.papers",
    );
    await client.end();
  }

  /** Completions a second over one round; each lane goes through the companies in turn. */
  async rate(complete: (lane: number, company: OrderCompany, n: number) => Promise<void>): Promise<number> {
    await this.prepare();
    const began = performance.now();
    let done = 0;
    await Promise.all(
      Array.from({ length: lanes }, async (_, lane) => {
        for (let turn = lane; performance.now() - began < roundMs; turn++) {
          const company = this.companies[turn % companies];
          if (!company) return;
          await complete(lane, company, this.take(turn % companies));
          done++;
        }
      }),
    );
    return (done * 1_000) / (performance.now() - began);
  }

  take(index: number): number {
    const n = this.#next[index] ?? 1;
    if (n > (this.#copied[index] ?? 0)) throw new Error("a round used up all copies");
    this.#next[index] = n + 1;
    return n;
  }

  throughHttp(): Promise<number> {
    const base = new URL(this.server.base);
    return this.rate(async (_, company, n) => {
      const headers = { cookie: company.worker.cookie };
      await callFast(base, headers, contract.completeStep, completion(company, n));
    });
  }
}

export const orderStep: Bench = {
  name: "order_step",
  about: `steps of orders completed through HTTP, against the same SQL straight, and with ${sizes.join(" and ")} orders there`,
  async run(log) {
    const figures: Figure[] = [];
    const empty = await Stage.open();
    try {
      figures.push(...(await ratio(empty, log)), ...(await againstEngine(empty, log)));
      const full = await Stage.open();
      try {
        let there = 0;
        for (const size of sizes) {
          await fill(full, there, size, log);
          there = size;
          const flat = await pairs(
            () => full.throughHttp(),
            () => empty.throughHttp(),
            rounds,
            log,
          );
          figures.push({
            name: size === sizes.at(-1) ? "order_step_flatness" : `order_step_flatness_${size}`,
            value: flat.ratio,
            unit: "×",
            note: `${size} orders there against none: ${flat.ours.toFixed(0)}/s against ${flat.bound.toFixed(0)}/s; 10–90 %: ${flat.low.toFixed(2)}–${flat.high.toFixed(2)}; aim ≥ 0.8`,
          });
        }
      } finally {
        await full.server.stop();
      }
    } finally {
      await empty.server.stop();
    }
    return figures;
  },
};

async function fill(stage: Stage, there: number, size: number, log: (line: string) => void): Promise<void> {
  for (const { orgId, rootId, hallId, worker } of stage.companies) {
    const [before, after] = [there / companies, size / companies];
    const live = Math.floor((after - before) / 20);
    await fillOrders({
      ownerUrl: stage.server.ownerUrl,
      orgId,
      unitIds: [rootId, hallId],
      staffIds: [worker.staffId],
      process: { key: "F-LV", version: 1 },
      until: systemClock.now(),
      closed: after - before - live,
      live,
      after: before,
      log,
    });
  }
}

async function ratio(stage: Stage, log: (line: string) => void): Promise<Figure[]> {
  const { server } = stage;
  const clients = Array.from(
    { length: lanes },
    () => new pg.Client({ connectionString: appUrl(server.ownerUrl, benchSecret) }),
  );
  await Promise.all(clients.map((client) => client.connect()));
  try {
    const [source] = stage.companies;
    if (!source) throw new Error("no company was made");
    await stage.prepare();
    const [warm, recorded] = [stage.take(0), stage.take(0)];
    const statements = await recordCompletion(server.ownerUrl, source, [warm, recorded]);
    log(`${statements.length} statements a completion`);
    const playback = new OrderPlayback(statements, source, recorded);
    const straight = () =>
      stage.rate(async (lane, company, n) => {
        const client = clients[lane];
        if (client) await playback.complete(client, company, n);
      });
    const { ratio, low, high, ours, bound } = await pairs(() => stage.throughHttp(), straight, rounds, log);
    await mustBeDone(stage);
    return [
      {
        name: "order_step_ratio",
        value: ratio,
        unit: "×",
        note: `10–90 %: ${low.toFixed(2)}–${high.toFixed(2)}; aim ≥ 0.3`,
      },
      { name: "order_steps_per_s", value: ours, unit: "steps/s", note: "completed through HTTP" },
      {
        name: "order_steps_sql_per_s",
        value: bound,
        unit: "steps/s",
        note: `${statements.length} statements each, straight`,
      },
    ];
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

/** The same step by bpmn-engine (order-engine.ts says what of it): ours does all that a completion is, through HTTP. */
async function againstEngine(stage: Stage, log: (line: string) => void): Promise<Figure[]> {
  const engine = await OtherEngine.open(stage.server.ownerUrl, form);
  try {
    const { ratio, low, high, ours, bound } = await pairs(
      () => stage.throughHttp(),
      () => engine.rate(roundMs),
      rounds,
      log,
    );
    return [
      {
        name: "order_step_vs_bpmn_engine",
        value: ratio,
        unit: "×",
        note: `ours through HTTP ${ours.toFixed(0)}/s, bpmn-engine resuming and saving ${Math.round(engine.stateBytes / 1024)} KiB a step without HTTP ${bound.toFixed(1)}/s; 10–90 %: ${low.toFixed(1)}–${high.toFixed(1)}; aim ≥ 10`,
      },
    ];
  } finally {
    await engine.close();
  }
}

/** Both sides must have done the work: as many next steps are open as steps were completed. */
async function mustBeDone({ server }: Stage): Promise<void> {
  const client = new pg.Client({ connectionString: server.ownerUrl });
  await client.connect();
  const { rows } = await client.query<{ done: number; next: number; timers: number }>(
    `select count(*) filter (where node_id = 'plan-reply' and state = 'done')::int as done,
       count(*) filter (where node_id = 'contract-sign' and state = 'live')::int as next,
       count(*) filter (where kind = 'timer' and state = 'live')::int as timers from orders.steps where org_id > 7410000`,
  );
  await client.end();
  const [{ done = 0, next = 0, timers = 0 } = {}] = rows;
  if (done === 0 || done !== next || timers !== 3 * next)
    throw new Error(`${done} steps were completed, ${next} opened, with ${timers} timers`);
}

/** The statements of a warm completion: the second one, after one that fills the caches. */
async function recordCompletion(
  ownerUrl: string,
  source: OrderCompany,
  [first, second]: readonly [number, number],
) {
  const platform = benchPlatform(ownerUrl, 2);
  const app = buildApp({
    platform,
    gate: gateOf(platform),
    live: new LiveHub(new EventTail(platform.db, appUrl(ownerUrl, benchSecret))),
    log: pino({ level: "silent" }),
    routes: modules.flatMap(({ routes }) => routes),
    ratePerMinute: 10_000_000,
  });
  const complete = async (n: number) => {
    const { params, body } = completion(source, n);
    const answer = await app.request(
      `http://localhost/api/orders/${params.orderId}/steps/${params.stepId}/complete`,
      {
        method: "POST",
        headers: {
          cookie: source.worker.cookie,
          "content-type": "application/json",
          "idempotency-key": crypto.randomUUID(),
        },
        body: JSON.stringify(body),
      },
    );
    if (!answer.ok) throw new Error(await answer.text());
  };
  try {
    await complete(first);
    return await record(() => complete(second));
  } finally {
    await platform.db.destroy();
  }
}
