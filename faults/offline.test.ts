/**
 * Kiosks cut off from the hall go on issuing from their blocks; what they issued arrives late, in pieces, twice and in
 * any order. Nobody's number is given twice, nobody loses a place, and waits count from the moment of the paper.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as contract from "../contracts/hall.ts";
import { newId, newToken } from "../server/foundation/ids.ts";
import { hallRoutes } from "../server/modules/hall/routes.ts";
import { buildHall, clerkOf } from "../server/modules/hall/testing.ts";
import { testCounty } from "../server/modules/identity/test-county.ts";
import { chance, seed, shuffled, whole } from "./random.ts";
import { scale } from "./scale.ts";

type Slip = {
  ticketId: string;
  number: string;
  serviceId: string;
  takenAt: string;
  token: string;
};

const draw = chance();
const county = await testCounty({ routes: hallRoutes });
const hall = await buildHall(county);
const { hallId } = hall;
const { platform } = county;
const kiosks = await Promise.all(Array.from({ length: scale(5, 20) }, () => county.paired("kiosk", hallId)));
const guide = await county.signedIn("guide");
const clerk = await clerkOf(county, hall);
const window = { hallId, windowId: hall.windows[0]?.id ?? "" };
const serviceId = hall.service("B1");

test("offline numbers merged out of order, doubled and late: each once, in the place of its own time", async (t) => {
  t.diagnostic(`seed ${seed}`);
  await clerk.call(contract.openWindow, { params: window, body: {} });
  const blocks = await Promise.all(kiosks.map(blockOf));
  assert.equal(
    new Set(blocks.flatMap(numbersOf)).size,
    blocks.flatMap(numbersOf).length,
    "blocks do not overlap",
  );

  // While the hall is away: the guide's numbers are taken online by others, the kiosks' on paper alone.
  const online: { number: string; at: number }[] = [];
  const slips = kiosks.map((): Slip[] => []);
  const issued = scale(60, 400);
  for (let n = 0; n < issued; n++) {
    platform.pass({ seconds: 1 + whole(draw, 9) });
    const kiosk = whole(draw, kiosks.length + 1);
    if (kiosk === kiosks.length) {
      const taken = await guide.call(contract.takeTicket, {
        params: { hallId },
        body: { serviceIds: [serviceId] },
      });
      assert.equal(taken.status, 200, JSON.stringify(taken.body));
      online.push({ number: taken.body.ticket.number, at: platform.clock.now().epochMilliseconds });
      continue;
    }
    const own = slips[kiosk] ?? [];
    const block = blocks[kiosk];
    if (!block || block.from + own.length > block.to) continue;
    own.push(slip(block.letter, block.from + own.length));
  }
  platform.pass({ minutes: 5 });

  // Back again: pieces in any order, some lost on the way and sent once more, some sent twice at the same moment.
  const pieces = slips.flatMap((own, kiosk) => {
    const parts = [];
    for (let at = 0; at < own.length; at += 4) parts.push({ kiosk, tickets: own.slice(at, at + 4) });
    return [...parts, ...parts.filter(() => draw() < 0.5)];
  });
  const merged = { now: 0, before: 0 };
  for (const batch of inPairs(shuffled(pieces, draw))) {
    const answers = await Promise.all(
      batch.map(({ kiosk, tickets }) =>
        kiosks[kiosk]?.call(contract.mergeOffline, {
          params: { hallId },
          body: { tickets: shuffled(tickets, draw) },
        }),
      ),
    );
    for (const answer of answers) {
      assert.equal(answer?.status, 200, JSON.stringify(answer?.body));
      for (const { merged: what } of answer?.body.results ?? []) if (what !== "refused") merged[what]++;
    }
  }
  const all = slips.flat();
  assert.equal(merged.now, all.length, "each slip was merged once");
  assert.ok(merged.before > 0, "the run sent nothing twice");
  t.diagnostic(
    `${all.length} slips of ${kiosks.length} kiosks, ${online.length} numbers online, ${merged.before} repeats`,
  );

  const rows = await ticketsInDatabase();
  assert.equal(rows.length, all.length + online.length);
  assert.equal(new Set(rows.map(({ number }) => number)).size, rows.length, "no number twice");
  const times = new Map([
    ...all.map(({ number, takenAt }) => [number, Date.parse(takenAt)] as const),
    ...online.map(({ number, at }) => [number, at] as const),
  ]);
  for (const { number, takenAt, waitingSince } of rows) {
    assert.equal(takenAt, times.get(number), `${number} was taken when its paper came out`);
    assert.equal(waitingSince, times.get(number), "and has waited since then");
  }

  // The order of the calls is the order of the papers, on line or not. Numbers count by letter, so they may not rise.
  const called: string[] = [];
  for (const _ of rows) called.push(await serveNext());
  const expected = [...times].sort(([, a], [, b]) => a - b).map(([number]) => number);
  assert.deepEqual(called, expected);
  assert.notDeepEqual(called, [...called].sort(), "the check could not see an order by number");
  const report = await platform.asOwner((client) =>
    client.query("select min(extract(epoch from first_called_at - taken_at)) as wait from hall.tickets"),
  );
  assert.ok(Number(report.rows[0]?.wait) >= 300, "the five minutes away are part of everybody's wait");
});

test("a number of another kiosk's block, or one already used, is refused alone; the rest of the message lands", async () => {
  const [one, other] = kiosks;
  assert.ok(one && other);
  const [own, foreign] = [await blockOf(one), await blockOf(other)];
  const good = slip(own.letter, own.from + own.used);
  const wrong = slip(foreign.letter, foreign.from + foreign.used);
  const thief = { ...slip(own.letter, own.from), ticketId: newId() };
  const { body } = await one.call(contract.mergeOffline, {
    params: { hallId },
    body: { tickets: [wrong, good, thief] },
  });
  assert.deepEqual(
    body.results.map(({ merged, problem }) => problem ?? merged),
    ["hall.offline_foreign", "now", "hall.offline_taken"],
  );
});

type Block = { letter: string; from: number; to: number; used: number };

async function blockOf(kiosk: (typeof kiosks)[number]): Promise<Block> {
  const { body } = await kiosk.call(contract.reserveBlocks, { params: { hallId }, body: {} });
  const block = body.blocks.find(({ letter }) => letter === "B");
  assert.ok(block, JSON.stringify(body));
  return block;
}

const numbersOf = ({ letter, from, to }: Block): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `${letter}${from + index}`);

function slip(letter: string, seq: number): Slip {
  return {
    ticketId: newId(),
    number: letter + String(seq).padStart(3, "0"),
    serviceId,
    takenAt: platform.clock.now().toString(),
    token: newToken(),
  };
}

/** Two messages at the same moment, so that repeats also race. */
function inPairs<T>(items: readonly T[]): T[][] {
  return items.flatMap((_, index) => (index % 2 === 0 ? [items.slice(index, index + 2)] : []));
}

async function serveNext(): Promise<string> {
  const { body } = await clerk.call(contract.callNext, { params: window, body: {} });
  assert.ok(body.ticket, JSON.stringify(body));
  const ticketId = body.ticket.id;
  await clerk.call(contract.markArrived, { params: window, body: { ticketId } });
  await clerk.call(contract.finishTicket, { params: window, body: { ticketId } });
  return body.ticket.number;
}

async function ticketsInDatabase(): Promise<{ number: string; takenAt: number; waitingSince: number }[]> {
  return platform.asOwner(async (client) => {
    const { rows } = await client.query(
      `select letter || lpad(seq::text, 3, '0') as number, (extract(epoch from taken_at) * 1000)::float8 as "takenAt",
         (extract(epoch from waiting_since) * 1000)::float8 as "waitingSince" from hall.tickets where hall_id = $1`,
      [hallId],
    );
    return rows;
  });
}
