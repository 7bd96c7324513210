/** Times and amounts of a clock as people write them, in both languages. */
import type { Words } from "../../../../contracts/endpoint.ts";
import { dateOf, timeOf } from "../../../foundation/clock.ts";
import type { ClockUnit, Limit } from "./marks.ts";

export const words = (zh: string, en: string): Words => ({ zh, en });

export function dateWords(date: Temporal.PlainDate): Words {
  return words(`${date.year}年${date.month}月${date.day}日`, date.toString());
}

export function timeWords(at: Temporal.Instant): Words {
  const date = dateWords(dateOf(at));
  const time = timeOf(at);
  // The last millisecond of a day is its 24:00.
  const isEnd = time.hour === 23 && time.minute === 59 && time.millisecond === 999;
  const clock = isEnd ? "24:00" : time.toString({ smallestUnit: time.second === 0 ? "minute" : "second" });
  return words(`${date.zh} ${clock}`, `${date.en} ${clock}`);
}

const unitNames: Record<ClockUnit, { zh: string; one: string; many: string }> = {
  MIN: { zh: "分钟", one: "minute", many: "minutes" },
  HOUR: { zh: "小时", one: "hour", many: "hours" },
  ND: { zh: "个自然日", one: "natural day", many: "natural days" },
  WD: { zh: "个工作日", one: "working day", many: "working days" },
  BH: { zh: "分钟营业时间", one: "minute of opening hours", many: "minutes of opening hours" },
};

export function amountWords(amount: number, unit: ClockUnit): Words {
  const shown = Number(amount.toFixed(2));
  const { zh, one, many } = unitNames[unit];
  return words(`${shown} ${zh}`, `${shown} ${shown === 1 ? one : many}`);
}

export const limitWords = ({ value, unit }: Limit): Words => amountWords(value, unit);
