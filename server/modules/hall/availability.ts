/** Whether a number can be had for a service now, and why not. The same for taking and for showing. */
import type { ProblemCode } from "../../../contracts/problems.ts";
import type { Facts } from "../../foundation/problem.ts";
import { isOpenAt } from "./day-times.ts";
import { hoursText, lastNumberAt } from "./opening.ts";
import type { Queue } from "./queue.ts";
import type { Service } from "./store/setup.ts";

export type Refusal = { readonly code: ProblemCode; readonly facts: Facts };

export function whyUnavailable(queue: Queue, service: Service): Refusal | undefined {
  const name = { service: service.name.zh };
  if (!isOpenAt(queue.spans, queue.day, queue.now))
    return { code: "hall.closed", facts: { hours: hoursText(queue.spans) } };
  if (service.isClosed) return { code: "hall.service_unknown", facts: {} };
  if (service.isSuspended) return { code: "hall.service_closed", facts: name };
  if (![...queue.windows.values()].some(({ skills }) => skills.has(service.code)))
    return { code: "hall.no_capable_window", facts: name };
  const left = remainingToday(queue, service);
  if (left !== null && left <= 0)
    return { code: "hall.quota_used", facts: { ...name, quota: service.dailyQuota ?? 0 } };
  const last = lastNumberAt(queue.spans, Temporal.PlainDate.from(queue.day), service.lastNumberMinutes);
  if (last && queue.now >= last.epochMilliseconds) {
    const time = last.toZonedDateTimeISO("Asia/Shanghai").toPlainTime().toString({ smallestUnit: "minute" });
    return { code: "hall.last_number_gone", facts: { ...name, time } };
  }
  return undefined;
}

export const remainingToday = (queue: Queue, service: Service): number | null =>
  service.dailyQuota === null
    ? null
    : Math.max(0, service.dailyQuota - (queue.memory.taken[service.id] ?? 0));
