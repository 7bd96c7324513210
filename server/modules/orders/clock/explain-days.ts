/** Which holidays and make-up workdays lie within a clock that counts working days, and which years are a guess. */
import type { Words } from "../../../../contracts/endpoint.ts";
import { dateOf } from "../../../foundation/clock.ts";
import { dateWords, words } from "./clock-words.ts";
import type { WorkTime } from "./marks.ts";
import type { ClockReading } from "./read-clock.ts";

type Stretch = { readonly name: string; readonly from: Temporal.PlainDate; to: Temporal.PlainDate };

export function daySentences(reading: ClockReading, time: WorkTime): Words[] {
  if (reading.limit.unit !== "WD") return [];
  const [first, last] = span(reading);
  const special = [...time.calendar.days]
    .filter(([date]) => date > first.toString() && date <= last.toString())
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const off = special.filter(([, { type }]) => type === "off").map(([date, { name }]) => ({ date, name }));
  const work = special.filter(([, { type }]) => type === "work").map(([date]) => date);
  const sentences: Words[] = [];
  const stretches = together(off);
  if (stretches.length > 0) {
    const all = stretches.map(stretchWords);
    sentences.push(
      words(
        `其间放假不计：${all.map(({ zh }) => zh).join("、")}。`,
        `Holidays in between are not counted: ${all.map(({ en }) => en).join(", ")}.`,
      ),
    );
  }
  if (work.length > 0) {
    const all = work.map((date) => dateWords(Temporal.PlainDate.from(date)));
    sentences.push(
      words(
        `调休上班计入：${all.map(({ zh }) => zh).join("、")}。`,
        `Make-up workdays are counted: ${all.map(({ en }) => en).join(", ")}.`,
      ),
    );
  }
  return sentences;
}

/** The State Council publishes a year's holidays in the autumn before it; until then the week alone is counted. */
export function missingYears(reading: ClockReading, time: WorkTime): Words[] {
  if (reading.limit.unit !== "WD") return [];
  const [first, last] = span(reading);
  const years = Array.from({ length: last.year - first.year + 1 }, (_, i) => first.year + i);
  return years
    .filter((year) => !time.calendar.years.has(year))
    .map((year) =>
      words(
        `${year} 年放假安排尚未录入，暂按周一至周五推算，录入后到期时间可能变动。`,
        `The holidays of ${year} are not known yet: Monday to Friday are taken, and the due time may still move.`,
      ),
    );
}

function span({ countedFrom, dueAt, asOf }: ClockReading): [Temporal.PlainDate, Temporal.PlainDate] {
  return [dateOf(countedFrom), dateOf(dueAt ?? asOf)];
}

function together(days: readonly { date: string; name: string }[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (const { date, name } of days) {
    const day = Temporal.PlainDate.from(date);
    const last = stretches.at(-1);
    if (last?.name === name && last.to.add({ days: 1 }).equals(day)) last.to = day;
    else stretches.push({ name, from: day, to: day });
  }
  return stretches;
}

function stretchWords({ name, from, to }: Stretch): Words {
  const [first, last] = [dateWords(from), dateWords(to)];
  return from.equals(to)
    ? words(`${name} ${first.zh}`, `${name} ${first.en}`)
    : words(`${name} ${first.zh}至${last.zh}`, `${name} ${first.en} to ${last.en}`);
}
