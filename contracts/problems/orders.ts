import type { ProblemText } from "../problems.ts";

/** Refusals of service orders: intake, steps and clocks. */
export const orderProblems = {
  "orders.type_unknown": {
    kind: "not-found",
    zh: "没有这种业务类型（{type}），或今天还不受理。请从列表中选择。",
    en: "There is no kind of order {type}, or it is not taken today; choose one from the list.",
  },
  "orders.channel_closed": {
    kind: "invalid",
    zh: "这种业务不通过此渠道受理。",
    en: "This kind of order is not taken through this channel.",
  },
  "orders.account_needed": {
    kind: "invalid",
    zh: "这种业务针对一个户号，请先选择客户的户。",
    en: "This kind of order is about an account; choose one of the customer's accounts first.",
  },
  "orders.class_wrong": {
    kind: "invalid",
    zh: "这种业务不适用于该客户类别，请核对电压等级和用电类别。",
    en: "This kind of order does not apply to the customer's class; check voltage and use.",
  },
  "orders.archive_value_missing": {
    kind: "conflict",
    zh: "工单没有填写“{label}”，档案无法更新。请作不通过处理，再按现行表单重新受理。",
    en: "The order lacks “{labelEn}”, so the archive cannot be brought up to date. Refuse it and take it anew with the form of today.",
  },
  "orders.form_incomplete": {
    kind: "invalid",
    zh: "“{label}”未填写或填写有误，请补充。",
    en: "“{labelEn}” is missing or wrong; complete it.",
  },
  "orders.form_format": {
    kind: "invalid",
    zh: "“{label}”的写法不对。{say}",
    en: "“{labelEn}” is not written as it should be. {sayEn}",
  },
  "orders.form_version": {
    kind: "conflict",
    zh: "表单已更新，请重新打开这一环节后再提交，已填内容会保留。",
    en: "The form has changed; open the step again before you submit. What you have filled in is kept.",
  },
  "orders.finding_stops": {
    kind: "conflict",
    zh: "不能受理：{textZh}",
    en: "Cannot be accepted: {textEn}",
  },
  "orders.finding_open": {
    kind: "conflict",
    zh: "受理前请确认提示：{textZh}",
    en: "Confirm before accepting: {textEn}",
  },
  "orders.paper_missing": {
    kind: "conflict",
    zh: "还缺资料：{papers}。请补齐后再继续。",
    en: "Papers are still missing: {papersEn}. Bring them first.",
  },
  "orders.paper_unknown": {
    kind: "not-found",
    zh: "这张工单不需要此项资料。",
    en: "This order does not ask for that paper.",
  },
  "orders.paper_never_waived": {
    kind: "forbidden",
    zh: "身份证明和被收费人的同意书不能免除。",
    en: "Proof of identity and the consent of whoever is charged cannot be waived.",
  },
  "orders.evidence_missing": {
    kind: "invalid",
    zh: "这一环节需要现场凭证：{evidence}。",
    en: "This step needs evidence from the site: {evidenceEn}.",
  },
  "orders.contact_missing": {
    kind: "invalid",
    zh: "请留下联系人和可用的电话，否则无法告知办理进度。",
    en: "Give a contact name and a working phone; otherwise nobody can be told of the progress.",
  },
  "orders.process_missing": {
    kind: "conflict",
    zh: "这种业务的流程（{process}）还没有发布，请联系管理员。",
    en: "The process {process} of this kind of order is not published; ask the administrator.",
  },
  "orders.not_open": {
    kind: "conflict",
    zh: "工单已办结、终止、合并或挂起，不能这样操作。",
    en: "The order is done, terminated, merged or suspended; this cannot be done now.",
  },
  "orders.not_suspended": {
    kind: "conflict",
    zh: "工单没有挂起。",
    en: "The order is not suspended.",
  },
  "orders.changed": {
    kind: "conflict",
    zh: "工单刚被他人修改，请看过最新内容后再操作。",
    en: "Somebody has just changed the order; look at it again before you go on.",
  },
  "orders.step_changed": {
    kind: "conflict",
    zh: "这一环节刚被他人修改，请看过最新内容后再提交，您填写的内容会保留。",
    en: "Somebody has just changed this step; look at it again before you submit. What you filled in is kept.",
  },
  "orders.step_closed": {
    kind: "conflict",
    zh: "这一环节已经办结（{who}）。",
    en: "This step is over already ({who}).",
  },
  "orders.step_taken": {
    kind: "conflict",
    zh: "{who} 已领取这一环节。",
    en: "{who} has taken this step already.",
  },
  "orders.step_not_yours": {
    kind: "forbidden",
    zh: "这一环节不在您手上，请先领取或由调度指派。",
    en: "This step is not in your hands; claim it first, or have it assigned to you.",
  },
  "orders.post_wrong": {
    kind: "forbidden",
    zh: "这一环节由“{postZh}”办理。",
    en: "This step is for the post “{postEn}”.",
  },
  "orders.segregation": {
    kind: "forbidden",
    zh: "不相容岗位：{who}已办理本单的“{dutyZh}”，不能再办理“{otherZh}”。请由他人办理。",
    en: "Duties are kept apart: {who} did “{dutyEn}” of this order and cannot do “{otherEn}”; another person must.",
  },
  "orders.staff_unknown": {
    kind: "not-found",
    zh: "没有这位在岗人员，或其不能办理此单。",
    en: "There is no such active person, or they cannot work on this order.",
  },
  "orders.return_target": {
    kind: "invalid",
    zh: "只能退回到本单已经办过的环节。",
    en: "An order goes back only to a step that it has been through.",
  },
  "orders.reason_unknown": {
    kind: "invalid",
    zh: "请从列表中选择原因。",
    en: "Choose a reason from the list.",
  },
  "orders.proof_missing": {
    kind: "invalid",
    zh: "按这个原因暂停计时需要附证明材料。",
    en: "Stopping the clock for this reason needs a proof.",
  },
  "orders.not_skippable": {
    kind: "forbidden",
    zh: "这一环节不能跳过：流程不允许，或工单不在绿色通道。",
    en: "This step cannot be skipped: the process does not allow it, or the order is not on the green channel.",
  },
  "orders.not_awaited": {
    kind: "conflict",
    zh: "工单目前不在等待这件事，请刷新后再看。",
    en: "The order is not waiting for that now; reload and look again.",
  },
  "orders.pause_checked": {
    kind: "conflict",
    zh: "这次暂停已由{who}复核。",
    en: "{who} has checked this pause already.",
  },
  "orders.pause_own": {
    kind: "forbidden",
    zh: "不能复核自己登记的暂停，请由他人复核。",
    en: "You cannot check a pause of your own; another person must.",
  },
  "orders.not_responsible": {
    kind: "forbidden",
    zh: "只有主办人或调度可以移交。",
    en: "Only the responsible person or a dispatcher hands the order over.",
  },
  "orders.range_too_long": {
    kind: "invalid",
    zh: "日期范围有误，或超过 {days} 天。",
    en: "The range of dates is wrong or longer than {days} days.",
  },
  "orders.loop": {
    kind: "fault",
    zh: "流程在“{node}”处循环不止，已停止。请联系管理员检查流程。",
    en: "The process goes round and round at “{node}” and was stopped; ask the administrator to check it.",
  },
} as const satisfies Record<string, ProblemText>;
