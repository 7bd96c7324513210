/** One filled example of each template: for the tests, and for looking at. */
import type { PaperDocument } from "../../../../contracts/orders/papers.ts";
import { sixFormBag } from "./bag.ts";
import { applicationHv, applicationLv } from "./templates/application.ts";
import { contract } from "./templates/contract.ts";
import { legalAct } from "./templates/legal-act.ts";
import { energiseSheet, meterSheet } from "./templates/meter-sheets.ts";
import { notice } from "./templates/notice.ts";
import { completionOpinion, designOpinion, interimOpinion, type OpinionFacts } from "./templates/opinions.ts";
import { penetrationReport } from "./templates/penetration-report.ts";
import { planReply } from "./templates/plan-reply.ts";
import { receipt } from "./templates/receipt.ts";
import { supervision } from "./templates/supervision.ts";
import { survey } from "./templates/survey.ts";
import { undertaking } from "./templates/undertaking.ts";
import {
  factory,
  factoryApplication,
  factoryNotice,
  resident,
  residentApplication,
  residentReceipt,
} from "./testing-facts.ts";

const inspection: OpinionFacts = {
  ...factory,
  number: "NI20261130000456-08",
  issuedOn: "2027-01-20",
  askedAt: "2027-01-18T01:30:00Z",
  dueOn: "2027-01-21",
  doneAt: "2027-01-20T06:00:00Z",
  round: 1,
  builder: { name: "华北电建工程有限公司", licence: "承装（修、试）三级 1-2-00123-2024" },
  departments: ["营销", "运检", "调控", "计量"],
  findings: [
    { item: "竣工图纸、试验报告、隐蔽工程记录齐全", result: "passed" },
    { item: "高低压设备型号、容量与批准的设计一致", result: "passed" },
    { item: "接地电阻实测值", result: "passed", note: "2.1 Ω" },
    { item: "双电源闭锁装置可靠", result: "failed", note: "机械闭锁未投入，电气闭锁动作正常" },
    { item: "电能计量装置安装位置与封闭", result: "passed" },
    { item: "自备应急电源与防倒送措施", result: "not-applicable" },
    { item: "运行规程、值班电工证件", result: "failed", note: "缺 1 名电工的特种作业操作证" },
  ],
  result: "failed",
  toChange: ["投入双电源机械闭锁并重新试验，提交试验记录。", "补交值班电工李某的特种作业操作证复印件。"],
  opinion: "其余项目符合批准的供电方案和设计，整改后复验。",
  handlers: ["孙立新", "马晓东"],
};

const plan = planReply({
  ...factory,
  number: "NI20261130000456-03",
  issuedOn: "2026-12-18",
  capacity: "1 260 kVA（630 kVA × 2）",
  voltage: "交流 10 kV",
  pricing: "大工业用电，两部制，按合约最大需量计收容（需）量电费；峰谷分时",
  powerFactor: "0.90",
  boundary: "10 kV 517 开发区一线 23 号杆隔离开关负荷侧接线端子，分界点电源侧归甲方、负荷侧归乙方",
  ownSource: "柴油发电机 200 kW，须装设机械与电气双重闭锁",
  sources: [
    {
      name: "主供",
      station: "35 kV 葛仙庄变电站",
      line: "10 kV 517 线",
      accessPoint: "23 号杆",
      capacity: "1 260 kVA",
    },
    {
      name: "备用",
      station: "110 kV 清河变电站",
      line: "10 kV 526 线",
      accessPoint: "开发区 2 号环网柜 03 间隔",
      capacity: "630 kVA",
    },
  ],
  metering: [
    {
      point: "主供总表",
      way: "高供高计",
      voltage: "10 kV",
      transformers: "PT 10/0.1\nCT 100/5",
      meter: "三相智能表 0.5S 级",
    },
    {
      point: "备用总表",
      way: "高供高计",
      voltage: "10 kV",
      transformers: "PT 10/0.1\nCT 50/5",
      meter: "三相智能表 0.5S 级",
    },
  ],
  fees: [{ name: "高可靠性供电费（备用 630 kVA）", amount: "按公示标准", basis: "省价格主管部门文件" }],
  requirements: [
    "受电工程设计完成后，请提交设计文件审核（重要用户）。",
    "隐蔽工程覆盖前三日，请通知我们进行中间检查。",
  ],
  validUntil: "2027-12-17",
  extendBy: "2027-12-07",
  works: "有受电工程",
});

export const bag = (): readonly PaperDocument[] =>
  sixFormBag(
    {
      ...factory,
      number: "NI20261130000456-DA",
      issuedOn: "2027-02-01",
      archivedBy: "0107 陈静",
      absent: { "interim-opinion": "本工程无隐蔽工程，不需要中间检查" },
    },
    [
      applicationHv(factoryApplication),
      filledSurvey(),
      plan,
      designOpinion({ ...inspection, number: "NI20261130000456-06" }),
      completionOpinion(inspection),
    ],
  );

const filledSurvey = () =>
  survey({
    ...factory,
    number: "NI20261130000456-02",
    surveyedAt: "2026-12-02T01:30:00Z",
    surveyors: ["李文博", "何志强"],
    position: "E 115.667°，N 37.046°",
    photos: 6,
    isAsWritten: true,
    load: "络筒机 168 kW、空压机 180 kW、细纱机 520 kW、照明及其他 45 kW；合计 913 kW，同时率 0.85。",
    capacity: "1 260 kVA",
    line: "10 kV 517 开发区一线",
    area: "专用变压器",
    spareCapacity: "2 400 kVA",
    accessPoint: "23 号杆；备用电源 2 号环网柜 03 间隔",
    metering: "高供高计",
    meterPlace: "厂区东侧预装式变电站计量柜",
    works: "新建 10 kV 电缆 0.42 km，由供电企业投资至红线。",
    crossings: "跨越厂区道路一处，已与园区管委会确认",
    safety: "未发现",
    canSupply: "需配套工程后供电",
    opinion: "建议双电源供电，主供 517 线，备用 526 线。",
    joint: [
      { department: "运检部", name: "何志强", opinion: "同意接入 517 线 23 号杆" },
      { department: "调控中心", name: "刘洋", opinion: "两回线路来自不同变电站，满足要求" },
    ],
  });

export const examples = (): Record<string, PaperDocument> => ({
  "application-lv": applicationLv(residentApplication),
  "application-hv": applicationHv(factoryApplication),
  receipt: receipt(residentReceipt),
  notice: notice(factoryNotice),
  survey: filledSurvey(),
  "survey-blank": survey({ ...resident, number: "NI20261130000123-02" }),
  "plan-reply": plan,
  "design-opinion": designOpinion({ ...inspection, number: "NI20261130000456-06" }),
  "interim-opinion": interimOpinion({ ...inspection, number: "NI20261130000456-07" }),
  "completion-opinion": completionOpinion(inspection),
  "meter-sheet": meterSheet({
    ...resident,
    number: "NI20261130000123-05",
    works: [
      {
        act: "装",
        kind: "单相智能表",
        asset: "1330 0010 0234 5678",
        model: "DDZY1296-Z",
        rating: "220 V 5(60) A 2.0 级",
        readings: "总 000000.00",
        seals: "表盖 A00123\n箱门 B00456",
      },
    ],
    place: "3 号楼 2 单元一层表箱第 5 位",
    wiring: "单相",
    metering: "低供低计",
    workedAt: "2026-12-03T02:20:00Z",
    workers: ["田勇", "郭鹏"],
    permit: "ZD-20261203-011",
    photos: 3,
  }),
  "energise-sheet": energiseSheet({
    ...factory,
    number: "NI20261130000456-10",
    capacity: "1 260 kVA",
    voltage: "交流 10 kV",
    source: "主供 10 kV 517 线；备用 10 kV 526 线",
    contractNumber: "HT-2027-00118",
    energisedAt: "2027-01-28T07:06:00Z",
    people: ["田勇", "郭鹏", "调控 刘洋"],
    checks: [
      { item: "竣工检验合格", isDone: true },
      { item: "供用电合同、调度协议已签订", isDone: true },
      { item: "业务费用已结清", isDone: true },
      { item: "电能计量装置已安装并封印", isDone: true },
      { item: "客户值班电工到位，安全工器具合格", isDone: true },
    ],
    result: "15:06 一次送电成功，相序正确，表计运行正常，已与客户核对示数。",
  }),
  contract: contract({
    ...resident,
    number: "HT-2026-010233",
    supplier: { representative: "刘志远", creditCode: "91320505MA000T3X5F" },
    capacity: "8 kW",
    voltage: "交流 220 V",
    metering: "低供低计",
    meter: "1330 0010 0234 5678",
    boundary: "计量表箱内电能表出线端子，电源侧归甲方、负荷侧归乙方",
    tariff: "居民生活用电，一户一表，执行居民阶梯电价",
    payment: "网上缴费，预存",
    readingDay: "每月 1 日",
    startsOn: "2026-12-03",
    special: [],
  }),
  undertaking: undertaking({
    ...resident,
    number: "NI20261130000123-03",
    owed: [
      { name: "不动产权证或购房合同", beforeStep: "供电方案答复", dueOn: "2026-12-02" },
      { name: "产权人同意用电的书面说明", beforeStep: "供电方案答复", dueOn: "2026-12-02" },
    ],
  }),
  supervision: supervision({
    ...factory,
    number: "DB-2026-0031",
    issuedOn: "2026-12-29",
    level: "L2 督办（橙色）",
    unit: "市场营销部 大客户班",
    reason: "供电方案答复已用时 100%，仍未送达客户；客户两次催办。",
    demand: "4 个营业小时内说明原因、给出送达时间，并由业务主办联系客户致歉。",
    answerBy: "2026-12-29T08:00:00Z",
    issuedBy: "供电服务指挥中心 冯涛",
    clocks: [
      { name: "供电方案答复（20 个工作日）", dueAt: "2026-12-28T09:30:00Z", state: "超期 1 个工作日" },
      { name: "供电企业各环节合计（32 个工作日）", dueAt: "2027-01-15T09:30:00Z", state: "已用 66%" },
    ],
  }),
  "penetration-report": penetrationReport({
    ...resident,
    order: { ...resident.order, number: "TS20261205000017", typeName: "投诉 · 营业投诉 · 业扩报装" },
    number: "CT-2026-0007",
    issuedOn: "2026-12-11",
    grade: "一般",
    category: "营业投诉 / 业扩报装 / 超时限",
    source: "95598",
    demand: "反映 12 月 2 日应答复的方案至 12 月 4 日仍未答复，要求说明原因并尽快送电。",
    contactedAt: "2026-12-05T03:10:00Z",
    investigators: ["质检 吴倩", "质检 韩松"],
    investigation: [
      "调取工单全部环节记录、12 月 2 日外勤定位和通话录音，走访客户及营业厅，与台区经理分别谈话。调查人员均非被投诉人员及其直接上级。",
    ],
    timeline: [
      { at: "2026-11-30T01:12:00Z", what: "受理，承诺 12 月 2 日前答复方案", source: "受理回执" },
      { at: "2026-12-02T06:40:00Z", what: "台区经理到场勘查，未在系统提交", source: "外勤定位、照片" },
      { at: "2026-12-04T08:20:00Z", what: "补录勘查结果并答复方案", source: "工单日志" },
    ],
    verdict: "属实",
    responsibility: "营销",
    exposed: [
      "勘查结果当日不提交没有提醒，班长未查看 80% 预警。",
      "AB 角未启用，台区经理 12 月 3 日请假后工作无人接手。",
    ],
    measures: [
      { what: "勘查当日未提交的，下班前提醒本人和班长", who: "班长 赵磊", by: "2026-12-15" },
      { what: "为全部台区经理设置 B 角，请假自动移交", who: "营销部 周敏", by: "2026-12-20" },
    ],
    advice: ["将“勘查当日提交率”纳入班组看板。"],
    reply:
      "张先生您好：经核实，您反映的情况属实。因我公司内部交接不到位，方案答复晚了两个工作日，我们向您诚恳道歉；您家已于 12 月 7 日送电。",
  }),
  "legal-act": legalAct({
    ...factory,
    number: "FL-2026-0212",
    issuedOn: "2026-12-18",
    act: "供电方案答复",
    basis: "《供电营业规则》（2024）；供电服务“十项承诺”（2022）",
    content: "以书面形式向用电方答复供电方案：双电源供电，合同容量 1 260 kVA，方案有效期一年。",
    limit: {
      text: "受理之日起 20 个工作日",
      dueOn: "2026-12-28",
      doneAt: "2026-12-18T03:00:00Z",
      isKept: true,
    },
    filing: {
      where: "公司档案室 · 电子档案",
      number: "DA-2026-004512",
      hash: "b".repeat(64),
      keptUntil: "2056-12-31",
    },
    result: "客户于 2026 年 12 月 18 日签收，无异议。",
    delivery: {
      way: "当面签收",
      to: "赵晓燕（经办人）",
      at: "2026-12-18T03:00:00Z",
      proof: "签收页照片 1 张、手写签名",
      by: "李文博",
    },
  }),
  "bag-cover": bag()[0] as PaperDocument,
});
