/** A whole service day while server and database are killed again and again: nobody notices, and the report is right. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import hallRules from "../catalogue/hall-rules.json" with { type: "json" };
import type { ServiceDay } from "../county/day-files.ts";
import { generateDay } from "../county/generate-day.ts";
import { checkCustomers } from "../county/replay/check-customers.ts";
import { checkDay, readReport } from "../county/replay/check-day.ts";
import { Eavesdropper } from "../county/replay/eavesdropper.ts";
import { meanServiceMs } from "../county/replay/history.ts";
import { countOrderViolations } from "../county/replay/order-log.ts";
import { OwnServer } from "../county/replay/own-server.ts";
import { playDay } from "../county/replay/play-day.ts";
import { StageBuilder } from "../county/replay/stage.ts";
import { residents, visitorsOf } from "../county/replay/visitors.ts";
import { queueRulesFrom } from "../server/modules/hall/rules/queue-rules.ts";
import { sampleSignIns } from "../server/modules/identity/index.ts";
import { asOwner } from "./owner.ts";
import { PowerCuts } from "./power-cuts.ts";
import { chance, seed } from "./random.ts";
import { scale } from "./scale.ts";

const kills = scale(5, 200);

test(`${kills} kills in one service day: nothing lost, nothing doubled, the report is right`, async (t) => {
  t.diagnostic(`seed ${seed}`);
  const day = morningOf(generateDay("2026-03-18", 1), scale(40, 290));
  const ears = new Eavesdropper(residents());
  const server = await OwnServer.start(day.startsAt, { overhear: (output) => ears.hearLog(output) });
  const cuts = new PowerCuts(server, kills, chance());
  try {
    const builder = new StageBuilder(
      () => server.base,
      sampleSignIns,
      (call, answer) => ears.hear(call, answer),
    );
    const stage = await builder.build(day);
    const manager = await builder.manager(stage.hallId);
    const steps = day.customers.length;
    const diary = await playDay({
      stage,
      day,
      moveTo: (at) => server.moveTo(at),
      meanServiceMs: meanServiceMs([day]),
      visitors: visitorsOf(day),
      onProgress: ({ taken, served }) => cuts.reach((taken + served) / (2 * steps)),
    });
    await cuts.end();
    await server.moveTo(day.startsAt + 86_400_000 + 600_000);
    const { report, rows } = await readReport(manager, stage.hallId, day.date);
    const check = checkDay(diary, report, rows);
    t.diagnostic(
      `${diary.size} customers, ${cuts.count.all} kills of everything, ${cuts.count.node} of the server alone`,
    );
    assert.ok(cuts.total >= kills * 0.9, `only ${cuts.total} kills came in time`);
    assert.deepEqual(check, { doubleCalls: 0, lost: 0, servedBeforeTaken: 0, disagreements: [] });
    const { recognised, ...customers } = await checkCustomers(manager, diary, day.date, ears);
    assert.deepEqual(customers, { wrongCustomer: 0, timelineLost: 0, timelineExtra: 0, unmasked: [] });
    assert.ok(recognised > 0);
    assert.equal(countOrderViolations(day, diary, queueRulesFrom(hallRules)), 0);
    assert.equal(verifyAudit(server.dataDir), 0, "the audit trail is whole");
    assert.deepEqual(await gapsInNews(server.dataDir), []);
  } finally {
    await server.stop();
  }
});

/** As `npm run audit:verify` does. @returns its exit code */
function verifyAudit(dataDir: string): number | null {
  const program = join(import.meta.dirname, "../server/cli/audit-verify.ts");
  const env = { PATH: process.env.PATH ?? "", MC_DATA_DIR: dataDir };
  return spawnSync(process.execPath, [program], { env }).status;
}

/** Companies whose events are not numbered 1, 2, 3 … to the end of their journal. */
async function gapsInNews(dataDir: string): Promise<unknown[]> {
  return asOwner(dataDir, async (client) => {
    const { rows } = await client.query(
      "select org_id, count(*), max(seq) from foundation.events group by org_id having count(*) <> max(seq) or min(seq) <> 1",
    );
    return rows;
  });
}

/** The first customers of a day, so that a short run meets every kind of command all the same. */
function morningOf(day: ServiceDay, customers: number): ServiceDay {
  return { ...day, customers: day.customers.slice(0, customers) };
}
