/** Which clocks a limit of the catalogue gives: the company's own and the regulator's floor beside it. */
import type { RuleInForce, RulesInForce } from "../catalogue/index.ts";
import type { OrderCatalogue } from "./catalogue/order-catalogue.ts";
import { stepLimit } from "./catalogue/order-types.ts";
import type { ClockUnit } from "./clock/marks.ts";
import type { ClockLayer, OrderRow } from "./store/rows.ts";

const units: ReadonlySet<string> = new Set(["MIN", "HOUR", "ND", "WD", "BH"]);

export type LimitInForce = {
  readonly ruleCode: string;
  readonly layer: ClockLayer;
  readonly limit: { readonly value: number; readonly unit: ClockUnit };
  readonly stopEvent: string | null;
  readonly rule: RuleInForce;
};

type Scope = Pick<OrderRow, "customerClass" | "areaType">;

/** What holds for this class and area: at most one of the company's own and one floor. Rules that are no time are none. */
export function limitsOf(rules: RulesInForce, code: string, scope: Scope): readonly LimitInForce[] {
  const { customerClass, areaType } = scope;
  const own = rules.find(code, { customerClass, areaType });
  const floor = rules.find(code, { customerClass, areaType, layer: "statutory" });
  const found = own === floor || own?.layer === "statutory" ? [floor] : [own, floor];
  return found.flatMap((rule) => (rule && units.has(rule.unit) ? [limitOf(rule)] : []));
}

const limitOf = (rule: RuleInForce): LimitInForce => ({
  ruleCode: rule.rule_code,
  layer: rule.layer,
  limit: { value: Math.round(rule.value), unit: rule.unit as ClockUnit },
  stopEvent: rule.stop_event ?? null,
  rule,
});

/** A severe complaint has limits of its own, where the catalogue has them: COMP.HANDLE becomes COMP.SEVERE.HANDLE. */
function gradedLimit(rules: RulesInForce, code: string, grade: OrderRow["grade"]): string {
  if ((grade !== "major" && grade !== "special") || !code.startsWith("COMP.")) return code;
  const severe = code.replace("COMP.", "COMP.SEVERE.");
  return rules.find(severe) ? severe : code;
}

/** The rule of a step of this order's process. */
export function ruleOfStep(
  catalogue: OrderCatalogue,
  rules: RulesInForce,
  order: Pick<OrderRow, "typeCode" | "grade">,
  code: string,
): string {
  const type = catalogue.type(order.typeCode);
  const chosen = type ? stepLimit(type, code) : code;
  return gradedLimit(rules, chosen, order.grade);
}
