/**
 * What people of the sample county write and say, so that its orders read like orders: by the name of the field, else by what
 * every field may say. Invented; two of a kind seldom say the same.
 */
import type { Form, FormValues } from "../contracts/orders/shapes.ts";
import { filler } from "./month/fill-form.ts";
import type { Draw } from "./population/draw.ts";
import { identityCard, meterNumber } from "./population/numbers.ts";
import { personName } from "./population/person-names.ts";

/** Far behind the people of the county, so that no number comes twice. */
const firstStranger = 500_000;
const region = 990_101;
/** In days since 1970. */
const bornAbout = 9_000;
const crews = ["于电、田线", "雷山、田线", "于电、雷山"];
const handled = [
  "已到现场核实，与客户当面说明，客户认可。",
  "核对系统记录和现场一致，已电话答复客户。",
  "现场检查接线和表计正常，已向客户解释。",
  "已按规定处理完毕，客户在场确认。",
];
const texts: Readonly<Record<string, readonly string[]>> = {
  appliances: ["冰箱 1 台、电视机 1 台", "空调 1 台、热水器 1 台"],
  answer: handled,
  basis: ["居民住宅一户一表，按文件免收", "按省公司现行收费标准"],
  category: ["服务态度", "停送电", "抄表收费", "用电业务", "供电质量"],
  cause: ["窗口高峰时段安排不足，解释不到位。", "计划停电通知没有送到户。", "派工后没有及时回电。"],
  certificate: ["计检〔2026〕第 118 号", "计检〔2026〕第 126 号"],
  changeReason: ["门店停业改造", "厂房搬迁", "经营项目变更"],
  connection: ["由 10 千伏青柳线 23 号杆 T 接", "由 10 千伏石坪线支线接入"],
  contactResult: ["已联系到客户，问清经过，约定今天下午回复。", "电话接通，客户补充了情况。"],
  contactedWho: ["客户本人", "客户家属"],
  contractNumber: ["QH-2026-0317", "QH-2026-0322", "QH-2026-0405"],
  crewMembers: ["雷山、于电", "雷山、田线"],
  delivered: ["当面道歉并当天办结。", "已处理好，客户没有别的要求。", "已恢复正常，客户认可。"],
  expected: ["希望尽快解决并有人回电", "希望说清楚费用怎么算的"],
  facts: handled,
  fitters: crews,
  gridPoint: ["云杉 3 号变低压侧", "柳溪 5 号变低压侧"],
  hiddenParts: ["电缆沟和接地体"],
  investigators: ["钟直、许晴", "钟直、林岚"],
  letterNumber: ["青供答〔2026〕41 号", "青供答〔2026〕57 号"],
  measures: ["窗口增开一个，排队超过十五分钟由值班经理引导。", "今后停电通知张贴后拍照留存。"],
  metering: ["高供高计，三相三线", "低供低计，三相四线"],
  meterPlace: ["楼道集中表箱", "院门口表箱", "配电间计量柜", "门面外墙表箱"],
  newAddress: ["青禾县新区路 88 号", "青禾县柳溪街 16 号"],
  newValue: ["联系电话更正为本人现用号码", "地址更正为不动产证所载地址"],
  note: ["情况属实，按规定办理。", "客户要求上午上门，来之前先打电话。", "已核对资料，无异常。"],
  otherAccounts: ["同一楼内相邻两户"],
  protection: ["防孤岛、过压、欠压保护动作正确"],
  roof: ["现浇混凝土平屋顶，朝南，无遮挡", "彩钢瓦屋顶，承载已由设计单位核算"],
  sealNumbers: ["QH0163528、QH0163529", "QH0170316、QH0170317"],
  seals: ["QH0152301、QH0152302", "QH0153417、QH0153418"],
  shares: ["各 50%"],
  supplyPoint: ["10 千伏青柳线", "10 千伏石坪线", "10 千伏新区二线"],
  supplyTransformer: ["云杉 3 号变", "柳溪 5 号变", "石坪 2 号变", "新区 7 号变"],
  surveyors: ["梁野、谢丘", "谢丘、蒋图"],
  testers: ["苏砚、于电", "苏砚、田线"],
  toUnit: ["青禾中心供电所", "柳溪供电所", "石坪供电所"],
  transformers: ["S13-315/10，1 台", "S13-200/10，1 台"],
  work: [
    "更换低压熔丝，恢复供电。",
    "更换表前空气开关。",
    "处理接头发热，重新压接。",
    "清理树枝，恢复线路送电。",
  ],
};
/** What belongs together on one form: by the kind of order, else by the form. */
const stories: Readonly<Record<string, readonly FormValues[]>> = {
  "intake-fault": [
    { level1: "lv", scope: "one", note: "家里没电，邻居家有电" },
    { level1: "lv", scope: "several", note: "整个单元都停电了" },
    { level1: "lv", scope: "one", note: "门口电线被树枝压住了，一碰就跳闸" },
    { level1: "quality", scope: "one", note: "灯一闪一闪，电压不稳" },
    { level1: "metering", scope: "one", note: "表箱里有烧焦味" },
    { level1: "hv", scope: "area", note: "整条街都停了，变压器那边响了一声" },
  ],
  CONS: [
    { topic: "price", note: "一户五口人怎么申请多人口电价？" },
    { topic: "outage", note: "明天新区路停不停电，几点来电？" },
    { topic: "supply", note: "开小饭店要报多大容量？" },
    { topic: "new-energy", note: "屋顶装光伏要交哪些资料？" },
    { topic: "law", note: "租房能不能用租客的名字过户？" },
  ],
  "SRV-OTH": [
    { topic: "metering", note: "表箱门锁坏了，请来修一下" },
    { topic: "other", note: "想打印近一年的用电明细" },
    { topic: "supply", note: "想请人上门看看进户线" },
  ],
  RECON: [{ topic: "supply", note: "电费已经交清，请尽快复电" }],
  "intake-meter": [
    { symptom: "fast", note: "这个月电量比往年同期多一倍" },
    { symptom: "reading", note: "没人住，表还在走" },
    { symptom: "blank", note: "显示屏不亮，读不出数" },
  ],
  "intake-appliance": [{ note: "雷雨后来电，冰箱不工作了" }, { note: "电压忽高忽低，空调烧坏" }],
  COMP: [
    { category: "服务态度", note: "窗口催了三次没人答复，问话爱答不理" },
    { category: "停送电", note: "没有接到通知就停电，冰箱里的东西都坏了" },
    { category: "抄表收费", note: "上月电费多收了，打电话两天没有人回" },
    { category: "用电业务", note: "报装十几天没有人来勘查" },
  ],
  OPIN: [{ category: "营业厅", note: "中午只开一个窗口，排队太久" }],
  SUGG: [{ category: "营业厅", note: "建议门口装遮雨棚" }],
  PRAISE: [{ topic: "staff", note: "抢修师傅雨夜赶来，十分钟就修好了" }],
  REPORT: [{ category: "违约用电", note: "有人私自接线给出租屋供电" }],
};
/** Why somebody asks again. */
export const urges = [
  "什么时候能办好？",
  "说好昨天来人的，怎么还没来？",
  "家里有老人，能不能快一点？",
  "开业日期定了，请尽快送电",
];
/** What is noted on the way. */
export const notes = [
  "客户只有下午在家，上门前先打电话。",
  "已电话告知客户进度，客户没有意见。",
  "与台区经理核对过，表箱有空位。",
  "客户补充：院门钥匙在隔壁小卖部。",
];
/** What colleagues are asked. */
export const consultations = [
  "该台区已接近满载，是否先换变压器再接入？",
  "客户与房东有纠纷，能否凭租赁合同受理？",
  "客户要求分期交费，按什么口径答复？",
];
/** Why a limit was missed: the reason of the list, and the words. */
export const lateReasons = [
  ["workload", "当天派工集中，人手不足"],
  ["material", "表箱到货晚了两天"],
  ["other-department", "等待规划部门会签"],
  ["grid-works", "台区改造没有完工"],
  ["oversight", "接单后没有及时联系客户"],
] as const;

/** Puts words where the drawn form has its filler, and numbers where all would have the same. */
export function inWords(
  { form, kind, nth }: { readonly form: Form | null; readonly kind: string; readonly nth: number },
  values: FormValues,
  draw: Draw,
): FormValues {
  const fields = form?.fields ?? [];
  // Only what is asked at the beginning tells it: at later steps a note is somebody else's.
  const told = form?.key.startsWith("intake-") ? (stories[kind] ?? stories[form.key]) : undefined;
  const story = told ? draw.pick(told) : {};
  const said: FormValues = { ...values };
  for (const { key, kind: asked } of fields) {
    const value = values[key];
    if (story[key] !== undefined) said[key] = story[key];
    else if (value === undefined) continue;
    else if (asked === "id")
      said[key] = identityCard(firstStranger + nth, bornAbout, "female", region).number;
    else if (key === "amountFen") said[key] = draw.between(120, 900) * 100;
    else if (key === "errorPercent") said[key] = draw.between(1, 9) / 10;
    else if (value === filler) said[key] = textFor(key, draw, nth);
  }
  return said;
}

function textFor(key: string, draw: Draw, nth: number): string {
  if (key === "newName" || key === "refundName")
    return personName(draw, draw.chance(0.5) ? "female" : "male", 1985);
  if (key === "meterNumber" || key === "newMeterNumber")
    return meterNumber(region, 2025, firstStranger + nth, 0);
  return draw.pick(texts[key] ?? ["已核实，无异常"]);
}
