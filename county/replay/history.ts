/** Earlier days become history: their waits are worked out by the calling rule alone, without a server. */
import { importHistory } from "../../contracts/hall.ts";
import type { QueueRules } from "../../server/modules/hall/rules/queue-rules.ts";
import { simulateDay } from "../../server/modules/hall/rules/simulate-day.ts";
import type { ServiceDay } from "../day-files.ts";
import type { ApiClient } from "./api-client.ts";
import { mean } from "./diary.ts";
import { hallCode } from "./stage.ts";

/** The mean service time of the history, in milliseconds: all that the usual formula knows. */
export const meanServiceMs = (days: readonly ServiceDay[]): number =>
  mean(
    days.flatMap(({ customers }) =>
      customers.flatMap(({ serviceMs }) => (serviceMs === undefined ? [] : [serviceMs])),
    ),
  );

/** Teaches the hall its own past, a few days at a time so that no request grows too large. */
export async function teach(
  manager: ApiClient,
  hallId: string,
  days: readonly ServiceDay[],
  rules: QueueRules,
): Promise<void> {
  const atOnce = 5;
  for (let from = 0; from < days.length; from += atOnce) {
    const past = days.slice(from, from + atOnce).map((day) => ({
      date: day.date,
      customers: simulateDay(day, rules).map((record) => ({
        ...record,
        serviceCode: hallCode(record.serviceCode),
      })),
      presence: day.presence.map((shift) => ({
        ...shift,
        skills: shift.skills === "all" ? ("all" as const) : [...shift.skills].map(hallCode),
      })),
    }));
    await manager.call(importHistory, { params: { hallId }, body: { days: past } });
  }
}
