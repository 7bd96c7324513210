import type { ProblemText } from "../problems.ts";

/** Refusals of exports of customers. */
export const exportProblems = {
  "exports.too_many": {
    kind: "unprocessable",
    zh: "共 {rows} 行，超过一次导出上限 {most} 行：请缩小范围。",
    en: "That is {rows} rows, more than the {most} of one export: narrow it down.",
  },
  "exports.none": {
    kind: "unprocessable",
    zh: "没有符合条件的客户。",
    en: "No customer meets these conditions.",
  },
  "exports.whole": {
    kind: "forbidden",
    zh: "您的岗位不能查看完整号码，只能导出脱敏内容。",
    en: "Your post may not see whole numbers; ask for a masked export.",
  },
  "exports.decided": {
    kind: "conflict",
    zh: "{who} 已处理过这项申请。",
    en: "{who} has decided this already.",
  },
  "exports.not_ready": {
    kind: "conflict",
    zh: "这项导出尚未批准、已被拒绝或已过期，请重新申请。",
    en: "This export is not approved, was refused, or has expired; ask again.",
  },
  "exports.downloads_used": {
    kind: "conflict",
    zh: "已下载 {most} 次，不能再下载；仍需要时请重新申请。",
    en: "It has been downloaded {most} times, which is all; ask again if it is still needed.",
  },
} as const satisfies Record<string, ProblemText>;
