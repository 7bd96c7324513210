import type { ProblemText } from "../problems.ts";

/** Refusals of what is done about an order beside its process: urging, supervision, merging, visits, promises, appeals. */
export const orderCareProblems = {
  "orders.supervision_not_yours": {
    kind: "forbidden",
    zh: "这份督办单由{who}答复。",
    en: "This supervision is answered by {who}.",
  },
  "orders.supervision_no_answer": {
    kind: "conflict",
    zh: "这是一条提醒，不需要答复。",
    en: "This is a reminder; there is nothing to answer.",
  },
  "orders.supervision_answered": {
    kind: "conflict",
    zh: "{who}已经答复这份督办单。",
    en: "{who} has answered this supervision already.",
  },
  "orders.supervision_unanswered": {
    kind: "conflict",
    zh: "督办单还没有答复，不能核实。",
    en: "The supervision has not been answered; there is nothing to verify yet.",
  },
  "orders.supervision_verified": {
    kind: "conflict",
    zh: "{who}已经核实这份督办单。",
    en: "{who} has verified this supervision already.",
  },
  "orders.supervision_own": {
    kind: "forbidden",
    zh: "不能核实自己的答复，请由他人核实。",
    en: "You cannot verify your own answer; another person must.",
  },
  "orders.supervision_nobody": {
    kind: "conflict",
    zh: "没有可以接收督办的人员（当事人已排除）。请联系上级公司。",
    en: "There is nobody to receive the supervision (those concerned are left out); ask the company above.",
  },
  "orders.urge_answered": {
    kind: "conflict",
    zh: "{who}已经答复这次催办。",
    en: "{who} has answered this urge already.",
  },
  "orders.urge_not_yours": {
    kind: "forbidden",
    zh: "这次催办由{who}答复。",
    en: "This urge is answered by {who}.",
  },
  "orders.accused_many": {
    kind: "invalid",
    zh: "当事人超过 {most} 人，请转上级公司受理。",
    en: "More than {most} people are concerned; pass it on to the company above.",
  },
} as const satisfies Record<string, ProblemText>;
