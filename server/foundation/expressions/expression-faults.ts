/** What is wrong with an expression, and where, in words that an administrator can mend it by. */
import type { Words } from "../../../contracts/endpoint.ts";

/** Characters from `start` up to before `end`, counted from 0. */
export type ExpressionFault = Words & {
  readonly code: string;
  readonly start: number;
  readonly end: number;
};

/** Our own refusals and the library's, by code; `{…}` is filled in. */
const sentences: Readonly<Record<string, Words>> = {
  empty: { zh: "表达式为空。", en: "The expression is empty." },
  too_long: {
    zh: "表达式过长，最多 {most} 个字符。",
    en: "The expression is too long; {most} characters at most.",
  },
  not_bool: {
    zh: "条件的结果应为“是/否”，这里得到的是 {type}。请补上比较，如 >= 65。",
    en: "A condition must be true or false; this is a {type}. Add a comparison such as >= 65.",
  },
  not_shown: {
    zh: "花括号内应为文字或数字，这里得到的是 {type}。",
    en: "What stands in braces must be a text or a number; this is a {type}.",
  },
  not_allowed: { zh: "不能使用 {name}。", en: "{name} cannot be used here." },
  too_deep: { zh: "逐项判断最多嵌套 {most} 层。", en: "At most {most} looks at lists inside each other." },
  unexpected_token: {
    zh: "此处缺少内容或多了符号。",
    en: "Something is missing here, or there is a sign too many.",
  },
  expected_token: {
    zh: "此处缺少内容或多了符号。",
    en: "Something is missing here, or there is a sign too many.",
  },
  unexpected_character: {
    zh: "此字符不能用在表达式里；文字请加英文双引号。",
    en: "This character cannot stand here; put texts in double quotes.",
  },
  unknown_variable: {
    zh: "没有这项资料，请对照右侧清单。",
    en: "There is no such fact; see the list beside.",
  },
  no_such_key: { zh: "没有这个字段，请对照右侧清单。", en: "There is no such field; see the list beside." },
  no_such_overload: {
    zh: "两边的类型不同，不能这样比较或计算。",
    en: "The two sides are of different types and cannot be compared or reckoned like this.",
  },
  no_matching_overload: { zh: "此函数不能这样使用。", en: "This function cannot be used like this." },
  limit_exceeded: { zh: "表达式过于复杂，请拆成几条。", en: "The expression is too complex; split it." },
};

export function refusal(
  code: string,
  start: number,
  end: number,
  facts: Readonly<Record<string, string | number>> = {},
): ExpressionFault {
  const { zh, en } = sentences[code] ?? { zh: "表达式有误。", en: "The expression is not valid." };
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? "?"));
  return { code, start, end, zh: fill(zh), en: fill(en) };
}

/** The library's error: it has a code and a place; its own English sentence is added, it often names the culprit. */
export function faultOf(error: unknown, source: string): ExpressionFault {
  const { code, range, summary } = (error ?? {}) as {
    code?: unknown;
    range?: { start?: unknown; end?: unknown };
    summary?: unknown;
  };
  const start = typeof range?.start === "number" ? range.start : 0;
  const end = typeof range?.end === "number" ? range.end : source.length;
  const fault = refusal(typeof code === "string" ? code : "other", Math.min(start, source.length), end);
  const more = typeof summary === "string" ? summary.slice(0, 200) : "";
  return more ? { ...fault, zh: `${fault.zh}（${more}）`, en: `${fault.en} (${more})` } : fault;
}
