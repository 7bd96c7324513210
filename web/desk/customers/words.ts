/** The names of the archive's kinds, states and roles, as clerks say them. */
import { defineWords } from "../../parts/words.ts";

export const kindName = defineWords({
  individual: ["个人", "Person"],
  organisation: ["单位", "Organisation"],
  intermediary: ["中间商", "Intermediary"],
});
export const stageName = defineWords({
  potential: ["潜在客户", "Potential"],
  current: ["在用客户", "Current"],
  former: ["历史客户", "Former"],
});
export const registerName = defineWords({
  important: ["重要", "Important"],
  sensitive: ["敏感", "Sensitive"],
  care: ["特需", "Care"],
  vip: ["VIP", "VIP"],
});
export const registerState = defineWords({
  proposed: ["待审核", "Proposed"],
  "in-force": ["生效", "In force"],
  refused: ["未通过", "Refused"],
  ended: ["已移出", "Ended"],
});
export const personalName = defineWords({
  "id-card": ["身份证", "ID card"],
  passport: ["护照", "Passport"],
  "hk-macao": ["港澳通行证", "HK/Macao permit"],
  taiwan: ["台胞证", "Taiwan permit"],
  "foreign-residence": ["外国人永居证", "Foreign residence"],
  "old-id": ["旧身份证", "Former ID"],
  mobile: ["手机", "Mobile"],
  landline: ["固定电话", "Landline"],
  "bank-account": ["银行账号", "Bank account"],
});
export const accountState = defineWords({
  applying: ["申请中", "Applying"],
  active: ["正常", "Active"],
  changing: ["变更中", "Changing"],
  closed: ["已销户", "Closed"],
});
export const importanceName = defineWords({
  none: ["一般", "Ordinary"],
  special: ["特级重要", "Special"],
  first: ["一级重要", "First class"],
  second: ["二级重要", "Second class"],
  temporary: ["临时重要", "Temporary"],
});
export const personRoleName = defineWords({
  "legal-representative": ["法定代表人", "Legal representative"],
  agent: ["经办人", "Agent"],
  electrician: ["电气负责人", "Electrician"],
  finance: ["财务", "Finance"],
  duty: ["值班", "On duty"],
  family: ["家人", "Family"],
  property: ["物业", "Property manager"],
  other: ["其他", "Other"],
});
export const relationName = defineWords({
  household: ["同户", "Household"],
  landlord: ["房东与租户", "Landlord and tenant"],
  group: ["集团", "Group"],
  "sub-metering": ["转供电", "Sub-metering"],
  "property-manager": ["物业管理", "Property management"],
  family: ["亲属", "Family"],
});
/** What the other customer is to this one, when the relation has a direction. */
export const otherEnd = defineWords({
  "landlord-from": ["租户", "Tenant"],
  "landlord-to": ["房东", "Landlord"],
  "group-from": ["成员", "Member"],
  "group-to": ["集团总部", "Head of the group"],
  "sub-metering-from": ["被转供", "Fed from here"],
  "sub-metering-to": ["转供方", "Supplier"],
  "property-manager-from": ["服务对象", "Served"],
  "property-manager-to": ["物业", "Property manager"],
});
export const matterKind = defineWords({
  ticket: ["号票", "Ticket"],
  appointment: ["预约", "Appointment"],
  order: ["工单", "Order"],
  arrears: ["欠费", "Arrears"],
  outage: ["停电", "Outage"],
  "change-request": ["变更申请", "Change request"],
  other: ["其他", "Other"],
});
export const timelineName = defineWords({
  visit: ["到厅", "Visits"],
  ticket: ["号票", "Tickets"],
  rating: ["评价", "Ratings"],
  contact: ["服务记录", "Contacts"],
  document: ["资料", "Documents"],
  change: ["变更", "Changes"],
  order: ["工单", "Orders"],
  payment: ["交费", "Payments"],
  outage: ["停电", "Outages"],
  meter: ["计量", "Meters"],
  notice: ["通知", "Notices"],
  other: ["其他", "Other"],
});
export const queryName = defineWords({
  name: ["姓名", "name"],
  pinyin: ["拼音", "pinyin"],
  initials: ["拼音首字母", "initials"],
  address: ["地址", "address"],
  phone: ["电话", "phone"],
  "phone-tail": ["电话尾号", "phone tail"],
  "id-number": ["证件", "paper"],
  "id-tail": ["证件尾号", "paper tail"],
  account: ["户号", "account"],
  "account-tail": ["户号尾号", "account tail"],
  meter: ["表号", "meter"],
  "credit-code": ["信用代码", "credit code"],
});
