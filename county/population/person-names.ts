/**
 * Names of invented people: surnames about as frequent as in life, given names by the fashion of the year of birth,
 * and the few that software must not stumble over: rare characters outside the basic plane, two-character surnames,
 * names with a dot, long ones.
 */
import { type Draw, weighted } from "./draw.ts";

const perMille: Readonly<Record<string, number>> = {
  王: 71,
  李: 70,
  张: 65,
  刘: 52,
  陈: 45,
  杨: 31,
  黄: 22,
  赵: 21,
  吴: 20,
  周: 19,
  徐: 14.5,
  孙: 14,
  马: 13,
  朱: 12.6,
  胡: 12,
  郭: 11.5,
  何: 11,
  林: 10.7,
  高: 10,
  罗: 9.7,
  郑: 8.5,
  梁: 8.4,
  谢: 7.6,
  宋: 7,
  唐: 6.9,
  许: 6.6,
  邓: 6.2,
  韩: 6.1,
  冯: 6,
  曹: 5.9,
  彭: 5.7,
  曾: 5.6,
  肖: 5.5,
  田: 5.3,
  董: 5.1,
  潘: 4.8,
  袁: 4.7,
  蔡: 4.7,
  蒋: 4.6,
  余: 4.5,
  于: 4.3,
  杜: 4.2,
  叶: 4.2,
  程: 4.1,
  魏: 4,
  苏: 4,
  吕: 3.9,
  丁: 3.9,
  任: 3.8,
  卢: 3.7,
  姚: 3.7,
  沈: 3.6,
  钟: 3.6,
  姜: 3.5,
  崔: 3.4,
  谭: 3.4,
  陆: 3.3,
  范: 3.2,
  汪: 3.2,
  廖: 3.1,
  石: 3,
  金: 3,
  韦: 2.9,
  贾: 2.9,
  夏: 2.8,
  付: 2.7,
  方: 2.7,
  邹: 2.6,
  熊: 2.6,
  白: 2.6,
  孟: 2.5,
  秦: 2.5,
  邱: 2.5,
  侯: 2.3,
  江: 2.3,
  尹: 2.2,
  薛: 2.2,
  闫: 2.1,
  段: 2,
  雷: 2,
  龙: 1.9,
  黎: 1.9,
  史: 1.8,
  陶: 1.8,
  贺: 1.8,
  毛: 1.7,
  郝: 1.7,
  顾: 1.7,
  龚: 1.6,
  邵: 1.6,
  万: 1.6,
  覃: 1.5,
  武: 1.5,
  钱: 1.4,
  戴: 1.4,
  严: 1.4,
  莫: 1.3,
  孔: 1.3,
  向: 1.3,
  常: 1.2,
  汤: 1.2,
  康: 1.1,
  易: 1,
  乔: 1,
  葛: 0.9,
  岳: 0.7,
  牛: 0.7,
  尚: 0.6,
  温: 0.6,
  单: 0.5,
  翟: 0.5,
  查: 0.3,
  仇: 0.2,
  解: 0.2,
  区: 0.2,
  冼: 0.1,
  佘: 0.1,
  仝: 0.1,
  欧阳: 0.7,
  上官: 0.12,
  司马: 0.1,
  诸葛: 0.08,
  司徒: 0.08,
  东方: 0.04,
  皇甫: 0.04,
  尉迟: 0.03,
  夏侯: 0.03,
  令狐: 0.03,
  亓: 0.05,
  逄: 0.05,
  昝: 0.04,
  禚: 0.03,
  郗: 0.03,
  缑: 0.02,
  𠮷: 0.02,
};
const surnames = weighted(Object.entries(perMille));

type Fashion = {
  readonly first: readonly string[];
  readonly last: readonly string[];
  readonly single: number;
};
const fashion = (first: string, last: string, single: number): Fashion => ({
  first: [...first],
  last: [...last],
  single,
});
/** Born before 1970, before 1990, later. `single` is the share of names of one character. */
const male: readonly Fashion[] = [
  fashion("国建德福永志明世文光振玉长金广树宝春正忠", "华民生军平东山林才贵田海清祥富义成友良堂", 0.12),
  fashion("志海建文俊晓小永立宏明国少云玉伟德学庆继", "伟强军勇涛斌波刚辉鹏峰超杰明飞龙平华林亮", 0.42),
  fashion("子宇浩梓俊嘉一奕泽思博家天睿明雨承景书逸", "轩然涵宇泽豪杰睿辰阳霖洋航凯博文哲晨瑞宸", 0.13),
];
const female: readonly Fashion[] = [
  fashion("秀桂玉淑凤春兰素金月美翠爱云红惠彩巧瑞莲", "英兰珍芳华梅莲香琴云凤珠芬荣娥花霞秀清枝", 0.07),
  fashion("晓丽小海艳红雪春亚玉秋美文慧静秀燕婷金云", "丽艳敏静娟霞燕玲芳娜梅萍红英慧婷琳洁华颖", 0.34),
  fashion("梓欣雨思子诗佳一语嘉可若梦雅依紫芷晨心悦", "涵怡萱琪妍瑶彤雯菲璇琳颖蕊昕宁薇婷汐玥祺", 0.1),
];
/** Characters that are hard on fonts, keyboards and programs; the last ones need two UTF-16 units. */
const rare = [..."堃喆翀昉甯龑犇淼燚骉彧赟玥珺祎煊垚䶮𠮷𬭎𫖯𬀩𣲘𤧛"];
const dotted = [
  ["阿依古丽", "买买提"],
  ["迪丽努尔", "吐尔逊"],
  ["巴特尔", "苏和"],
  ["扎西", "多吉"],
  ["努尔兰", "叶尔肯"],
] as const;

const dottedShare = 0.0015;
const rareShare = 0.006;

export type Gender = "female" | "male";

export const surnameOf = (draw: Draw): string => draw.weighted(surnames);

/** A whole name for somebody born in `year`; `surname` for whoever shares one. */
export function personName(draw: Draw, gender: Gender, year: number, surname?: string): string {
  if (!surname && draw.chance(dottedShare)) return draw.pick(dotted).join("·");
  const family = surname ?? surnameOf(draw);
  const wave = year < 1970 ? 0 : year < 1990 ? 1 : 2;
  const { first, last, single } = (gender === "male" ? male : female)[wave] as Fashion;
  const end = draw.chance(rareShare) ? draw.pick(rare) : draw.pick(last);
  if (family.length === 1 && draw.chance(single)) return family + end;
  return family + draw.pick(first) + end;
}
