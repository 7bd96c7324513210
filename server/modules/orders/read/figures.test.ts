import assert from "node:assert/strict";
import { test } from "node:test";
import * as contract from "../../../../contracts/orders.ts";
import { newId } from "../../../foundation/ids.ts";
import { orgs, testCounty } from "../../identity/test-county.ts";
import { readRoutes } from "../read-routes.ts";
import { type OrderWish, orderRows } from "./testing-rows.ts";

const county = await testCounty({ routes: readRoutes });
const put = await orderRows(county);
const manager = await county.signedIn("company-manager");
const managerId = county.people.get("company-manager") ?? "";
const city = await county.signedIn("city-manager", orgs.city);
const params = { orgId: String(orgs.county) };
const query = { from: "2026-03-01", to: "2026-03-31" };
const at = (text: string) => Temporal.Instant.from(text);
const end = at("2026-03-03T02:00:00Z");
const now = county.platform.clock.now();
const owner = (text: string, values: readonly unknown[] = []) =>
  county.platform.asOwner((client) => client.query(text, [...values]));
const clear = () =>
  owner(`truncate orders.orders, orders.steps, orders.clocks, orders.marks, orders.search, orders.visits,
    orders.overdue_reasons, orders.refusals, orders.urges, orders.supervisions cascade`);
const closed = (state: "met" | "missed" | "void", wish: OrderWish = {}, ruleCode = "NI.TOTAL") =>
  put({
    state: "done",
    openedAt: at("2026-03-01T00:00:00Z"),
    closedAt: end,
    result: "done",
    ...wish,
    clocks: [{ ruleCode, state, startedAt: at("2026-03-01T00:00:00Z"), endedAt: end, dueAt: end }],
  });
const part = (order: { id: string }) => ({ order_id: order.id, org_id: orgs.county, id: newId() });
const insert = (table: string, row: Record<string, unknown>) =>
  owner(
    `insert into orders.${table} (${Object.keys(row).join(", ")})
     select ${Object.keys(row).join(", ")} from jsonb_populate_record(null::orders.${table}, $1)`,
    [JSON.stringify(row)],
  );

test("the scoreboard: kept and missed by unit, rule and month; what is late now and what will be", async () => {
  await clear();
  const [hall = ""] = county.county.halls;
  await closed("met");
  await closed("met", { unitId: hall });
  await closed("missed", { unitId: hall });
  await closed("void");
  await closed("missed", { accused: [managerId] });
  await put({ dueAt: now.subtract({ minutes: 1 }) });
  await put({ dueAt: now.add({ minutes: 60 }), risk: 80 });
  const { status, body } = await manager.call(contract.readScoreboard, { params, query });
  assert.equal(status, 200, JSON.stringify(body));
  const rows = body.rows.map(({ unitId, ruleCode, month, kept, missed, excluded }) => [
    unitId === hall ? "hall" : "root",
    ruleCode,
    month,
    kept,
    missed,
    excluded,
  ]);
  assert.deepEqual(rows.toSorted(), [
    ["hall", "NI.TOTAL", "2026-03", 1, 1, 0],
    ["root", "NI.TOTAL", "2026-03", 1, 0, 1],
  ]);
  assert.equal(body.rows[0]?.ruleName.zh, "报装全部环节合计");
  assert.deepEqual(
    body.running.map(({ running, late, atRisk }) => [running, late, atRisk]),
    [[2, 1, 1]],
  );
  const only = await manager.call(contract.readScoreboard, { params, query: { ...query, unitId: hall } });
  assert.deepEqual(
    only.body.rows.map(({ missed }) => missed),
    [1],
  );
  const drill = (part: "numerator" | "others" | "excluded", figure = "rule:NI.TOTAL") =>
    manager.call(contract.listFigureOrders, { params, query: { ...query, figure, part } });
  assert.equal((await drill("numerator")).body.orders.length, 2);
  assert.equal((await drill("others")).body.orders.length, 1);
  assert.equal((await drill("excluded")).body.orders.length, 1);
  assert.equal((await drill("others", "nothing")).code, "thing.not_found");
});

test("stage times by median and ninetieth percentile; a bottleneck is what waits against what is done", async () => {
  await clear();
  const step = (minutes: number, stage: string, nodeId = stage) => ({
    nodeId,
    stage,
    state: "done" as const,
    how: "completed",
    openedAt: end.subtract({ minutes }),
    closedAt: end,
  });
  for (const minutes of [10, 20, 30])
    await put({ steps: [step(minutes, "survey"), step(minutes * 2, "plan")] });
  for (let n = 0; n < 6; n++)
    await put({ steps: [{ nodeId: "plan", stage: "plan", dueAt: now.subtract({ minutes: n }) }] });
  await put({ steps: [{ nodeId: "survey" }] });
  const { status, body } = await manager.call(contract.readStageTimes, { params, query });
  assert.equal(status, 200, JSON.stringify(body));
  assert.deepEqual(
    body.stages.map(({ key, steps, medianMinutes, p90Minutes }) => [key, steps, medianMinutes, p90Minutes]),
    [
      ["survey", 3, 20, 28],
      ["plan", 3, 40, 56],
    ],
  );
  assert.ok(Math.abs((body.stages[1]?.timeShare ?? 0) - 2 / 3) < 1e-9);
  const [worst] = body.bottlenecks;
  assert.deepEqual([worst?.nodeId, worst?.waiting, worst?.unassigned, worst?.over], ["plan", 6, 6, 5]);
  assert.ok(Math.abs((worst?.daysOfWork ?? 0) - 62) < 1e-9);
});

test("why it was late, and what customers said at the return visit; the last attempt of each order counts", async () => {
  await clear();
  const { id, clockIds } = await closed("missed");
  const other = await closed("missed");
  await insert("overdue_reasons", {
    order_id: id,
    org_id: orgs.county,
    clock_id: clockIds[0],
    reason_code: "workload",
    reason: "x",
    at: end,
    by_id: managerId,
    by_name: "m",
  });
  const reasons = await manager.call(contract.readOverdueReasons, { params, query });
  assert.equal(reasons.body.missed, 2);
  assert.deepEqual(
    reasons.body.reasons.map(({ code, clocks }) => [code, clocks]).toSorted(),
    [
      ["workload", 1],
      [null, 1],
    ].toSorted(),
  );
  const visit = (orderId: string, stepId: string, attempt: number, satisfaction: string | null) =>
    insert("visits", {
      ...part({ id: orderId }),
      step_id: stepId,
      attempt,
      at: end.add({ minutes: attempt }),
      is_reached: satisfaction !== null,
      satisfaction,
      by_name: "m",
    });
  const third = await put({ steps: [{}, {}] });
  const [one = "", two = ""] = third.stepIds;
  await visit(third.id, one, 1, null);
  await visit(third.id, two, 2, "satisfied");
  const fourth = await put({ steps: [{}] });
  await visit(fourth.id, fourth.stepIds[0] ?? "", 1, "dissatisfied");
  const fifth = await put({ steps: [{}] });
  await visit(fifth.id, fifth.stepIds[0] ?? "", 1, "declined");
  const { body } = await manager.call(contract.readVisitResults, { params, query });
  assert.deepEqual([body.visited, body.reached], [3, 3]);
  assert.deepEqual(body.satisfied, { numerator: 1, denominator: 2, excluded: 1 });
  const { body: metrics } = await manager.call(contract.readOrderMetrics, { params, query });
  const satisfied = metrics.metrics.find(({ code }) => code === "satisfied-share");
  assert.deepEqual(
    [satisfied?.numerator, satisfied?.denominator, satisfied?.excluded, satisfied?.value],
    [1, 2, 1, 0.5],
  );
  assert.ok(other.id);
});

test("the ten promises: shares and averages by class and area against their targets; what has no data says so", async () => {
  await clear();
  await closed("met");
  await closed("missed", { typeCode: "NI-HV1", customerClass: "HV1" });
  const fault = (minutes: number, areaType: "URBAN" | "RURAL") =>
    put({
      typeCode: "FAULT",
      areaType,
      openedAt: end.subtract({ minutes }),
      steps: [{ nodeId: "arrive", state: "done", how: "completed", closedAt: end, openedAt: end }],
    });
  await fault(30, "URBAN");
  await fault(50, "URBAN");
  await fault(80, "RURAL");
  // From the close of Friday, 27 February to that of Tuesday, 3 March: the Saturday between was a make-up workday.
  await put({
    openedAt: at("2026-02-27T01:00:00Z"),
    steps: [
      { nodeId: "accept", state: "done", how: "completed", closedAt: at("2026-02-27T09:30:00Z") },
      { nodeId: "energise", state: "done", how: "completed", closedAt: at("2026-03-03T09:30:00Z") },
    ],
  });
  const { status, body } = await manager.call(contract.readTenPromises, { params, query });
  assert.equal(status, 200, JSON.stringify(body));
  assert.equal(body.promises.length, 10);
  const figure = (code: string) =>
    body.promises.flatMap(({ figures }) => figures).filter((one) => one.code === code);
  assert.deepEqual(
    figure("arrive-average")
      .map(({ group, value, denominator, target }) => [group, value, denominator, target])
      .toSorted(),
    [
      ["RURAL", 80, 1, 90],
      ["URBAN", 40, 2, 45],
    ],
  );
  assert.deepEqual(
    figure("connection-in-time")
      .map(({ group, value }) => [group, value])
      .toSorted(),
    [
      ["HV1", 0],
      ["RES", 1],
    ],
  );
  const [days] = figure("connection-average");
  assert.deepEqual([days?.unit, days?.value, days?.target], ["WD", 3, 5]);
  const [reliability] = figure("reliability");
  assert.deepEqual([reliability?.isLive, reliability?.value], [false, null]);
  assert.match(reliability?.why?.en ?? "", /outages/);
  const behind = await manager.call(contract.listFigureOrders, {
    params,
    query: { ...query, figure: "connection-in-time", part: "others" },
  });
  assert.deepEqual(
    behind.body.orders.map(({ typeCode }) => typeCode),
    ["NI-HV1"],
  );
});

test("the metrics: each counts what it says, with its parts; terminated and not due are left out", async () => {
  await clear();
  await closed("met");
  const refused = await closed("missed", { steps: [{ state: "done", how: "completed", closedAt: end }] });
  await closed("void", { state: "terminated" });
  await insert("refusals", {
    ...part(refused),
    step_id: refused.stepIds[0],
    code: "RT1",
    reason: "x",
    at: end,
    by_name: "m",
  });
  await insert("urges", {
    ...part(refused),
    at: end,
    situation: "inside",
    channel: "phone",
    said: "快",
    is_insisted: false,
    is_counted: true,
    is_repeat: true,
    because_zh: "x",
    because_en: "x",
    receivers: [],
    receiver_names: "",
    notify_at: end,
    by_name: "m",
  });
  const { status, body } = await manager.call(contract.readOrderMetrics, { params, query });
  assert.equal(status, 200, JSON.stringify(body));
  const parts = (code: string) => {
    const found = body.metrics.find((metric) => metric.code === code);
    return [found?.numerator, found?.denominator, found?.excluded];
  };
  assert.deepEqual(parts("overdue-share"), [1, 2, 1]);
  assert.deepEqual(parts("refused-share"), [1, 3, 0]);
  assert.deepEqual(parts("once-share"), [1, 2, 1]);
  assert.deepEqual(parts("urged-share"), [1, 3, 0]);
  assert.deepEqual(parts("repeat-share"), [1, 3, 0]);
  assert.deepEqual(parts("complaints"), [0, 0, 0]);
  assert.ok(body.metrics.every(({ numeratorText }) => numeratorText.zh.length > 0));
});

test("a city's manager sees each of its counties; a clerk, a stranger and a neighbour see nothing", async () => {
  await clear();
  await closed("met");
  const seen = await city.call(contract.readScoreboard, { params, query });
  assert.equal(seen.status, 200, JSON.stringify(seen.body));
  assert.equal(seen.body.rows.length, 1);
  const neighbour = { orgId: String(orgs.neighbour) };
  for (const endpoint of [
    contract.readScoreboard,
    contract.readStageTimes,
    contract.readOverdueReasons,
    contract.readVisitResults,
    contract.readTenPromises,
    contract.readOrderMetrics,
  ]) {
    assert.equal((await manager.call(endpoint, { params: neighbour, query })).code, "thing.not_found");
    assert.equal((await county.caller().call(endpoint, { params, query })).code, "access.sign_in");
    assert.equal(
      (await (await county.signedIn("clerk")).call(endpoint, { params, query })).code,
      "access.denied",
    );
    const long = { from: "2024-01-01", to: "2026-03-31" };
    assert.equal((await manager.call(endpoint, { params, query: long })).code, "orders.range_too_long");
  }
});
