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
  "orders.hand_over_open": {
    kind: "conflict",
    zh: "已请{who}接任主办人，尚未答复。请等对方答复，或先撤回。",
    en: "{who} has been asked to be responsible and has not answered; wait, or withdraw the offer first.",
  },
  "orders.hand_over_has": {
    kind: "invalid",
    zh: "{who}已经是主办人，请选择其他人。",
    en: "{who} is responsible already; choose somebody else.",
  },
  "orders.hand_over_none": {
    kind: "conflict",
    zh: "没有等您答复的移交：可能已答复、已撤回或已超时。请刷新工单查看主办人。",
    en: "Nothing waits for your answer: it was answered, withdrawn or has lapsed. Reload the order to see who is responsible.",
  },
  "orders.hand_over_why": {
    kind: "invalid",
    zh: "不接受移交时请写明原因（至少 2 个字）。",
    en: "Say why you decline, in two characters or more.",
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
  "orders.extend_statutory": {
    kind: "forbidden",
    zh: "法定时限不能延期。",
    en: "A limit set by law cannot be made longer.",
  },
  "orders.extend_unit": {
    kind: "conflict",
    zh: "只有按工作日计的时限可以延期。",
    en: "Only limits in working days can be made longer.",
  },
  "orders.extend_late": {
    kind: "conflict",
    zh: "时限已经超期，不能再延期，请登记超期原因。",
    en: "The limit is over already; say why it was missed instead.",
  },
  "orders.extend_right": {
    kind: "forbidden",
    zh: "您的岗位不能批准这张工单延期，请报有权限的负责人。",
    en: "Your post may not make this limit longer; ask whoever may.",
  },
  "orders.extend_times": {
    kind: "conflict",
    zh: "这个时限已延期 {times} 次，不能再延。请按超期办理并登记原因。",
    en: "This limit has been extended {times} times already; it cannot be again. Go on, and say why it is late.",
  },
  "orders.extend_most": {
    kind: "forbidden",
    zh: "您最多可批准延期 {days} 个工作日（含此前已批的），请报上级。",
    en: "You may give {days} working days in all, what was given before included; ask your superior.",
  },
  "orders.not_overdue": {
    kind: "conflict",
    zh: "这个时限没有超期。",
    en: "This limit was not missed.",
  },
  "orders.promise_right": {
    kind: "forbidden",
    zh: "您的岗位不能对这类诉求作出承诺，请由有权限的岗位答复客户。",
    en: "Your post may not promise anything for this kind of demand; let a post that may answer the customer.",
  },
  "orders.promise_soon": {
    kind: "forbidden",
    zh: "承诺时间过早，您的岗位最早可承诺 {at}。",
    en: "That is sooner than your post may promise; the earliest is {at}.",
  },
  "orders.promise_past": {
    kind: "invalid",
    zh: "承诺时间须在将来。",
    en: "A promise is for a time to come.",
  },
  "orders.promise_settled": {
    kind: "conflict",
    zh: "{who}已办结这项承诺。",
    en: "{who} has settled this promise already.",
  },
  "orders.grounds_missing": {
    kind: "invalid",
    zh: "这类诉求办结时须写明依据。",
    en: "For this kind of demand the grounds are needed.",
  },
  "orders.consult_nobody": {
    kind: "conflict",
    zh: "没有可以会商的人员，请另选岗位或人员。",
    en: "There is nobody to consult; choose other posts or people.",
  },
  "orders.consult_closed": {
    kind: "conflict",
    zh: "{who}已作出会商结论。",
    en: "{who} has closed this consultation already.",
  },
  "orders.consult_not_asked": {
    kind: "forbidden",
    zh: "这次会商没有邀请您。",
    en: "You were not asked in this consultation.",
  },
  "orders.consult_answered": {
    kind: "conflict",
    zh: "您已经答复这次会商。",
    en: "You have answered this consultation already.",
  },
  "orders.plan_undated": {
    kind: "conflict",
    zh: "工单没有客户要求的日期，不能倒排工期。",
    en: "The order has no day on which it is wanted; there is nothing to plan back from.",
  },
  "orders.appeal_kind": {
    kind: "conflict",
    zh: "只有投诉、举报、意见类工单可以申诉。",
    en: "Only complaints, reports and opinions can be appealed.",
  },
  "orders.appeal_open": {
    kind: "conflict",
    zh: "工单办结后才能申诉。",
    en: "An appeal is made when the order is closed.",
  },
  "orders.appeal_late": {
    kind: "conflict",
    zh: "申诉期限已过。",
    en: "The time to appeal is over.",
  },
  "orders.appeal_not_handler": {
    kind: "forbidden",
    zh: "只有承办人可以申诉。",
    en: "Only whoever handled the order may appeal.",
  },
  "orders.appeal_proofs": {
    kind: "invalid",
    zh: "申诉须附 {least} 份部门签字的证明材料。",
    en: "An appeal needs {least} proofs, signed by the departments.",
  },
  "orders.appeal_twice": {
    kind: "conflict",
    zh: "这一事项已经申诉过。",
    en: "This was appealed already.",
  },
  "orders.appeal_decided": {
    kind: "conflict",
    zh: "{who}已裁定这项申诉。",
    en: "{who} has decided this appeal already.",
  },
  "orders.appeal_own": {
    kind: "forbidden",
    zh: "承办人和申诉人不能裁定，请由他人裁定。",
    en: "Whoever handled it or appealed cannot decide; another person must.",
  },
} as const satisfies Record<string, ProblemText>;
