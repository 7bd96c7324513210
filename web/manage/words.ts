import { defineWords } from "../parts/words.ts";

/** Names of the pages, as the menu shows them. */
export const t = defineWords({
  surface: ["全景桌面", "Panoramic desktop"],
  menu: ["菜单", "Menu"],
  nothing: ["没有这个页面，或您的岗位看不到它。", "There is no such page, or your post does not include it."],
  home: ["回到首页", "Back to the first page"],
  live: ["现场", "Live"],
  wall: ["现场大屏", "Hall wall"],
  analysis: ["分析", "Analysis"],
  figures: ["指标", "Figures"],
  report: ["营业厅日报", "Evening report"],
  forecast: ["等候预测", "Wait forecast"],
  setup: ["设置", "Set-up"],
  halls: ["营业厅与窗口", "Halls and windows"],
  roster: ["排班", "Roster"],
  appointments: ["预约名额", "Appointments"],
  devices: ["设备", "Devices"],
  rules: ["生效规则", "Rules in force"],
  calendar: ["法定日历", "Calendar"],
  identity: ["机构与权限", "People and rights"],
  units: ["组织机构", "Organisation"],
  staff: ["人员", "Staff"],
  roles: ["角色与权限", "Roles"],
  grants: ["授权", "Grants"],
  audit: ["审计记录", "Audit trail"],
  account: ["我的账户", "My account"],
});
