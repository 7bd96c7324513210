import assert from "node:assert/strict";
import { test } from "node:test";
import hallRules from "../../../../catalogue/hall-rules.json" with { type: "json" };
import { dayFigures, whatIf } from "./day-figures.ts";
import { queueRulesFrom } from "./queue-rules.ts";
import { type DayCustomer, simulateDay } from "./simulate-day.ts";

const rules = queueRulesFrom(hallRules);
const minute = 60_000;

function customer(id: string, arrivesAt: number, more: Partial<DayCustomer> = {}): DayCustomer {
  return {
    id,
    serviceCode: "A",
    priority: "ordinary",
    arrivesAt: arrivesAt * minute,
    serviceMs: 10 * minute,
    ...more,
  };
}

function shift(window: string, opens: number, closes: number) {
  return { window, skills: "all" as const, opensAt: opens * minute, closesAt: closes * minute };
}

test("one window serves one after the other, and nobody before it opens", () => {
  const [first, second] = simulateDay(
    { customers: [customer("1", 0), customer("2", 1)], presence: [shift("1", 5, 60)] },
    rules,
  );
  assert.deepEqual([first?.calledAt, first?.finishedAt], [5 * minute, 15 * minute]);
  assert.deepEqual([second?.calledAt, second?.finishedAt], [15 * minute, 25 * minute]);
});

test("a customer whose patience ends leaves; called at that very instant, the customer is served", () => {
  const customers = [
    customer("1", 0),
    customer("2", 1, { patienceMs: 8 * minute }),
    customer("3", 2, { patienceMs: 8 * minute }),
  ];
  const [, second, third] = simulateDay({ customers, presence: [shift("1", 0, 60)] }, rules);
  assert.equal(second?.leftAt, 9 * minute);
  assert.equal(third?.calledAt, 10 * minute);
});

test("a window that closes finishes the business in hand and calls nobody more", () => {
  const customers = [customer("1", 0), customer("2", 1), customer("3", 2)];
  const records = simulateDay({ customers, presence: [shift("1", 0, 5), shift("2", 12, 60)] }, rules);
  assert.deepEqual(
    records.map(({ window, calledAt }) => [window, calledAt]),
    [
      ["1", 0],
      ["2", 12 * minute],
      ["2", 22 * minute],
    ],
  );
});

test("who holds a number at closing time is served, who comes later is turned away", () => {
  const customers = [customer("1", 0), customer("2", 1), customer("3", 6)];
  const [, second, third] = simulateDay({ customers, presence: [shift("1", 0, 5)] }, rules);
  assert.equal(second?.calledAt, 10 * minute);
  assert.equal(third?.leftAt, third?.takenAt);
});

test("a service nobody can perform ends the day unserved instead of never", () => {
  const presence = [{ ...shift("1", 0, 60), skills: new Set(["B"]) }];
  const [only] = simulateDay({ customers: [customer("1", 0)], presence }, rules);
  assert.equal(only?.leftAt, 60 * minute);
});

test("unknown service times are drawn from the same service, alike for every staffing", () => {
  const customers = [customer("1", 0), customer("2", 0, { serviceMs: undefined })];
  const run = (presence: ReturnType<typeof shift>[]) =>
    simulateDay({ customers, presence, seed: 7 }, rules)[1];
  const [alone, together] = [run([shift("1", 0, 60)]), run([shift("1", 0, 60), shift("2", 0, 60)])];
  assert.equal((alone?.finishedAt ?? 0) - (alone?.calledAt ?? 0), 10 * minute);
  assert.equal((together?.finishedAt ?? 0) - (together?.calledAt ?? 0), 10 * minute);
});

test("one window more shortens the wait, and the figures say by how much", () => {
  const plan = {
    customers: [customer("1", 0), customer("2", 0), customer("3", 0)],
    presence: [shift("1", 0, 60)],
  };
  const { asPlanned, otherwise } = whatIf(plan, [...plan.presence, shift("2", 0, 60)], rules);
  assert.equal(asPlanned.waitMeanS, 600);
  assert.equal(otherwise.waitMeanS, 200);
  assert.equal(otherwise.served, 3);
});

test("figures of an empty day are zero", () => {
  assert.deepEqual(dayFigures(simulateDay({ customers: [], presence: [] }, rules)), {
    customers: 0,
    served: 0,
    abandoned: 0,
    waitMeanS: 0,
    waitP90S: 0,
    waitMaxS: 0,
  });
});
