import assert from "node:assert/strict";
import { test } from "node:test";
import pg from "pg";
import { verifyAudit } from "./audit-chain.ts";
import { testPlatform } from "./test-kit.ts";

const platform = await testPlatform();
const companies = 1_200;
const rowsEach = 8;
/** Every sixth company stays untouched: the control. */
const isTouched = (orgId: number) => orgId % 6 !== 0;

/** What one who owns the tables might do to company `org`, aimed at a row of it. */
const attacks: readonly ((org: number, seq: number) => string)[] = [
  ...["actor", "actor_name", "action", "subject", "request_id"].map(
    (column) => (org: number, seq: number) =>
      `update foundation.audit set ${column} = ${column} || ' ' where org_id = ${org} and seq = ${seq}`,
  ),
  (org, seq) => `update foundation.audit set before = null where org_id = ${org} and seq = ${seq}`,
  (org, seq) =>
    `update foundation.audit set after = after || '{"n": -1}' where org_id = ${org} and seq = ${seq}`,
  (org, seq) => `update foundation.audit set reason = 'because' where org_id = ${org} and seq = ${seq}`,
  (org, seq) => `update foundation.audit set ip = '10.0.0.9' where org_id = ${org} and seq = ${seq}`,
  (org, seq) =>
    `update foundation.audit set at = at - interval '1 second' where org_id = ${org} and seq = ${seq}`,
  (org, seq) => `update foundation.audit set hash = sha256(hash) where org_id = ${org} and seq = ${seq}`,
  (org, seq) => `delete from foundation.audit where org_id = ${org} and seq = ${seq}`,
  (org, seq) => `delete from foundation.audit where org_id = ${org} and seq >= ${seq}`,
  (org, seq) => `update foundation.audit set seq = seq + 100 where org_id = ${org} and seq = ${seq}`,
  (org, seq) =>
    `insert into foundation.audit select org_id, ${rowsEach + 1}, at, actor, actor_name, action, subject, before, after, reason, ip, request_id, hash
     from foundation.audit where org_id = ${org} and seq = ${seq}`,
  (org, seq) =>
    `update foundation.audit set seq = -seq where org_id = ${org} and seq in (${seq}, ${(seq % rowsEach) + 1});
     update foundation.audit set seq = case -seq when ${seq} then ${(seq % rowsEach) + 1} else ${seq} end where org_id = ${org} and seq < 0`,
  // Mending the row's own hash breaks the link to the next one, or to the journal's head.
  (org, seq) =>
    `update foundation.audit set subject = 'mended' where org_id = ${org} and seq = ${seq};
     update foundation.audit a set hash = foundation.audit_digest(coalesce((select p.hash from foundation.audit p
       where p.org_id = a.org_id and p.seq = a.seq - 1), '\\x'), a) where org_id = ${org} and seq = ${seq}`,
];

/** A small linear congruential generator: the same attacks in every run. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

test("one thousand random mutations are one thousand findings, and untouched companies are none", async () => {
  const owner = new pg.Client({ connectionString: platform.ownerUrl });
  await owner.connect();
  await owner.query(`do $$ begin
    for org in 1..${companies} loop
      perform set_config('app.orgs', org::text, true);
      perform foundation.journal_append(org, (select jsonb_agg(jsonb_build_object('at', '2026-03-04T00:00:00Z',
        'actor', 'staff:' || n, 'actor_name', 'n' || n, 'action', 'test.changed', 'subject', 'thing:' || n,
        'before', jsonb_build_object('n', n), 'after', jsonb_build_object('n', n + 1), 'request_id', 'r' || n))
        from generate_series(1, ${rowsEach}) n), '[]');
    end loop;
  end $$`);
  assert.deepEqual(
    (await verifyAudit(platform.ownerUrl)).faults,
    [],
    "the control: nothing touched, nothing found",
  );

  const random = seeded(20_260_304);
  const touched: number[] = [];
  const statements: string[] = [];
  for (let org = 1; org <= companies; org++) {
    if (!isTouched(org)) continue;
    touched.push(org);
    const attack = attacks[random(attacks.length)];
    assert.ok(attack);
    statements.push(attack(org, 1 + random(rowsEach)));
  }
  await owner.query(statements.join(";\n"));
  await owner.end();

  const { faults } = await verifyAudit(platform.ownerUrl);
  const found = new Set(faults.map(({ orgId }) => orgId));
  assert.ok(touched.length >= 1_000);
  assert.deepEqual(
    touched.filter((org) => !found.has(org)),
    [],
    "missed",
  );
  assert.equal(found.size, touched.length, "false alarms");
});
