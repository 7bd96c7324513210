/**
 * Did a day keep the published calling order? An independent reading of the rule, for the day's replay and for tests.
 *
 * Written from the rule as it is printed (handbook §5.2) and not from `chooseNext`, with which it shares no code: it looks back at each
 * call and asks who was waiting and may complain. Quadratic in the length of the queue and meant for checks only.
 */
import type { PriorityClass, Skills } from "./calling-rule.ts";
import type { QueueRules } from "./queue-rules.ts";

interface JoinedTicket {
  readonly id: string;
  readonly serviceCode: string;
  readonly priority: PriorityClass;
  readonly queuedAt: number;
  readonly slotAt?: number | undefined;
}

/** The day in the order in which it happened. Instants are epoch milliseconds. */
export type DayEvent =
  /** `again`: a transferred ticket, or a missed number that came back; it keeps its `queuedAt`. */
  | {
      readonly kind: "joined";
      readonly at: number;
      readonly ticket: JoinedTicket;
      readonly again?: "transferred" | "returned";
    }
  | { readonly kind: "left"; readonly at: number; readonly id: string }
  /** `named`: called by number, with a recorded reason, and so outside the order. */
  | {
      readonly kind: "called";
      readonly at: number;
      readonly id: string;
      readonly window: string;
      readonly skills: Skills;
      readonly named?: boolean;
    };

export type BrokenRule =
  | "not-waiting" // called without waiting: twice at once, or after leaving
  | "skills" // the window does not serve it
  | "emergency" // an emergency was left waiting
  | "overdue" // somebody beyond the override was left waiting longer
  | "first-come" // an earlier one of the same class was passed
  | "bonus" // passed an ordinary customer who had come too long before
  | "ratio" // passed an ordinary customer too soon after another did
  | "held-back"; // a preferred customer should have gone first

export interface OrderViolation {
  readonly at: number;
  readonly id: string;
  readonly window: string;
  readonly rule: BrokenRule;
  /** Who may complain. */
  readonly wronged?: string;
}

interface Standing extends JoinedTicket {
  readonly again: "transferred" | "returned" | undefined;
  readonly group: PriorityClass;
}

type Call = Extract<DayEvent, { kind: "called" }>;

/** All breaches of the calling order, in the order in which they happened; at most one per call. */
export function orderViolations(events: Iterable<DayEvent>, rules: QueueRules): OrderViolation[] {
  const waiting = new Map<string, Standing>();
  const violations: OrderViolation[] = [];
  const passings: { readonly window: string; readonly passed: boolean }[] = [];
  for (const event of events) {
    if (event.kind === "joined") {
      const { ticket, again } = event;
      const isLate = ticket.slotAt !== undefined && ticket.queuedAt > ticket.slotAt + rules.appointmentLateMs;
      waiting.set(ticket.id, {
        ...ticket,
        again,
        group: ticket.priority === "appointment" && isLate ? "ordinary" : ticket.priority,
      });
      continue;
    }
    const ticket = waiting.get(event.id);
    waiting.delete(event.id);
    if (event.kind === "left") continue;
    const others = [...waiting.values()].filter(
      (other) => isServed(event.skills, other) && other.again !== "returned",
    );
    const mayPass = [passings, passings.filter(({ window }) => window === event.window)].every((calls) =>
      calls.slice(-(rules.callsPerOvertake - 1)).every(({ passed }) => !passed),
    );
    const complaint = complaintAbout(event, ticket, others, mayPass, rules);
    if (complaint) violations.push({ at: event.at, id: event.id, window: event.window, ...complaint });
    if (!ticket || event.named || ticket.again || ticket.group === "emergency") continue;
    passings.push({
      window: event.window,
      passed: others.some((other) => other.group === "ordinary" && other.queuedAt < ticket.queuedAt),
    });
  }
  return violations;
}

function complaintAbout(
  { at, skills, named }: Call,
  ticket: Standing | undefined,
  others: readonly Standing[],
  mayPass: boolean,
  rules: QueueRules,
): Pick<OrderViolation, "rule" | "wronged"> | undefined {
  if (!ticket) return { rule: "not-waiting" };
  if (!isServed(skills, ticket)) return { rule: "skills" };
  if (named) return undefined;
  const complain = (rule: BrokenRule, wronged: Standing | undefined) =>
    wronged && { rule, wronged: wronged.id };
  const earlier = others.filter((other) => other.queuedAt < ticket.queuedAt);
  if (ticket.group === "emergency")
    return complain(
      "first-come",
      earlier.find((other) => other.group === "emergency"),
    );
  const emergency = others.find((other) => other.group === "emergency");
  if (emergency) return complain("emergency", emergency);
  if (ticket.again) return undefined;

  const isDue = (one: Standing) =>
    one.group === "appointment" && one.slotAt !== undefined && one.slotAt <= at;
  const isOverdue = (one: Standing) => at - one.queuedAt > rules.overrideMs;
  const passed = earlier.filter((other) => other.group === "ordinary");
  if (passed.length > 0 && !mayPass) return complain("ratio", passed[0]);
  if (isDue(ticket) && mayPass)
    return complain(
      "first-come",
      others.find((other) => isDue(other) && (other.slotAt ?? 0) < (ticket.slotAt ?? 0)),
    );
  const due = others.find((other) => isDue(other) && mayPass);
  if (due) return complain("held-back", due);
  const overdue = earlier.find(isOverdue);
  if (overdue) return complain("overdue", overdue);
  if (isOverdue(ticket)) return undefined;

  const sameClass = earlier.find((other) => other.group === ticket.group);
  if (sameClass) return complain("first-come", sameClass);
  const bonus = (one: Standing) =>
    ({ priority: rules.priorityBonusMs, appointment: rules.appointmentBonusMs, ordinary: 0, emergency: 0 })[
      one.group
    ];
  const tooEarly = passed.find((other) => ticket.queuedAt - other.queuedAt > bonus(ticket));
  if (tooEarly) return complain("bonus", tooEarly);
  if (!mayPass) return complain("first-come", earlier[0]);
  return complain(
    "held-back",
    others.find((other) => other.queuedAt - bonus(other) < ticket.queuedAt - bonus(ticket)),
  );
}

function isServed(skills: Skills, ticket: JoinedTicket): boolean {
  return skills === "all" || skills.has(ticket.serviceCode);
}
