/** The work list of a team with a million orders, of which 50,000 are running: how long its pages take through HTTP. */

import { startBenchServer } from "./bench-server.ts";
import { systemClock } from "./clock.ts";
import { type Bench, quantile } from "./kit.ts";
import { fillOrders } from "./order-rows.ts";
import { makeOrderCompanies } from "./order-stage.ts";

/** Filling in a million takes minutes; less of them for a try. */
const orders = Number(process.env.BENCH_TEAM ?? 1_000_000);
const asks = 400;
const lanes = 4;
const views = [
  "view=mine",
  "view=open",
  "view=team",
  "view=team&heat=over",
  "view=team&type=NI-RES",
  "view=mine&heat=warm",
];

export const orderList: Bench = {
  name: "worklist",
  about: `the work list of a team with ${orders.toLocaleString("en")} orders`,
  async run(log) {
    const server = await startBenchServer();
    try {
      const [company] = await makeOrderCompanies(server, 1);
      if (!company) throw new Error("no company was made");
      const live = Math.floor(orders / 20);
      await fillOrders({
        ownerUrl: server.ownerUrl,
        orgId: company.orgId,
        unitIds: [company.hallId],
        staffIds: [company.worker.staffId],
        process: { key: "F-LV", version: 1 },
        until: systemClock.now(),
        closed: orders - live,
        live,
        log,
      });
      const ask = async (n: number) => {
        const began = performance.now();
        const url = `${server.base}/api/orders/work?limit=50&${views[n % views.length]}`;
        const answer = await fetch(url, { headers: { cookie: company.worker.cookie } });
        const { lines } = (await answer.json()) as { lines: unknown[] };
        seen += lines.length;
        if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
        return performance.now() - began;
      };
      let seen = 0;
      for (const n of views.keys()) await ask(n);
      if (seen === 0) throw new Error("the lists are empty");
      let next = 0;
      const times: number[] = [];
      await Promise.all(
        Array.from({ length: lanes }, async () => {
          while (next < asks) times.push(await ask(next++));
        }),
      );
      return [
        {
          name: "worklist_p95_ms",
          value: quantile(times, 0.95),
          unit: "ms",
          note: `${orders} orders, ${live} running, ${lanes} ask at once; half within ${quantile(times, 0.5).toFixed(0)} ms; aim < 150`,
        },
      ];
    } finally {
      await server.stop();
    }
  },
};
