/**
 * How crowded a hall is, and what to do about it (handbook §5.6). Pure: the thresholds come from the catalogue, what
 * they see from the sweep.
 */
import type { Words } from "../../../contracts/endpoint.ts";
import type { CrowdMeasured } from "../../../contracts/hall.ts";
import type { QueueRules } from "./rules/queue-rules.ts";

export type CrowdLevel = "green" | "yellow" | "orange" | "red";
/** One look at the hall; `takenLastHour` says how much a share of abandoned numbers means. */
export type CrowdReading = CrowdMeasured & { readonly takenLastHour: number };

const levels: readonly CrowdLevel[] = ["green", "yellow", "orange", "red"];
export const isHigher = (a: CrowdLevel, b: CrowdLevel): boolean => levels.indexOf(a) > levels.indexOf(b);

/** The mean of the readings of the last minutes, so that one bus does not ring the bell. */
export function averageOf(readings: readonly CrowdMeasured[]): CrowdMeasured {
  const mean = (of: (reading: CrowdMeasured) => number) =>
    readings.reduce((sum, reading) => sum + of(reading), 0) / Math.max(1, readings.length);
  return {
    waiting: Math.round(mean(({ waiting }) => waiting)),
    waitS: mean(({ waitS }) => waitS),
    longestS: mean(({ longestS }) => longestS),
    abandonedShare: mean(({ abandonedShare }) => abandonedShare),
    openWindows: Math.round(mean(({ openWindows }) => openWindows)),
  };
}

/** Any one threshold is enough. Numbers given up count only when one of them alone would not reach the threshold. */
export function crowdLevel(
  average: CrowdMeasured,
  rules: QueueRules,
  seats: number,
  takenLastHour: number,
): CrowdLevel {
  const waitMs = average.waitS * 1_000;
  const abandoned = rules.crowdOrangeAbandonedPercentPerHour / 100;
  if (waitMs >= rules.crowdRedWaitMs || average.waiting >= seats) return "red";
  const manyLeave = takenLastHour * abandoned >= 1 && average.abandonedShare >= abandoned;
  if (waitMs >= rules.crowdOrangeWaitMs || average.longestS * 1_000 >= rules.crowdOrangeTicketMs || manyLeave)
    return "orange";
  return waitMs >= rules.crowdYellowWaitMs || average.waiting >= rules.crowdYellowWaiting
    ? "yellow"
    : "green";
}

export const answerWithinMs = (level: CrowdLevel, rules: QueueRules): number =>
  level === "red"
    ? rules.crowdRedAnswerMs
    : level === "orange"
      ? rules.crowdOrangeAnswerMs
      : rules.crowdYellowAnswerMs;

export type ClosedWindow = {
  readonly id: string;
  readonly number: string;
  readonly isElastic: boolean;
  readonly skills: ReadonlySet<string>;
  /** Somebody is rostered there now. */
  readonly isPlanned: boolean;
};
export type Proposal = { readonly words: Words; readonly windowId: string | null };

/** The closed window that would help most of those who wait: rostered before others, elastic before ordinary. */
export function proposalFor(
  level: CrowdLevel,
  waitingCodes: readonly string[],
  closed: readonly ClosedWindow[],
): Proposal {
  const helps = (window: ClosedWindow) => waitingCodes.filter((code) => window.skills.has(code)).length;
  const [best] = closed
    .filter((window) => helps(window) > 0)
    .sort(
      (a, b) =>
        helps(b) - helps(a) ||
        Number(b.isPlanned) - Number(a.isPlanned) ||
        Number(b.isElastic) - Number(a.isElastic),
    );
  const steps: Words[] = [];
  if (best)
    steps.push({
      zh: `打开 ${best.number} 号窗口（可办理 ${helps(best)} 位等候客户的业务）`,
      en: `open window ${best.number} (it serves ${helps(best)} of those waiting)`,
    });
  if (!best || level !== "yellow")
    steps.push({
      zh: "引导员到取号处分流到自助和手机",
      en: "the guide moves to the kiosks and shows self-service and phone",
    });
  if (level === "orange") steps.push({ zh: "厅长到现场", en: "the hall manager comes to the floor" });
  if (level === "red")
    steps.push({
      zh: "单位负责人到现场，安排分流到邻近营业厅",
      en: "the unit head comes, and arranges overflow to halls nearby",
    });
  return {
    words: { zh: steps.map(({ zh }) => zh).join("；"), en: steps.map(({ en }) => en).join("; ") },
    windowId: best?.id ?? null,
  };
}

const levelWords: Record<CrowdLevel, Words> = {
  green: { zh: "正常", en: "normal" },
  yellow: { zh: "黄色", en: "yellow" },
  orange: { zh: "橙色", en: "orange" },
  red: { zh: "红色", en: "red" },
};

export const titleFor = (level: CrowdLevel, { waiting, waitS }: CrowdMeasured): Words => ({
  zh: `拥挤${levelWords[level].zh}预警：等候 ${waiting} 人，预计等候 ${Math.round(waitS / 60)} 分钟`,
  en: `Crowding, ${levelWords[level].en}: ${waiting} waiting, about ${Math.round(waitS / 60)} minutes`,
});
