import type { z } from "zod";
import type { ratingReason } from "../../contracts/hall/shapes.ts";
import { defineWords } from "./words.ts";

export type RatingReason = z.infer<typeof ratingReason>;

export const ratingWords = defineWords({
  level5: ["非常满意", "Excellent"],
  level4: ["满意", "Good"],
  level3: ["一般", "Fair"],
  level2: ["不满意", "Poor"],
  level1: ["非常不满意", "Very poor"],
  "long-wait": ["等候太久", "Long wait"],
  attitude: ["服务态度", "Attitude"],
  unfamiliar: ["业务不熟练", "Not skilled"],
  unsolved: ["问题没解决", "Not solved"],
  equipment: ["设备不好用", "Equipment"],
  other: ["其他", "Other"],
});
