/** Who of the county needs care (特需): the very old, people with a disability, low income, life support at home. */
import type { AccountFile, RegisterFile } from "../../server/modules/customers/index.ts";
import type { Draw } from "./draw.ts";
import type { Ids } from "./ids.ts";
import type { Setting } from "./population.ts";
import { registerEntry } from "./register-entry.ts";

const careReasons = {
  elderly: ["八十岁以上独居", "身份证登记年龄"],
  disability: ["持证残疾人", "残疾人证"],
  "low-income": ["低保户", "民政部门名单"],
  medical: ["家用呼吸机，不能断电", "医院证明"],
} as const;

/** How long an entry stands (catalogue/customer-registers.json). */
const careMonths = { elderly: 36, disability: 60, "low-income": 12, medical: 12 } as const;

/** @param age in years */
export function careOf(
  setting: Setting,
  draw: Draw,
  ids: Ids,
  age: number,
  account: AccountFile | undefined,
): RegisterFile[] {
  const levels: (keyof typeof careReasons)[] = [];
  if (age >= 80 && draw.chance(0.6)) levels.push("elderly");
  if (draw.chance(0.008)) levels.push("disability");
  if (draw.chance(0.015)) levels.push("low-income");
  if (draw.chance(age >= 65 ? 0.008 : 0.0006)) levels.push("medical");
  if (!account || account.state === "closed") return [];
  return levels.map((level, which): RegisterFile => {
    const [reason, source] = careReasons[level];
    const accountId = level === "medical" ? account.id : null;
    const entry = {
      id: ids.of("register", which),
      register: "care",
      level,
      accountId,
      reason,
      source,
    } as const;
    return registerEntry(setting, draw, entry, (careMonths[level] * 365) / 12);
  });
}
