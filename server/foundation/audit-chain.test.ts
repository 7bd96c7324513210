import assert from "node:assert/strict";
import { test } from "node:test";
import pg from "pg";
import { verifyAudit } from "./audit-chain.ts";
import { audit } from "./context.ts";
import { testPlatform } from "./test-kit.ts";

const platform = await testPlatform();
const owner = new pg.Client({ connectionString: platform.ownerUrl });

async function write(orgId: number, count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    await platform.command(orgId, async (ctx) =>
      audit(ctx, { action: "test.changed", subject: `thing:${n}`, before: { n }, after: { n: n + 1 } }),
    );
  }
}

/** Tampers as one who owns the tables, verifies, and puts everything back. */
async function tampered(change: string): Promise<Awaited<ReturnType<typeof verifyAudit>>> {
  const copies = ["audit", "journals"];
  for (const table of copies)
    await owner.query(`create table foundation.kept_${table} as table foundation.${table}`);
  await owner.query(change);
  const verdict = await verifyAudit(platform.ownerUrl);
  for (const table of copies) {
    await owner.query(`truncate foundation.${table}`);
    await owner.query(`insert into foundation.${table} table foundation.kept_${table}`);
    await owner.query(`drop table foundation.kept_${table}`);
  }
  return verdict;
}

test("an untouched trail is whole, in every company", async () => {
  await owner.connect();
  await write(1, 30);
  await write(2, 5);
  const verdict = await verifyAudit(platform.ownerUrl);
  assert.deepEqual(verdict.faults, []);
  assert.equal(verdict.rows, 35);
  assert.deepEqual(
    verdict.heads.map(({ orgId, seq }) => [orgId, seq]),
    [
      [1, 30],
      [2, 5],
    ],
  );
});

const attacks: [string, string, { seq: number; what: string }][] = [
  [
    "an edited value",
    `update foundation.audit set after = '{"n":99}' where org_id = 1 and seq = 7`,
    { seq: 7, what: "altered" },
  ],
  [
    "an edited name",
    `update foundation.audit set actor_name = 'x' where org_id = 1 and seq = 30`,
    { seq: 30, what: "altered" },
  ],
  [
    "an edited instant",
    `update foundation.audit set at = at + interval '1 microsecond' where org_id = 1 and seq = 12`,
    { seq: 12, what: "altered" },
  ],
  [
    "a deleted row",
    "delete from foundation.audit where org_id = 1 and seq = 12",
    { seq: 13, what: "missing" },
  ],
  [
    "the first row deleted",
    "delete from foundation.audit where org_id = 1 and seq = 1",
    { seq: 2, what: "missing" },
  ],
  [
    "the end cut off",
    "delete from foundation.audit where org_id = 1 and seq > 25",
    { seq: 26, what: "end-cut" },
  ],
  ["everything deleted", "delete from foundation.audit where org_id = 1", { seq: 1, what: "end-cut" }],
  [
    "two rows exchanged",
    `update foundation.audit set seq = 9000 where org_id = 1 and seq = 8;
     update foundation.audit set seq = 8 where org_id = 1 and seq = 9;
     update foundation.audit set seq = 9 where org_id = 1 and seq = 9000`,
    { seq: 8, what: "altered" },
  ],
  [
    "a row moved to another company",
    "update foundation.audit set org_id = 2, seq = 6 where org_id = 1 and seq = 30",
    { seq: 30, what: "end-cut" },
  ],
  [
    "a deleted journal",
    "delete from foundation.journals where org_id = 1",
    { seq: 30, what: "head-altered" },
  ],
];

for (const [what, change, expected] of attacks) {
  test(`${what} is found`, async () => {
    const { faults } = await tampered(change);
    const first = faults.find(({ orgId }) => orgId === 1);
    assert.deepEqual({ seq: first?.seq, what: first?.what }, expected);
  });
}

test("200 random edits, deletions and copies are all found", async () => {
  const columns = ["actor", "actor_name", "action", "subject", "request_id"];
  const random = seeded(7);
  for (let round = 0; round < 200; round++) {
    const seq = 1 + random(29);
    const column = columns[random(columns.length)];
    const ways = [
      `update foundation.audit set ${column} = ${column} || '.' where org_id = 1 and seq = ${seq}`,
      `delete from foundation.audit where org_id = 1 and seq = ${seq}`,
      `update foundation.audit a set subject = b.subject from foundation.audit b
       where a.org_id = 1 and b.org_id = 1 and a.seq = ${seq} and b.seq = ${seq + 1}`,
    ];
    const change = ways[random(ways.length)] ?? "";
    const { faults } = await tampered(change);
    assert.ok(faults.length > 0, change);
  }
});

/** A small linear congruential generator: the same attacks in every run. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

test("a chain that was rewritten from some row on is whole, but not what the last verification saw", async () => {
  const { heads } = await verifyAudit(platform.ownerUrl);
  await owner.query("delete from foundation.audit where org_id = 1 and seq > 20");
  await owner.query(`update foundation.journals j set audit_seq = 20, audit_hash = a.hash
    from foundation.audit a where j.org_id = 1 and a.org_id = 1 and a.seq = 20`);
  await write(1, 10);
  assert.deepEqual(
    (await verifyAudit(platform.ownerUrl)).faults,
    [],
    "the control: without the heads it goes unseen",
  );
  const { faults } = await verifyAudit(platform.ownerUrl, heads);
  assert.deepEqual(faults, [{ orgId: 1, seq: 30, what: "rewritten" }]);
  await owner.end();
});
