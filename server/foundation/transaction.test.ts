import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import pg from "pg";
import { audit, publish } from "./context.ts";
import { openDatabase, setScope } from "./database.ts";
import { testPlatform } from "./test-kit.ts";
import { addNote, createNotes, unitOfOrg } from "./testing-notes.ts";

const platform = await testPlatform();
await createNotes(platform);

const asApp = async <T>(work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: platform.appUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

test("events of a company are numbered without gaps, in the order of commit", async () => {
  await Promise.all(
    Array.from({ length: 120 }, (_, n) =>
      platform
        .command(1 + (n % 2), async (ctx) => {
          await addNote(ctx, `note ${n}`);
          if (n % 10 === 0) throw new Error("undone");
        })
        .catch((error: Error) => assert.equal(error.message, "undone")),
    ),
  );
  const { seqs, notes } = await platform.db.transaction().execute(async (tx) => {
    await setScope(tx, [1, 2]);
    const events = await sql<{ org: number; seq: number }>`
      select org_id as org, seq from foundation.events order by org_id, seq`.execute(tx);
    const kept = await sql<{ count: number }>`select count(*) as count from notes.notes`.execute(tx);
    return { seqs: events.rows, notes: kept.rows[0]?.count };
  });
  assert.equal(notes, 108, "what threw left nothing");
  for (const org of [1, 2]) {
    const own = seqs.filter((row) => row.org === org).map((row) => row.seq);
    assert.deepEqual(
      own,
      own.map((_, index) => index + 1),
    );
  }
  assert.equal(seqs.length, 108);
});

test("without a scope nothing is visible, and a row of another company cannot be written", async () => {
  const unscoped = await sql`select * from notes.notes`.execute(platform.db);
  assert.equal(unscoped.rows.length, 0);
  await assert.rejects(
    platform.command(1, (ctx) =>
      sql`insert into notes.notes (org_id, id, text, at) values (2, gen_random_uuid(), 'x', ${ctx.clock.now()})`.execute(
        ctx.tx,
      ),
    ),
    /row-level security/,
  );
  const seen = await platform.command(2, (ctx) =>
    sql<{ org_id: number }>`select org_id from notes.notes`.execute(ctx.tx),
  );
  assert.ok(seen.rows.length > 0 && seen.rows.every(({ org_id }) => org_id === 2));
});

test("the application role can neither change the schema nor touch the audit trail", async () => {
  const attempts = [
    "create table public.mine (x int)",
    "create schema mine",
    "drop table notes.notes",
    "alter table notes.notes disable row level security",
    "insert into foundation.audit select * from foundation.audit",
    "update foundation.audit set actor_name = 'nobody'",
    "delete from foundation.audit",
    "delete from foundation.events",
    "update foundation.journals set audit_seq = 0",
    "copy (select 1) to program 'true'",
    "select pg_read_file('/etc/hostname')",
    "create role mine superuser",
    "set role postgres",
    "select * from pg_authid",
    "select foundation.journal_append(9, '[]', '[]')",
  ];
  for (const attempt of attempts) {
    await assert.rejects(
      asApp((client) => client.query(attempt)),
      /permission denied|must be (owner|superuser)|out of scope/,
      attempt,
    );
  }
});

test("a command whose journal fails is undone", async () => {
  await assert.rejects(
    platform.command(3, async (ctx) => {
      await addNote(ctx, "never");
      audit(ctx, { action: "x", subject: "y", after: "\u0000" });
    }),
  );
  const left = await platform.command(3, (ctx) => sql`select 1 from notes.notes`.execute(ctx.tx));
  assert.equal(left.rows.length, 0);
});

test("commands that deadlock are tried again and both succeed", async () => {
  const lock = (key: number) => sql.raw(`select pg_advisory_xact_lock(${key})`);
  const meet = Promise.withResolvers<void>();
  let first = 0;
  const crossing = (one: number, other: number) =>
    platform.command(4, async (ctx) => {
      await lock(one).execute(ctx.tx);
      if (++first === 2) meet.resolve();
      await meet.promise;
      await lock(other).execute(ctx.tx);
      publish(ctx, { type: "crossed", topic: unitOfOrg(4), payload: {} });
      return one;
    });
  assert.deepEqual(await Promise.all([crossing(91, 92), crossing(92, 91)]), [91, 92]);
});

test("connections killed under load come back by themselves", async () => {
  const other = openDatabase({ url: platform.ownerUrl, max: 1 });
  let failed = 0;
  let done = 0;
  const load = Array.from({ length: 8 }, async () => {
    for (let n = 0; n < 30; n++) {
      await platform
        .command(5, (ctx) => addNote(ctx, "under fire"))
        .then(
          () => done++,
          () => failed++,
        );
    }
  });
  const killer = (async () => {
    for (let n = 0; n < 5; n++) {
      await new Promise((next) => setTimeout(next, 40));
      await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where usename = 'mingchuang_app' and datname = current_database()`.execute(other);
    }
  })();
  await Promise.all([...load, killer]);
  await other.destroy();
  const kept = await platform.command(5, (ctx) =>
    sql<{ count: number }>`select count(*) as count from notes.notes`.execute(ctx.tx),
  );
  const count = kept.rows[0]?.count ?? 0;
  assert.ok(
    count >= done && count <= done + failed,
    `${done} acknowledged, ${count} kept, ${failed} in flight`,
  );
  assert.ok(failed < 240, "it went on");
  assert.ok(await platform.command(5, (ctx) => addNote(ctx, "after")));
});
