/** The two sample counties. Provinces, cities, counties and towns are invented; so is where they lie. */
import type { CountyPlan } from "./places.ts";

/** The counties as they were in the morning of this day: nothing in them is newer. */
export const countyDay = "2026-03-01";

export const countyPlans: Readonly<Record<number, CountyPlan>> = {
  990101: {
    province: "东禾省",
    city: "禾州市",
    county: "青禾县",
    region: 990_101,
    seat: "青禾街道",
    towns:
      "青禾街道 柳溪镇 石坪镇 云岭镇 双河镇 白鹭镇 桃源乡 枫林镇 沙洲镇 古渡镇 龙泉乡 新丰镇 梅坞乡 长堤镇".split(
        " ",
      ),
    halls: ["青禾街道", "柳溪镇", "石坪镇"],
    longitude: 113.4,
    latitude: 30.2,
  },
  990102: {
    province: "东禾省",
    city: "禾州市",
    county: "白榆县",
    region: 990_102,
    seat: "白榆镇",
    towns: "白榆镇 榆林铺镇 黑石镇 马蹄乡 清水镇 红岩镇 高台乡 大营镇 松坡镇 盐井镇".split(" "),
    halls: ["白榆镇"],
    longitude: 114.1,
    latitude: 30.6,
  },
};
