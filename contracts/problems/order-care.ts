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
  "orders.refuse_reason": {
    kind: "invalid",
    zh: "退单需选择您的岗位可用的原因。",
    en: "Choose a reason for refusing that your post may give.",
  },
  "orders.refuse_late": {
    kind: "conflict",
    zh: "退单须在派单后 {minutes} 分钟内，请办理此单或联系调度。",
    en: "An order is refused within {minutes} minutes after it was dispatched; work on it, or ask the dispatcher.",
  },
  "orders.refuse_used_up": {
    kind: "conflict",
    zh: "此单已退 {most} 次，由调度指定承办，不能再退。",
    en: "This order was refused {most} times; the dispatcher has decided who does it.",
  },
  "orders.refuse_calls": {
    kind: "invalid",
    zh: "以信息不全退单前须先呼叫客户 {calls} 次。",
    en: "Call the customer {calls} times before you refuse an order for missing data.",
  },
  "orders.refuse_words": {
    kind: "invalid",
    zh: "请写明退单理由，便于调度改派。",
    en: "Say why you refuse it, so that the dispatcher can send it to the right place.",
  },
  "orders.visit_quiet": {
    kind: "conflict",
    zh: "现在是免打扰时段，{until}以后再回访；客户约定此时段的请勾选。",
    en: "Customers are left in peace at this hour; call after {until}, or tick that the customer asked for it.",
  },
  "orders.visit_why": {
    kind: "invalid",
    zh: "客户不满意时请记录原因，并判断是否合理。",
    en: "Record why the customer is not satisfied, and whether the reason is reasonable.",
  },
} as const satisfies Record<string, ProblemText>;
