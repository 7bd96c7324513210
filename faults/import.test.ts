/**
 * An import while everything is killed (server and database at once, SIGKILL), again and again: each row comes in once, the
 * sums are those of the file. A row that came in without its line of progress would be counted as "there already" when it
 * comes again, so a batch that is not one transaction is seen. Control: a file that repeats a row must show just that.
 */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { type ImportJob, readImport, startImport, uploadImport } from "../contracts/customers.ts";
import * as identity from "../contracts/identity.ts";
import { ApiClient } from "../county/replay/api-client.ts";
import { OwnServer } from "../county/replay/own-server.ts";
import { newId } from "../server/foundation/ids.ts";
import { sampleSignIns } from "../server/modules/identity/index.ts";
import { asOwner, untilReady } from "./owner.ts";
import { scale } from "./scale.ts";

const rows = scale(10_000, 100_000);
const kills = scale(2, 20);
let now = Temporal.ZonedDateTime.from("2026-03-18T09:00[Asia/Shanghai]").epochMilliseconds;
const server = await OwnServer.start(now);
after(() => server.stop());
const { orgId, system } = sampleSignIns;
let cookie = "";
const admin = new ApiClient({ base: () => server.base, patienceMs: 120_000 });
await admin.signInWith(() => admin.call(identity.signIn, { body: { orgId, ...system } }));

/** The upload is no JSON; somebody else brings it, because a person has one session at a time. */
async function signIn(): Promise<void> {
  const answer = await fetch(server.base + identity.signIn.path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ orgId, login: "jingli", password: system.password }),
  });
  assert.equal(answer.status, 200);
  cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(";", 1)[0])
    .join("; ");
}

async function upload(text: string): Promise<ImportJob> {
  await signIn();
  const answer = await fetch(`${server.base}${uploadImport.path}?name=rows.csv`, {
    method: "POST",
    headers: { cookie, "idempotency-key": newId() },
    body: text,
  });
  const { job } = (await answer.json()) as { job: ImportJob };
  return job;
}
const look = async ({ id }: ImportJob) => (await admin.call(readImport, { params: { importId: id } })).job;
const file = (from: number, count: number) =>
  [
    "户号,户名,用电地址,电能表资产号",
    ...Array.from({ length: count }, (_, n) => {
      const i = String(from + n).padStart(9, "0");
      return `7${i},试验客户${i},青禾县试验路${i}号,K${i}`;
    }),
  ].join("\n");

/** Business time must pass for the platform to see that a job has fallen silent. */
async function minute(): Promise<void> {
  now += 60_000;
  await server.moveTo(now);
}

test("killed in the middle of an import, again and again: each row once, the sums are those of the file", async (t) => {
  const job = await upload(file(0, rows));
  await admin.call(startImport, { params: { importId: job.id }, body: { mapping: job.mapping } });
  const stops: number[] = [];
  for (let n = 0; n < kills; n++) {
    const from = (await look(job)).rowsRead;
    while ((await look(job)).rowsRead < Math.min(from + 2_000, rows - 1)) await pause(50);
    await pause(Math.random() * 300);
    await server.kill();
    await untilReady(server.base, 120_000);
    stops.push((await look(job)).rowsRead);
    await minute();
  }
  let last = await look(job);
  for (let n = 0; last.state === "running" && n < 600; n++) {
    await pause(200);
    if (n % 20 === 19) await minute();
    last = await look(job);
  }
  t.diagnostic(`killed at ${stops.join(", ")} of ${rows} rows`);
  assert.ok(stops.some((at) => at > 0 && at < rows));
  const { state, created, present, refused } = last;
  assert.deepEqual(
    { state, created, present, refused },
    { state: "done", created: rows, present: 0, refused: 0 },
  );
  const counted = await asOwner(server.dataDir, async (client) => {
    const { rows: found } = await client.query(
      `select count(*)::int as accounts, count(distinct a.number)::int as numbers, count(distinct i.meter_id)::int as meters
       from customers.accounts a
       join customers.metering_points p on p.org_id = a.org_id and p.account_id = a.id
       join customers.installations i on i.org_id = p.org_id and i.point_id = p.id
       where a.org_id = $1 and a.number like '7%' and length(a.number) = 10`,
      [orgId],
    );
    return found[0];
  });
  assert.deepEqual(counted, { accounts: rows, numbers: rows, meters: rows });
});

test("control: rows that are there already are counted as such", async () => {
  const job = await upload(file(rows - 5, 10));
  await admin.call(startImport, { params: { importId: job.id }, body: { mapping: job.mapping } });
  let last = await look(job);
  while (last.state === "running") {
    await pause(100);
    last = await look(job);
  }
  assert.deepEqual([last.created, last.present], [5, 5]);
});
