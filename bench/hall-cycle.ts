/**
 * The full cycle of a ticket (take, call, arrive, finish, rate) through HTTP in 500 halls of 10 windows, against the
 * same statements sent straight to the same database. Everything durable on both sides.
 */
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { pino } from "pino";
import * as hall from "../contracts/hall.ts";
import { gateOf, modules } from "../server/apps/modules.ts";
import { openDatabase } from "../server/foundation/database.ts";
import { EventTail } from "../server/foundation/event-tail.ts";
import { Files } from "../server/foundation/files/files.ts";
import { buildApp } from "../server/foundation/http/app.ts";
import { LiveHub } from "../server/foundation/live.ts";
import { appUrl } from "../server/foundation/migrate.ts";
import { Vault } from "../server/foundation/vault.ts";
import { type BenchHall, makeHalls } from "./bench-halls.ts";
import { benchSecret, startBenchServer } from "./bench-server.ts";
import { systemClock } from "./clock.ts";
import { callFast } from "./http-client.ts";
import { type Bench, pairs } from "./kit.ts";
import { Playback, record, type Template, templatesOf } from "./recorded-sql.ts";

const halls = 500;
const lanes = 20;
const roundMs = 3_000;
const connections = 10;

type Send = (
  headers: Record<string, string>,
) => <E extends Parameters<typeof callFast>[2]>(
  endpoint: E,
  input: Parameters<typeof callFast<E>>[3],
) => ReturnType<typeof callFast<E>>;

/** One customer from number to rating, at one window. */
async function cycle(
  send: Send,
  { orgId: _, hallId, serviceId, windows }: BenchHall,
  window: number,
): Promise<void> {
  const { windowId, cookie } = windows[window] ?? { windowId: "", cookie: "" };
  const clerk = send({ cookie });
  const params = { hallId, windowId };
  const { token } = await clerk(hall.takeTicket, { params: { hallId }, body: { serviceIds: [serviceId] } });
  const { ticket } = await clerk(hall.callNext, { params, body: {} });
  if (!ticket) throw new Error("nobody was waiting after a ticket was taken");
  await clerk(hall.markArrived, { params, body: { ticketId: ticket.id } });
  await clerk(hall.finishTicket, { params, body: { ticketId: ticket.id } });
  await send({ authorization: `Ticket ${token}` })(hall.rateMyTicket, { body: { level: 5 } });
}

export const hallCycle: Bench = {
  name: "hall_cycle",
  about: `a ticket's cycle through HTTP against the same SQL straight, ${halls} halls × 10 windows`,
  async run(log) {
    const server = await startBenchServer();
    const clients = Array.from(
      { length: connections },
      () => new pg.Client({ connectionString: appUrl(server.ownerUrl, benchSecret) }),
    );
    try {
      // Half of the halls live through HTTP, the other half by SQL, in tables that both fill.
      const all = await makeHalls(server.ownerUrl, 2 * halls + 1);
      const [source, ...rest] = all;
      if (!source) throw new Error("no hall was made");
      const templates = await recordCycle(server.ownerUrl, source);
      log(`${templates.length} statements a cycle`);
      await Promise.all(clients.map((client) => client.connect()));
      const playback = new Playback(templates, source);
      const base = new URL(server.base);
      const send: Send = (headers) => (endpoint, input) => callFast(base, headers, endpoint, input);
      const ours = () =>
        rate(lanes, rest.slice(0, halls), (_, target, window) => cycle(send, target, window));
      const bound = () =>
        rate(connections, rest.slice(halls), (lane, target, window) => {
          const client = clients[lane];
          return client ? playback.cycle(client, target, window) : Promise.resolve();
        });
      const { ratio, low, high, ours: a, bound: b } = await pairs(ours, bound, 10, log);
      return [
        {
          name: "hall_cycle_ratio",
          value: ratio,
          unit: "×",
          note: `10–90 %: ${low.toFixed(2)}–${high.toFixed(2)}; aim ≥ 0.45`,
        },
        { name: "hall_cycles_per_s", value: a, unit: "cycles/s", note: "five commands each, through HTTP" },
        {
          name: "hall_cycles_sql_per_s",
          value: b,
          unit: "cycles/s",
          note: `${templates.length} statements each, straight`,
        },
      ];
    } finally {
      await Promise.all(clients.map((client) => client.end()));
      await server.stop();
    }
  },
};

/** Cycles per second over one round; each lane has halls of its own and walks through their windows. */
async function rate(
  count: number,
  targets: readonly BenchHall[],
  once: (lane: number, target: BenchHall, window: number) => Promise<void>,
): Promise<number> {
  const began = performance.now();
  let cycles = 0;
  await Promise.all(
    Array.from({ length: count }, async (_, lane) => {
      const own = targets.filter((_, index) => index % count === lane);
      for (let n = 0; performance.now() - began < roundMs; n++) {
        const target = own[n % own.length];
        if (!target) return;
        await once(lane, target, Math.floor(n / own.length) % target.windows.length);
        cycles++;
      }
    }),
  );
  return (cycles * 1_000) / (performance.now() - began);
}

/** The statements of a warm cycle: two are recorded after two that fill the caches. */
async function recordCycle(ownerUrl: string, source: BenchHall): Promise<Template[]> {
  const url = appUrl(ownerUrl, benchSecret);
  const db = openDatabase({ url, max: 2 });
  const tail = new EventTail(db, url);
  const vault = new Vault({ secret: benchSecret });
  const files = new Files(join(tmpdir(), "bench-files"));
  const platform = { db, clock: systemClock, secret: benchSecret, vault, files, announce: () => {} };
  const app = buildApp({
    platform,
    gate: gateOf(platform),
    live: new LiveHub(tail),
    log: pino({ level: "silent" }),
    routes: modules.flatMap(({ routes }) => routes),
    ratePerMinute: 10_000_000,
  });
  const send: Send = (headers) => async (endpoint, input) => {
    const { params, body } = input as { params?: Record<string, string>; body?: unknown };
    const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => params?.[name] ?? "");
    const answer = await app.request(`http://localhost${path}`, {
      method: endpoint.method.toUpperCase(),
      headers: { ...headers, "content-type": "application/json", "idempotency-key": crypto.randomUUID() },
      body: JSON.stringify(body ?? {}),
    });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return answer.json() as never;
  };
  try {
    const one = () => cycle(send, source, 0);
    await one();
    await one();
    return templatesOf(await record(one), await record(one));
  } finally {
    await db.destroy();
  }
}
