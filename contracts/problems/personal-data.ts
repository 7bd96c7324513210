import type { ProblemText } from "../problems.ts";

/** Refusals around personal data: seeing it whole, keeping it, removing it. */
export const personalDataProblems = {
  "customers.unmask_limit": {
    kind: "too-many",
    zh: "一小时内查看完整号码已达 {limit} 次，请在 {minutes} 分钟后再试；确有需要请联系安全管理员。",
    en: "You have seen {limit} whole numbers within an hour; try again in {minutes} minutes, or ask the security administrator.",
  },
  "customers.unmask_not_yours": {
    kind: "forbidden",
    zh: "您的岗位不能查看完整的这类信息。请由有权限的岗位查看。",
    en: "Your post does not see this kind of number whole; ask a post that does.",
  },
  "customers.unmask_reason": {
    kind: "invalid",
    zh: "请从清单中选择查看原因。",
    en: "Choose a reason from the list.",
  },
  "customers.policy_never_plain": {
    kind: "conflict",
    zh: "证件号、电话和银行账号不能设为明文显示：查看完整号码须逐次说明原因。",
    en: "Papers, phones and bank accounts are never shown plain: each whole number needs its reason.",
  },
  "customers.policy_nothing_to_unmask": {
    kind: "conflict",
    zh: "只有脱敏显示的证件号、电话和银行账号才能设置“可查看完整”。",
    en: "Only papers, phones and bank accounts that are shown masked can be seen whole.",
  },
  "customers.role_unknown": {
    kind: "invalid",
    zh: "没有“{role}”这个角色。",
    en: "There is no role “{role}”.",
  },
  "customers.hold_lifted": {
    kind: "conflict",
    zh: "该保全已由 {who} 解除。",
    en: "{who} has lifted this hold already.",
  },
  "customers.held": {
    kind: "conflict",
    zh: "该客户处于法律保全中（{source}），解除前不能删除任何资料。",
    en: "The customer is under a legal hold ({source}); nothing is deleted before it is lifted.",
  },
  "customers.still_served": {
    kind: "conflict",
    zh: "该客户名下还有 {count} 个未销户的户号，供电合同期间的必要信息不能删除。",
    en: "The customer has {count} accounts that are not closed; what the supply contract needs cannot be deleted.",
  },
  "customers.still_open": {
    kind: "conflict",
    zh: "该客户还有 {count} 项在办事项，办结后才能删除。",
    en: "The customer has {count} open matters; they must be finished first.",
  },
  "customers.kept_until": {
    kind: "conflict",
    zh: "销户客户的资料须保存至 {date}，到期后系统自动去标识化。",
    en: "A former customer's data is kept until {date}; it is de-identified by itself then.",
  },
  "customers.forgotten": {
    kind: "conflict",
    zh: "该客户的个人信息已删除。",
    en: "This customer's personal data has been deleted.",
  },
  "customers.erasure_asked": {
    kind: "conflict",
    zh: "该客户已有一项待审核的删除请求。",
    en: "A request to delete this customer's data waits for its decision already.",
  },
  "customers.erasure_decided": {
    kind: "conflict",
    zh: "该请求已由 {who} 处理过。",
    en: "{who} has decided this request already.",
  },
  "customers.erasure_own": {
    kind: "forbidden",
    zh: "不能审核自己提交的删除请求，请由另一位人员审核。",
    en: "Nobody decides on their own request; another person must.",
  },
} as const satisfies Record<string, ProblemText>;
