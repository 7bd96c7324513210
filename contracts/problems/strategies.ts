import type { ProblemText } from "../problems.ts";

/** Refusals of strategies and of runs over all customers. */
export const strategyProblems = {
  "customers.run_already": {
    kind: "conflict",
    zh: "同样的计算正在进行，请等它完成。",
    en: "The same run is going on; wait until it is done.",
  },
  "strategies.expression": {
    kind: "invalid",
    zh: "第 {position} 个字符处有误：{faultZh}",
    en: "Wrong at character {position}: {faultEn}",
  },
  "strategies.confidential": {
    kind: "invalid",
    zh: "“{fact}”是内部资料，不能用在客户能看到的终端（自助机、手机）的策略里。",
    en: "“{fact}” is for staff only; a strategy for kiosk or phone cannot use it.",
  },
  "strategies.edited_meanwhile": {
    kind: "conflict",
    zh: "{who} 已修改过这条策略，请重新打开后再改。",
    en: "{who} has changed this strategy; open it again before you change it.",
  },
  "strategies.not_tried": {
    kind: "conflict",
    zh: "发布前请先对这个版本试算一次。",
    en: "Try this version over all customers before it is released.",
  },
  "strategies.own_release": {
    kind: "forbidden",
    zh: "不能发布自己编写的策略，请由另一位人员发布。",
    en: "Who wrote a strategy does not release it; another person must.",
  },
  "strategies.state": {
    kind: "conflict",
    zh: "策略当前状态不能这样操作。",
    en: "The strategy's state does not allow this.",
  },
  "strategies.released_already": {
    kind: "conflict",
    zh: "这个版本已经发布。",
    en: "This version is released already.",
  },
  "strategies.answered_already": {
    kind: "conflict",
    zh: "这次推送已有答复。",
    en: "This proposal was answered already.",
  },
} as const satisfies Record<string, ProblemText>;
