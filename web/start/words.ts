import { defineWords } from "../parts/words.ts";

export const t = defineWords({
  name: ["明窗", "Mingchuang"],
  what: [
    "供电公司的服务平台，从营业厅开始",
    "The service platform of a power supply company, beginning with its halls",
  ],
  motto: [
    "客户取号、引导、叫号、办理、评价；管理者看得见现场，晚上的日报对得上账。窗口后面的一切，都看得见。",
    "Customers take a number, are guided, called, served and asked for their rating; managers see it live, and the evening report is right. Everything behind the window can be seen.",
  ],
  groupHall: ["营业厅里", "In the hall"],
  groupStaff: ["工作人员", "Staff"],
  groupCustomer: ["客户手机", "On the customer's phone"],
  kiosk: ["自助取号机", "Ticket kiosk"],
  kioskText: [
    "大按钮取号，告知要等多久；断网也能出号。",
    "Take a number and learn the wait; works through a lost network.",
  ],
  display: ["综合屏", "Big screen"],
  displayText: [
    "8 米外看得清，普通话和英语播报。",
    "Readable from eight metres, speaks Mandarin and English.",
  ],
  pad: ["评价器", "Evaluator"],
  padText: ["放在窗口，办完请客户评价。", "At the window: asks for a rating when the service ends."],
  desk: ["窗口工作台", "Clerk's desk"],
  deskText: [
    "键盘叫号、办理、转移；一键办结并呼叫下一位。",
    "Call, serve, transfer by keyboard; one key finishes and calls the next.",
  ],
  guide: ["引导台", "Guide's tablet"],
  guideText: [
    "帮客户取号、标优先、找回过号，应答求助。",
    "Take for others, mark priority, bring back missed numbers, answer calls.",
  ],
  manage: ["全景桌面", "Panoramic desktop"],
  manageText: [
    "现场大屏、指标、日报，以及设置、人员、授权、审计。",
    "Live wall, figures, reports; set-up, people, rights and the audit trail.",
  ],
  my: ["我的号", "My ticket"],
  myText: [
    "扫屏上的二维码取号、预约，看还要等多久。",
    "Scan the hall's code to take a number or book; see how long it takes.",
  ],
  field: ["现场作业", "On site"],
  fieldText: [
    "勘查、检验、装表：拍照、定位、客户签名，没有网络也能办。",
    "Survey, inspect, fit meters: photos, position, the customer's signature; works without a network.",
  ],
  order: ["我的工单", "My order"],
  orderText: [
    "扫回执二维码或凭手机验证码：办到哪一步、补资料、催办、签字、评价。",
    "By the receipt's code or an SMS: where it stands; send papers, urge, sign, rate.",
  ],
  api: ["接口文档", "API documentation"],
  apiText: [
    "给集成商：每个地址、权限和错误码。",
    "For integrators: every address, permission and problem code.",
  ],
  openPaired: ["打开（自动配对）", "Open, already paired"],
  open: ["打开", "Open"],
  hall: ["营业厅", "Hall"],
  sample: ["样例县已载入", "The sample county is loaded"],
  sampleText: [
    "人名地名均为虚构。公司编号 {orgId}，所有人的口令都是",
    "All names are invented. Company {orgId}; everybody's password is",
  ],
  signIns: ["样例登录", "Sample sign-ins"],
  enter: ["以此身份进入", "Enter as this person"],
  enterAs: ["以{name}（{role}）的身份进入", "Enter as {name} ({role})"],
  loading: ["正在打开…", "Opening…"],
  noSample: [
    "本平台在正式使用中：请用自己的账号登录，设备由管理员配对。",
    "This platform is in service: sign in with your own account; an administrator pairs the devices.",
  ],
  other: ["English", "中文"],
});
