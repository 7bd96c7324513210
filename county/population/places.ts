/**
 * The lie of an invented county: towns and streets, villages and compounds, substations and lines. Customers live in
 * blocks of fifty; block after block is dealt to the places in turn, so that a small population already knows many of
 * them and a large one fills them up, house number by house number.
 */
import { Draw, scattered } from "./draw.ts";

export const blockSize = 50;

export type PlaceKind = "village" | "compound" | "street" | "market";
export type Town = {
  readonly name: string;
  readonly isUrban: boolean;
  /** Which of the company's halls serves it. */
  readonly hall: number;
  readonly longitude: number;
  readonly latitude: number;
};
export type Place = {
  readonly kind: PlaceKind;
  /** 柳溪镇. */
  readonly town: Town;
  /** 河湾村, 锦绣花园, 人民路; nothing else in the county is called so. */
  readonly name: string;
  /** The how many'th of its kind, from 0. */
  readonly number: number;
  /** The road that a compound stands on, with its number. */
  readonly road: string;
  readonly substation: string;
  readonly feeder: string;
  /** Twelve digits: county, town, village. */
  readonly statisticsCode: string;
  /** Runs its shops through one supply (转供电). */
  readonly hasManager: boolean;
};

/** Where a county lies; `halls` are the towns of its halls, in their order. */
export type CountyPlan = {
  readonly province: string;
  readonly city: string;
  readonly county: string;
  readonly region: number;
  readonly seat: string;
  readonly towns: readonly string[];
  readonly halls: readonly string[];
  readonly longitude: number;
  readonly latitude: number;
};

const villageFirst = [..."河柳石青白黄大小上下东西南北前后新老双龙凤云清桃梨杏杨松竹梅荷桂金银红沙泉"];
const villageLast = [..."湾溪坪桥塘坝庙店寨冲岭坡沟畈铺集渡口林庄屯营岗洼泉圩井"];
const compoundFirst =
  "锦绣 阳光 金色 世纪 滨河 翠湖 东方 御景 龙湖 紫荆 丽景 书香 康乐 福星 和谐 文景 春江 怡和 天悦 学府".split(
    " ",
  );
const compoundLast = "花园 小区 家园 名苑 华府 雅居 新城 公馆 佳苑 豪庭".split(" ");
const roadFirst =
  "人民 建设 解放 中山 和平 文化 青年 团结 兴隆 振兴 迎宾 滨河 环城 光明 育才 工业 新华 长青 禾香 朝阳".split(
    " ",
  );
const roadLast = "路 东路 西路 南路 北路 大道 巷".split(" ");

/** Of eight hundred places: half of them villages, as in a county of the plains. */
const counts = { village: 400, compound: 200, street: 120, market: 80 } as const;

export class County {
  readonly plan: CountyPlan;
  readonly places: readonly Place[];

  constructor(plan: CountyPlan, seed: number) {
    this.plan = plan;
    this.places = placesOf(plan, new Draw(seed, 1, 0));
  }

  /** The place of a block, and how many blocks it had before. */
  blockAt(block: number): { readonly place: Place; readonly round: number } {
    const count = this.places.length;
    const place = this.places[scattered(block % count, count, 277)] as Place;
    return { place, round: Math.floor(block / count) };
  }
}

function placesOf(plan: CountyPlan, draw: Draw): Place[] {
  const towns = plan.towns.map(
    (name): Town => ({
      name,
      isUrban: name === plan.seat,
      hall: Math.max(0, plan.halls.indexOf(name)),
      longitude: plan.longitude + (draw.next() - 0.5) * 0.5,
      latitude: plan.latitude + (draw.next() - 0.5) * 0.4,
    }),
  );
  const seat = towns.find(({ isUrban }) => isUrban) as Town;
  const rural = towns.filter(({ isUrban }) => !isUrban);
  const names = {
    village: deal(draw, pairs(villageFirst, villageLast, "村")),
    compound: deal(draw, pairs(compoundFirst, compoundLast)),
    street: deal(draw, pairs(roadFirst, roadLast)),
    market: rural.flatMap(({ name }) => [
      `${name.slice(0, -1)}正街`,
      `${name.slice(0, -1)}老街`,
      `${name.slice(0, -1)}新街`,
    ]),
  };
  const roads = names.street;
  const kinds = (Object.keys(counts) as PlaceKind[]).flatMap((kind) =>
    Array.from({ length: Math.min(counts[kind], names[kind].length) }, (_, at) => ({ kind, at })),
  );
  return kinds.map(({ kind, at }, index): Place => {
    const town =
      kind === "market"
        ? (rural[Math.floor(at / 3)] as Town)
        : kind === "village"
          ? (rural[at % rural.length] as Town)
          : at % 5 === 4
            ? draw.pick(rural)
            : seat;
    const name = names[kind][at] as string;
    return {
      kind,
      town,
      name,
      number: at,
      road: kind === "compound" ? `${roads[at % roads.length]}${draw.between(1, 280)}号` : "",
      ...grid(town, index),
      statisticsCode: `${plan.region}${String(100 + towns.indexOf(town)).padStart(3, "0")}${String(index % 1000).padStart(3, "0")}`,
      hasManager: kind === "compound" && draw.chance(0.35),
    };
  });
}

/** 变电站 and 10 kV 线路: a town has a substation, the seat has three; each line feeds some ten places. */
function grid({ name, isUrban }: Town, index: number): { substation: string; feeder: string } {
  const short = name.replace(/(镇|乡|街道)$/, "");
  const station = isUrban ? ["城东", "城西", "城南"][index % 3] : short;
  return { substation: `110kV${station}变`, feeder: `10kV${station}${(Math.floor(index / 9) % 12) + 1}线` };
}

const pairs = (first: readonly string[], last: readonly string[], end = ""): string[] =>
  first.flatMap((one) => last.filter((other) => other !== one).map((other) => one + other + end));

function deal<T>(draw: Draw, items: readonly T[]): T[] {
  const cards = [...items];
  for (let at = cards.length - 1; at > 0; at--) {
    const other = draw.below(at + 1);
    [cards[at], cards[other]] = [cards[other] as T, cards[at] as T];
  }
  return cards;
}
