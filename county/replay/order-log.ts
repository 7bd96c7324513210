/** The day as the published calling order is checked against it: who joined, left and was called, in that order. */
import { type DayEvent, orderViolations } from "../../server/modules/hall/rules/order-check.ts";
import type { QueueRules } from "../../server/modules/hall/rules/queue-rules.ts";
import type { ServiceDay } from "../day-files.ts";
import type { Diary } from "./diary.ts";

/** How many calls broke the published order. */
export const countOrderViolations = (day: ServiceDay, diary: Diary, rules: QueueRules): number =>
  orderViolations(dayEvents(day, diary), rules).length;

function dayEvents(day: ServiceDay, diary: Diary): DayEvent[] {
  const skillsOf = new Map(day.presence.map(({ window, skills }) => [window, skills]));
  const events: (DayEvent & { readonly order: number })[] = [];
  for (const { customer, takenAt, joinedOrder = 0, leftAt, leftOrder = 0, calls } of diary.values()) {
    if (takenAt === undefined) continue;
    const { id, serviceCode, priority, slotAt } = customer;
    const ticket = { id, serviceCode, priority, queuedAt: takenAt, slotAt };
    events.push({ kind: "joined", at: takenAt, ticket, order: joinedOrder });
    if (leftAt !== undefined) events.push({ kind: "left", at: leftAt, id, order: leftOrder });
    for (const { window, at, order } of calls) {
      events.push({ kind: "called", at, id, window, skills: skillsOf.get(window) ?? "all", order });
    }
  }
  return events.sort((a, b) => a.order - b.order);
}
