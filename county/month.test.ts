/** A short month, played and checked; and checks that can fail: what is broken on purpose is found. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { sql } from "kysely";
import { readOrder } from "../contracts/orders.ts";
import { checkMonth } from "./month/check-month.ts";
import { checkSegregation } from "./month/check-order.ts";
import { dueOf, type Mark } from "./month/days.ts";
import { Maps } from "./month/maps.ts";
import { playMonth } from "./month/play-month.ts";
import { monthStage } from "./month/testing-month.ts";

const stage = await monthStage();
const { crew, county, residents, startsAt, moveTo } = stage;
const days = 8;
const orders = Number(process.env.MONTH_TEST_ORDERS ?? 30);
/** One of each kind that goes its own way; the rest is drawn. */
const kinds = [
  ...[
    "NI-RES",
    "NI-HV1",
    "NI-LVN",
    "PV-NAT",
    "CH-TRANS",
    "CH-SUS",
    "MT-TEST",
    "FAULT",
    "COMP",
    "CONS",
    "CH-PAY",
  ],
  ...["REPORT", "TMP-N", "EV-PRI", "RECON", "CH-CLOSE"],
];
const began = performance.now();
const diary = await playMonth({
  crew,
  files: residents,
  orders,
  days,
  startsAt,
  seed: 7,
  kinds,
  moveTo,
});
const now = county.platform.clock.now().epochMilliseconds;

test("a short month of every kind ends with nothing stuck, lost, late unseen, or seen by whom it is about", async (t) => {
  const check = await checkMonth({ crew, diary, now });
  t.diagnostic(
    `${diary.orders.size} orders, ${diary.calls} calls, ${check.clocks} clocks, ${Math.round(performance.now() - began)} ms, ${JSON.stringify(Object.fromEntries(diary.done))} ${JSON.stringify(Object.fromEntries(diary.refused))}`,
  );
  assert.deepEqual(check.findings, []);
  assert.ok(diary.orders.size >= orders * 0.9, "all but those who may not ask were taken");
  assert.ok(check.clocks > check.notRecomputed + 50, "clocks were recomputed");
});

test("the checks can fail: a due time moved by a day, a lost step and a step too many are found", async () => {
  const open = [...diary.orders.values()].filter(({ isOver }) => !isOver);
  const [moved, lost] = open;
  assert.ok(moved && lost);
  await county.run(async ({ tx, orgId }) => {
    await sql`update orders.clocks set due_at = due_at + interval '1 day'
      where org_id = ${orgId} and order_id = ${moved.id} and due_at is not null`.execute(tx);
    await sql`update orders.steps set state = 'cancelled', closed_at = opened_at
      where org_id = ${orgId} and order_id = ${lost.id} and state = 'live'`.execute(tx);
  });
  lost.completed.set("never-done", 1);
  const { findings } = await checkMonth({ crew, diary, now });
  const found = new Set(findings.map(({ check, what }) => `${check} ${what.slice(0, 13)}`));
  for (const expected of [`due ${moved.number}`, `stuck ${lost.number}`, `token ${lost.number}`])
    assert.ok(found.has(expected), `${expected} in ${[...found].join(", ")}`);
});

test("the checks can fail: one person's hand in every step of a connection breaks the pairs of duties", async () => {
  const order = [...diary.orders.values()].find(({ typeCode }) => typeCode === "PV-NAT");
  assert.ok(order);
  const page = await crew.reader.client.call(readOrder, { params: { orderId: order.id } });
  const map = await new Maps().of(crew.reader.client, page.process.key, order.id);
  assert.deepEqual(checkSegregation(page, map), []);
  const steps = page.steps.map((step) => ({ ...step, closedByName: "甲", how: "completed" }));
  const drafted = { ...steps[0], nodeId: "plan-draft" } as (typeof steps)[number];
  const approved = { ...steps[0], nodeId: "plan-approve" } as (typeof steps)[number];
  assert.notDeepEqual(checkSegregation({ ...page, steps: [...steps, drafted, approved] }, map), []);
});

test("the checks' own counting gives the handbook's worked examples (§8.3)", () => {
  const at = (text: string) =>
    Temporal.PlainDateTime.from(text).toZonedDateTime("Asia/Shanghai").epochMilliseconds;
  const due = (start: string, value: number, more: readonly Mark[] = []) =>
    dueOf([{ kind: "start", at: at(start) }, ...more], { value, unit: "WD" });
  for (const [start, value, ends] of [
    ["2026-02-13", 1, "2026-02-14"],
    ["2026-02-13", 5, "2026-02-27"],
    ["2026-04-30", 3, "2026-05-08"],
    ["2026-09-24", 6, "2026-10-10"],
    ["2026-09-30", 22, "2026-11-05"],
    ["2026-01-05", 32, "2026-02-25"],
  ] as const)
    assert.equal(due(`${start}T10:00`, value), at(`${ends}T17:30`), `${start} + ${value}`);
  assert.equal(due("2026-03-04T18:00", 1), at("2026-03-06T17:30"), "taken after the close of business");
  const pause = { kind: "pause", at: at("2026-03-05T10:00") };
  assert.equal(due("2026-03-04T10:00", 3, [pause]), null, "it stands still");
  const resume = { kind: "resume", at: at("2026-03-09T09:00") };
  assert.equal(due("2026-03-04T10:00", 3, [pause, resume]), at("2026-03-11T17:30"));
});
