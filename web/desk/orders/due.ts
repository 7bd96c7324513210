/** How long is left until something is due, or how long it is over: short enough for a list, true to the minute. */
import { secondsUntil } from "../../parts/time.ts";
import { defineWords } from "../../parts/words.ts";

const t = defineWords({
  days: ["{d} 天 {h} 小时", "{d} d {h} h"],
  wholeDays: ["{d} 天", "{d} d"],
  hours: ["{h} 小时 {m} 分", "{h} h {m} min"],
  minutes: ["{m} 分 {s} 秒", "{m} min {s} s"],
  left: ["剩 {time}", "{time} left"],
  over: ["超 {time}", "{time} over"],
});

const dayS = 86_400;
/** From here on hours are noise: nobody plans a week by the hour. */
const coarseFromS = 10 * dayS;

function spanWords(seconds: number): string {
  const d = Math.floor(seconds / dayS);
  const h = Math.floor((seconds % dayS) / 3_600);
  const m = Math.floor((seconds % 3_600) / 60);
  if (seconds >= coarseFromS) return t("wholeDays", { d });
  if (d > 0) return t("days", { d, h });
  if (h > 0) return t("hours", { h, m });
  return t("minutes", { m, s: seconds % 60 });
}

/** 剩 3 天 4 小时; 超 12 分 5 秒 */
export function dueWords(dueAt: string, now: Temporal.Instant): string {
  const seconds = secondsUntil(dueAt, now);
  return seconds >= 0 ? t("left", { time: spanWords(seconds) }) : t("over", { time: spanWords(-seconds) });
}
