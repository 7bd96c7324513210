/** What keeps watch over us asks here: alive, ready, and the figures of this process. */
import { timingSafeEqual } from "node:crypto";
import type { Context, Hono } from "hono";
import { sql } from "kysely";
import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Endpoint } from "../../../contracts/endpoint.ts";
import type { Database } from "../database.ts";
import type { LiveHub } from "../live.ts";
import { addressOf, type EdgeEnv, isLoopback } from "./app.ts";

export type Metrics = {
  readonly registry: Registry;
  readonly onAnswer: (endpoint: Endpoint | undefined, status: number, ms: number) => void;
};

export function createMetrics(live: LiveHub): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const answers = new Histogram({
    name: "mingchuang_http_answer_seconds",
    help: "Time to answer, by route and status.",
    labelNames: ["method", "route", "status"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  new Gauge({
    name: "mingchuang_live_watchers",
    help: "Screens that receive live states from this process.",
    registers: [registry],
    async collect() {
      this.set(await live.size());
    },
  });
  return {
    registry,
    onAnswer: (endpoint, status, ms) => {
      // Routes, not addresses: an address may hold an id, and there are endlessly many.
      const labels = {
        method: endpoint?.method ?? "other",
        route: endpoint?.path ?? "other",
        status: String(status),
      };
      answers.observe(labels, ms / 1000);
    },
  };
}

type Options = {
  readonly db: Database;
  readonly metrics: Metrics;
  readonly metricsToken: string | undefined;
  /** No new work should be sent here any more. */
  readonly isStopping: () => boolean;
};

export function registerHealth(app: Hono<EdgeEnv>, { db, metrics, metricsToken, isStopping }: Options): void {
  app.get("/healthz", (c) => plain(c, 200, "alive"));
  app.get("/readyz", async (c) => {
    if (isStopping()) return plain(c, 503, "stopping");
    return (await answers(db)) ? plain(c, 200, "ready") : plain(c, 503, "the database does not answer");
  });
  app.get("/metrics", async (c) => {
    if (!mayRead(c, metricsToken)) return plain(c, 401, "metrics need the token");
    c.header("cache-control", "no-store");
    return c.body(await metrics.registry.metrics(), 200, { "content-type": metrics.registry.contentType });
  });
}

function plain(c: Context, status: 200 | 401 | 503, words: string): Response {
  c.header("cache-control", "no-store");
  return c.text(`${words}\n`, status);
}

/** A question that waits longer than a second is an answer too; it must not hold up whoever asks. */
async function answers(db: Database): Promise<boolean> {
  const late = new Promise<false>((resolve) => setTimeout(() => resolve(false), 1_000).unref());
  const asked = sql`select 1`.execute(db).then(
    () => true,
    () => false,
  );
  return Promise.race([asked, late]);
}

function mayRead(c: Context, token: string | undefined): boolean {
  const given = c.req.header("authorization")?.replace(/^Bearer /, "");
  if (given === undefined || token === undefined)
    return given === undefined && isLoopback(addressOf(c) ?? "");
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}
