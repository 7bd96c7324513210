import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import pg from "pg";
import { audit, publish } from "./context.ts";
import { copyLines, openDatabase, transaction } from "./database.ts";
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
  const { seqs, notes } = await transaction(platform.db, { orgIds: [1, 2] }, async (tx) => {
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

const notesOf = async (org: number): Promise<number> => {
  const { rows } = await platform.command(org, (ctx) => sql`select 1 from notes.notes`.execute(ctx.tx));
  return rows.length;
};

test("statements that are asked at once travel together, and each gets its own answer", async () => {
  const asked = Array.from({ length: 50 }, (_, n) => n);
  const answers = await platform.command(6, (ctx) =>
    Promise.all(
      asked.map(async (n) => {
        const { rows } = await (n % 2 === 0
          ? sql<{ n: number; pid: number }>`select ${n}::int as n, pg_backend_pid() as pid`
          : sql<{
              n: number;
              pid: number;
            }>`select n, pid from (select ${n}::int as n, pg_backend_pid() as pid) as odd`
        ).execute(ctx.tx);
        return rows[0];
      }),
    ),
  );
  assert.deepEqual(
    answers.map((row) => row?.n),
    asked,
  );
  assert.equal(new Set(answers.map((row) => row?.pid)).size, 1, "one connection, one transaction");
});

test("one of several that fails undoes them all, and says why itself", async () => {
  await assert.rejects(
    platform.command(6, async (ctx) => {
      await Promise.all([addNote(ctx, "one"), sql`select 1 / 0`.execute(ctx.tx), addNote(ctx, "two")]);
    }),
    /division by zero/,
  );
  assert.equal(await notesOf(6), 0);
});

test("what nobody waits for is done with the command or undoes it", async () => {
  const note = (org: number) =>
    sql`insert into notes.notes (org_id, id, text, at) values (${org}, gen_random_uuid(), 'last', now())`;
  await platform.command(7, async (ctx) => {
    ctx.pending.last.push(() => note(7).execute(ctx.tx));
  });
  assert.equal(await notesOf(7), 1);
  await assert.rejects(
    platform.command(7, async (ctx) => {
      await addNote(ctx, "before");
      ctx.pending.last.push(
        () => note(8).execute(ctx.tx),
        () => note(7).execute(ctx.tx),
      );
    }),
    /row-level security/,
  );
  assert.equal(await notesOf(7), 1, "the commit that followed was none");
  assert.ok(await platform.command(7, (ctx) => addNote(ctx, "the connection goes on")));
});

test("a statement that comes after its transaction's end is refused, also while the commit is on its way", async () => {
  const late: Promise<unknown>[] = [];
  const meet = Promise.withResolvers<void>();
  await platform.command(6, async (ctx) => {
    const soon = async () => {
      // Some turns, but nothing that waits: the commit cannot have been answered.
      for (let turn = 0; turn < 50; turn++) await undefined;
      await addNote(ctx, "soon");
    };
    late.push(
      soon(),
      meet.promise.then(() => addNote(ctx, "late")),
    );
    for (const one of late) one.catch(() => {});
  });
  meet.resolve();
  for (const one of late) await assert.rejects(one, /its transaction's end|already committed/);
  assert.equal(await notesOf(6), 0);
});

test("rows that are copied in stand before what is asked next", async () => {
  const counts = await platform.command(6, async (ctx) => {
    await sql`create temporary table copied (n int) on commit drop`.execute(ctx.tx);
    await copyLines(ctx.tx, "copy copied from stdin", "1\n2\n3\n");
    return Promise.all(
      [1, 2].map(async (least) => {
        const { rows } = await sql`select 1 from copied where n > ${least}`.execute(ctx.tx);
        return rows.length;
      }),
    );
  });
  assert.deepEqual(counts, [2, 1]);
});

test("a copy waits for what was asked before it, and nothing is asked beside it", {
  timeout: 10_000,
}, async () => {
  const counts = await platform.command(6, async (ctx) => {
    await sql`create temporary table copied (n int) on commit drop`.execute(ctx.tx);
    const asked = Promise.all([1, 2, 3].map((n) => sql`select ${n}::int, pg_sleep(0.02)`.execute(ctx.tx)));
    await copyLines(ctx.tx, "copy copied from stdin", "1\n2\n");
    const { rows } = await sql`select 1 from copied`.execute(ctx.tx);
    return [(await asked).length, rows.length];
  });
  assert.deepEqual(counts, [3, 2]);
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
