/** The names of an order's states, clocks and kinds, as the people who work on them say them. */
import { defineWords, getLanguage } from "../../parts/words.ts";

export const heatName = defineWords({
  calm: ["正常", "On time"],
  half: ["过半", "Half used"],
  warm: ["临期", "Due soon"],
  over: ["超期", "Overdue"],
  paused: ["停表", "Stopped"],
  ended: ["已结束", "Ended"],
});
export const orderStateName = defineWords({
  open: ["在办", "Open"],
  suspended: ["挂起", "Suspended"],
  done: ["办结", "Done"],
  terminated: ["终止", "Terminated"],
  merged: ["已合并", "Merged"],
});
export const stepStateName = defineWords({
  live: ["办理中", "Open"],
  done: ["已办", "Done"],
  cancelled: ["取消", "Cancelled"],
  error: ["出错", "Failed"],
});
export const familyName = defineWords({
  new: ["新装", "New supply"],
  increase: ["增容", "More capacity"],
  temporary: ["临时用电", "Temporary"],
  solar: ["光伏", "Solar"],
  charging: ["充电桩", "Charging"],
  change: ["变更用电", "Changes"],
  metering: ["计量", "Metering"],
  service: ["服务申请", "Services"],
  complaint: ["投诉意见", "Complaints"],
  consultation: ["咨询查询", "Questions"],
  fault: ["故障报修", "Faults"],
  system: ["系统", "System"],
});
export const channelName = defineWords({
  counter: ["柜台", "Counter"],
  phone: ["电话", "Phone"],
  web: ["网上", "Web"],
  hotline: ["热线", "Hotline"],
  system: ["系统", "System"],
  field: ["现场", "Field"],
});
export const className = defineWords({
  RES: ["低压居民", "Home"],
  LVN: ["低压非居民", "Low voltage"],
  HV1: ["高压单电源", "High voltage, one source"],
  HV2: ["高压双电源", "High voltage, two sources"],
});
export const areaName = defineWords({
  URBAN: ["城区", "Town"],
  RURAL: ["农村", "Country"],
  REMOTE: ["边远", "Remote"],
});
export const priorityName = defineWords({
  normal: ["普通", "Normal"],
  important: ["重要", "Important"],
  urgent: ["紧急", "Urgent"],
});
export const gradeName = defineWords({
  normal: ["一般", "Ordinary"],
  important: ["重要", "Important"],
  major: ["重大", "Major"],
  special: ["特殊", "Special"],
});
export const secrecyName = defineWords({
  none: ["不保密", "Open"],
  anonymous: ["匿名", "Anonymous"],
  secret: ["保密", "Secret"],
});
export const demandName = defineWords({
  must: ["必做", "Must be done"],
  can: ["可做", "Can be done"],
  explain: ["可努力", "Can be explained"],
});
export const layerName = defineWords({
  statutory: ["法定", "By law"],
  promised: ["承诺", "Promised"],
  internal: ["内部", "Internal"],
});
export const clockStateName = defineWords({
  running: ["计时中", "Running"],
  paused: ["已停表", "Stopped"],
  met: ["按时", "In time"],
  missed: ["超期", "Late"],
  void: ["作废", "Void"],
});
/** `{n}` is the number. */
export const unitName = defineWords({
  MIN: ["{n} 分钟", "{n} min"],
  HOUR: ["{n} 小时", "{n} h"],
  ND: ["{n} 天", "{n} days"],
  WD: ["{n} 个工作日", "{n} working days"],
  BH: ["{n} 营业分钟", "{n} opening minutes"],
});
export const paperStateName = defineWords({
  owed: ["欠交", "Owed"],
  received: ["已收", "Received"],
  waived: ["免交", "Waived"],
});
export const evidenceName = defineWords({
  photo: ["现场照片", "Photos of the site"],
  position: ["现场定位", "Position"],
  signature: ["客户签字", "Customer's signature"],
  "two-persons": ["两人姓名", "Names of two persons"],
});
/** Why two orders may be the same matter. */
const sameName = defineWords({
  sameAccount: ["同户号", "same account"],
  sameCustomer: ["同客户", "same customer"],
  samePhone: ["同电话", "same phone"],
  sameAddress: ["同地址", "same address"],
  sameWords: ["诉求相近", "similar words"],
  sameOutage: ["同一停电", "same outage"],
  sameTime: ["时间相近", "about the same time"],
});
const clues = [
  "sameAccount",
  "sameCustomer",
  "samePhone",
  "sameAddress",
  "sameWords",
  "sameOutage",
  "sameTime",
] as const;
/** What says so, in one line; a clue without a name here keeps its code. */
export const sameWords = (because: readonly string[]): string =>
  because
    .map((one) => {
      const known = clues.find((clue) => clue === one);
      return known ? sameName(known) : one;
    })
    .join(getLanguage() === "zh" ? "、" : ", ");
/** How orders belong together. */
export const linkName = defineWords({
  main: ["并入", "Merged into"],
  child: ["并入本单", "Merged into this"],
  recurrence: ["重复发生", "Recurrence"],
  related: ["相关", "Related"],
  followed: ["后续", "Followed by"],
});
/** How a step ended. */
export const howName = defineWords({
  completed: ["办结", "completed"],
  returned: ["退回", "returned"],
  skipped: ["绿色通道跳过", "skipped"],
  timeout: ["到时", "timed out"],
  message: ["收到消息", "message"],
  cancelled: ["取消", "cancelled"],
});
