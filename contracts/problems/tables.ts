import type { ProblemText } from "../problems.ts";

/** Refusals of table files (CSV, XLSX). */
export const tableProblems = {
  "tables.not_csv": {
    kind: "invalid",
    zh: "第 {line} 行不是合法的 CSV（引号可能没有成对）。请在表格软件中另存为 CSV 后重试。",
    en: "Line {line} is not valid CSV (a quote may not close). Save as CSV from a spreadsheet and try again.",
  },
  "tables.not_xlsx": {
    kind: "invalid",
    zh: "不是可以读取的 XLSX 文件（{fault}）。请在表格软件中另存为 .xlsx 或 CSV 后重试。",
    en: "This is not an XLSX file that can be read ({fault}). Save as .xlsx or CSV from a spreadsheet and try again.",
  },
  "tables.too_wide": {
    kind: "invalid",
    zh: "第 {line} 行的列数超过 {limit}。",
    en: "Line {line} has more than {limit} columns.",
  },
  "tables.cell_long": {
    kind: "invalid",
    zh: "第 {line} 行有超过 {limit} 个字符的单元格。",
    en: "Line {line} has a cell of more than {limit} characters.",
  },
  "tables.empty": {
    kind: "invalid",
    zh: "文件里没有数据行。",
    en: "The file has no rows.",
  },
} as const satisfies Record<string, ProblemText>;
