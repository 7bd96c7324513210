import { defineWords } from "../../parts/words.ts";

export const t = defineWords({
  codes: ["档案代码表", "Code lists"],
  hint: [
    "档案中的代码取自这些代码表；表外的代码不能录入。每张表都有出处和把握程度。",
    "The archive's codes come from these lists, and no others can be entered. Each list has its source and confidence.",
  ],
  search: ["代码或名称", "Code or name"],
  none: ["没有这样的代码。", "There is no such code."],
  code: ["代码", "Code"],
  zh: ["中文名称", "In Chinese"],
  en: ["英文名称", "In English"],
  longer: ["可再细分（如 C2614）", "may have more digits, such as C2614"],
  confidence: ["把握程度", "Confidence"],
  conf_V2: ["两处佐证", "two sources"],
  conf_V1: ["一处佐证", "one source"],
  conf_VQ: ["试题佐证", "quiz line"],
  conf_AR: ["凭记忆，待确认", "recalled, to confirm"],
  conf_AD: ["本系统设计，待确认", "designed here, to confirm"],
});
