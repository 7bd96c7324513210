import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import * as contract from "../../../contracts/hall.ts";
import { textCell } from "../../foundation/tables/cells.ts";
import { orgs, testCounty } from "../identity/test-county.ts";
import { figureDefinitions } from "./figures.ts";
import { figuresRoutes } from "./figures-routes.ts";
import { historyRoutes } from "./history-routes.ts";
import { learnFromDay } from "./learn-forecast.ts";
import { type LivedDay, recordPastDay } from "./record-past-day.ts";
import { buildHall } from "./testing.ts";

const county = await testCounty({ routes: [...figuresRoutes, ...historyRoutes] });
const { platform } = county;
const hall = await buildHall(county);
const { hallId } = hall;
const day = "2026-03-03";
const minute = 60_000;
const nine = Temporal.Instant.from(`${day}T09:00:00+08:00`).epochMilliseconds;
const told = (midS: number) => ({ lowS: midS - 60, midS, highS: midS + 60, formulaS: 0 });
const served = (
  code: string,
  from: number,
  waited: number,
  took: number,
  window: string,
  level?: number,
) => ({
  serviceCode: code,
  priority: "ordinary" as const,
  channel: "kiosk" as const,
  takenAt: nine + from * minute,
  calledAt: nine + (from + waited) * minute,
  startedAt: nine + (from + waited) * minute,
  finishedAt: nine + (from + waited + took) * minute,
  window,
  told: told(waited * 60 + 30),
  level,
});
/** Nine served and one who left: waits of 1 to 9 minutes but one of 20. */
const lived: LivedDay = {
  date: day,
  customers: [
    ...[1, 2, 3, 4, 5, 6, 7, 8].map((waited, index) => served("B1", index * 5, waited, 4, "1", 5)),
    served("A1", 45, 20, 25, "2", 1),
    {
      serviceCode: "A1",
      priority: "ordinary",
      channel: "phone",
      takenAt: nine + 50 * minute,
      leftAt: nine + 90 * minute,
      told: told(600),
    },
  ],
  presence: [1, 2].map((number) => ({
    window: String(number),
    skills: ["A1", "B1"],
    opensAt: nine,
    closesAt: nine + 180 * minute,
  })),
};
const places = {
  services: new Map([...hall.services].map(([code, id]) => [code, { id, letter: code.slice(0, 1) }])),
  windows: new Map(hall.windows.map(({ number, id }) => [number, id])),
  staff: new Map(hall.windows.map(({ number, actor }) => [number, actor.id])),
};
await platform.command(orgs.county, (ctx) => recordPastDay(ctx, hallId, lived, places));
const manager = await county.signedIn("company-manager");
const range = { from: day, to: day };

test("the evening report says what happened", async () => {
  const { body, status } = await manager.call(contract.getEveningReport, {
    params: { hallId },
    query: { day },
  });
  assert.equal(status, 200, JSON.stringify(body));
  assert.deepEqual([body.customers, body.served, body.abandoned, body.rated], [10, 9, 1, 9]);
  assert.deepEqual(body.wait, { meanS: (56 / 9) * 60, p50S: 300, p90S: 1_200, maxS: 1_200 });
  assert.equal(body.withinPromise, 8 / 9);
  assert.equal(body.satisfied, 8 / 9);
  assert.equal(body.handlingMeanS, ((8 * 4 + 25) / 9) * 60);
  assert.deepEqual(
    body.services.map(({ code, customers, served, abandoned }) => [code, customers, served, abandoned]),
    [
      ["A1", 2, 1, 1],
      ["B1", 8, 8, 0],
    ],
  );
  assert.deepEqual(
    body.windows.map(({ number, served, busyShare }) => [number, served, busyShare]),
    [
      ["1", 8, 32 / 180],
      ["2", 1, 25 / 180],
    ],
  );
  assert.deepEqual([body.forecast.measured, body.forecast.errorS, body.forecast.coverage], [9, 30, 1]);
});

test("figures agree with the report, in total and by every grouping", async () => {
  const figures = async (by: contract.FigureGrouping) =>
    (await manager.call(contract.getFigures, { query: { ...range, by } })).body;
  const { total } = await figures("total");
  assert.deepEqual([total.taken, total.served, total["wait-p90"], total["wait-max"]], [10, 9, 1_200, 1_200]);
  assert.equal(total["abandoned-share"], 0.1);
  assert.equal(
    total["handling-overtime"],
    1 / 9,
    "25 minutes are over the 20 of business, 4 within the 5 of payment",
  );
  assert.equal(total["wait-within-promise"], 8 / 9);
  assert.equal(total["self-service-share"], 1);
  assert.equal(total["forecast-error"], 30);
  for (const by of ["company", "hall", "service", "day", "half-hour"] as const) {
    const { groups } = await figures(by);
    assert.equal(
      groups.reduce((sum, group) => sum + (group.figures.taken ?? 0), 0),
      10,
      by,
    );
  }
  const byWindow = (await figures("window")).groups;
  assert.deepEqual(byWindow.map(({ figures: one }) => one.served).sort(), [1, 8]);
  const byClerk = (await figures("clerk")).groups;
  assert.ok(byClerk.every(({ label }) => label.zh.startsWith("clerk-")));
  assert.equal((await figures("hall")).groups[0]?.label.zh, "青禾营业厅");
  assert.equal((await figures("day")).groups[0]?.figures["windows-used-share"], 57 / 360);
});

test("every figure has a definition, and its rows add up to its parts", async () => {
  const { body } = await manager.call(contract.listFigureDefinitions, { query: {} });
  assert.deepEqual(new Set(body.definitions.map(({ code }) => code)), new Set(contract.figureCode.options));
  const rows = async (figure: contract.FigureCode, part: "numerator" | "denominator", more: object = {}) =>
    (await manager.call(contract.listFigureRows, { query: { ...range, figure, part, ...more } })).body.rows;
  const { total } = (await manager.call(contract.getFigures, { query: range })).body;
  for (const { code, unit, hasRows } of figureDefinitions) {
    if (!hasRows || unit !== "share" || code === "handling-overtime") continue;
    const [numerator, denominator] = [await rows(code, "numerator"), await rows(code, "denominator")];
    assert.equal(total[code], numerator.length / denominator.length, code);
  }
  const [late] = await rows("handling-overtime", "numerator");
  assert.deepEqual(
    [late?.number, late?.windowNumber, late?.handlingS, late?.rating],
    ["A001", "2", 1_500, 1],
  );
  assert.equal((await rows("abandoned-share", "numerator"))[0]?.number, "A002");
  const first = await manager.call(contract.listFigureRows, {
    query: { ...range, figure: "taken", limit: 4 },
  });
  const seen = [...first.body.rows];
  for (let after = first.body.next; after; ) {
    const page = await manager.call(contract.listFigureRows, {
      query: { ...range, figure: "taken", limit: 4, after },
    });
    seen.push(...page.body.rows);
    after = page.body.next;
  }
  assert.equal(new Set(seen.map(({ ticketId }) => ticketId)).size, 10);
  const none = await manager.call(contract.listFigureRows, {
    query: { ...range, figure: "windows-open-share" },
  });
  assert.equal(none.code, "hall.figure_no_rows");
});

test("who sees what: the city all its counties, a county its own, strangers nothing", async () => {
  const city = await county.signedIn("city-manager", orgs.city);
  const above = await city.call(contract.getFigures, {
    query: { ...range, unitId: county.county.root, by: "company" },
  });
  assert.equal(above.status, 200, JSON.stringify(above.body));
  assert.equal(above.body.groups[0]?.figures.taken, 10);
  const neighbour = await county.signedIn("company-manager", orgs.neighbour);
  const foreign = await neighbour.call(contract.getFigures, {
    query: { ...range, unitId: county.county.root },
  });
  assert.equal(foreign.status, 404);
  const own = await neighbour.call(contract.getFigures, { query: range });
  assert.notEqual(own.body.total?.taken, 10);
  assert.equal((await county.caller().call(contract.getFigures, { query: range })).status, 401);
  assert.equal(
    (await (await county.signedIn("clerk")).call(contract.getFigures, { query: range })).status,
    403,
  );
  const long = await manager.call(contract.getFigures, { query: { from: "2020-01-01", to: day } });
  assert.equal(long.code, "hall.range_too_long");
  const backwards = await manager.call(contract.getFigures, { query: { from: day, to: "2026-03-01" } });
  assert.equal(backwards.code, "hall.range_too_long");
});

test("the export is a real workbook, is audited, and holds no formula that somebody typed", async () => {
  const response = await manager.send<string>("get", `/api/figures/export?from=${day}&to=${day}&by=service`);
  assert.equal(response.status, 200);
  assert.equal(response.body.slice(0, 2), "PK", "a zip, as every .xlsx is");
  const audits = await platform.command(orgs.county, async ({ tx }) => {
    const { rows } = await sql`select 1 from foundation.audit where action = 'hall.figures.export'`.execute(
      tx,
    );
    return rows.length;
  });
  assert.equal(audits, 1);
  for (const evil of ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1"])
    assert.equal(textCell(evil).value, `'${evil}`);
  assert.equal(textCell("交费").value, "交费");
});

test("history: imported twice it is there once; the forecast learns; wrong and future days are refused", async () => {
  const hallManager = await county.signedIn("hall-manager");
  const at = (time: string, date: string) =>
    Temporal.Instant.from(`${date}T${time}:00+08:00`).epochMilliseconds;
  const past = (date: string, more: object = {}) => ({
    date,
    customers: [
      {
        id: "1",
        serviceCode: "B1",
        priority: "ordinary" as const,
        takenAt: at("09:00", date),
        calledAt: at("09:05", date),
        finishedAt: at("09:10", date),
        window: "1",
        ...more,
      },
    ],
    presence: [
      { window: "1", skills: "all" as const, opensAt: at("08:30", date), closesAt: at("17:30", date) },
    ],
  });
  const send = (days: ReturnType<typeof past>[]) =>
    hallManager.call(contract.importHistory, { params: { hallId }, body: { days } });
  const done = await send([past("2026-03-01"), past("2026-03-02")]);
  assert.deepEqual(
    done.body,
    { days: 2, customers: 2, modelDays: 3, meanServiceS: done.body.meanServiceS },
    JSON.stringify(done.body),
  );
  assert.equal((await send([past("2026-03-02")])).body.modelDays, 3);
  assert.equal((await send([past("2026-03-04")])).code, "hall.history_future");
  assert.equal(
    (await send([past("2026-03-02", { calledAt: at("08:00", "2026-03-02") })])).code,
    "hall.history_day",
  );
  const guide = await county.signedIn("guide");
  assert.equal(
    (await guide.call(contract.importHistory, { params: { hallId }, body: { days: [past("2026-03-01")] } }))
      .status,
    403,
  );
  const accuracy = await guide.call(contract.getForecastAccuracy, { params: { hallId }, query: {} });
  assert.deepEqual(
    accuracy.body.days.map(({ day: on, measured, errorS, coverage }) => [on, measured, errorS, coverage]),
    [[day, 9, 30, 1]],
  );
  assert.equal(accuracy.body.modelDays, 3);
});

test("an own day that is over is learned as it was lived", async () => {
  await platform.command(orgs.county, ({ tx }) =>
    sql`delete from hall.past_days where day = ${day}`.execute(tx),
  );
  await platform.command(orgs.county, (ctx) => learnFromDay(ctx, hallId, day));
  const kept = await platform.command(orgs.county, async ({ tx }) => {
    const { rows } = await sql<{
      customers: { serviceCode: string; takenAt: number; calledAt?: number; leftAt?: number }[];
      source: string;
    }>`
      select customers, source from hall.past_days where day = ${day}`.execute(tx);
    return rows[0];
  });
  assert.equal(kept?.source, "own");
  assert.deepEqual(
    kept?.customers.map(({ serviceCode, takenAt, calledAt, leftAt }) => [
      serviceCode,
      takenAt,
      calledAt,
      leftAt,
    ]),
    lived.customers.map(({ serviceCode, takenAt, calledAt, leftAt }) => [
      serviceCode,
      takenAt,
      calledAt,
      leftAt,
    ]),
  );
});

test("a window that nobody came to was open and idle, and one that never opened was neither", async () => {
  const idle = "2026-02-27";
  const opened = Date.parse(`${idle}T09:00:00+08:00`);
  const presence = [{ window: "1", skills: ["B1"], opensAt: opened, closesAt: opened + 60 * minute }];
  await platform.command(orgs.county, (ctx) =>
    recordPastDay(ctx, hallId, { date: idle, customers: [], presence }, places),
  );
  const { body } = await manager.call(contract.getEveningReport, {
    params: { hallId },
    query: { day: idle },
  });
  assert.deepEqual(
    body.windows.map(({ number, openS, busyShare }) => [number, openS, busyShare]),
    [
      ["1", 3_600, 0],
      ["2", 0, null],
    ],
  );
});

test("how good the forecast was is told from the earliest day on", async () => {
  const earlier = "2026-02-26";
  const shift = Date.parse(`${earlier}T09:00:00+08:00`) - nine;
  const visit = served("B1", 0, 5, 4, "1", 5);
  const customer = {
    ...visit,
    takenAt: visit.takenAt + shift,
    calledAt: visit.calledAt + shift,
    startedAt: visit.startedAt + shift,
    finishedAt: visit.finishedAt + shift,
  };
  await platform.command(orgs.county, (ctx) =>
    recordPastDay(ctx, hallId, { date: earlier, customers: [customer], presence: [] }, places),
  );
  const { body } = await manager.call(contract.getForecastAccuracy, { params: { hallId }, query: {} });
  assert.deepEqual(
    body.days.filter(({ measured }) => measured > 0).map(({ day: on }) => on),
    [earlier, day],
  );
});
