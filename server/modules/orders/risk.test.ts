import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import * as contract from "../../../contracts/orders.ts";
import { orgs, testCounty } from "../identity/test-county.ts";
import { learnedDurations } from "./order-risk.ts";
import type { Definition } from "./process/definition.ts";
import { orderRows, tryDefinition } from "./read/testing-rows.ts";
import { readRoutes } from "./read-routes.ts";
import { type RiskGround, riskOf } from "./risk.ts";
import { sweepRisk } from "./sweep-risk.ts";

const now = Temporal.Instant.from("2026-03-04T00:00:00Z");
const inMinutes = (minutes: number) => now.add({ seconds: Math.round(minutes * 60) });
const step = (nodeId: string, openedAt = now, who = "张三") => ({
  stepId: nodeId,
  nodeId,
  name: { zh: nodeId, en: nodeId },
  openedAt,
  who: { zh: who, en: who },
});
const risk = (given: Partial<RiskGround>) =>
  riskOf({
    now,
    dueAt: inMinutes(1_000),
    definition: tryDefinition,
    live: [step("survey")],
    typicalOf: () => ({ p50: 100, p90: 150 }),
    holds: () => false,
    ...given,
  });

test("the steps that are still to come are held against what is left", () => {
  // survey, plan, approve and final take 400 minutes, give or take 78.
  assert.equal(risk({ dueAt: inMinutes(1_000) }).score, 0);
  assert.equal(risk({ dueAt: inMinutes(400) }).score, 50);
  assert.equal(risk({ dueAt: inMinutes(100) }).score, 99);
  assert.equal(risk({ dueAt: inMinutes(-1) }).score, 100);
  assert.equal(risk({ dueAt: inMinutes(400), live: [step("final")] }).score, 0);
});

test("the reason names the step and who can still save it; paused and ended orders have none", () => {
  const { stepId, reason } = risk({
    dueAt: inMinutes(300),
    live: [step("final"), step("plan", now, "李四")],
  });
  assert.equal(stepId, "plan");
  assert.match(reason?.zh ?? "", /plan.*李四/);
  assert.deepEqual(risk({ dueAt: null }), { score: 0, stepId: null, reason: null });
  assert.deepEqual(risk({ live: [] }), { score: 0, stepId: null, reason: null });
});

test("time that waits for the customer counts for nothing", () => {
  const waiting: Definition = {
    ...tryDefinition,
    nodes: Object.fromEntries(
      Object.entries(tryDefinition.nodes).map(([id, node]) => [
        id,
        id === "plan" ? { ...node, waits: "customer" as const } : node,
      ]),
    ),
  };
  assert.equal(risk({ definition: waiting, dueAt: inMinutes(300) }).score, 50);
});

test("of choices the one that the order's answers take; a loop is not gone round", () => {
  const flows = {
    ...tryDefinition.flows,
    skip: { id: "skip", zh: null, en: null, from: "survey", to: "final", condition: "isSmall" },
    again: { id: "again", zh: null, en: null, from: "final", to: "survey", condition: "isRefused" },
  };
  const { survey, final } = tryDefinition.nodes;
  assert.ok(survey && final && "defaultFlow" in survey && "defaultFlow" in final);
  const definition = {
    ...tryDefinition,
    flows,
    nodes: {
      ...tryDefinition.nodes,
      survey: { ...survey, outgoing: [...survey.outgoing, "skip"], defaultFlow: "survey-plan" },
      final: { ...final, outgoing: [...final.outgoing, "again"], defaultFlow: "final-end" },
    } as Definition["nodes"],
  };
  const dueAt = inMinutes(200);
  assert.equal(risk({ definition, dueAt, holds: (condition) => condition === "isSmall" }).score, 50);
  assert.equal(risk({ definition, dueAt }).score, 99);
});

test("risk never falls as time goes by, and never rises with a later due time", () => {
  fc.assert(
    fc.property(fc.nat(5_000), fc.nat(3_000), fc.nat(500), fc.nat(500), (due, elapsed, p50, spread) => {
      const typicalOf = () => ({ p50, p90: p50 + spread });
      const openedAt = inMinutes(-elapsed);
      const at = (minutes: number) =>
        risk({ now: inMinutes(minutes), dueAt: inMinutes(due), typicalOf, live: [step("survey", openedAt)] })
          .score;
      assert.ok(at(60) >= at(0));
      const later = risk({ dueAt: inMinutes(due + 60), typicalOf, live: [step("survey", openedAt)] }).score;
      assert.ok(later <= at(0));
      assert.ok(at(0) >= 0 && at(0) <= 100);
    }),
  );
});

test("each night the durations are learned from what was closed, pauses left out; the page says the risk", async () => {
  const county = await testCounty({ routes: readRoutes });
  const put = await orderRows(county);
  const { platform } = county;
  const at = (hours: number) => platform.clock.now().subtract({ hours });
  for (let n = 0; n < 20; n++) {
    const { id } = await put({
      state: "done",
      closedAt: at(1),
      openedAt: at(300),
      steps: ["survey", "plan", "approve", "final"].map((nodeId) => ({
        nodeId,
        state: "done" as const,
        how: "completed",
        openedAt: at(100),
        closedAt: at(76),
      })),
    });
    await platform.asOwner((client) =>
      client.query(
        `insert into orders.pauses (org_id, order_id, id, reason_code, reason, at, by_name, ended_at, needs_check)
         values ($1, $2, gen_random_uuid(), 'C', 'c', $3, 'x', $4, false)`,
        [orgs.county, id, at(90).toString(), at(78).toString()],
      ),
    );
  }
  // Closed before the days that are learned from.
  await put({
    state: "done",
    closedAt: at(24 * 120),
    steps: [
      { nodeId: "accept", state: "done", how: "completed", openedAt: at(24 * 121), closedAt: at(24 * 120) },
    ],
  });
  const dueAt = platform.clock.now().add({ hours: 24 });
  const live = await put({ dueAt, steps: [{ nodeId: "survey" }], clocks: [{ dueAt }] });
  await sweepRisk(platform);
  const learned = await platform.command(orgs.county, learnedDurations);
  assert.deepEqual(learned.get("F-TRY/survey/RES"), { p50: 720, p90: 720 });
  assert.equal(learned.has("F-TRY/accept/RES"), false);
  const clerk = await county.signedIn("clerk");
  const { body } = await clerk.call(contract.readOrder, { params: { orderId: live.id } });
  // Four steps of half a day do not fit into one day.
  assert.equal(body.risk?.score, 99);
  assert.equal(body.order.risk, 99);
  assert.equal(body.risk?.stepId, live.stepIds[0]);
  platform.pass({ minutes: 11 });
  await platform.asOwner((client) =>
    client.query("update orders.orders set due_at = due_at + interval '10 days'"),
  );
  await sweepRisk(platform);
  assert.equal((await clerk.call(contract.readOrder, { params: { orderId: live.id } })).body.order.risk, 0);
});
