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
  "orders.merge_self": {
    kind: "invalid",
    zh: "工单不能并入自己。",
    en: "An order cannot be merged into itself.",
  },
  "orders.merge_kind": {
    kind: "conflict",
    zh: "只有同一类型的报修、诉求类工单可以合并。",
    en: "Only faults and demands of one kind can be merged.",
  },
  "orders.merge_main": {
    kind: "conflict",
    zh: "主单已被并入其他工单，请选择最上面的主单。",
    en: "That order was merged into another itself; choose the main one.",
  },
  "orders.merge_has_children": {
    kind: "conflict",
    zh: "这张工单自己有子单，请先拆分子单或反过来合并。",
    en: "Other orders were merged into this one; split them first, or merge the other way round.",
  },
  "orders.merge_proof": {
    kind: "invalid",
    zh: "合并报修需先确认原因相同：请填写故障设备或召测结果。",
    en: "Faults are merged when the cause is known to be one: name the device or what the meters answered.",
  },
  "orders.merge_accused": {
    kind: "conflict",
    zh: "两张工单涉及的当事人不同，不能合并。",
    en: "The two orders are about different people; they cannot be merged.",
  },
  "orders.not_merged": {
    kind: "conflict",
    zh: "工单没有并入其他工单，或已归档。",
    en: "The order is not merged into another, or is archived already.",
  },
} as const satisfies Record<string, ProblemText>;
