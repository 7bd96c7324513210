/**
 * What organisations of a county are and use: their trade (GB/T 4754-2017), how they are called, the use class and the
 * tariff that follow, how much they are connected with and at which voltage.
 */
import type { AccountFile } from "../../server/modules/customers/index.ts";
import { weighted } from "./draw.ts";

export type Trade = {
  readonly code: string;
  /** What follows the brand, or the place that a public body belongs to. */
  readonly name: string;
  /** The first two characters of its credit code. */
  readonly registered: string;
  readonly useCode: string;
  readonly tariffGroup: AccountFile["tariffGroup"];
  /** kVA, both ends; from 100 kVA on it is supplied at 10 kV. */
  readonly kva: readonly [least: number, most: number];
  /** Register entries that such a customer has, some of them. */
  readonly important?: readonly [level: "first" | "second", share: number];
  readonly sensitive?: readonly [level: string, share: number];
  /** Called by the place that it belongs to, not by a brand. */
  readonly isPublic?: boolean;
  /** Accounts, for whoever has many. */
  readonly sites?: readonly [least: number, most: number];
};

const trade = (
  weight: number,
  code: string,
  name: string,
  registered: string,
  useCode: string,
  tariffGroup: Trade["tariffGroup"],
  kva: Trade["kva"],
  more: Partial<Trade> = {},
): readonly [Trade, number] => [{ code, name, registered, useCode, tariffGroup, kva, ...more }, weight];
const shop = (weight: number, code: string, name: string) =>
  trade(weight, code, name, "92", "405", "commercial-one-part", [5, 40]);
const firm = (weight: number, code: string, name: string, kva: Trade["kva"], useCode = "403") =>
  trade(weight, code, `${name}有限公司`, "91", useCode, "commercial-one-part", kva);
const body = (
  code: string,
  name: string,
  registered: string,
  kva: Trade["kva"],
  more: Partial<Trade> = {},
): Trade => ({
  code,
  name,
  registered,
  useCode: "401",
  tariffGroup: "commercial-one-part",
  kva,
  isPublic: true,
  ...more,
});
const school = { useCode: "203", tariffGroup: "residential" } as const;

/** The shops and small firms of a street, and the works and farms around it. */
export const trades = weighted<Trade>([
  shop(150, "F5211", "便利店"),
  shop(60, "F5212", "超市"),
  shop(130, "H6210", "餐馆"),
  shop(60, "H6291", "小吃店"),
  shop(50, "O8051", "理发店"),
  shop(40, "F5232", "服装店"),
  shop(30, "F5251", "大药房"),
  shop(30, "F5281", "五金店"),
  shop(30, "O8111", "汽车修理店"),
  shop(20, "H6121", "旅馆"),
  shop(20, "R9013", "网吧"),
  shop(25, "F5226", "茶叶店"),
  firm(14, "F5165", "建材", [20, 100]),
  firm(8, "E5010", "装饰工程", [20, 80]),
  firm(8, "G5431", "运输", [20, 160]),
  firm(6, "G6010", "快递", [20, 80]),
  firm(10, "C2029", "木业", [80, 400]),
  firm(10, "C1310", "粮油加工", [80, 500]),
  firm(8, "C2929", "塑料制品", [100, 630]),
  firm(6, "C1810", "服饰", [80, 315]),
  firm(6, "C3311", "金属结构", [100, 630]),
  firm(5, "C3031", "页岩砖", [160, 800]),
  firm(4, "H6110", "酒店", [160, 630], "405"),
  firm(6, "F5265", "加油站", [30, 100], "405"),
  firm(4, "I6410", "网络科技", [20, 100], "405"),
  trade(3, "C3011", "水泥有限公司", "91", "100", "commercial-two-part", [1_000, 6_300], {
    sensitive: ["S4", 0.5],
  }),
  trade(4, "C2614", "化工有限公司", "91", "100", "commercial-two-part", [630, 3_150], {
    important: ["second", 0.7],
  }),
  trade(5, "C3670", "汽车零部件有限公司", "91", "100", "commercial-two-part", [400, 2_500]),
  trade(3, "C1353", "肉类食品有限公司", "91", "100", "commercial-two-part", [315, 1_250], {
    sensitive: ["S4", 0.6],
  }),
  trade(4, "G5990", "冷链仓储有限公司", "91", "403", "commercial-one-part", [100, 500], {
    sensitive: ["S4", 0.8],
  }),
  trade(22, "A0111", "种植专业合作社", "93", "300", "agricultural", [10, 100]),
  trade(14, "A0313", "生猪养殖专业合作社", "93", "300", "agricultural", [30, 200], {
    sensitive: ["S4", 0.4],
  }),
  trade(10, "A0412", "水产养殖专业合作社", "93", "300", "agricultural", [30, 160], {
    sensitive: ["S4", 0.7],
  }),
]);

/** What a village has, with the share of villages that have it. */
export const villageBodies: readonly (readonly [Trade, share: number])[] = [
  [body("S9620", "村民委员会", "54", [10, 50]), 1],
  [body("Q8425", "卫生室", "12", [5, 20]), 0.5],
  [body("P8321", "小学", "12", [30, 160], { ...school, sensitive: ["S2", 0.4] }), 0.15],
  [body("A0513", "灌溉站", "54", [20, 160], { useCode: "301", tariffGroup: "agricultural" }), 0.4],
];

/** What a town has. */
export const townBodies: readonly Trade[] = [
  body("S9221", "人民政府", "11", [80, 315], { sensitive: ["S2", 1] }),
  body("Q8423", "中心卫生院", "12", [50, 200], { sensitive: ["S1", 1] }),
  body("P8331", "初级中学", "12", [160, 500], { ...school, sensitive: ["S2", 1] }),
  body("Q8514", "养老院", "52", [50, 160], { sensitive: ["S1", 1] }),
  body("P8310", "中心幼儿园", "52", [20, 80], school),
];

/** What a county has, one on each street while they last. */
export const countyBodies: readonly Trade[] = [
  body("Q8411", "人民医院", "12", [800, 2_500], { important: ["first", 1], sensitive: ["S1", 1] }),
  body("D4610", "自来水有限公司", "91", [200, 1_000], {
    useCode: "402",
    sites: [2, 6],
    important: ["second", 1],
    sensitive: ["S3", 1],
  }),
  body("I6312", "通信有限公司", "91", [5, 30], {
    sites: [20, 60],
    important: ["second", 1],
    sensitive: ["S3", 1],
  }),
  body("P8334", "第一中学", "12", [315, 800], { ...school, sensitive: ["S2", 1] }),
  body("J6621", "农村商业银行股份有限公司", "91", [30, 100], { useCode: "405", sites: [3, 12] }),
  body("S9224", "公安局", "11", [160, 500], { important: ["second", 1], sensitive: ["S2", 1] }),
  body("Q8412", "中医医院", "12", [315, 1_250], { important: ["second", 1], sensitive: ["S1", 1] }),
  body("R8720", "融媒体中心", "12", [100, 315], { sensitive: ["S2", 1] }),
  body("D4620", "污水处理有限公司", "91", [315, 1_250], { useCode: "402", important: ["second", 1] }),
  body("S9221", "行政服务中心", "11", [160, 500], { sensitive: ["S2", 1] }),
  body("D4511", "天然气有限公司", "91", [100, 315], { useCode: "402", sensitive: ["S3", 1] }),
  body("P8336", "职业中等专业学校", "12", [315, 800], school),
  body("G5441", "客运总站", "91", [100, 315], { useCode: "405" }),
  body("Q8433", "妇幼保健院", "12", [200, 800], { sensitive: ["S1", 1] }),
  body("R8831", "图书馆", "12", [50, 160]),
  body("S9223", "人民法院", "11", [100, 315], { sensitive: ["S2", 1] }),
  body("P8321", "实验小学", "12", [100, 315], school),
  body("S9224", "看守所", "11", [80, 200], { important: ["second", 1], sensitive: ["S2", 1] }),
];

/** 物业: runs a compound and supplies its shops through meters of its own (转供电). */
export const propertyManager: Trade = {
  code: "K7020",
  name: "物业服务有限公司",
  registered: "91",
  useCode: "405",
  tariffGroup: "commercial-one-part",
  kva: [160, 800],
};

const firsts = [..."鑫宏瑞金华兴恒盛嘉德福祥永泰广源美佳天安正顺富康百汇众合新禾青云景明"];
const lasts = [..."源达盛发隆昌泰丰旺顺和利通康辉成诚信安宁悦欣林泉石川阳辰"];
export const brands: readonly string[] = firsts.flatMap((first) => lasts.map((last) => first + last));
