import type { ProblemText } from "../problems.ts";

/** Refusals of imports: of the whole, and of single rows. */
export const importProblems = {
  "imports.column_twice": {
    kind: "invalid",
    zh: "第 {column} 列对应了两个字段，请只保留一个。",
    en: "Column {column} is mapped to two fields; keep one.",
  },
  "imports.field_missing": {
    kind: "invalid",
    zh: "还没有指定“{label}”对应哪一列。",
    en: "No column is mapped to “{label}” yet.",
  },
  "imports.state": {
    kind: "conflict",
    zh: "导入现在的状态是“{state}”，不能这样操作。",
    en: "The import is “{state}” now; that cannot be done.",
  },
  "imports.file_gone": {
    kind: "conflict",
    zh: "导入文件已过保存期，请重新上传。",
    en: "The file has passed its keeping time; upload it again.",
  },
  // Of a row.
  "imports.cell_empty": { kind: "invalid", zh: "缺少{label}。", en: "{label} is missing." },
  "imports.not_number": {
    kind: "invalid",
    zh: "{label}应为 {least} 至 {most} 的数。",
    en: "{label} is a number from {least} to {most}.",
  },
  "imports.not_date": {
    kind: "invalid",
    zh: "{label}应为 2026-01-31 这样的日期，且不晚于今天。",
    en: "{label} is a day such as 2026-01-31, not after today.",
  },
  "imports.not_code": {
    kind: "invalid",
    zh: "{label}“{value}”不在代码表中。",
    en: "{label} “{value}” is not in the list of codes.",
  },
  "imports.account_differs": {
    kind: "conflict",
    zh: "户号已存在，但{label}与档案不一致：请核对，更改请走变更流程。",
    en: "The account exists, but its {label} differs from the archive: compare; changes are requested, not imported.",
  },
  "imports.account_in_file": {
    kind: "conflict",
    zh: "同一文件第 {line} 行已有此户号。",
    en: "Line {line} of the same file has this account number.",
  },
  "imports.paper_name_differs": {
    kind: "conflict",
    zh: "该证件已登记在另一姓名“{name}”下，请核对。",
    en: "This paper is on file under another name, “{name}”; compare.",
  },
  "imports.meter_hangs": {
    kind: "conflict",
    zh: "电能表 {meter} 已装在其他户，请核对。",
    en: "Meter {meter} hangs at another account; compare.",
  },
  "imports.point_taken": {
    kind: "conflict",
    zh: "计量点编号 {number} 已被使用。",
    en: "The metering point number {number} is taken.",
  },
} as const satisfies Record<string, ProblemText>;
