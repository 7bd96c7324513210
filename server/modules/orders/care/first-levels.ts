/** What an order is supervised for from its first moment: its source, its grade, danger, many people (§3.5). Pure. */
import type { RulesInForce } from "../../catalogue/index.ts";
import { orderComplaints } from "../catalogue/order-complaints.ts";
import type { OrderRow } from "../store/rows.ts";
import { levelOf, rankOf, type Trigger } from "./levels.ts";
import type { Raise } from "./raise.ts";

type Seen = Pick<OrderRow, "source" | "grade" | "form" | "vars">;

/** The gravest alone: one sheet says all that there is to say. */
export function firstLevels(order: Seen, rules: RulesInForce): Raise[] {
  const found = [...looks(order, rules)].map(([trigger, reason]) => ({
    level: levelOf(trigger),
    trigger,
    cause: `first:${trigger}`,
    reason,
  }));
  const top = found.sort((a, b) => rankOf(b.level) - rankOf(a.level))[0];
  return top ? [top] : [];
}

function* looks(
  { source, grade, form, vars }: Seen,
  rules: RulesInForce,
): Generator<[Trigger, Raise["reason"]]> {
  const line = orderComplaints.sources.find((one) => one.source === source && one.signedByLeader);
  if (line) yield ["source", { zh: `来源：${line.zh}`, en: `From: ${line.en}` }];
  if (source === "media") yield ["source", { zh: "来源：媒体", en: "From the media" }];
  if (source === "media-national") yield ["media", { zh: "国家级媒体关注", en: "National media" }];
  if (grade === "major" || grade === "special")
    yield [
      "grade",
      grade === "major"
        ? { zh: "重大投诉", en: "Severe complaint" }
        : { zh: "特殊投诉", en: "Special complaint" },
    ];
  if (form.isDangerous === true || vars.isDangerous === true)
    yield ["safety", { zh: "涉及安全", en: "People may be in danger" }];
  const people = Number(form.customersAffected ?? vars.customersAffected ?? 0);
  if (people >= rules.value("SUPERVISE.MASS"))
    yield ["mass", { zh: `涉及 ${people} 户`, en: `${people} customers are concerned` }];
}
