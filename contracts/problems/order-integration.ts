import type { ProblemText } from "../problems.ts";

/** Refusals of what other systems hand in and are told: intake, files of orders, webhooks. */
export const orderIntegrationProblems = {
  "orders.source_missing": {
    kind: "invalid",
    zh: "请填写来源系统（source），例如 12345。",
    en: "Say which system the order comes from (source), such as 12345.",
  },
  "orders.source_foreign": {
    kind: "forbidden",
    zh: "该密钥属于来源“{system}”，不能转办其他来源的工单，也不能转到授权单位以外。",
    en: "This key belongs to “{system}”; it cannot hand in for another system, nor for units outside its own.",
  },
  "orders.source_differs": {
    kind: "conflict",
    zh: "来单号已登记为工单 {number}，但内容不同。补充内容请用“补充来单内容”接口；确属另一件事请换来单号。",
    en: "This reference is order {number} already, with another content. Add to it with the endpoint for additions; another matter needs another reference.",
  },
  "orders.kind_unknown": {
    kind: "invalid",
    zh: "没有诉求类型“{kind}”。可用：{kinds}。",
    en: "There is no kind “{kind}”. Known are: {kindsEn}.",
  },
  "orders.account_number": {
    kind: "invalid",
    zh: "户号“{accountNumber}”不存在或不唯一，请核对；不清楚时可留空。",
    en: "There is no one account “{accountNumber}”; check it, or leave it out when it is not known.",
  },
  "orders.webhook_address": {
    kind: "invalid",
    zh: "推送地址须是公网 https 地址；内网地址须由运维在 MC_OUTBOUND_HOSTS 中列出。",
    en: "The address must be public https; hosts of your own network must be listed in MC_OUTBOUND_HOSTS by whoever runs the platform.",
  },
  "orders.cell_wrong": {
    kind: "invalid",
    zh: "{label}的写法不对：时间如 2026-03-04 09:30，紧急程度为一般、重要或紧急，保密要求为否、匿名或保密。",
    en: "{label} is not written as it must be: times like 2026-03-04 09:30, priority normal, important or urgent, secrecy none, anonymous or secret.",
  },
  "orders.over": {
    kind: "conflict",
    zh: "工单 {number} 已经结束，不能补充。请以新来单号另行转办。",
    en: "Order {number} is over and takes no more; hand in a new one with a new reference.",
  },
} as const satisfies Record<string, ProblemText>;
