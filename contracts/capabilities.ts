/**
 * What a person or a device may do, one word each; roles are sets of these, granted on a subtree of the
 * organisation. Four capabilities are not granted but follow from who calls.
 */
import type { Words } from "./endpoint.ts";

export const capabilities = {
  // Not granted: open to all, to whoever signed in, to the holder of a ticket's token.
  anyone: { zh: "任何人", en: "Anyone" },
  "signed-in": { zh: "已登录", en: "Signed in" },
  "my.ticket": { zh: "持票人", en: "Ticket holder" },
  "my.order": { zh: "工单申请人", en: "Holder of an order's code" },
  // Identity: split over three people (三员分立, GB/T 22239-2019 8.1.5).
  "identity.staff.manage": { zh: "维护机构与人员", en: "Manage units and staff" },
  "identity.roles.grant": { zh: "授权（安全管理员）", en: "Grant roles (security administrator)" },
  "identity.sessions.revoke": { zh: "注销他人登录", en: "End other people's sessions" },
  "identity.devices.manage": { zh: "登记设备", en: "Enrol devices" },
  "identity.read": { zh: "查看机构与人员", en: "See units and staff" },
  "identity.sign-on.configure": { zh: "设置统一登录", en: "Configure single sign-on" },
  "identity.delegations.arrange": { zh: "安排代班", en: "Arrange stand-ins" },
  "identity.preview": { zh: "以某岗位预览", en: "Preview as a role" },
  "audit.read": { zh: "查看审计记录（审计员）", en: "Read the audit trail (auditor)" },
  // Catalogue: rules and calendar.
  "catalogue.read": { zh: "查看规则与日历", en: "Read rules and calendar" },
  "catalogue.manage": { zh: "维护规则与日历", en: "Manage rules and calendar" },
  // Customers: the archive and who may see what of it.
  "customers.read": { zh: "查阅客户档案", en: "Read the customer archive" },
  "customers.recognise": { zh: "识别客户", en: "Recognise customers" },
  "customers.contact": { zh: "登记服务记录", en: "Record contacts and pins" },
  "customers.edit": { zh: "维护客户档案", en: "Maintain the customer archive" },
  "customers.change.request": { zh: "申请变更敏感信息", en: "Ask for changes of sensitive fields" },
  "customers.change.approve": { zh: "审核敏感信息变更", en: "Approve changes of sensitive fields" },
  "customers.register.propose": { zh: "登记名册", en: "Propose register entries" },
  "customers.register.review": { zh: "审核名册", en: "Review register entries" },
  "customers.merge.propose": { zh: "申请合并客户", en: "Propose to merge customers" },
  "customers.merge.approve": { zh: "审核合并客户", en: "Approve and undo merges" },
  "customers.documents.read": { zh: "查看客户资料", en: "See customers' documents" },
  "customers.documents.add": { zh: "上传客户资料", en: "Add customers' documents" },
  "customers.import": { zh: "导入客户", en: "Import customers" },
  "customers.export": { zh: "申请导出客户", en: "Ask for exports of customers" },
  "customers.export.approve": { zh: "审核客户导出", en: "Approve exports of customers" },
  "customers.unmask": { zh: "查看完整个人信息", en: "See personal data unmasked" },
  "customers.hold": { zh: "法律保全", en: "Place and lift legal holds" },
  "customers.privacy.manage": { zh: "个人信息管理", en: "Manage personal data protection" },
  "customers.strategies.manage": { zh: "维护推送策略", en: "Maintain strategies" },
  // Hall, front to back.
  "hall.ticket.take": { zh: "取号", en: "Take tickets" },
  "hall.ticket.print": { zh: "打印与确认号票", en: "Print and confirm tickets" },
  "hall.ticket.priority": { zh: "标记优先", en: "Mark priority" },
  "hall.ticket.void": { zh: "作废号票", en: "Void tickets" },
  "hall.ticket.return": { zh: "过号激活", en: "Bring back missed numbers" },
  "hall.kiosk.offline": { zh: "脱网取号", en: "Issue numbers offline" },
  "hall.call": { zh: "叫号与办理", en: "Call and serve" },
  "hall.window.operate": { zh: "开关窗口", en: "Open, pause and close windows" },
  "hall.display": { zh: "大屏显示", en: "Show the displays" },
  "hall.rate": { zh: "评价", en: "Ask for ratings" },
  "hall.floor.view": { zh: "查看现场", en: "See the hall live" },
  "hall.alert.answer": { zh: "应答预警与求助", en: "Answer alerts and panic calls" },
  "hall.help.ask": { zh: "呼叫引导员", en: "Ask for the guide" },
  "hall.appointment.manage": { zh: "维护预约", en: "Manage appointments" },
  "hall.figures.view": { zh: "查看指标", en: "See figures" },
  "hall.figures.export": { zh: "导出指标", en: "Export figures" },
  "hall.configure": { zh: "营业厅设置", en: "Configure halls" },
  // Orders.
  "orders.read": { zh: "查看工单", en: "See orders" },
  "orders.accept": { zh: "受理工单", en: "Accept orders" },
  "orders.work": { zh: "办理工单", en: "Work on orders" },
  "orders.dispatch": { zh: "派工与调度", en: "Dispatch orders" },
  "orders.supervise": { zh: "督办工单", en: "Supervise orders" },
  "orders.cancel": { zh: "终止工单", en: "Terminate orders" },
  "orders.skip": { zh: "绿色通道跳过环节", en: "Skip steps on the green channel" },
  "orders.check": { zh: "复核计时暂停", en: "Check pauses of clocks" },
  "orders.process.design": { zh: "设计流程", en: "Design processes" },
  "orders.process.publish": { zh: "发布流程", en: "Publish processes" },
  "orders.figures.view": { zh: "查看工单指标", en: "See figures of orders" },
  "orders.catalogue.release": { zh: "发布业务目录", en: "Release changes of the order catalogue" },
  "orders.configure": { zh: "工单设置", en: "Configure orders" },
  "orders.import": { zh: "导入外部工单", en: "Import orders of other systems" },
} as const satisfies Record<string, Words>;

export type Capability = keyof typeof capabilities;
