/** When the timers of a process fire: counted by the clock engine where a limit of the catalogue says so. */

import { readClock } from "./clock/read-clock.ts";
import { warningTimes } from "./clock/status.ts";
import { limitsOf, ruleOfStep } from "./limits.ts";
import type { OpenOrder } from "./open-order.ts";
import { readingOf } from "./order-clock.ts";
import { type Definition, nodeOf, type ProcessNode, type Timer } from "./process/definition.ts";
import type { Token } from "./process/machine.ts";

const timerOf = (node: ProcessNode): Timer | undefined =>
  "on" in node && node.on.on === "timer" ? node.on.timer : undefined;

/** Null while the clock that it hangs on stands still. */
export function timerDue(
  open: OpenOrder,
  definition: Definition,
  token: Pick<Token, "nodeId" | "hostId">,
): Temporal.Instant | null {
  const timer = timerOf(nodeOf(definition, token.nodeId));
  switch (timer?.by) {
    case "duration":
      return after(open.now, timer.iso);
    case "cycle":
      return after(open.now, timer.iso.slice(timer.iso.indexOf("/") + 1));
    case "date":
      return Temporal.Instant.from(timer.iso);
    case "limit":
      return limitDue(open, timer.rule);
    case "share":
      return shareDue(open, token, timer);
    default:
      return null;
  }
}

/** Years, months and days are of Shanghai's calendar. */
const after = (now: Temporal.Instant, iso: string): Temporal.Instant =>
  now.toZonedDateTimeISO("Asia/Shanghai").add(Temporal.Duration.from(iso)).toInstant();

/** Waiting for a customer counts like a customer's own limit: it ends on a working day. */
function limitDue(open: OpenOrder, rule: string): Temporal.Instant {
  const [own] = limitsOf(open.rules, ruleOfStep(open.catalogue, open.rules, open.order, rule), open.order);
  if (!own) throw new Error(`timer of order ${open.order.number}: the catalogue has no limit ${rule}`);
  const limit = { ...own.limit, isCustomersAct: true };
  const { dueAt } = readClock([{ kind: "start", at: open.now, limit }], open.timing.time);
  return dueAt ?? open.now;
}

function shareDue(
  open: OpenOrder,
  token: Pick<Token, "hostId">,
  { percent, of }: Extract<Timer, { by: "share" }>,
): Temporal.Instant | null {
  const host = open.step(token.hostId ?? "");
  const steps = open.steps.filter(({ nodeId }) => nodeId === of);
  const step = host?.nodeId === of ? host : steps.at(-1);
  const clock = open.clocks.find(
    ({ stepId, subject, layer }) => stepId === step?.id && subject === "step" && layer !== "statutory",
  );
  if (!clock) return null;
  return warningTimes(readingOf(clock, open.timing.time), [percent / 100], open.timing.time)[0]?.at ?? null;
}

/** Timers at a share of a limit follow that limit through pauses and changes. */
export function readTimers(open: OpenOrder, definition: Definition): void {
  for (const step of open.steps) {
    if (step.kind !== "timer" || timerOf(nodeOf(definition, step.nodeId))?.by !== "share") continue;
    const dueAt = timerDue(open, definition, step);
    const isSame = dueAt === null ? step.dueAt === null : step.dueAt !== null && dueAt.equals(step.dueAt);
    if (!isSame) open.putStep(step.id, { dueAt });
  }
}
