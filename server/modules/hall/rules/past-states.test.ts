import assert from "node:assert/strict";
import { test } from "node:test";
import hallRules from "../../../../catalogue/hall-rules.json" with { type: "json" };
import { generateDay } from "../../../../county/generate-day.ts";
import { visitPastStates } from "./past-states.ts";
import { queueRulesFrom } from "./queue-rules.ts";
import { simulateDay } from "./simulate-day.ts";

const rules = queueRulesFrom(hallRules);

test("of two who come in the same second the second one finds the first at the window", () => {
  const customers = ["1", "2"].map((id) => ({
    id,
    serviceCode: "A",
    priority: "ordinary" as const,
    arrivesAt: 1_000,
    serviceMs: 5_000,
  }));
  const presence = [{ window: "1", skills: "all" as const, opensAt: 0, closesAt: 60_000 }];
  const seen: string[] = [];
  visitPastStates(
    { startsAt: 0, presence, customers: simulateDay({ customers, presence }, rules) },
    (state, ticket) => {
      seen.push(
        `${ticket.id}: ${state.waiting.length} waiting, ${state.windows.filter((window) => window.serving).length} served`,
      );
    },
  );
  assert.deepEqual(seen, ["1: 0 waiting, 0 served", "2: 0 waiting, 1 served"]);
});

test("every state knows the past only: who waits was not called, who is served is not finished, the roster is kept", () => {
  const day = generateDay("2026-03-03", 2);
  const customers = simulateDay(day, rules);
  const recordOf = new Map(customers.map((record) => [record.id, record]));
  visitPastStates({ ...day, customers }, (state, ticket, record) => {
    assert.equal(state.now, record.takenAt);
    assert.equal(ticket.id, record.id);
    for (const { id } of state.waiting) {
      const other = recordOf.get(id);
      assert.ok(other && other.takenAt <= state.now && (other.calledAt ?? other.leftAt ?? 0) > state.now);
    }
    for (const { serving, opensAt, closesAt } of state.windows) {
      if (serving) assert.ok(serving.since <= state.now && opensAt <= state.now);
      assert.ok((closesAt ?? 0) > state.now);
    }
  });
});
