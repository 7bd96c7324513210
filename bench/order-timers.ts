/**
 * 100,000 timers that fall due at the same moment (a reminder to as many customers), handled by a running server's own
 * sweep. Each must have fired once: none lost, none twice.
 */
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import * as contract from "../contracts/orders.ts";
import { filledForm } from "../server/modules/orders/testing.ts";
import { copyOrder } from "../server/modules/orders/testing-copies.ts";
import { startBenchServer } from "./bench-server.ts";
import { callFast } from "./http-client.ts";
import type { Bench } from "./kit.ts";
import { makeOrderCompanies } from "./order-stage.ts";

const timers = Number(process.env.BENCH_TIMERS ?? 100_000);
const batch = 10_000;
const node = "contract-sign-remind-1";

export const orderTimers: Bench = {
  name: "order_timers",
  about: `${timers.toLocaleString("en")} timers of processes that fall due at once`,
  async run(log) {
    const server = await startBenchServer();
    const owner = new pg.Client({ connectionString: server.ownerUrl });
    await owner.connect();
    try {
      const [company] = await makeOrderCompanies(server, 1);
      if (!company) throw new Error("no company was made");
      const { orgId, orderId, stepId, stepVersion, worker } = company;
      const proof = {
        photos: ["photo-1"],
        position: "31.23,121.47",
        persons: "甲、乙",
        signature: ["sign-1"],
      };
      await callFast(new URL(server.base), { cookie: worker.cookie }, contract.completeStep, {
        params: { orderId, stepId },
        body: { version: stepVersion, form: { ...filledForm("survey-lv"), ...proof } },
      });
      for (let first = 1; first <= timers; first += batch)
        await copyOrder(server.ownerUrl, company, first, Math.min(timers, first + batch - 1));
      await owner.query("vacuum analyze orders.steps");
      const of = [orgId, orderId, node];
      const began = performance.now();
      await owner.query(
        "update orders.steps set due_at = now() where org_id = $1 and order_id <> $2 and node_id = $3",
        of,
      );
      for (let told = 0; ; told++) {
        const { rows } = await owner.query<{ left: number }>(
          "select count(*)::int as left from orders.steps where org_id = $1 and order_id <> $2 and node_id = $3 and state = 'live'",
          of,
        );
        const left = rows[0]?.left ?? 0;
        if (left === 0) break;
        if (told % 20 === 0) log(`${timers - left}/${timers} have fired`);
        await pause(500);
      }
      const seconds = (performance.now() - began) / 1_000;
      const { rows } = await owner.query<{ orders: number; fired: number }>(
        `select count(distinct order_id)::int as orders, count(*)::int as fired from orders.entries
         where org_id = $1 and order_id <> $2 and kind = 'timer'`,
        [orgId, orderId],
      );
      const [{ orders = 0, fired = 0 } = {}] = rows;
      if (orders !== timers || fired !== timers)
        throw new Error(`${timers} timers: ${orders} orders were reminded, ${fired} times`);
      return [
        {
          name: "order_timers_per_s",
          value: timers / seconds,
          unit: "timers/s",
          note: `${timers} due at once, each fired once, with the notice that follows`,
        },
      ];
    } finally {
      await owner.end();
      await server.stop();
    }
  },
};
