/** The archive as of any past day, held against an oracle (`testing-oracle.ts`) over random histories. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import * as api from "../../../contracts/customers.ts";
import { Problem } from "../../foundation/problem.ts";
import { saveMeteringPoint } from "./save-metering-point.ts";
import { testArchive } from "./testing-archive.ts";
import { type Step, steps } from "./testing-history.ts";
import { oraclePage, replay, shownPage, type World } from "./testing-oracle.ts";

const archive = await testArchive();
const { run, platform, buildCustomer, buildAccount, today } = archive;
const unitId = archive.county.root;

let count = 0;

async function freshWorld(): Promise<World> {
  const world: World = { customers: [], accounts: [], people: [], relations: [], log: [] };
  const from = today();
  for (let n = 0; n < 2; n++) {
    const id = await buildCustomer({ note: "" });
    world.customers.push({ id, version: 1, validFrom: from, note: "" });
    world.log.push({ from, apply: ({ notes }) => void notes.set(id, "") });
    const address = `青禾县${++count}`;
    const { accountId, number } = await buildAccount(id, { runningKva: 5, premise: { address } });
    const { body } = await reader.call(api.readAccount, { params: { accountId }, query: {} });
    const point = await run((ctx) =>
      saveMeteringPoint(ctx, accountId, {
        meteringPointId: null,
        version: null,
        number: null,
        purpose: "settlement",
        method: "LL",
        ratio: 1,
        box: null,
        supplyPointId: null,
        isClosed: false,
      }),
    );
    world.accounts.push({
      id: accountId,
      version: 1,
      validFrom: from,
      number,
      owner: id,
      kva: 5,
      state: "active",
      address,
      premise: { id: body.account.premise.id, version: 1, validFrom: from },
      supply: null,
      point: { id: point.meteringPointId },
      meter: null,
      contract: null,
    });
    world.log.push({
      from,
      apply: ({ accounts }) => void accounts.set(number, { owner: id, kva: 5, state: "active", address }),
    });
  }
  return world;
}

let reader = archive.clerk;

/** One step of a history. What begins before the row that it replaces must be refused; all else must be done. */
async function take(world: World, { wait, back, what, pick }: Step): Promise<void> {
  platform.pass({ hours: 24 * wait });
  const day = Temporal.PlainDate.from(today()).subtract({ days: back }).toString();
  const first = world.log[0]?.from ?? day;
  if (day < first) return;
  const done = steps[what]({ world, pick, day, now: today(), unique: `${++count}`, unitId });
  if (!done) return;
  const isToday = ["person", "contract"].includes(what) || (what === "feeder" && !done.thing);
  const from = isToday ? today() : day;
  const mustRefuse = done.thing !== undefined && from < done.thing.validFrom;
  try {
    const answer = await run(done.work);
    assert.ok(!mustRefuse, `${what} on ${from} rewrote the past from ${done.thing?.validFrom}`);
    done.after?.(answer);
    if (done.thing) Object.assign(done.thing, { version: done.thing.version + 1, validFrom: from });
    world.log.push({ from, apply: done.apply });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (
      ["customers.meter_days", "customers.relation_overlap", "customers.before_opening"].includes(error.code)
    )
      return;
    assert.ok(mustRefuse && error.code === "customers.past_stays", `${what} on ${from}: ${error.code}`);
  }
}

const anyStep: fc.Arbitrary<Step> = fc.record({
  wait: fc.nat(2),
  back: fc.nat(3),
  what: fc.constantFrom(...(Object.keys(steps) as (keyof typeof steps)[])),
  pick: fc.nat(7),
});

test("property: any past day's page is what a replay of the commands up to that day gives", async (t) => {
  let days = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 5, maxLength: 40 }), async (history) => {
      reader = await archive.signedIn("clerk");
      const world = await freshWorld();
      const first = Temporal.PlainDate.from(today());
      for (const step of history) await take(world, step);
      reader = await archive.signedIn("clerk");
      for (const { id } of world.customers) {
        const { body: now } = await reader.call(api.readCustomer, { params: { customerId: id }, query: {} });
        let before = "";
        for (let day = first; day.toString() <= today(); day = day.add({ days: 1 })) {
          const asOf = day.toString();
          const { body, status } = await reader.call(api.readCustomer, {
            params: { customerId: id },
            query: { asOf },
          });
          assert.equal(status, 200, JSON.stringify(body));
          const expected = oraclePage(replay(world, asOf), id);
          assert.deepEqual(shownPage(body), expected, asOf);
          const text = JSON.stringify(expected);
          if (text !== before)
            assert.ok(now.changeDays.includes(asOf), `${asOf} is missing among ${now.changeDays}`);
          before = text;
          days++;
        }
      }
    }),
    { numRuns: 12 },
  );
  t.diagnostic(`${days} pages of days compared`);
  assert.ok(days > 100);
});
