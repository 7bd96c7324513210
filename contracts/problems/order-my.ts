import type { ProblemText } from "../problems.ts";

/** Refusals of the customer's and the crew's side of orders: papers, signatures, following an order, work on site. */
export const orderMyProblems = {
  "orders.paper_facts": {
    kind: "conflict",
    zh: "这份单据还不能出具：{whatZh}。",
    en: "This paper cannot be issued yet: {whatEn}.",
  },
  "orders.paper_outdated": {
    kind: "conflict",
    zh: "这份单据已有新的版本，请看过新版本后再签名。",
    en: "There is a newer version of this paper; read it before you sign.",
  },
  "orders.signature_other_document": {
    kind: "conflict",
    zh: "签名与这份单据的内容不符：单据在签名期间被更改。请重新阅读后再签。",
    en: "The signature is for other words than this paper has: it was changed meanwhile. Read it again and sign anew.",
  },
  "orders.signature_slot": {
    kind: "invalid",
    zh: "这份单据没有这个签名处，或不由您签。",
    en: "This paper has no such place to sign, or it is not yours.",
  },
  "orders.signature_twice": {
    kind: "conflict",
    zh: "这里已由{who}签名。需要更改时请重新出具单据。",
    en: "{who} has signed here already. To change it, the paper is issued anew.",
  },
  "orders.signature_empty": {
    kind: "invalid",
    zh: "没有收到笔迹，请在框内签名后再提交。",
    en: "No handwriting arrived; sign in the box and submit again.",
  },
  "orders.signature_foreign": {
    kind: "fault",
    zh: "“{slot}”处的签名不属于这份单据，不能打印。请联系管理员核对审计记录。",
    en: "The signature at “{slot}” does not belong to this paper; it is not printed. Ask the administrator to check the audit trail.",
  },
  "orders.no_pad": {
    kind: "conflict",
    zh: "您没有在窗口值守，或本窗口没有配对评价器。请在本机屏幕上签名，或到有评价器的窗口再试。",
    en: "You sit at no window, or it has no evaluator. Let the customer sign on this screen, or go to a window with one.",
  },
  "orders.pad_over": {
    kind: "conflict",
    zh: "这次签名请求已经结束。请工作人员重新发起。",
    en: "This request to sign is over; ask the clerk to start it again.",
  },
  "orders.delivery_proof": {
    kind: "invalid",
    zh: "{wayZh}要写明凭据：{proofZh}。",
    en: "{wayEn} needs its proof: {proofEn}.",
  },
  "orders.delivery_way": {
    kind: "invalid",
    zh: "这种送达方式与登记的结果不符，请重新选择。",
    en: "That way of delivery does not go with this result; choose again.",
  },
  "orders.sheet_none": {
    kind: "conflict",
    zh: "这个环节没有现场单据，或还没有办结，签名没有采用。",
    en: "This step has no sheet to sign, or is not done yet; the signature was not taken.",
  },
  "orders.sheet_differs": {
    kind: "conflict",
    zh: "客户在现场签的内容与系统里现在的单据不一致，签名没有采用。请重新出具单据，给客户看过后再签。",
    en: "What the customer signed on site is not what the paper says now; the signature was not taken. Issue the paper, show it and let it be signed anew.",
  },
  "orders.code_wrong": {
    kind: "forbidden",
    zh: "工单编号、手机号或验证码不对，或验证码已过期。请核对后重试，或重新获取验证码。",
    en: "Number, phone or code is wrong, or the code has expired. Check them, or ask for a new code.",
  },
  "orders.code_too_many": {
    kind: "too-many",
    zh: "获取验证码过于频繁，请 {minutes} 分钟后再试，或拨打 95598。",
    en: "Too many codes were asked for; try again in {minutes} minutes, or call 95598.",
  },
  "orders.not_rated_yet": {
    kind: "conflict",
    zh: "工单办结后才能评价。",
    en: "An order can be rated once it is done.",
  },
  "orders.rated_already": {
    kind: "conflict",
    zh: "您已评价过这张工单，谢谢。",
    en: "You have rated this order already, thank you.",
  },
  "orders.paper_at_counter": {
    kind: "conflict",
    zh: "这项资料需要到营业厅办理，请带原件。",
    en: "This paper is taken at the hall; bring the original, please.",
  },
  "orders.pictures_too_many": {
    kind: "conflict",
    zh: "这张工单的照片已达上限（{limit} 张）。",
    en: "This order has as many pictures as it may have ({limit}).",
  },
} as const satisfies Record<string, ProblemText>;
