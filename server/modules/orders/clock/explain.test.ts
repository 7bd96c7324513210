import assert from "node:assert/strict";
import { test } from "node:test";
import type { Words } from "../../../../contracts/endpoint.ts";
import { explainClock } from "./explain.ts";
import type { ClockMark } from "./marks.ts";
import { at, change, countyTime, pause, resume, start, stop } from "./testing-clocks.ts";

const reasons: Readonly<Record<string, Words>> = {
  "customer-not-ready": { zh: "客户尚未具备条件", en: "the customer is not ready" },
  "class-changed": { zh: "客户类别变更", en: "the customer's class changed" },
};
const nameOf = (reason: string): Words => reasons[reason] ?? { zh: reason, en: reason };
const explained = (...marks: ClockMark[]) => explainClock(marks, countyTime, nameOf);
const zh = (...marks: ClockMark[]) => explained(...marks).map((words) => words.zh);
const en = (...marks: ClockMark[]) => explained(...marks).map((words) => words.en);

test("a due time explains itself: start day, pause, holidays, make-up workdays, due time", () => {
  const marks = [start("2026-02-12 10:00", 5, "WD"), pause("2026-02-25 10:00"), resume("2026-02-27 09:00")];
  assert.deepEqual(zh(...marks), [
    "2026年2月12日 10:00 开始计时，时限 5 个工作日。",
    "2026年2月12日为起算日，当日不计入。",
    "2026年2月25日 10:00 至 2026年2月27日 09:00 暂停计时（客户尚未具备条件），扣除 2 个工作日。",
    "其间放假不计：春节 2026年2月15日至2026年2月23日。",
    "调休上班计入：2026年2月14日、2026年2月28日。",
    "应于 2026年2月28日 17:30（下班时间）前办结；当日 24:00 前以 App 或短信答复仍算按时。",
  ]);
  assert.deepEqual(en(...marks).slice(0, 3), [
    "The clock started at 2026-02-12 10:00 with a limit of 5 working days.",
    "2026-02-12 is the start day and is not counted.",
    "Paused from 2026-02-25 10:00 to 2026-02-27 09:00 (the customer is not ready): 2 working days not counted.",
  ]);
});

test("late and holiday acceptances say why they start later", () => {
  assert.equal(
    zh(start("2026-03-04 18:00", 1, "WD"))[1],
    "已过下班时间 17:30，起算日顺延至 2026年3月5日，起算日当日不计入。",
  );
  assert.equal(
    en(start("2026-10-03 10:00", 1, "WD"))[1],
    "That was no working day, so the start day, which is not counted, is 2026-10-08.",
  );
  assert.equal(
    zh(start("2026-03-04 12:30", 30, "BH"))[1],
    "当时不在营业时间内，自 2026年3月4日 14:00 起计。",
  );
});

test("a changed limit says what stays counted, that the unit changed, and that it was overdue at once", () => {
  const marks = [start("2026-03-02 10:00", 5, "WD"), change("2026-03-03 14:00", 24, "HOUR")];
  const sentences = zh(...marks).join("");
  assert.match(sentences, /时限由 5 个工作日改为 24 小时（客户类别变更），已用 28 小时保留。/);
  assert.match(sentences, /计时单位改变，此前的计时全部按新单位重新计量。/);
  assert.match(sentences, /自改变时起即为超期/);
  assert.match(sentences, /应于 2026年3月3日 10:00 前办结。$/);
});

test("a paused clock names no due time, but what is used and what is left", () => {
  const sentences = zh(start("2026-03-02 10:00", 60, "MIN"), pause("2026-03-02 10:20"));
  assert.deepEqual(sentences.slice(1), [
    "2026年3月2日 10:20 起暂停计时（客户尚未具备条件），恢复后再定到期时间。",
    "已用 20 分钟，剩余 40 分钟。",
  ]);
});

test("pauses that take nothing out say why", () => {
  const lunch = zh(
    start("2026-03-04 11:30", 60, "BH"),
    pause("2026-03-04 12:10"),
    resume("2026-03-04 13:50"),
  );
  assert.match(lunch[1] ?? "", /其间没有营业时间，不扣除。/);
  const hours = en(start("2026-03-04 10:00", 5, "WD"), pause("2026-03-05 10:00"), resume("2026-03-05 15:00"));
  assert.match(hours[2] ?? "", /less than a whole day, so nothing is taken out\./);
});

test("the end tells whether the promise was kept, and a year without a calendar is called a guess", () => {
  assert.equal(
    zh(start("2026-03-02 10:00", 1, "WD"), stop("2026-03-03 12:00")).at(-1),
    "2026年3月3日 12:00 停止计时，未超期。",
  );
  assert.equal(
    en(start("2026-03-02 10:00", 60, "MIN"), stop("2026-03-02 11:30")).at(-1),
    "It was stopped at 2026-03-02 11:30, overdue by 30 minutes.",
  );
  const guess = zh(start("2030-03-04 10:00", 5, "WD")).join("");
  assert.match(guess, /2030 年放假安排尚未录入，暂按周一至周五推算/);
});

test("what a customer has to do says why it moved", () => {
  const limit = { value: 7, unit: "ND", isCustomersAct: true } as const;
  const sentences = zh({ kind: "start", at: at("2026-09-26 09:00"), limit });
  assert.equal(
    sentences.at(-1),
    "期限最后一日为休息日，客户事项顺延至下一工作日：应于 2026年10月8日 24:00 前办理。",
  );
});
