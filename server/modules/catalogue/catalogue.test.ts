import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import type { Capability } from "../../../contracts/capabilities.ts";
import type { StaffActor } from "../../foundation/context.ts";
import type { Gate } from "../../foundation/http/access.ts";
import { newId } from "../../foundation/ids.ts";
import { testPlatform } from "../../foundation/test-kit.ts";
import { parseCalendarCsv } from "./import-calendar.ts";
import { calendarOf, isWorkday, loadCatalogue, type RuleScope, reasonsOf, rulesInForce } from "./index.ts";
import { catalogueRoutes } from "./routes.ts";
import { ruleLimits, ruleName, shippedRules } from "./shipped.ts";
import { sweepCatalogue } from "./sweep.ts";

const platform = await testPlatform();
const [county, other] = [3301, 3302];
await platform.command(county, (ctx) => loadCatalogue(ctx));
await platform.command(other, (ctx) => loadCatalogue(ctx, "CSG"));

const staff = (orgId: number, ...capabilities: Capability[]): StaffActor => ({
  kind: "staff",
  id: newId(),
  name: "周敏",
  sessionId: newId(),
  orgId,
  orgIds: [orgId],
  grants: [{ unitId: newId(), capabilities: new Set(capabilities) }],
});
const actors: Record<string, StaffActor> = {
  manager: staff(county, "catalogue.read", "catalogue.manage"),
  reader: staff(county, "catalogue.read"),
  clerk: staff(county, "hall.call"),
  foreigner: staff(other, "catalogue.read", "catalogue.manage"),
};
const gate: Gate = {
  authenticate: async (request) => actors[request.headers.get("x-as") ?? ""] ?? { kind: "anyone" },
  findUnit: async () => undefined,
};
const app = platform.edge(catalogueRoutes, gate);
async function call(as: string, method: string, path: string, body?: unknown) {
  const response = await app.request(path, {
    method,
    headers: { "x-as": as, "idempotency-key": newId(), "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}
const find = async (as: string, code: string, date = "") => {
  const { body } = await call(as, "GET", `/api/catalogue/rules?prefix=${code}${date && `&date=${date}`}`);
  return body.rules[0];
};

test("a company gets every shipped rule with source and confidence, and its own scheme's number", async () => {
  const { body } = await call("manager", "GET", "/api/catalogue/rules?date=2026-03-04");
  const codes = new Set(body.rules.map((rule: { ruleCode: string }) => rule.ruleCode));
  assert.deepEqual(new Set(shippedRules.map((rule) => rule.rule_code)), codes);
  assert.ok(
    body.rules.every((rule: { source: string; confidence: string }) => rule.source && rule.confidence),
  );
  assert.equal((await find("manager", "HALL.WAIT.PROMISE")).scheme, "SGCC");
  assert.equal((await find("foreigner", "HALL.WAIT.PROMISE")).scheme, "CSG");
});

test("an edit ends the old version and begins a new one; both dates can be asked, and both are in the trail", async () => {
  const rule = await find("manager", "HALL.RECALL.MAX");
  const changed = await call("manager", "POST", `/api/catalogue/rules/${rule.id}/change`, {
    value: 3,
    validFrom: "2026-03-09",
    reason: "三月会议纪要",
  });
  assert.equal(changed.status, 200);
  assert.equal((await find("manager", "HALL.RECALL.MAX", "2026-03-08")).value, 2);
  assert.equal((await find("manager", "HALL.RECALL.MAX", "2026-03-09")).value, 3);
  const { versions } = (await call("reader", "GET", `/api/catalogue/rules/${rule.id}/versions`)).body;
  assert.deepEqual(
    versions.map((version: { validFrom: string; validTo: string }) => [version.validFrom, version.validTo]),
    [
      ["2026-03-09", null],
      ["2026-01-01", "2026-03-08"],
    ],
  );
  const audits = await platform.command(county, async (ctx) => {
    const { rows } = await sql<{ before: { value: number }; after: { value: number }; reason: string }>`
      select before, after, reason from foundation.audit where action = 'catalogue.rule.change'`.execute(
      ctx.tx,
    );
    return rows;
  });
  assert.deepEqual(
    audits.map((row) => [row.before.value, row.after.value, row.reason]),
    [[2, 3, "三月会议纪要"]],
  );
});

test("commands see a change at once, other companies never", async () => {
  const read = (orgId: number) =>
    platform.command(orgId, async (ctx) => (await rulesInForce(ctx, "2026-03-04")).ms("HALL.RECALL.GAP"));
  assert.equal(await read(county), 20_000);
  const rule = await find("manager", "HALL.RECALL.GAP");
  const change = { value: 30, validFrom: "2026-03-04", reason: "大厅较大" };
  assert.equal((await call("manager", "POST", `/api/catalogue/rules/${rule.id}/change`, change)).status, 200);
  assert.equal(await read(county), 30_000);
  assert.equal(await read(other), 20_000);
});

test("a correction on the same day keeps one version", async () => {
  const rule = await find("manager", "HALL.HOLD.MAX");
  const change = (value: number) => ({ value, validFrom: "2026-03-04", reason: "更正" });
  await call("manager", "POST", `/api/catalogue/rules/${rule.id}/change`, change(25));
  const today = await find("manager", "HALL.HOLD.MAX");
  await call("manager", "POST", `/api/catalogue/rules/${today.id}/change`, change(30));
  const { versions } = (await call("manager", "GET", `/api/catalogue/rules/${rule.id}/versions`)).body;
  assert.deepEqual(
    versions.map((version: { value: number }) => version.value),
    [30, 20],
  );
});

test("refusals: the past, an old version, a bad value, an unknown rule", async () => {
  const rule = await find("manager", "HALL.TRANSFER.MAX");
  const path = `/api/catalogue/rules/${rule.id}/change`;
  const change = (more: object) =>
    call("manager", "POST", path, { value: 3, validFrom: "2026-03-05", reason: "试行", ...more });
  assert.equal((await change({ validFrom: "2026-03-03" })).body.code, "catalogue.rule_past");
  assert.equal((await change({ value: -1 })).body.code, "request.invalid");
  assert.equal((await change({})).status, 200);
  assert.equal((await change({})).body.code, "catalogue.rule_superseded");
  assert.equal(
    (
      await call("manager", "POST", `/api/catalogue/rules/${newId()}/change`, {
        value: 1,
        validFrom: "2026-03-05",
        reason: "试行",
      })
    ).body.code,
    "thing.not_found",
  );
});

test("a rule that would lock everybody out has limits, and its page knows them", async () => {
  const rule = await find("manager", "SESSION.STAFF.IDLE");
  assert.deepEqual([rule.value, rule.unit, rule.limits], [15, "MIN", { least: 1, most: 720 }]);
  const change = (value: number) =>
    call("manager", "POST", `/api/catalogue/rules/${rule.id}/change`, {
      value,
      validFrom: "2026-03-05",
      reason: "试行",
    });
  for (const value of [0, 2.5, 721]) assert.equal((await change(value)).body.code, "catalogue.rule_value");
  assert.equal((await change(20)).status, 200);
});

test("every shipped rule has a name that people read, and a value within its own limits", () => {
  for (const { rule_code, value } of shippedRules) {
    assert.notEqual(ruleName(rule_code).zh, rule_code);
    const limits = ruleLimits(rule_code);
    if (limits) assert.ok(value >= limits.least && value <= limits.most, rule_code);
  }
});

test("strangers, other posts and other companies stay out", async () => {
  const rule = await find("manager", "HALL.PAUSE.MAX");
  const change = { value: 10, validFrom: "2026-03-05", reason: "试行" };
  const path = `/api/catalogue/rules/${rule.id}/change`;
  assert.equal((await call("nobody", "POST", path, change)).status, 401);
  assert.equal((await call("reader", "POST", path, change)).status, 403);
  assert.equal((await call("clerk", "GET", "/api/catalogue/rules")).status, 403);
  assert.equal((await call("foreigner", "POST", path, change)).status, 404);
  assert.equal((await call("foreigner", "GET", `/api/catalogue/rules/${rule.id}/versions`)).status, 404);
});

test("two administrators who change a rule at once: one succeeds, one is told", async () => {
  const rule = await find("manager", "HALL.PAUSE.MAX");
  const answers = await Promise.all(
    [10, 12, 14, 16].map((value) =>
      call("manager", "POST", `/api/catalogue/rules/${rule.id}/change`, {
        value,
        validFrom: "2026-03-06",
        reason: "试行",
      }),
    ),
  );
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409, 409]);
});

test("an upgrade adds what is missing and leaves the company's edits alone", async () => {
  await platform.command(county, async (ctx) => {
    await sql`update catalogue.companies set shipped = 'an older version' where org_id = ${county}`.execute(
      ctx.tx,
    );
    await loadCatalogue(ctx);
  });
  assert.equal((await find("manager", "HALL.RECALL.GAP")).value, 30);
  const counts = await platform.command(county, async (ctx) => {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from catalogue.rules where valid_to is null group by rule_code, scheme, customer_class, area_type`.execute(
      ctx.tx,
    );
    return rows.map((row) => row.n);
  });
  assert.ok(counts.every((n) => n === 1));
});

test("an assumed value can be confirmed and then no longer asks for it", async () => {
  const before = (await call("manager", "GET", "/api/catalogue/rules?unconfirmed=true")).body.rules;
  const rule = before.find((one: { ruleCode: string }) => one.ruleCode === "HALL.GUIDE.GREET");
  assert.equal(
    (await call("manager", "POST", `/api/catalogue/rules/${rule.id}/confirm`, { reason: "经办公会确认" }))
      .body.rule.confirmedBy,
    "周敏",
  );
  const after = (await call("manager", "GET", "/api/catalogue/rules?unconfirmed=true")).body.rules;
  assert.equal(after.length, before.length - 1);
});

test("reasons: worded anew, added to open lists only, never all retired", async () => {
  const wording = { zh: "外出核查", en: "Outside check", limitMinutes: 10, sort: 60, isActive: true };
  assert.equal((await call("manager", "PUT", "/api/catalogue/reasons/pause/outside", wording)).status, 200);
  assert.equal(
    (await call("manager", "PUT", "/api/catalogue/reasons/priority/friend", wording)).body.code,
    "catalogue.list_closed",
  );
  const pause = await platform.command(county, (ctx) => reasonsOf(ctx, "pause"));
  assert.equal(pause.at(-1)?.code, "outside");
  const answers = [];
  for (const { code } of pause)
    answers.push(
      await call("manager", "PUT", `/api/catalogue/reasons/pause/${code}`, { ...wording, isActive: false }),
    );
  assert.equal(answers.at(-1)?.body.code, "catalogue.list_empty");
});

test("next year's calendar: imported from CSV, counted with, and refused when it is wrong", async () => {
  const works = () =>
    platform.command(county, async (ctx) =>
      isWorkday(await calendarOf(ctx), Temporal.PlainDate.from("2027-01-02")),
    );
  assert.equal(await works(), false, "a Saturday");
  const csv = "date,type,name\n2027-01-01,off,元旦\n2027-01-02,班,元旦\n";
  const done = await call("manager", "POST", "/api/catalogue/calendar/import", { source: "国办通知", csv });
  assert.deepEqual(done.body, { years: [2027], days: 2 });
  assert.equal(await works(), true);
  const year = (await call("reader", "GET", "/api/catalogue/calendar/2027")).body;
  assert.equal(year.known, true);
  assert.equal(year.days.length, 2);
  const refused = (input: object) =>
    call("manager", "POST", "/api/catalogue/calendar/import", { source: "国办通知", ...input });
  assert.equal((await refused({ csv: "2027-02-30,off,春节" })).body.code, "catalogue.calendar_line");
  assert.equal((await refused({ csv: "\n" })).body.code, "catalogue.calendar_empty");
  assert.equal(
    (await refused({ csv: "2027-01-01,off,元旦\n2027-01-01,off,元旦" })).body.code,
    "catalogue.calendar_twice",
  );
  assert.throws(() => parseCalendarCsv("2027-01-01;off;元旦"));
  const due = (await call("reader", "GET", "/api/catalogue/workdays?from=2026-09-30&days=22")).body;
  assert.deepEqual(due, { due: "2026-11-05", yearsAssumed: [] });
});

test("a missing calendar is told once, and no more after the import", async () => {
  const told = () =>
    platform.command(other, async (ctx) => {
      const { rows } = await sql<{
        year: number;
      }>`select (payload->>'year')::int as year from foundation.events
        where type = 'catalogue.calendar-missing' order by seq`.execute(ctx.tx);
      return rows.map((row) => row.year);
    });
  await sweepCatalogue(platform);
  assert.deepEqual(await told(), []);
  platform.clock.moveTo(Temporal.Instant.from("2026-11-21T00:00:00Z"));
  await sweepCatalogue(platform);
  platform.pass({ hours: 24 });
  await sweepCatalogue(platform);
  assert.deepEqual(await told(), [2027]);
});

test("a limit is found by class, area and layer: the company's own, its promise, the regulator's floor", async () => {
  const find = (orgId: number, code: string, scope: RuleScope) =>
    platform.command(orgId, async (ctx) => {
      const row = (await rulesInForce(ctx, "2026-03-04")).find(code, scope);
      return row && [row.value, row.unit, row.scheme, row.layer];
    });
  const hv = { customerClass: "HV2", areaType: "RURAL" };
  assert.deepEqual(await find(county, "NI.TOTAL", hv), [32, "WD", "SGCC", "promised"]);
  assert.deepEqual(await find(county, "NI.PLAN", hv), [20, "WD", "SGCC", "internal"]);
  assert.deepEqual(await find(county, "NI.PLAN", { ...hv, layer: "statutory" }), [
    45,
    "WD",
    "REG",
    "statutory",
  ]);
  assert.equal(await find(county, "NI.PLAN", { ...hv, layer: "promised" }), undefined);
  assert.deepEqual(await find(other, "NI.PLAN", { ...hv, layer: "promised" }), [30, "WD", "CSG", "promised"]);
  assert.deepEqual(await find(county, "FAULT.ARRIVE", { areaType: "REMOTE", layer: "statutory" }), [
    240,
    "MIN",
    "REG",
    "statutory",
  ]);
  assert.deepEqual(
    await find(county, "FAULT.ARRIVE", {}),
    [45, "MIN", "SGCC", "promised"],
    "an unknown area: the strictest",
  );
  assert.deepEqual(
    await find(other, "ARREARS.NOTICE.FIRST", { customerClass: "RES" }),
    [7, "ND", "REG", "statutory"],
    "no rule of its own: the floor",
  );
  assert.equal(await find(county, "NO.SUCH.RULE", {}), undefined);
});
