/**
 * Many kiosks and windows at once while everything is killed; and the two controls that show that such a test can
 * fail: a database that does not wait for its disk loses numbers, a client with a new key per attempt doubles them.
 */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { takeTicket } from "../contracts/hall.ts";
import { BadNetwork } from "./bad-network.ts";
import { asOwner, untilReady } from "./owner.ts";
import { PowerCuts } from "./power-cuts.ts";
import { chance, seed } from "./random.ts";
import { type Memory, openRushHall, pairKiosk, playRush, take } from "./rush.ts";
import { scale } from "./scale.ts";

const customers = scale(150, 10_000);
const kills = scale(2, 20);
const hall = await openRushHall(scale({ kiosks: 10, windows: 5 }, { kiosks: 50, windows: 20 }));
const { server, hallId } = hall;
after(() => server.stop());

test(`${customers} numbers at ${hall.kiosks.length} kiosks, called by ${hall.stage.desks.size} windows, ${kills} kills`, async (t) => {
  t.diagnostic(`seed ${seed}`);
  const cuts = new PowerCuts(server, kills, chance());
  const begun = performance.now();
  const memory = await playRush(hall, customers, (share) => cuts.reach(share));
  await cuts.end();
  t.diagnostic(
    `${Math.round((performance.now() - begun) / 1000)} s, ${cuts.count.all} kills of everything, ${cuts.count.node} of the server alone`,
  );
  assert.ok(cuts.total >= kills - 1);

  const story = await readStory();
  assert.equal(memory.taken.length, customers);
  assert.equal(new Set(memory.taken.map(({ number }) => number)).size, customers, "numbers are unique");
  assert.equal(story.tickets.length, customers, "as many tickets as customers: none lost, none doubled");
  const known = new Map(story.tickets.map((ticket) => [ticket.id, ticket]));
  for (const { ticketId, number } of memory.taken) assert.equal(known.get(ticketId)?.number, number);
  assert.deepEqual(gaps(story.tickets), [], "numbers run without a gap");
  assert.equal(new Set(memory.calls.map(({ ticketId }) => ticketId)).size, customers);
  assert.equal(memory.calls.length, customers, "nobody was called twice");
  assert.deepEqual(calledTwice(memory, story), []);
  assert.deepEqual(outOfTurn(story), [], "first come, first served within each class");
});

test("the check of turns would see a call out of turn and a second call", async () => {
  const story = await readStory();
  const calls = story.events.filter(({ type }) => type === "hall.ticket_called");
  // Of one class, the first who was called change places with the last.
  const ordinary = calls.filter(
    ({ ticketId }) => ticketId !== undefined && classOf(story, ticketId) === "ordinary",
  );
  const [first, last] = [ordinary[0], ordinary.at(-1)];
  assert.ok(first && last);
  const swap = (id: string) =>
    id === first.ticketId ? last.ticketId : id === last.ticketId ? first.ticketId : id;
  const events = story.events.map((event) =>
    event.type === "hall.ticket_called" ? { ...event, ticketId: swap(event.ticketId) } : event,
  );
  assert.notDeepEqual(outOfTurn({ ...story, events }), []);
  assert.notDeepEqual(
    calledTwice({ taken: [], calls: [] }, { ...story, events: [...story.events, first] }),
    [],
  );
});

test("whoever sends again with the same key gets the same number; with a new key there are two", async () => {
  const network = await BadNetwork.to(server.base);
  const count = async () => (await readStory()).tickets.length;
  const order = { params: { hallId }, body: { serviceIds: [hall.serviceId] } };
  const careful = await pairKiosk(server, hallId, { base: () => network.base });
  const careless = await pairKiosk(server, hallId, { base: () => network.base, patienceMs: 0 });
  const before = await count();
  network.swallowAnswers = 3;
  await careful.call(takeTicket, order);
  assert.equal(await count(), before + 1, "three answers lost, one number");

  network.swallowAnswers = 3;
  // Each further call has a key of its own.
  for (let isTaken = false; !isTaken; )
    isTaken = await careless.call(takeTicket, order).then(
      () => true,
      () => false,
    );
  assert.ok((await count()) > before + 2, "the careless client took more than one");
  await network.close();
});

test("what was acknowledged survives every kill; with synchronous_commit off it does not", async (t) => {
  const rounds = scale(2, 20);
  let acknowledged = 0;
  for (let round = 0; round < rounds; round++) {
    const { lost, taken } = await takeAndKill();
    acknowledged += taken;
    assert.equal(lost, 0);
  }
  t.diagnostic(`${acknowledged} acknowledged numbers in ${rounds} kills, none lost`);

  await asOwner(server.dataDir, async (client) => {
    // The server is started with synchronous_commit=on; a database's own setting is stronger.
    await client.query("alter database mingchuang set synchronous_commit = off");
    await client.query("alter system set wal_writer_delay = '10s'");
    await client.query("alter system set wal_writer_flush_after = '1GB'");
    await client.query("select pg_reload_conf()");
    await client.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'mingchuang_app'",
    );
  });
  let lost = 0;
  for (let round = 0; round < 12 && lost === 0; round++) lost += (await takeAndKill()).lost;
  t.diagnostic(`control: ${lost} acknowledged numbers lost`);
  assert.ok(lost > 0, "the control must lose something");
});

/** All kiosks take numbers until everything is killed; what of the acknowledged is gone when it is back? */
async function takeAndKill(): Promise<{ taken: number; lost: number }> {
  await untilReady(server.base);
  // A new minute, so that no kiosk has reached its limit.
  minute += 60_000;
  await server.moveTo(minute);
  const acknowledged: string[] = [];
  let isOver = false;
  const cuts = new PowerCuts(server, 1, chance());
  const running = Promise.all(
    hall.kiosks.map(async (kiosk) => {
      while (!isOver) {
        const { ticketId } = await take(hall, kiosk).catch(() => ({ ticketId: undefined }));
        // Taken after the kill is no proof.
        if (ticketId && !isOver) acknowledged.push(ticketId);
        await pause(5);
      }
    }),
  );
  await pause(800);
  await cuts.strike("all", 100);
  isOver = true;
  await cuts.end();
  await untilReady(server.base);
  await running;
  const kept = new Set((await readStory()).tickets.map(({ id }) => id));
  return { taken: acknowledged.length, lost: acknowledged.filter((id) => !kept.has(id)).length };
}
let minute = Temporal.ZonedDateTime.from("2026-03-18T15:00[Asia/Shanghai]").epochMilliseconds;

type Story = {
  readonly tickets: readonly {
    id: string;
    number: string;
    letter: string;
    seq: number;
    queuedAt: number;
    class: string;
  }[];
  /** In the order of commit. */
  readonly events: readonly { type: string; ticketId: string }[];
};

/** What the database says, read past the product. */
function readStory(): Promise<Story> {
  return asOwner(server.dataDir, async (client) => {
    const tickets = await client.query(
      `select id, letter || lpad(seq::text, 3, '0') as number, letter, seq, priority as class,
         extract(epoch from queued_at)::float8 as "queuedAt" from hall.tickets where hall_id = $1`,
      [hallId],
    );
    const events = await client.query(
      `select type, payload ->> 'ticketId' as "ticketId" from foundation.events
       where topic = $1 and type like 'hall.ticket_%' order by seq`,
      [hallId],
    );
    return { tickets: tickets.rows, events: events.rows };
  });
}

const classOf = (story: Story, ticketId: string) => story.tickets.find(({ id }) => id === ticketId)?.class;

function gaps(tickets: Story["tickets"]): string[] {
  return [...Map.groupBy(tickets, ({ letter }) => letter)].flatMap(([letter, own]) => {
    const seqs = own.map(({ seq }) => seq).sort((a, b) => a - b);
    return seqs.flatMap((seq, index) => (seq === index + 1 ? [] : [`${letter}${seq}`])).slice(0, 3);
  });
}

function calledTwice({ calls }: Memory, { events }: Story): string[] {
  const all = events.filter(({ type }) => type === "hall.ticket_called").map(({ ticketId }) => ticketId);
  const twice = all.filter((id, index) => all.indexOf(id) !== index);
  const unheard = calls.map(({ ticketId }) => ticketId).filter((id) => !all.includes(id));
  return [...twice, ...unheard];
}

/** Whoever is called while somebody of the same class stands in the queue since earlier. */
function outOfTurn({ tickets, events }: Story): string[] {
  const known = new Map(tickets.map((ticket) => [ticket.id, ticket]));
  const waiting = new Set<string>();
  const wrong: string[] = [];
  for (const { type, ticketId } of events) {
    const ticket = known.get(ticketId);
    if (!ticket) continue;
    // A ticket without paper waits from the moment that it is taken, one with paper from its print.
    if (type === "hall.ticket_queued" || (type === "hall.ticket_taken" && ticket.class !== "ordinary"))
      waiting.add(ticketId);
    if (type !== "hall.ticket_called") continue;
    waiting.delete(ticketId);
    for (const id of waiting) {
      const other = known.get(id);
      if (other?.class === ticket.class && other.queuedAt < ticket.queuedAt) wrong.push(ticket.number);
    }
  }
  return wrong;
}
