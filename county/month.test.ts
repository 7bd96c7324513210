/** A short month, played and checked; and checks that can fail: what is broken on purpose is found. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type Clock, explainClock, readOrder } from "../contracts/orders.ts";
import { checkMonth } from "./month/check-month.ts";
import { checkSegregation } from "./month/check-order.ts";
import { dueOf, type Mark } from "./month/days.ts";
import { Maps } from "./month/maps.ts";
import { playMonth } from "./month/play-month.ts";
import { monthStage } from "./month/testing-month.ts";
import type { Known } from "./month/world.ts";

const stage = await monthStage();
const { crew, county, residents, startsAt, moveTo } = stage;
const days = 8;
const orders = Number(process.env.MONTH_TEST_ORDERS ?? 44);
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
  // These run for weeks: what is spoilt below needs orders that are not over yet.
  ...["NI-HV1", "NI-HV2", "NI-HV1", "NI-HV2", "NI-HV1", "NI-HV2", "NI-HV1"],
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
  crewLooks: [15],
  moveTo,
});
const now = county.platform.clock.now().epochMilliseconds;
const instant = (at: number) => Temporal.Instant.fromEpochMilliseconds(at).toString();
const recheck = async (orders: readonly Known[]) =>
  (await checkMonth({ crew, diary, now, only: new Set(orders.map(({ id }) => id)) })).findings;

test("a short month of every kind ends with nothing stuck, lost, late unseen, or seen by whom it is about", async (t) => {
  const check = await checkMonth({ crew, diary, now });
  t.diagnostic(
    `${diary.orders.size} orders, ${diary.calls} calls, ${check.clocks} clocks, ${Math.round(performance.now() - began)} ms, ${JSON.stringify(Object.fromEntries(diary.done))} ${JSON.stringify(Object.fromEntries(diary.refused))}`,
  );
  assert.deepEqual(check.findings, []);
  assert.ok(diary.orders.size >= orders * 0.9, "all but those who may not ask were taken");
  assert.ok(check.clocks > check.notRecomputed + 50, "clocks were recomputed");
});

test("the checks can fail: what is broken on purpose is found, each by its own check", async (t) => {
  const { platform } = county;
  const { client } = crew.reader;
  const spoil = (text: string, values: readonly unknown[]) =>
    platform.asOwner((owner) => owner.query(text, [...values]));
  const spoilt = new Map<string, Known>();
  /** The month goes its own way: now and then it ends with no order that is fit to be spoilt in some way. */
  const missing: string[] = [];
  /** An order that nothing else has been done to, with such a clock of the whole. */
  const victim = async (what: string, fits: (clock: Clock, order: Known) => boolean | Promise<boolean>) => {
    for (const order of diary.orders.values()) {
      if ([...spoilt.values()].includes(order) || order.accused.length > 0) continue;
      const params = { orderId: order.id };
      const { order: line, clocks, steps } = await client.call(readOrder, { params });
      const isWorked =
        line.state === "open" && steps.some(({ state, kind }) => state === "live" && kind === "task");
      for (const clock of clocks) {
        if (clock.stepId !== null || clock.limit.unit === "BH") continue;
        if ((clock.endedAt === null && !isWorked) || !(await fits(clock, order))) continue;
        spoilt.set(what, order);
        return { order, clock };
      }
    }
    missing.push(what);
    return undefined;
  };
  const isRunning = ({ state, dueAt }: Clock) => state === "running" && dueAt !== null;
  /** Also one that stands still while the customer is waited for. */
  const isOpen = ({ endedAt }: Clock) => endedAt === null;
  const isPromised = ({ layer }: Clock) => layer === "promised";

  // A promise that is broken, and on no list of what is late; and one that counts as kept although it ended late.
  const broken = await victim("promise late", (clock) => isRunning(clock) && isPromised(clock));
  await spoil("update orders.clocks set due_at = $2 where id = $1", [
    broken?.clock.id,
    instant(now - 60_000),
  ]);
  await spoil("update orders.steps set due_at = $2, unit_id = null where order_id = $1 and state = 'live'", [
    broken?.order.id,
    instant(now - 60_000),
  ]);
  const late = await victim(
    "promise kept",
    (clock) => clock.state === "met" && clock.dueAt !== null && isPromised(clock),
  );
  await spoil("update orders.clocks set ended_at = due_at + interval '1 day' where id = $1", [
    late?.clock.id,
  ]);

  // A pause that somebody asked for and the clock never heard of.
  const from = now - 60_000;
  const isWhole = ({ ruleCode }: Clock) => ruleCode.endsWith(".TOTAL");
  /** One that somebody had just resumed did stand still then. */
  const hasRunSince = async ({ id: clockId }: Clock, { id: orderId }: Known) => {
    const { marks } = await client.call(explainClock, { params: { orderId, clockId } });
    const last = marks.findLast(({ kind }) => kind !== "limit");
    return last !== undefined && last.kind !== "pause" && Date.parse(last.at) < from;
  };
  const paused = await victim(
    "pause",
    (clock, order) => isRunning(clock) && isWhole(clock) && hasRunSince(clock, order),
  );
  paused?.order.pauses.push({ from, to: null });

  const moved = await victim("due", isRunning);
  await spoil("update orders.clocks set due_at = due_at + interval '1 day' where id = $1", [moved?.clock.id]);
  const lost = await victim("stuck", isOpen);
  await spoil(
    "update orders.steps set state = 'cancelled', closed_at = opened_at where order_id = $1 and state = 'live'",
    [lost?.order.id],
  );
  const doubled = await victim("token", () => true);
  doubled?.order.completed.set("never-done", 1);

  // A complaint that shows itself to the person it is about.
  const complaint = [...diary.orders.values()].find(({ accused }) => accused.length > 0);
  assert.ok(complaint);
  spoilt.set("accused", complaint);
  await spoil("update orders.orders set accused = null where id = $1", [complaint.id]);

  const findings = await recheck([...spoilt.values()]);
  for (const [what, { number }] of spoilt) {
    const [check = ""] = what.split(" ");
    const own = findings.filter((one) => one.what.startsWith(number));
    const text = own.map((one) => `${one.check}: ${one.what}`).join("; ");
    assert.ok(
      own.some((one) => one.check === check),
      `${what} ${number}: ${text}`,
    );
  }
  const about = (what: string) =>
    findings.filter((one) => one.what.startsWith(spoilt.get(what)?.number ?? "-"));
  const isFound = (what: string, words: string) =>
    missing.includes(what) || about(what).some((one) => one.what.includes(words));
  assert.ok(isFound("promise late", "no overdue list"));
  assert.ok(isFound("promise kept", "ended late"));
  t.diagnostic(`not to be spoilt this time: ${missing.join(", ") || "nothing"}`);
  assert.ok(missing.length <= 2, `most of the controls were tried: ${missing.join(", ")} were not`);
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
