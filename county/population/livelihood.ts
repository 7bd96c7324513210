/**
 * What people of the county live by, when it has a meter of its own: the greenhouse, the well, the sties and ponds of
 * those who farm (种植养殖, 农业排灌), the shop in one's own name of those who trade (个体工商户). Drawn from a stream of its own,
 * so that everybody's home, name and papers are what they are without it.
 */
import type { AccountFile, RegisterFile } from "../../server/modules/customers/index.ts";
import { Draw, weighted } from "./draw.ts";
import type { Ids } from "./ids.ts";
import type { PlaceKind } from "./places.ts";
import type { Setting } from "./population.ts";
import { registerEntry } from "./register-entry.ts";
import { standardKva } from "./supply.ts";

export type Livelihood = {
  /** GB/T 4754-2017. */
  readonly tradeCode: string;
  readonly useCode: "300" | "301" | "405";
  readonly tariffGroup: AccountFile["tariffGroup"];
  /** Where it is, behind the home's address. */
  readonly part: string;
  readonly note: string;
  readonly kva: readonly [least: number, most: number];
  /** Animals die within the hour when the air stands still. */
  readonly needsAir?: true;
};

const farm = (tradeCode: string, what: string, part: string, kva: Livelihood["kva"], more: object = {}) => ({
  ...{ tradeCode, useCode: "300" as const, tariffGroup: "agricultural" as const, part, kva },
  ...{ note: `种植养殖：${what}`, ...more },
});
const farms = weighted<Livelihood>([
  [farm("A0141", "蔬菜", "蔬菜大棚", [6, 20]), 34],
  [farm("A0111", "稻谷", "烘干房", [15, 60]), 12],
  [farm("A0151", "水果", "果园", [4, 15]), 12],
  [farm("A0164", "茶叶", "茶园炒制房", [10, 30]), 8],
  [farm("A0313", "生猪", "猪舍", [15, 60], { needsAir: true }), 12],
  [farm("A0321", "肉鸡", "鸡舍", [15, 50], { needsAir: true }), 8],
  [farm("A0412", "淡水鱼", "鱼塘", [10, 40], { needsAir: true }), 14],
  [farm("A0513", "排灌", "机井", [6, 30], { useCode: "301", note: "农业排灌：机井" }), 30],
]);

const shop = (tradeCode: string, what: string, kva: Livelihood["kva"] = [4, 20]): Livelihood => ({
  ...{ tradeCode, useCode: "405", tariffGroup: "commercial-one-part", part: "门面", kva },
  note: `个体工商户：${what}`,
});
const shops = weighted<Livelihood>([
  [shop("F5211", "便利店"), 30],
  [shop("H6291", "小吃店", [8, 30]), 24],
  [shop("F5212", "杂货铺"), 14],
  [shop("O8051", "理发店"), 12],
  [shop("F5221", "粮油店"), 8],
  [shop("O8111", "修车铺", [8, 30]), 8],
  [shop("F5251", "药店"), 4],
]);

const farmers = { village: 0.12, market: 0.02, compound: 0, street: 0 } as const satisfies Shares;
const traders = { village: 0.02, market: 0.1, compound: 0.01, street: 0.08 } as const satisfies Shares;
type Shares = Readonly<Record<PlaceKind, number>>;
/** Of those whose animals need air, how many the 台区经理 has on the list. */
const sensitiveShare = 0.3;

export type Working = { readonly draw: Draw; readonly livelihood: Livelihood; readonly kva: number };

/** Most people have none. */
export function livelihoodOf({ seed }: Setting, index: number, kind: PlaceKind): Working | undefined {
  const draw = new Draw(seed, 6, index);
  const level = draw.next();
  const livelihood =
    level < farmers[kind]
      ? draw.weighted(farms)
      : level < farmers[kind] + traders[kind]
        ? draw.weighted(shops)
        : undefined;
  if (!livelihood) return undefined;
  const [least, most] = livelihood.kva;
  return { draw, livelihood, kva: standardKva(least + (most - least) * draw.next() ** 2) };
}

/** Beside what a person's age and health ask for. */
export function airNeeded(
  setting: Setting,
  { draw, livelihood }: Working,
  ids: Ids,
  accountId: string,
): RegisterFile[] {
  if (!livelihood.needsAir || !draw.chance(sensitiveShare)) return [];
  return [
    registerEntry(setting, draw, {
      // Behind the entries for care, of which there are four kinds.
      id: ids.of("register", 8),
      register: "sensitive",
      level: "S4",
      accountId,
      reason: "养殖，停电会缺氧",
      source: "台区经理走访",
    }),
  ];
}
