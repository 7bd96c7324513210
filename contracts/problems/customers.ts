import type { ProblemText } from "../problems.ts";

/** Refusals of the customer archive. */
export const customersProblems = {
  "customers.credit_code": {
    kind: "invalid",
    zh: "统一社会信用代码有误：{fault}。",
    en: "The unified credit code is not valid: {fault}.",
  },
  "customers.credit_code_bound": {
    kind: "conflict",
    zh: "该统一社会信用代码已登记在“{name}”名下。请打开该客户，或申请合并。",
    en: "This credit code belongs to “{name}” already. Open that customer, or propose to merge.",
  },
  "customers.id_bound": {
    kind: "conflict",
    zh: "该证件已登记在“{name}”名下。请打开该客户核对；确为同一人的，申请合并。",
    en: "This paper belongs to “{name}” already. Open that customer to compare; if it is one person, propose to merge.",
  },
  "customers.account_taken": {
    kind: "conflict",
    zh: "户号 {number} 已被使用。",
    en: "The account number {number} is taken.",
  },
  "customers.account_numbers_out": {
    kind: "conflict",
    zh: "户号序列已用完，请由管理员调整户号位数，或手工给出户号。",
    en: "The series of account numbers is used up: an administrator changes their length, or give a number by hand.",
  },
  "customers.account_closed": {
    kind: "conflict",
    zh: "户号 {number} 已于 {on} 销户，不能再办理。",
    en: "Account {number} was closed on {on}; nothing more can be done on it.",
  },
  "customers.unit_unknown": {
    kind: "invalid",
    zh: "没有这个供电单位，或不属于本公司，请从列表选择。",
    en: "No such unit in this company; choose one from the list.",
  },
  "customers.manager_unknown": {
    kind: "invalid",
    zh: "没有这位客户经理，或不属于本公司，请从列表选择。",
    en: "No such member of staff in this company; choose one from the list.",
  },
  "customers.kva_order": {
    kind: "invalid",
    zh: "运行容量（{running} kVA）不能大于合同容量（{contract} kVA）。",
    en: "The running capacity ({running} kVA) cannot exceed the contracted one ({contract} kVA).",
  },
  "customers.supplier_unknown": {
    kind: "invalid",
    zh: "被转供户必须指明本公司的转供户，其他用户不能填写。",
    en: "A sub-metered account names the account of this company that feeds it; others name none.",
  },
  "customers.point_number": {
    kind: "conflict",
    zh: "计量点编号 {number} 已被使用。",
    en: "The metering point number {number} is taken.",
  },
  "customers.supply_elsewhere": {
    kind: "invalid",
    zh: "所选受电点不属于本户。",
    en: "The supply point chosen is not one of this account.",
  },
  "customers.point_closed": {
    kind: "conflict",
    zh: "计量点 {number} 已停用，不能装表。",
    en: "Metering point {number} is closed; no meter can be installed there.",
  },
  "customers.before_opening": {
    kind: "invalid",
    zh: "日期不能早于立户日期 {opened}。",
    en: "The day cannot be before the account was opened, {opened}.",
  },
  "customers.same_owner": {
    kind: "invalid",
    zh: "该户已在这位客户名下，请选择过户的对方。",
    en: "The account is this customer's already; choose the one that it passes to.",
  },
  "customers.supplies_others": {
    kind: "conflict",
    zh: "户 {number} 由本户转供，请先解除转供关系。",
    en: "Account {number} is fed by this one; end that first.",
  },
  "customers.meter_reading": {
    kind: "invalid",
    zh: "电能表 {meter} 只有 {digits} 位整数，示数不能超过 {most} kWh。",
    en: "Meter {meter} has {digits} digits: a reading cannot exceed {most} kWh.",
  },
  "customers.code_unknown": {
    kind: "invalid",
    zh: "代码 {code} 不在“{list}”中，请从列表选择。",
    en: "The code {code} is not in the list “{list}”; choose one from it.",
  },
  "customers.supplier_cycle": {
    kind: "conflict",
    zh: "转供关系成环：{number} 已直接或间接由本户供电。",
    en: "Sub-metering would form a circle: {number} is already fed, directly or not, by this account.",
  },
  "customers.edited_meanwhile": {
    kind: "conflict",
    zh: "{who} 在 {at} 已修改过这条记录。请对照两个版本后再保存。",
    en: "{who} changed this at {at}. Compare both versions, then save again.",
  },
  "customers.past_stays": {
    kind: "conflict",
    zh: "生效日期不能早于 {earliest}：已成为历史的内容不能改写。",
    en: "A change cannot begin before {earliest}: the past is not rewritten.",
  },
  "customers.days_order": {
    kind: "invalid",
    zh: "结束日期不能早于开始日期。",
    en: "The end cannot be before the beginning.",
  },
  "customers.not_yet": {
    kind: "not-found",
    zh: "这一天该客户还没有建档，请选择建档以后的日期。",
    en: "The archive had no such customer on that day yet; choose a later one.",
  },
  "customers.future_day": {
    kind: "invalid",
    zh: "日期不能晚于今天。",
    en: "The day cannot be after today.",
  },
  "customers.merged": {
    kind: "conflict",
    zh: "该客户已并入“{name}”，请在合并后的档案上办理。",
    en: "This customer was merged into “{name}”; work on that one.",
  },
  "customers.meter_elsewhere": {
    kind: "conflict",
    zh: "电能表 {meter} 现装在计量点 {point}，请先在那里拆表。",
    en: "Meter {meter} hangs at point {point}; remove it there first.",
  },
  "customers.meter_hangs": {
    kind: "conflict",
    zh: "计量点上还装有电能表 {meter}：请给出拆表示数，或先拆表。",
    en: "Meter {meter} hangs at this point: give its last reading, or remove it first.",
  },
  "customers.meter_days": {
    kind: "conflict",
    zh: "日期与装拆记录冲突：该表或该计量点在 {from} 至 {to} 已有记录。",
    en: "The day conflicts with an installation from {from} to {to} of this meter or point.",
  },
  "customers.meter_scrapped": {
    kind: "conflict",
    zh: "电能表 {meter} 已报废，不能再装。",
    en: "Meter {meter} was scrapped and cannot be installed.",
  },
  "customers.no_meter": {
    kind: "conflict",
    zh: "该计量点没有在装的电能表。",
    en: "No meter hangs at this point.",
  },
  "customers.contract_number": {
    kind: "conflict",
    zh: "合同编号 {number} 已被使用。",
    en: "The contract number {number} is taken.",
  },
  "customers.contract_overlap": {
    kind: "conflict",
    zh: "与合同 {number}（{from} 至 {to}）的期限重叠，请先终止前一份。",
    en: "Overlaps with contract {number} ({from} to {to}); end that one first.",
  },
  "customers.party_unknown": {
    kind: "invalid",
    zh: "合同当事人中有不存在或已合并的客户，请重新选择。",
    en: "A party of the contract is no customer here, or was merged into another; choose again.",
  },
  "customers.relation_self": {
    kind: "invalid",
    zh: "客户不能与自己建立关系。",
    en: "A customer cannot be related to itself.",
  },
  "customers.relation_cycle": {
    kind: "conflict",
    zh: "关系成环：本客户已直接或间接隶属于“{name}”。",
    en: "The relation would form a circle: this customer is already below “{name}”.",
  },
  "customers.relation_twice": {
    kind: "conflict",
    zh: "这两位客户之间已有同样的关系。",
    en: "These customers are already related in this way.",
  },
  "customers.relation_overlap": {
    kind: "conflict",
    zh: "与 {from} 至 {to} 的同类关系时间重叠。",
    en: "Overlaps with the same relation from {from} to {to}.",
  },
  "customers.search_short": {
    kind: "invalid",
    zh: "请再多输入几个字：汉字至少 1 个，数字至少 4 位，字母至少 2 个。",
    en: "Type a little more: one Chinese character, four digits or two letters at least.",
  },
  "customers.unknown": {
    kind: "not-found",
    zh: "没有找到这位客户。请核对号码，或新建客户。",
    en: "No such customer. Check the number, or create the customer.",
  },
  "customers.scheme_unknown": {
    kind: "not-found",
    zh: "没有“{scheme}”这种分类。",
    en: "There is no classification “{scheme}”.",
  },
  "customers.scheme_computed": {
    kind: "conflict",
    zh: "“{scheme}”由系统计算，不能手工设定。",
    en: "“{scheme}” is computed and cannot be set by hand.",
  },
  "customers.register_level": {
    kind: "invalid",
    zh: "名册中没有等级“{level}”。",
    en: "The register has no level “{level}”.",
  },
  "customers.register_twice": {
    kind: "conflict",
    zh: "该客户已在此名册中，或正在等待审核。",
    en: "The customer is in this register already, or waits for review.",
  },
  "customers.own_review": {
    kind: "forbidden",
    zh: "不能审核自己提交的内容，请由另一位人员审核。",
    en: "Nobody reviews their own entry; another person must.",
  },
  "customers.reviewed_already": {
    kind: "conflict",
    zh: "已由 {who} 处理过。",
    en: "{who} has decided this already.",
  },
} as const satisfies Record<string, ProblemText>;
