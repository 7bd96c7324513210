import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { scoreDays } from "../../../../bench/wait-forecast.ts";
import hallRules from "../../../../catalogue/hall-rules.json" with { type: "json" };
import { generateDay } from "../../../../county/generate-day.ts";
import type { PriorityClass, WaitingTicket } from "./calling-rule.ts";
import { formulaWait } from "./formula-wait.ts";
import type { HallState, WindowState } from "./hall-state.ts";
import { queueRulesFrom } from "./queue-rules.ts";
import { forecastWait, learn } from "./wait-forecast.ts";
import { freshDay, withService } from "./wait-model.ts";

const rules = queueRulesFrom(hallRules);
const minute = 60_000;
const now = 600 * minute;
const firstDay = learn([], { A: 20 * minute, B: 5 * minute }, rules);

function ticket(id: string, more: Partial<WaitingTicket> = {}): WaitingTicket {
  return { id, serviceCode: "B", priority: "ordinary", queuedAt: now, ...more };
}

function hall(ahead: readonly WaitingTicket[], windows: readonly Partial<WindowState>[]): HallState {
  const open = windows.map((window, index) => ({
    window: String(index),
    skills: "all" as const,
    opensAt: 0,
    ...window,
  }));
  return { now, waiting: ahead, windows: open, calls: 0, sinceOvertake: 9 };
}

function serving(serviceCode: string, minutes = 1): Partial<WindowState> {
  return { serving: { serviceCode, since: now - minutes * minute } };
}

function midS(state: HallState, me = ticket("me"), model = firstDay): number {
  return forecastWait(model, state, me, now, rules).midS;
}

test("nobody ahead and a free window that serves it: no wait at all", () => {
  assert.deepEqual(forecastWait(firstDay, hall([], [{}, serving("A")]), ticket("me"), now, rules), {
    lowS: 0,
    midS: 0,
    highS: 0,
  });
});

test("a free window that does not serve the ticket is no help", () => {
  assert.ok(midS(hall([], [{ skills: new Set(["A"]) }, serving("B")])) > 60);
});

test("on the first day the catalogue's typical times tell a payment from a new connection", () => {
  const behindPayments = midS(hall([ticket("1"), ticket("2")], [serving("B")]));
  const behindConnections = midS(
    hall([ticket("1", { serviceCode: "A" }), ticket("2", { serviceCode: "A" })], [serving("A")]),
  );
  assert.ok(behindPayments > 8 * 60 && behindPayments < 16 * 60, `${behindPayments} s`);
  assert.ok(behindConnections > 2.5 * behindPayments, `${behindConnections} s`);
});

test("a service that has lasted long makes the wait shorter, not longer, as long as it is not beyond the usual", () => {
  assert.ok(midS(hall([], [serving("A", 10)])) < midS(hall([], [serving("A", 1)])));
});

test("the roster counts: a window about to close will not serve, one about to open will", () => {
  const queue = [ticket("1"), ticket("2"), ticket("3")];
  const steady = midS(hall(queue, [serving("B"), serving("B")]));
  assert.ok(midS(hall(queue, [serving("B"), { ...serving("B"), closesAt: now + 1 }])) > steady);
  assert.ok(midS(hall(queue, [serving("B"), serving("B"), { opensAt: now + 2 * minute }])) < steady);
});

test("with no window now or later today the forecast still ends", () => {
  const forecast = forecastWait(firstDay, hall([ticket("1")], []), ticket("me"), now, rules);
  assert.ok(Number.isFinite(forecast.highS) && forecast.midS > 0);
});

test("a hall without a roster expects its windows to open and close as they usually do", () => {
  const past = {
    startsAt: 0,
    customers: [],
    presence: [
      { window: "1", skills: "all" as const, opensAt: now + 5 * minute, closesAt: now + 600 * minute },
    ],
  };
  const learned = learn([past], { B: 5 * minute }, rules);
  assert.equal(midS(hall([], []), ticket("me"), learned), 5 * 60);
  assert.deepEqual(JSON.parse(JSON.stringify(learned)), learned, "a model is plain JSON");
});

test("when the latest services are slow the forecast is longer", () => {
  let today = freshDay;
  for (let i = 0; i < 20; i++) today = withService(today, firstDay, "B", 10 * minute);
  const state = hall([ticket("1"), ticket("2")], [serving("B")]);
  assert.ok(midS({ ...state, today }) > 1.1 * midS(state));
});

const anyTickets = fc.array(
  fc.record({
    serviceCode: fc.constantFrom("A", "B"),
    priority: fc.constantFrom<PriorityClass>("ordinary", "priority", "appointment"),
    queuedAt: fc.integer({ min: 1, max: 40 }).map((minutes) => now - minutes * minute),
  }),
  { maxLength: 30 },
);
const anyWindows = fc.array(
  fc.record({
    skills: fc.constantFrom("all" as const, new Set(["A"]), new Set(["B"])),
    closesAt: fc.constantFrom(undefined, now + 30 * minute),
  }),
  { minLength: 1, maxLength: 8 },
);

test("low ≤ middle ≤ high, always finite, and the same for the same hall", () => {
  fc.assert(
    fc.property(anyTickets, anyWindows, fc.boolean(), (tickets, windows, busy) => {
      const ahead = tickets.map((one, index) => ticket(String(index), one));
      const state = hall(
        ahead,
        windows.map((window) => ({ ...window, ...(busy ? serving("A", 3) : {}) })),
      );
      const forecast = forecastWait(firstDay, state, ticket("me"), now, rules);
      assert.ok(0 <= forecast.lowS && forecast.lowS <= forecast.midS && forecast.midS <= forecast.highS);
      assert.ok(Number.isFinite(forecast.highS));
      assert.deepEqual(forecastWait(firstDay, state, ticket("me"), now, rules), forecast);
    }),
    { numRuns: 200 },
  );
});

test("one more customer just ahead never makes the wait shorter", () => {
  fc.assert(
    fc.property(
      fc.nat(15),
      fc.integer({ min: 1, max: 6 }),
      fc.constantFrom("A", "B"),
      (count, windows, serviceCode) => {
        const queue = Array.from({ length: count + 1 }, (_, index) =>
          ticket(String(index), { serviceCode, queuedAt: now - (60 - index) * 1_000 }),
        );
        const busy = Array.from({ length: windows }, () => serving("B"));
        assert.ok(midS(hall(queue, busy)) >= midS(hall(queue.slice(0, -1), busy)));
      },
    ),
    { numRuns: 200 },
  );
});

test("the usual formula: mean service × people ahead ÷ open windows, 0 when a window is free", () => {
  const queue = [ticket("1"), ticket("2"), ticket("3")];
  assert.equal(
    formulaWait(hall(queue, [serving("A"), serving("B"), { opensAt: now + 1 }]), "B", 10 * minute),
    15 * 60,
  );
  assert.equal(formulaWait(hall(queue, [serving("A"), {}]), "B", 10 * minute), 0);
});

test("on generated days of a power hall it beats the usual formula by 30 % and its range holds about 80 % of the waits", () => {
  const days = Array.from({ length: 12 }, (_, index) =>
    generateDay(Temporal.PlainDate.from("2026-03-02").add({ days: index }).toString(), 3),
  );
  const scores = scoreDays(days, rules, 7);
  const total = (of: (score: (typeof scores)[number]) => number) =>
    scores.reduce((sum, score) => sum + of(score), 0);
  const gain =
    1 - total((score) => score.oursS * score.served) / total((score) => score.formulaS * score.served);
  const coverage = total((score) => score.coverage * score.waited) / total((score) => score.waited);
  assert.ok(gain >= 0.3, `better by ${gain}`);
  assert.ok(coverage >= 0.75 && coverage <= 0.87, `coverage ${coverage}`);
});
