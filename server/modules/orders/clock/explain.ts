/**
 * Why a clock's due time is what it is, in sentences that a customer can read: the start, every change and every pause
 * with what it took out, the days off and make-up workdays in between, and the due time.
 */
import type { Words } from "../../../../contracts/endpoint.ts";
import { dateOf } from "../../../foundation/clock.ts";
import { isWorkday } from "../../catalogue/index.ts";
import { amountWords, dateWords, limitWords, timeWords, words } from "./clock-words.ts";
import { daySentences, missingYears } from "./explain-days.ts";
import type { ClockMark, ClockUnit, WorkTime } from "./marks.ts";
import { type ClockReading, readClock } from "./read-clock.ts";
import { rulerOf } from "./ruler.ts";
import { statusAt } from "./status.ts";

/** What a reason code is called; without it the code itself is shown. */
export type ReasonName = (reason: string) => Words;

export function explainClock(
  marks: readonly ClockMark[],
  time: WorkTime,
  nameOf: ReasonName = (reason) => words(reason, reason),
): readonly Words[] {
  const reading = readClock(marks, time);
  const sentences = marks.flatMap((mark, index) => {
    if (mark.kind === "start") return startSentences(mark, readClock([mark], time), time);
    if (mark.kind === "limit") return limitSentences(marks, index, mark, time, nameOf);
    if (mark.kind === "pause") return [pauseSentence(mark, marks, index, reading.limit.unit, time, nameOf)];
    return [];
  });
  return [
    ...sentences,
    ...daySentences(reading, time),
    ...missingYears(reading, time),
    ...endSentences(reading, time),
  ];
}

function startSentences(
  { at, limit }: Extract<ClockMark, { kind: "start" }>,
  started: ClockReading,
  time: WorkTime,
): Words[] {
  const when = timeWords(at);
  const amount = limitWords(limit);
  const begins = words(
    `${when.zh} 开始计时，时限 ${amount.zh}。`,
    `The clock started at ${when.en} with a limit of ${amount.en}.`,
  );
  const day = dateWords(dateOf(started.countedFrom));
  const isLater = Temporal.Instant.compare(started.countedFrom, at) > 0;
  if (limit.unit === "ND" || (limit.unit === "WD" && !isLater))
    return [
      begins,
      words(`${day.zh}为起算日，当日不计入。`, `${day.en} is the start day and is not counted.`),
    ];
  if (limit.unit === "BH" && isLater) {
    const opening = timeWords(started.countedFrom);
    return [
      begins,
      words(
        `当时不在营业时间内，自 ${opening.zh} 起计。`,
        `The hall was closed, so it counts from ${opening.en} on.`,
      ),
    ];
  }
  if (limit.unit !== "WD") return [begins];
  const [whyZh, whyEn] = isWorkday(time.calendar, dateOf(at))
    ? [`已过下班时间 ${closeOf(time)}`, `That was after the close of business at ${closeOf(time)}`]
    : ["当日不是工作日", "That was no working day"];
  return [
    begins,
    words(
      `${whyZh}，起算日顺延至 ${day.zh}，起算日当日不计入。`,
      `${whyEn}, so the start day, which is not counted, is ${day.en}.`,
    ),
  ];
}

function limitSentences(
  marks: readonly ClockMark[],
  index: number,
  { at, limit, reason }: Extract<ClockMark, { kind: "limit" }>,
  time: WorkTime,
  nameOf: ReasonName,
): Words[] {
  const before = readClock(marks.slice(0, index), time);
  const after = readClock(marks.slice(0, index + 1), time);
  const [when, why] = [timeWords(at), nameOf(reason)];
  const [from, to] = [limitWords(before.limit), limitWords(limit)];
  const used = amountWords(after.elapsed, limit.unit);
  const changed = words(
    `${when.zh} 时限由 ${from.zh}改为 ${to.zh}（${why.zh}），已用 ${used.zh}保留。`,
    `At ${when.en} the limit changed from ${from.en} to ${to.en} (${why.en}); the ${used.en} used so far stay counted.`,
  );
  const sentences = [changed];
  if (before.limit.unit !== limit.unit)
    sentences.push(
      words(
        "计时单位改变，此前的计时全部按新单位重新计量。",
        "The unit changed, so all the time since the start is measured anew in the new unit.",
      ),
    );
  if (statusAt(after, at, time).isOverdue && !statusAt(before, at, time).isOverdue)
    sentences.push(
      words(
        "已用时间多于新的时限，自改变时起即为超期。",
        "That is more than the new limit allows: it was overdue at once.",
      ),
    );
  return sentences;
}

function pauseSentence(
  { at, reason }: Extract<ClockMark, { kind: "pause" }>,
  marks: readonly ClockMark[],
  index: number,
  unit: ClockUnit,
  time: WorkTime,
  nameOf: ReasonName,
): Words {
  const [from, why] = [timeWords(at), nameOf(reason)];
  const end = marks.slice(index + 1).find(({ kind }) => kind === "resume" || kind === "stop");
  if (!end)
    return words(
      `${from.zh} 起暂停计时（${why.zh}），恢复后再定到期时间。`,
      `Paused since ${from.en} (${why.en}); the due time is set when the clock goes on.`,
    );
  const to = timeWords(end.at);
  const ruler = rulerOf(unit, time);
  const taken = (ruler.edge(end.at.epochMilliseconds) - ruler.edge(at.epochMilliseconds)) / ruler.size;
  const amount = amountWords(taken, unit);
  const span = words(
    `${from.zh} 至 ${to.zh} 暂停计时（${why.zh}），`,
    `Paused from ${from.en} to ${to.en} (${why.en}): `,
  );
  if (taken > 0) return words(`${span.zh}扣除 ${amount.zh}。`, `${span.en}${amount.en} not counted.`);
  const [noneZh, noneEn] =
    unit === "BH"
      ? ["其间没有营业时间", "no opening hours in it"]
      : ["不足一个整日", "less than a whole day"];
  return words(`${span.zh}${noneZh}，不扣除。`, `${span.en}${noneEn}, so nothing is taken out.`);
}

function endSentences(reading: ClockReading, time: WorkTime): Words[] {
  const { dueAt, lapsedAt, limit, state, stoppedAt } = reading;
  const sentences: Words[] = [];
  if (dueAt) sentences.push(dueSentence(dueAt, reading));
  if (lapsedAt && state !== "stopped") {
    const lapsed = timeWords(lapsedAt);
    sentences.push(
      words(
        `时限已于 ${lapsed.zh} 用完，其后的暂停不消除超期。`,
        `The limit was used up at ${lapsed.en}; a pause after that does not undo it.`,
      ),
    );
  }
  if (state === "paused") {
    const [used, left] = [
      amountWords(reading.elapsed, limit.unit),
      amountWords(Math.max(0, reading.remaining), limit.unit),
    ];
    sentences.push(words(`已用 ${used.zh}，剩余 ${left.zh}。`, `Used so far: ${used.en}; left: ${left.en}.`));
  }
  if (stoppedAt) {
    const when = timeWords(stoppedAt);
    const { isOverdue, overdueBy } = statusAt(reading, stoppedAt, time);
    const late = amountWords(overdueBy, limit.unit);
    sentences.push(
      isOverdue
        ? words(
            `${when.zh} 停止计时，超期 ${late.zh}。`,
            `It was stopped at ${when.en}, overdue by ${late.en}.`,
          )
        : words(`${when.zh} 停止计时，未超期。`, `It was stopped at ${when.en}, in time.`),
    );
  }
  return sentences;
}

function dueSentence(dueAt: Temporal.Instant, { allowed, limit }: ClockReading): Words {
  const due = timeWords(dueAt);
  if (limit.unit === "WD")
    return words(
      `应于 ${due.zh}（下班时间）前办结；当日 24:00 前以 App 或短信答复仍算按时。`,
      `Due by ${due.en}, the close of business; an answer by app or SMS is in time until 24:00.`,
    );
  if (allowed > limit.value)
    return words(
      `期限最后一日为休息日，客户事项顺延至下一工作日：应于 ${due.zh} 前办理。`,
      `The last day is a day off, and what a customer has to do moves to the next working day: due by ${due.en}.`,
    );
  return words(`应于 ${due.zh} 前办结。`, `Due by ${due.en}.`);
}

const closeOf = (time: WorkTime): string => time.closeOfBusiness.toString({ smallestUnit: "minute" });
