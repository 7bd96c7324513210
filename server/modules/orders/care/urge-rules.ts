/** Whether a call counts as an urge, and what it brings about (service rules §3.4). Pure; the numbers are rules. */
import type { Words } from "../../../../contracts/endpoint.ts";

export type Situation = "fault" | "inside" | "overdue";

export type UrgeFacts = {
  readonly situation: Situation;
  /** The progress was explained, and the customer insists. */
  readonly isInsisted: boolean;
  /** When those that counted came in, oldest first. */
  readonly counted: readonly Temporal.Instant[];
  readonly now: Temporal.Instant;
  /** Between two that count; null: none is asked for. */
  readonly gap: Temporal.Duration | null;
  /** How many count before the next one is supervision; null: each one is. */
  readonly most: number | null;
};

export type UrgeVerdict = {
  readonly isCounted: boolean;
  readonly isSupervised: boolean;
  readonly because: Words;
};

export function judgeUrge({ situation, isInsisted, counted, now, gap, most }: UrgeFacts): UrgeVerdict {
  if (situation === "inside" && !isInsisted)
    return not(
      "在时限内，已解释进展，客户未坚持",
      "inside the limit; the progress was explained and the customer did not insist",
    );
  const last = counted.at(-1);
  if (gap && last && Temporal.Instant.compare(now, last.add(gap)) < 0)
    return not(`距上次催办不足 ${spanZh(gap)}`, `less than ${spanEn(gap)} after the one before`);
  const number = counted.length + 1;
  const isSupervised = most === null || number > most;
  const nth = { zh: `第 ${number} 次催办`, en: `urge number ${number}` };
  const because =
    situation === "overdue"
      ? { zh: `已超期，${nth.zh}，立即督办`, en: `overdue; ${nth.en}, supervised at once` }
      : isSupervised
        ? { zh: `${nth.zh}，转督办`, en: `${nth.en} becomes supervision` }
        : nth;
  return { isCounted: true, isSupervised, because };
}

const not = (zh: string, en: string): UrgeVerdict => ({
  isCounted: false,
  isSupervised: false,
  because: { zh, en },
});

const spanZh = (gap: Temporal.Duration) =>
  gap.total("minutes") % 60 === 0 ? `${gap.total("hours")} 小时` : `${gap.total("minutes")} 分钟`;
const spanEn = (gap: Temporal.Duration) =>
  gap.total("minutes") % 60 === 0 ? `${gap.total("hours")} hours` : `${gap.total("minutes")} minutes`;
