import { defineWords } from "../../parts/words.ts";

export const t = defineWords({
  title: ["等候预测的准确度", "How good the wait forecast is"],
  hint: [
    "每张号票当时告知的等候，与实际等到的相比；同时算常用公式（平均办理 × 前面人数 ÷ 开窗数）作对照。",
    "What each customer was told against how long it took, beside the usual formula (mean service × people ahead ÷ open windows).",
  ],
  days: ["近 {n} 天", "Last {n} days"],
  noDays: ["这段时间还没有可核对的预测。", "No forecast could be checked in this period yet."],
  learned: ["从 {n} 天的记录中学习", "Learned from {n} days"],
  firstDay: [
    "尚无历史：按业务的典型办理时间预测",
    "No history yet: forecasts from each service's typical time",
  ],
  learnedAt: ["最近学习于 {time}", "last learned at {time}"],
  ours: ["我们的平均误差", "Our mean error"],
  formula: ["常用公式的平均误差", "Usual formula's mean error"],
  gain: ["误差降低", "Error lower by"],
  coverage: ["区间命中率", "Range coverage"],
  coverageHint: ["目标约 80%", "aim: about 80 %"],
  measured: ["核对的号票", "Tickets checked"],
  minutes: ["分钟", "min"],
  errorChart: ["平均误差（分钟）", "Mean error (min)"],
  coverageChart: ["区间命中率（%）", "Range coverage (%)"],
  day: ["日期", "Day"],
  oursShort: ["我们", "Ours"],
  formulaShort: ["常用公式", "Usual formula"],
  aim: ["目标 80%", "aim 80 %"],
});
