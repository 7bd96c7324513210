/** Made-up orders for the tests of the papers. No such people, numbers or places exist. */
import type { PaperFacts } from "./facts.ts";
import type { ApplicationFacts } from "./templates/application.ts";
import type { NoticeFacts } from "./templates/notice.ts";
import type { ReceiptFacts } from "./templates/receipt.ts";

const company = {
  name: "清河县供电公司",
  hotline: "95598",
  hall: "城关供电营业厅",
  hallAddress: "清河县人民路 18 号",
};

export const resident: PaperFacts = {
  company,
  order: {
    number: "NI20261130000123",
    typeName: "低压居民新装",
    responsible: { name: "周敏", phone: "0319-5550118" },
    acceptedAt: "2026-11-30T01:12:34Z",
  },
  customer: {
    name: "张*",
    kind: "individual",
    idKind: "居民身份证",
    idNumber: "110***********002X",
    phone: "138****1234",
    address: "清河县城关镇和平路幸福小区",
  },
  supply: {
    accountNumber: "1300 0012 34567",
    address: "清河县城关镇和平路幸福小区 3 号楼 2 单元 501 室",
    use: "城镇居民生活用电",
    voltage: "交流 220 V",
    capacityAsked: "8 kW",
    capacityNow: "0 kW",
    wantedOn: "2026-12-05",
  },
  number: "NI20261130000123-01",
  issuedOn: "2026-11-30",
  copy: "一式两份 · 客户留存",
};

export const factory: PaperFacts = {
  company,
  order: {
    number: "NI20261130000456",
    typeName: "高压双电源新装",
    responsible: { name: "李文博", phone: "0319-5550126" },
    acceptedAt: "2026-11-30T02:40:00Z",
  },
  customer: {
    name: "清河县恒泰羊绒制品有限公司",
    kind: "organisation",
    idKind: "营业执照",
    idNumber: "91350100M000100Y43",
    phone: "0319-5550199",
    address: "清河县经济开发区挥公大道 66 号",
    email: "power@hengtai.example",
    representative: "王建国",
    agent: { name: "赵晓燕", idNumber: "110***********002X", phone: "139****5678" },
  },
  supply: {
    accountNumber: "1300 0098 76543",
    address: "清河县经济开发区挥公大道 66 号二期厂房",
    use: "大工业用电",
    industry: "C1762 毛针织造",
    voltage: "交流 10 kV",
    sources: "双电源（主供 + 备用）",
    capacityNow: "0 kVA",
    capacityAsked: "1 250 kVA",
    capacityTotal: "1 250 kVA",
    wantedOn: "2027-02-01",
    importance: "二级重要用户",
  },
  number: "NI20261130000456-01",
  issuedOn: "2026-11-30",
};

export const residentApplication: ApplicationFacts = {
  ...resident,
  service: "新装",
  phases: "单相",
  invoice: "普通发票",
  note: "院内有电梯，请提前一天联系。",
};

export const factoryApplication: ApplicationFacts = {
  ...factory,
  service: "新装",
  invoice: "增值税专用发票",
  project: { name: "恒泰二期智能纺纱车间", shifts: "三班", load: "二类", ownSource: "柴油发电机 200 kW" },
  equipment: [
    { name: "干式变压器", model: "SCB14-630/10", count: "2 台", power: "1 260 kVA" },
    { name: "自动络筒机", model: "Autoconer X6", count: "6 台", power: "168 kW" },
    { name: "空压机", model: "GA90", count: "2 台", power: "180 kW", note: "变频" },
    { name: "照明与办公", count: "1 套", power: "45 kW" },
  ],
};

export const residentReceipt: ReceiptFacts = {
  ...resident,
  promised: [
    { step: "现场勘查并答复供电方案", limit: "2 个工作日", dueOn: "2026-12-02", basis: "本公司公开承诺" },
    { step: "装表接电", limit: "2 个工作日", dueOn: "2026-12-04", basis: "本公司公开承诺" },
    { step: "全过程办电", limit: "5 个工作日", dueOn: "2026-12-07", basis: "供电服务“十项承诺”（2022）" },
  ],
  promisedOn: "2026-12-07",
  followUrl: "https://hall.example/my/order/NI20261130000123#k7Qw2vXz9LmPq4",
  received: [
    { name: "居民身份证", state: "received" },
    { name: "不动产权证", state: "may-follow", note: "最迟在供电方案答复之前" },
    { name: "户籍信息", state: "from-government", note: "已从政务数据共享取得" },
  ],
  acceptedBy: "0101 王芳",
};

export const factoryNotice: NoticeFacts = {
  ...factory,
  needed: [
    { name: "用电申请（用电登记表）", state: "received" },
    { name: "营业执照、法定代表人身份证明", state: "from-government", note: "电子证照共享" },
    { name: "经办人身份证及授权委托书", state: "missing" },
    { name: "房屋产权证明或土地使用证", state: "may-follow", note: "供电方案答复之前" },
    { name: "项目立项批复", state: "may-follow", note: "供电方案答复之前" },
    { name: "用电设备清单、厂区平面图", state: "may-follow", note: "供电方案答复之前" },
    { name: "双电源必要性说明", state: "may-follow", note: "供电方案答复之前；重要用户必备" },
  ],
  steps: [
    { step: "业务受理", limit: "1 个工作日", basis: "本公司公开承诺" },
    { step: "供电方案答复", limit: "20 个工作日", basis: "本公司公开承诺" },
    { step: "设计文件审核", limit: "3 个工作日", basis: "自客户提交设计文件起；仅重要或特殊负荷用户" },
    { step: "中间检查", limit: "2 个工作日", basis: "自客户申请起；仅有隐蔽工程时" },
    { step: "竣工检验", limit: "3 个工作日", basis: "自客户报验起" },
    { step: "装表接电", limit: "3 个工作日", basis: "自检验合格、签约、交费起" },
    { step: "供电企业各环节合计", limit: "32 个工作日", basis: "供电服务“十项承诺”（2022）" },
  ],
  fees: [{ name: "高可靠性供电费", price: "按省价格主管部门文件", basis: "双电源用户；标准见厅内公示" }],
};
