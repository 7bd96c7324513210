import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import hallRules from "../../../../catalogue/hall-rules.json" with { type: "json" };
import {
  afterCall,
  type CallMemory,
  chooseNext,
  freshMemory,
  overtakesMax,
  type PriorityClass,
  type Skills,
  type WaitingTicket,
} from "./calling-rule.ts";
import { type DayEvent, orderViolations } from "./order-check.ts";
import { queueRulesFrom } from "./queue-rules.ts";
import { simulateDay } from "./simulate-day.ts";

const rules = queueRulesFrom(hallRules);
const minute = 60_000;
const now = 100 * minute;

function ticket(id: string, minutesWaited: number, more: Partial<WaitingTicket> = {}): WaitingTicket {
  return { id, serviceCode: "A", priority: "ordinary", queuedAt: now - minutesWaited * minute, ...more };
}

function called(
  waiting: readonly WaitingTicket[],
  skills: Skills = "all",
  memory: CallMemory = freshMemory,
): string | undefined {
  return chooseNext(waiting, skills, memory, rules, now)?.ticket.id;
}

const justOvertook: CallMemory = { calls: 9, hallSinceOvertake: 0, windowSinceOvertake: 0 };

test("ordinary customers are called in the order in which they came", () => {
  assert.equal(called([ticket("late", 2), ticket("early", 5)]), "early");
});

test("an emergency goes before everybody", () => {
  assert.equal(
    called([
      ticket("old", 60),
      ticket("sent", 50, { transferred: true }),
      ticket("sos", 0, { priority: "emergency" }),
    ]),
    "sos",
  );
});

test("a transferred ticket goes first", () => {
  assert.equal(called([ticket("old", 60), ticket("sent", 10, { transferred: true })]), "sent");
});

test("priority is worth fifteen minutes, and no more", () => {
  assert.equal(called([ticket("ordinary", 14), ticket("elder", 0, { priority: "priority" })]), "elder");
  assert.equal(called([ticket("ordinary", 16), ticket("elder", 0, { priority: "priority" })]), "ordinary");
});

test("whoever waits longer than twenty minutes goes first", () => {
  assert.equal(called([ticket("ordinary", 21), ticket("elder", 19, { priority: "priority" })]), "ordinary");
});

test("right after somebody has overtaken nobody overtakes, but a preferred customer who came first is called", () => {
  assert.equal(
    called([ticket("ordinary", 3), ticket("elder", 1, { priority: "priority" })], "all", justOvertook),
    "ordinary",
  );
  assert.equal(
    called([ticket("ordinary", 1), ticket("elder", 3, { priority: "priority" })], "all", justOvertook),
    "elder",
  );
});

test("an appointment whose slot has come is called; who came too late for it queues as ordinary", () => {
  const onTime = ticket("booked", 3, { priority: "appointment", slotAt: now });
  const late = ticket("late", 3, { priority: "appointment", slotAt: now - 60 * minute });
  assert.equal(called([ticket("ordinary", 25), onTime]), "booked");
  assert.equal(called([ticket("ordinary", 5), late]), "ordinary");
});

test("a number that came back stands behind its places or its minutes, unless it is alone", () => {
  const back = ticket("back", 30, { behind: { call: 12, until: now + minute } });
  const memory = { ...freshMemory, calls: 10 };
  assert.equal(called([back, ticket("other", 1)], "all", memory), "other");
  assert.equal(called([back, ticket("other", 1)], "all", { ...memory, calls: 12 }), "back");
  assert.equal(chooseNext([back, ticket("other", 1)], "all", memory, rules, now + minute)?.ticket.id, "back");
  assert.equal(called([back], "all", memory), "back");
});

test("a window calls only what it serves, and nobody before the instant from which they may be called", () => {
  assert.equal(
    called([ticket("other", 30), ticket("mine", 1, { serviceCode: "B" })], new Set(["B"])),
    "mine",
  );
  assert.equal(called([ticket("other", 30)], new Set(["B"])), undefined);
  assert.equal(called([ticket("early", 30, { notBefore: now + 1 })]), undefined);
});

test("calls outside the order leave the guard as it was", () => {
  assert.deepEqual(afterCall(justOvertook, "aside"), { ...justOvertook, calls: 10 });
});

const anyTicket = fc.record({
  id: fc.uuid(),
  serviceCode: fc.constantFrom("A", "B"),
  priority: fc.constantFrom<PriorityClass>("emergency", "priority", "appointment", "ordinary"),
  queuedAt: fc.integer({ min: 0, max: 60 }).map((minutes) => now - minutes * minute),
  slotAt: fc.integer({ min: -40, max: 40 }).map((minutes) => now + minutes * minute),
  transferred: fc.boolean(),
});
const anyMemory = fc.record({
  calls: fc.nat(50),
  hallSinceOvertake: fc.nat(4),
  windowSinceOvertake: fc.nat(4),
});

test("the choice does not depend on the order of the list, and somebody servable is always called", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(anyTicket, { selector: (one) => one.id, maxLength: 12 }),
      anyMemory,
      (waiting, memory) => {
        const skills = new Set(["A"]);
        const choice = chooseNext(waiting, skills, memory, rules, now);
        assert.equal(
          chooseNext([...waiting].reverse(), skills, memory, rules, now)?.ticket.id,
          choice?.ticket.id,
        );
        assert.equal(
          choice !== undefined,
          waiting.some((one) => one.serviceCode === "A"),
        );
        if (choice) assert.equal(choice.ticket.serviceCode, "A");
      },
    ),
    { numRuns: 500 },
  );
});

const anyDay = fc.record({
  customers: fc.array(
    fc.record({
      serviceCode: fc.constantFrom("A", "B", "C"),
      priority: fc.constantFrom<PriorityClass>(
        "ordinary",
        "ordinary",
        "priority",
        "appointment",
        "emergency",
      ),
      arrivesAt: fc.integer({ min: 0, max: 7_200 }).map((s) => s * 1_000),
      serviceMs: fc.integer({ min: 1, max: 900 }).map((s) => s * 1_000),
      patienceMs: fc.option(
        fc.integer({ min: 1, max: 3_600 }).map((s) => s * 1_000),
        { nil: undefined },
      ),
      slotAt: fc.integer({ min: 0, max: 15 }).map((slot) => slot * 10 * minute),
    }),
    { minLength: 20, maxLength: 80, size: "max" },
  ),
  skills: fc.array(fc.constantFrom<Skills>("all", new Set(["A"]), new Set(["A", "B"]), new Set(["B", "C"])), {
    minLength: 1,
    maxLength: 4,
  }),
});

test("over whole days: the independent checker finds no breach, and nobody passes an ordinary customer more often than proven", () => {
  fc.assert(
    fc.property(anyDay, ({ customers, skills }) => {
      const plan = {
        // Equal seniority goes by id as text: "10" before "2" would put ahead of somebody who came after them.
        customers: customers.map((customer, index) => ({ ...customer, id: String(index).padStart(2, "0") })),
        presence: skills.map((each, index) => ({
          window: String(index),
          skills: each,
          opensAt: 0,
          closesAt: 9_000_000,
        })),
      };
      const events: DayEvent[] = [];
      const records = simulateDay(plan, rules, (event) => events.push(event));
      assert.deepEqual(orderViolations(events, rules), []);
      assertBound(events, skills);
      for (const { takenAt, calledAt, leftAt } of records) {
        assert.equal(
          (calledAt === undefined) !== (leftAt === undefined),
          true,
          "each customer is either served or leaves",
        );
        assert.ok((calledAt ?? leftAt ?? 0) >= takenAt);
      }
    }),
    { numRuns: 300 },
  );
});

/** For every ordinary ticket: later ones called before it, by windows that serve it, stay within `overtakesMax`. */
function assertBound(events: readonly DayEvent[], windows: readonly Skills[]): void {
  const serves = (skills: Skills, code: string): boolean => skills === "all" || skills.has(code);
  const waiting = new Map<
    string,
    { code: string; group: PriorityClass; queuedAt: number; ahead: number; passedBy: number }
  >();
  for (const event of events) {
    if (event.kind === "joined") {
      const { id, serviceCode, queuedAt, priority, slotAt } = event.ticket;
      const isLate =
        priority === "appointment" && slotAt !== undefined && queuedAt > slotAt + rules.appointmentLateMs;
      waiting.set(id, {
        code: serviceCode,
        group: isLate ? "ordinary" : priority,
        queuedAt,
        ahead: waiting.size,
        passedBy: 0,
      });
      continue;
    }
    const gone = waiting.get(event.id);
    waiting.delete(event.id);
    if (event.kind === "left" || !gone || gone.group === "emergency") continue;
    for (const one of waiting.values()) {
      if (one.group !== "ordinary" || one.queuedAt >= gone.queuedAt || !serves(event.skills, one.code))
        continue;
      one.passedBy++;
      const able = windows.filter((skills) => serves(skills, one.code)).length;
      assert.ok(
        one.passedBy <= overtakesMax(one.ahead, able, rules),
        `passed by ${one.passedBy}, ${one.ahead} ahead, ${able} windows`,
      );
    }
  }
}

test("the checker sees each breach", () => {
  const joined = (id: string, at: number, more: Partial<WaitingTicket> = {}): DayEvent => ({
    kind: "joined",
    at,
    ticket: { id, serviceCode: "A", priority: "ordinary", queuedAt: at, ...more },
  });
  const call = (id: string, at = 10 * minute, skills: Skills = "all"): DayEvent => ({
    kind: "called",
    at,
    id,
    window: "1",
    skills,
  });
  const broken = (...events: DayEvent[]): string[] => orderViolations(events, rules).map(({ rule }) => rule);
  const elder = { priority: "priority" } as const;

  assert.deepEqual(broken(joined("1", 0), call("1"), call("1")), ["not-waiting"]);
  assert.deepEqual(broken(joined("1", 0), call("1", minute, new Set(["B"]))), ["skills"]);
  assert.deepEqual(broken(joined("1", 0), joined("2", 1, { priority: "emergency" }), call("1")), [
    "emergency",
  ]);
  assert.deepEqual(broken(joined("1", 0), joined("2", 1), call("2")), ["first-come"]);
  assert.deepEqual(broken(joined("1", 0), joined("2", 1), call("2", 21 * minute)), ["overdue"]);
  assert.deepEqual(broken(joined("1", 0), joined("2", 16 * minute, elder), call("2", 17 * minute)), [
    "bonus",
  ]);
  assert.deepEqual(
    broken(joined("1", 0), joined("2", 1, elder), joined("3", 2, elder), call("2"), call("3")),
    ["ratio"],
  );
  assert.deepEqual(broken(joined("1", 0), joined("2", 1, elder), call("1")), ["held-back"]);
});
